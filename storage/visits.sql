-- name: put!
insert into visits (unit_id, starts_on, ends_on, exact, inspection_id)
values (:unit_id, :starts_on, :ends_on, :exact, :id)
on conflict do nothing;

-- name: clear!
delete from visits where inspection_id = :id;

-- name: meeting
select v.inspection_id, v.exact, i.content, i.topics
from unit_tree t join visits v on v.unit_id = t.below join inspections i on i.id = v.inspection_id
where t.above = :unit_id and v.starts_on <= :ends_on and v.ends_on >= :starts_on and v.exact >= :exact
union all
select v.inspection_id, v.exact, i.content, i.topics
from unit_tree t join visits v on v.unit_id = t.above join inspections i on i.id = v.inspection_id
where t.below = :unit_id and t.above <> :unit_id
  and v.starts_on <= :ends_on and v.ends_on >= :starts_on and v.exact >= :exact;

-- name: meeting_at
select v.inspection_id, v.exact, i.content, i.topics from visits v join inspections i on i.id = v.inspection_id
where v.unit_id = :unit_id and v.starts_on <= :ends_on and v.ends_on >= :starts_on and v.exact >= :exact;
