-- name: put!
insert into item_outcomes (version_id, step, inspection_id, outcome, proposal, reason, person_id, changed_at)
select :version_id, :step, :inspection_id, :outcome, :proposal, :reason, :person_id, :now
where exists (select 1 from versions v where v.id = :version_id and v.state = 'submitted' and v.step = :step)
on conflict (version_id, step, inspection_id) do update set
  outcome = excluded.outcome, proposal = excluded.proposal, reason = excluded.reason, person_id = excluded.person_id,
  changed_at = excluded.changed_at;

-- name: clear!
delete from item_outcomes
where version_id = :version_id and step = :step and inspection_id = :inspection_id
  and exists (select 1 from versions v where v.id = :version_id and v.state = 'submitted' and v.step = :step);

-- name: of_step
select * from item_outcomes where version_id = :version_id and step = :step;

-- name: copy_on!
insert into item_outcomes (version_id, step, inspection_id, outcome, proposal, reason, person_id, changed_at)
select version_id, :to_step, inspection_id, outcome, proposal, reason, person_id, changed_at
from item_outcomes where version_id = :version_id and step = :step;

-- name: take_back!
delete from item_outcomes where version_id = :version_id and step = :step;

-- name: changed_after$
select 1 from item_outcomes where version_id = :version_id and step = :step and changed_at > :since limit 1;
