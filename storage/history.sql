-- name: versions
select v.*, p.name as person_name from versions v join people p on p.id = v.submitted_by
where v.programme_id = :programme_id order by v.number;

-- name: decisions
select d.*, v.number, p.name as person_name, coalesce(f.name, '') as for_name, coalesce(u.name, '') as undone_name
from decisions d join versions v on v.id = d.version_id join people p on p.id = d.person_id
left join people f on f.id = d.for_id left join people u on u.id = d.undone_by
where v.programme_id = :programme_id order by d.decided_at, d.id;

-- name: closed
select a.object, a.action, a.at, coalesce(p.name, '') as person_name
from audit a left join people p on p.id = a.person_id
where a.action in ('version.withdrawn', 'version.voided') and a.object in (:objects) order by a.at, a.id;

-- name: opinions
select a.object, a.action, a.at, a.detail, coalesce(p.name, '') as person_name
from audit a left join people p on p.id = a.person_id
where a.action in ('opinion.made', 'opinion.recorded', 'opinion.corrected', 'programme.renumbered')
  and a.object in (:objects) order by a.at, a.id;

-- name: inside
select a.object, a.action, a.at, a.detail, coalesce(p.name, '') as person_name
from audit a left join people p on p.id = a.person_id
where a.action in ('version.transferred', 'version.given_back', 'version.copied', 'second_opinion.asked',
                   'second_opinion.given') and a.object in (:objects) order by a.at, a.id;

-- name: promulgations
select r.*, v.number as version_number, p.name as person_name
from promulgations r join versions v on v.id = r.version_id join people p on p.id = r.reported_by
where v.programme_id = :programme_id order by r.reported_at, r.id;

-- name: amendments
select a.*, p.name as person_name, coalesce(c.name, '') as closed_name
from amendments a join people p on p.id = a.opened_by left join people c on c.id = a.closed_by
where a.programme_id = :programme_id order by a.opened_at, a.id;

-- name: name_of$
select name from people where id = :id;
