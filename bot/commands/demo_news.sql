-- name: audited
select a.id, a.action, a.object, a.detail, p.name as person, b.name as body, v.number as version, i.code,
       u.name as unit
from audit a
left join people p on p.id = a.person_id
left join versions v on a.object = 'version:' || v.id
left join programmes g on g.id = v.programme_id
left join bodies b on b.id = g.body_id
left join inspections i on a.object = 'inspection:' || i.id
left join units u on a.object = 'unit:' || u.id
where a.id > :after order by a.id;

-- name: received
select id, address, refused from inbox where id > :after order by id;

-- name: newest^
select (select max(id) from audit) as audited, (select max(id) from inbox) as received;

-- name: reminded$
select count(*) from reminders where person_id = :person_id and deadline = :deadline and rung = :rung;
