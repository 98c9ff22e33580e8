-- Every unit with itself and with every unit above it. Written by storage/unit_tree.py alone.
create table unit_tree (
  above text not null,
  below text not null,
  primary key (above, below)
);
create index unit_tree_below on unit_tree (below, above);

insert into unit_tree (above, below)
with recursive up (below, above) as (
  select id, id from units
  union
  select up.below, u.parent_id from up join units u on u.id = up.above where u.parent_id is not null
)
select above, below from up;

-- Where and when live inspections take place; `exact` 1: as days. Written by storage/visits.py alone.
create table visits (
  unit_id       text not null,
  starts_on     text not null,
  ends_on       text not null,
  exact         integer not null,
  inspection_id text not null references inspections (id),
  primary key (unit_id, starts_on, ends_on, exact, inspection_id)
);
create index visits_inspection on visits (inspection_id);

insert into visits (unit_id, starts_on, ends_on, exact, inspection_id)
select distinct s.unit_id, t.starts_on, t.ends_on, case when t.precision = 'day' then 1 else 0 end, i.id
from inspections i
join inspection_subjects s on s.inspection_id = i.id
join inspection_periods t on t.inspection_id = i.id
where i.state = 'live';

-- What a body learns of another one's inspection.
alter table campaigns add column discretion text not null default '{}';
