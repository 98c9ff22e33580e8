-- name: put!
insert into visits (unit_id, own, long, starts_on, ends_on, exact, inspection_id)
with recursive up (unit_id) as (
  select :subject_id
  union
  select u.parent_id from up join units u on u.id = up.unit_id where u.parent_id is not null
)
select unit_id, case when unit_id = :subject_id then 1 else 0 end, :long, :starts_on, :ends_on, :exact, :id from up
where true  -- else SQLite takes "on" for a join's
on conflict do nothing;

-- name: clear!
delete from visits where inspection_id = :id;

-- name: at_or_below
with recursive down (unit_id) as (
  select :unit_id
  union
  select u.id from down join units u on u.parent_id = down.unit_id
)
select distinct s.inspection_id from inspection_subjects s join inspections i on i.id = s.inspection_id
where s.unit_id in (select unit_id from down) and i.state = 'live';

-- name: subjects_of
select unit_id from inspection_subjects where inspection_id = :id;

-- name: periods_of
select starts_on, ends_on, precision from inspection_periods where inspection_id = :id;

-- name: meeting
select v.inspection_id, v.exact, i.content from visits v join inspections i on i.id = v.inspection_id
where v.unit_id in (:trees) and v.own = 0 and v.long = 0
  and v.starts_on between :bound and :ends_on and v.ends_on >= :starts_on and v.exact >= :exact
union all
select v.inspection_id, v.exact, i.content from visits v join inspections i on i.id = v.inspection_id
where v.unit_id in (:trees) and v.own = 0 and v.long = 1
  and v.starts_on <= :ends_on and v.ends_on >= :starts_on and v.exact >= :exact
union all
select v.inspection_id, v.exact, i.content from visits v join inspections i on i.id = v.inspection_id
where v.unit_id in (:single) and v.own = 1 and v.long in (0, 1)
  and v.starts_on <= :ends_on and v.ends_on >= :starts_on and v.exact >= :exact;
