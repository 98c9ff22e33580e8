-- name: add_person!
insert into people (id, name, created_at) values (:id, :name, :now);

-- name: person^
select * from people where id = :id;

-- name: remove_person!
update people set removed_at = :now where id = :id and removed_at is null;

-- name: restore_person!
update people set removed_at = null, name = :name where id = :id;

-- name: add_membership!
insert into memberships (id, person_id, unit_id, role, granted_by, since)
values (:id, :person_id, :unit_id, :role, :granted_by, :now);

-- name: memberships
select unit_id, role, since from memberships where person_id = :person_id and until is null order by since, id;

-- name: end_memberships!
update memberships set until = :now where person_id = :person_id and until is null;

-- name: with_role
select distinct p.id, p.name from people p join memberships m on m.person_id = p.id
where m.role = :role and m.until is null and p.removed_at is null order by p.id;

-- name: of_unit
select p.id, p.name, m.role, m.since from people p join memberships m on m.person_id = p.id
where m.unit_id = :unit_id and m.until is null and p.removed_at is null order by m.since, p.id;

-- name: focal
select p.id, p.name, m.unit_id, m.since from people p join memberships m on m.person_id = p.id
where m.role = 'unit' and m.until is null and p.removed_at is null order by p.id, m.since;

-- name: chat^
select * from chats where channel = :channel and address = :address;

-- name: put_chat!
insert into chats (channel, address, person_id, state, since) values (:channel, :address, :person_id, 'active', :now)
on conflict (channel, address) do update set
  person_id = coalesce(excluded.person_id, chats.person_id), state = 'active', blocked_at = null;

-- name: chats_of
select channel, address, state from chats where person_id = :person_id
order by preferred_at is null, preferred_at desc, since, address;

-- name: block_chat!
update chats set state = 'blocked', blocked_at = :now
where channel = :channel and address = :address and state = 'active';

-- name: unblock_chat!
update chats set state = 'active', blocked_at = null
where channel = :channel and address = :address and state = 'blocked';

-- name: set_question!
update chats set question_id = :question_id where channel = :channel and address = :address;

-- name: add_invitation!
insert into invitations (id, code_hash, short_hash, unit_id, role, issued_by, issued_at, expires_at)
values (:id, :code_hash, :short_hash, :unit_id, :role, :issued_by, :issued_at, :expires_at);

-- name: invitation_typed^
select * from invitations where short_hash = :short_hash order by id desc limit 1;

-- name: end_links!
update links set used_at = :now where person_id = :person_id and used_at is null;

-- name: add_link!
insert into links (id, code_hash, person_id, issued_at, expires_at)
values (:id, :code_hash, :person_id, :issued_at, :expires_at);

-- name: use_link$
update links set used_at = :now where code_hash = :code_hash and used_at is null and expires_at > :now
returning person_id;

-- name: link_owner$
select person_id from links where code_hash = :code_hash and used_at is null and expires_at > :now;

-- name: active_people
select id, name from people where removed_at is null;

-- name: everybody
select id, name from people order by removed_at is not null, name, id;

-- name: open_invitations$
select count(*) from invitations where used_at is null and expires_at > :now;

-- name: guesses^
select failed, last_at from guesses where channel = :channel and address = :address;

-- name: guessed_wrong!
insert into guesses (channel, address, failed, last_at) values (:channel, :address, :failed, :now)
on conflict (channel, address) do update set failed = excluded.failed, last_at = excluded.last_at;

-- name: prefer!
update chats set preferred_at = :now where channel = :channel and address = :address;

-- name: leave_chat!
update chats set person_id = null, question_id = null where channel = :channel and address = :address;

-- name: seats
select channel, count(*) as seats from chats where person_id is not null and state = 'active' group by channel;

-- name: invitation^
select * from invitations where code_hash = :code_hash;

-- name: invitation_by_id^
select * from invitations where id = :id;

-- name: use_invitation!
update invitations set used_at = :now, used_by = :person_id
where id = :id and used_at is null and expires_at > :now;

-- name: forget_guesses!
delete from guesses where last_at < :before;

-- name: forget_links!
delete from links where expires_at < :before;
