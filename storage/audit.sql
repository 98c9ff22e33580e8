-- name: add!
-- Only if the row before is still the one whose hash this row's hash covers.
insert into audit (seq, id, at, person_id, action, object, detail, chain)
select :seq, :id, :now, :person_id, :action, :object, :detail, :chain
where coalesce((select chain from audit order by seq desc limit 1), '') = :before;

-- name: note_key!
insert into office (key, value) values ('audit:key', :mark) on conflict (key) do nothing;

-- name: last^
select seq, chain from audit order by seq desc limit 1;

-- name: of_object
select at, person_id, action, detail from audit where object = :object order by id;

-- name: triggers
select name, sql from sqlite_master where type = 'trigger' and tbl_name = 'audit' order by name;

-- name: unseal!
update audit set seq = seq - (select max(seq) from audit), chain = '';

-- name: forget_key!
delete from office where key = 'audit:key';

-- name: in_order
select * from audit where seq > :after order by seq limit :most;

-- name: untold_decisions
-- Decisions of which the audit tells nothing or something else, and those it tells of that are not there.
select d.version_id, d.decided_at as at from decisions d where not exists (
  select 1 from audit a where a.object = 'version:' || d.version_id and a.action = 'version.' || d.verb
  and a.person_id = d.person_id and a.at = d.decided_at and json_extract(a.detail, '$.step') = d.step
  and coalesce(json_extract(a.detail, '$.reason'), '') = d.reason)
union all
select substr(a.object, 9), a.at from audit a
where a.action in ('version.agree', 'version.forward', 'version.return') and not exists (
  select 1 from decisions d where d.version_id = substr(a.object, 9) and a.action = 'version.' || d.verb
  and d.person_id = a.person_id and d.decided_at = a.at and d.step = json_extract(a.detail, '$.step'))
order by 2, 1;

-- name: told_after
select a.seq, a.id, a.at, a.action, a.object, a.detail, p.name as person, b.name as body, v.number as version, i.code,
       u.name as unit, f.name as principal
from audit a
left join people p on p.id = a.person_id
left join people f on f.id = json_extract(a.detail, '$.instead_of')
left join versions v on a.object = 'version:' || v.id
left join programmes g on g.id = v.programme_id
left join bodies b on b.id = g.body_id
left join inspections i on a.object = 'inspection:' || i.id
left join units u on a.object = 'unit:' || u.id
where a.id > :after order by a.id;

-- name: told_page
-- Newest first; a filter that is null lets everything through. A unit: what its people did, and what was done to it.
select a.seq, a.id, a.at, a.action, a.object, a.detail, p.name as person, b.name as body, v.number as version, i.code,
       u.name as unit, f.name as principal
from audit a
left join people p on p.id = a.person_id
left join people f on f.id = json_extract(a.detail, '$.instead_of')
left join versions v on a.object = 'version:' || v.id
left join inspections i on a.object = 'inspection:' || i.id
left join programmes g on g.id = coalesce(v.programme_id, i.programme_id)
left join bodies b on b.id = g.body_id
left join units u on a.object = 'unit:' || u.id
where a.seq < :before
  and (:person_id is null or a.person_id = :person_id or a.object = 'person:' || :person_id)
  and (:since is null or a.at >= :since) and (:until is null or a.at < :until)
  and (:unit_id is null or b.unit_id = :unit_id or u.id = :unit_id
       or a.person_id in (select m.person_id from memberships m where m.unit_id = :unit_id))
order by a.seq desc limit :most;
