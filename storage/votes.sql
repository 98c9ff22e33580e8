-- name: cast!
insert into votes (id, version_id, step, holder_id, person_id, voted_at)
select :id, :version_id, :step, :holder_id, :person_id, :now
where exists (select 1 from versions v where v.id = :version_id and v.state = 'submitted' and v.step = :step)
on conflict do nothing;

-- name: undo!
update votes set undone_at = :now
where version_id = :version_id and step = :step and holder_id = :holder_id and undone_at is null
  and exists (select 1 from versions v where v.id = :version_id and v.state = 'submitted' and v.step = :step);

-- name: of_step
select o.holder_id, o.person_id, p.name from votes o join people p on p.id = o.holder_id
where o.version_id = :version_id and o.step = :step and o.undone_at is null order by o.id;

-- name: of_waiting
select o.version_id, o.holder_id
from votes o join versions v on v.id = o.version_id and v.step = o.step join programmes p on p.id = v.programme_id
where p.campaign_id = :campaign_id and v.state = 'submitted' and o.undone_at is null;

-- name: remind!
insert into step_reminders (version_id, step, person_id, rung, sent_at)
values (:version_id, :step, :person_id, :rung, :now)
on conflict do nothing;
