-- name: admit!
insert into groups (channel, address, title, admitted_by, admitted_at)
values (:channel, :address, :title, :person_id, :now)
on conflict (channel, address) do update set
  title = excluded.title, admitted_by = excluded.admitted_by, admitted_at = excluded.admitted_at, closed_at = null;

-- name: close!
update groups set closed_at = :now where channel = :channel and address = :address and closed_at is null;

-- name: get^
select * from groups where channel = :channel and address = :address;

-- name: admitted
select * from groups where closed_at is null order by admitted_at, address;

-- name: move!
update groups set address = :new where channel = :channel and address = :old;

-- name: forget!
delete from groups where channel = :channel and address = :address;

-- name: claim!
insert into digests (recipient, day, waiting, sent_at) values (:recipient, :day, :waiting, :now)
on conflict do nothing;

-- name: claimed
select recipient from digests where day = :day;

-- name: move_claims!
update digests set recipient = :new where recipient = :old
  and not exists (select 1 from digests d where d.recipient = :new and d.day = digests.day);

-- name: forget_digests!
delete from digests where day < :day;
