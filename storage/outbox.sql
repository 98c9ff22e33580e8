-- name: forget_sent!
update outbox set payload = '{}' where state <> 'waiting' and state <> 'sending' and payload <> '{}' and created_at < :before;

-- name: post!
insert into outbox (id, channel, address, kind, priority, payload, replaces, until, state, created_at)
values (:id, :channel, :address, :kind, :priority, :payload, :replaces, :until, 'waiting', :now);

-- name: drop_outdated!
update outbox set state = 'dropped' where state = 'waiting' and until <= :clock;

-- name: waiting
select id, channel, address, priority, next_try_at from outbox o where state = 'waiting' and (until is null or until > :clock)
  and not exists (select 1 from pauses p where p.channel = o.channel and p.until > :now
                  and p.address in ('', o.address))
order by priority, id limit :most;

-- name: next_posts
select * from outbox o where state = 'waiting' and channel = :channel and address = :address
  and (until is null or until > :clock)
  and not exists (select 1 from pauses p where p.channel = o.channel and p.until > :now
                  and p.address in ('', o.address))
order by priority, id limit :most;

-- name: posted^
select * from outbox where id = :id;

-- name: last_change$
select payload from outbox
where channel = :channel and address = :address and replaces = :id and state <> 'dropped' order by id desc limit 1;

-- name: last_posted$
select max(id) from outbox where channel = :channel and address = :address and kind in ('say', 'file') and state <> 'dropped';

-- name: sent!
update outbox set state = 'sent', external_id = :external_id, sent_at = :now, shown_at = :shown_at,
  attempts = attempts + 1
where id = :id;

-- name: told_after
select payload from outbox
where channel = :channel and address = :address and id > :id and kind = 'say' and state = 'sent'
order by id desc limit 5;

-- name: shown^
select state, shown_at from outbox where id = :id;

-- name: arrived!
update outbox set state = 'sent', external_id = :external_id, sent_at = :now where id = :id and state = 'waiting';

-- name: leaving!
update outbox set state = 'sending' where id = :id and state = 'waiting';

-- name: stays!
update outbox set state = 'waiting' where id = :id and state = 'sending';

-- name: left_open
select * from outbox where state = 'sending' order by id;

-- name: again!
update outbox set state = 'waiting', begun = :begun, attempts = attempts + 1, next_try_at = :next_try_at, error = :error where id = :id;

-- name: given_up!
update outbox set state = 'failed', attempts = attempts + 1, error = :error where id = :id;

-- name: let_go!
update outbox set state = :state, attempts = attempts + 1, error = :error where id = :id and state in ('waiting', 'sending');

-- name: channels_with_posts
select distinct channel from outbox where state = 'waiting';

-- name: waiting_on
select * from outbox where state = 'waiting' and channel = :channel order by priority, id;

-- name: waiting_of
select * from outbox where state = 'waiting' and channel = :channel and address = :address order by priority, id;

-- name: drop_chat!
update outbox set state = 'dropped' where channel = :channel and address = :address and state = 'waiting';

-- name: pause!
insert into pauses (channel, address, until) values (:channel, :address, :until)
on conflict (channel, address) do update set until = excluded.until where excluded.until > pauses.until;

-- name: earliest_wake$
select min(t) from (
  select min(until) as t from pauses where until > :now
  union all
  select min(next_try_at) as t from outbox where state = 'waiting' and next_try_at > :now
) as wakes;

-- name: move_posts!
update outbox set address = :new where channel = :channel and address = :old;

-- name: move_questions!
update questions set address = :new where channel = :channel and address = :old;

-- name: fate^
select state, attempts from outbox where id = :id;

-- name: until_of$
select until from outbox where id = :id;

-- name: forget_pauses!
delete from pauses where until < :before;
