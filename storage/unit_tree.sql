-- name: forget!
with recursive down (unit_id) as (
  select :unit_id
  union
  select u.id from down join units u on u.parent_id = down.unit_id
)
delete from unit_tree where below in (select unit_id from down);

-- name: remember!
insert into unit_tree (above, below)
with recursive down (unit_id) as (
  select :unit_id
  union
  select u.id from down join units u on u.parent_id = down.unit_id
), up (below, above) as (
  select unit_id, unit_id from down
  union
  select up.below, u.parent_id from up join units u on u.id = up.above where u.parent_id is not null
)
select above, below from up;
