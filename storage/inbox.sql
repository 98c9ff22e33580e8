-- name: receive!
insert into inbox (id, channel, external_id, address, payload, refused, state, received_at)
values (:id, :channel, :external_id, :address, :payload, :refused, 'new', :now)
on conflict (channel, external_id) do nothing;

-- name: chats_with_mail
select channel, address from inbox where state = 'new' group by channel, address order by min(id);

-- name: next_received
select * from inbox where state = 'new' and channel = :channel and address = :address order by id limit 2;

-- name: received_done!
update inbox set state = 'done', done_at = :now where id = :id and state = 'new';

-- name: received_failed!
update inbox set attempts = attempts + 1, error = :error,
  state = case when attempts + 1 >= :most then 'failed' else 'new' end
where id = :id;

-- name: received_state^
select state, attempts from inbox where id = :id;

-- name: forget_received!
update inbox set payload = '{}' where state <> 'new' and payload <> '{}' and received_at < :before;

-- name: forget_one!
update inbox set payload = '{}' where id = :id;

-- name: handled_last^
select payload, received_at from inbox where state = 'done' and channel = :channel and address = :address
order by id desc limit 1;

-- name: handled_now^
select payload, received_at from inbox where state = 'new' and channel = :channel and address = :address
order by id limit 1;
