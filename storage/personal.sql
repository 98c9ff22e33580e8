-- name: agree!
insert into consents (person_id, wording, agreed_at) values (:person_id, :wording, :now)
on conflict (person_id, wording) do nothing;

-- name: person
select * from people where id = :person_id;

-- name: invitations
select * from invitations where issued_by = :person_id or used_by = :person_id order by id;

-- name: received
select i.* from inbox i join chats c on c.channel = i.channel and c.address = i.address
where c.person_id = :person_id order by i.id;

-- name: sent
select o.* from outbox o join chats c on c.channel = o.channel and c.address = o.address
where c.person_id = :person_id order by o.id;

-- name: asked
select * from questions where person_id = :person_id order by id;

-- name: inspections
select id, code, state, created_at from inspections where created_by = :person_id order by id;

-- name: chats_of
select channel, address from chats where person_id = :person_id;

-- name: digests
select * from digests where recipient = :recipient order by day;

-- name: units
select id, name, created_at from units where added_by = :person_id order by id;

-- name: aliases
select id, unit_id, name, changed_at from aliases where added_by = :person_id order by id;

-- name: references
-- SQLite's own way to say which columns lead to people; another database has another.
select m.name as tab, f."from" as col from sqlite_master m join pragma_foreign_key_list(m.name) f
where m.type = 'table' and f."table" = 'people' order by m.name, f."from";

-- name: audit
select * from audit where person_id = :person_id or object = 'person:' || :person_id order by seq;

-- name: empty_received!
-- One that waits is not handled any more: there is nobody to answer.
update inbox set address = '', payload = '{}', state = case when state = 'new' then 'done' else state end
where channel = :channel and address = :address;

-- name: empty_sent!
update outbox set address = '', payload = '{}', external_id = null, error = null,
  state = case when state in ('waiting', 'sending') then 'dropped' else state end
where channel = :channel and address = :address;

-- name: interacted
select i.* from interactions i join chats c on c.channel = i.channel and c.address = i.address
where c.person_id = :person_id;

-- name: drop_interactions!
delete from interactions where channel = :channel and address = :address;

-- name: drop_guesses!
delete from guesses where channel = :channel and address = :address;

-- name: drop_pauses!
delete from pauses where channel = :channel and address = :address;

-- name: drop_questions!
delete from questions where channel = :channel and address = :address;

-- name: drop_counts!
delete from counters where substr(name, 1, length(:begin)) = :begin;

-- name: drop_links!
delete from links where person_id = :person_id;

-- name: drop_file_links!
delete from file_links where file_id in (select id from files where person_id = :person_id);

-- name: drop_files!
delete from files where person_id = :person_id;

-- name: drop_asked!
delete from questions where person_id = :person_id;

-- name: drop_entries!
delete from entries where person_id = :person_id;

-- name: drop_reminders!
delete from reminders where person_id = :person_id;

-- name: drop_digests!
delete from digests where recipient = :recipient;

-- name: drop_chats!
delete from chats where person_id = :person_id;

-- name: rename!
update people set name = :name where id = :person_id;

-- name: sent_with
select id, payload as words from outbox where state <> 'waiting' and state <> 'sending' and instr(payload, :name) > 0;

-- name: asked_with
select id, say as words from questions where instr(say, :name) > 0;

-- name: empty_one!
update outbox set payload = '{}' where id = :id;

-- name: drop_one!
delete from questions where id = :id;
