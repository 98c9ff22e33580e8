-- name: unhandled^
select count(*), min(received_at) from inbox where state = 'new';

-- name: unsent^
select count(*), min(created_at) from outbox where state in ('waiting', 'sending');

-- name: channels
select distinct channel from chats;

-- name: last_update^
select received_at from inbox where channel = :channel order by id desc limit 1;

-- name: audited^
select seq, chain from audit order by seq desc limit 1;
