-- name: received
select id, address, refused from inbox where id > :after order by id;

-- name: newest^
select (select max(id) from audit) as audited, (select max(id) from inbox) as received;

-- name: reminded$
select count(*) from reminders where person_id = :person_id and deadline = :deadline and rung = :rung;
