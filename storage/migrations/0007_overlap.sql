-- Where and when inspections take place, once for each subject (own 1) and once for each unit above it (own 0), so that
-- one look finds what meets a time at a unit and everywhere below it. `long` 1: longer than a quarter, so that the
-- others are found by a bound on their first day. Written by storage/visits.py alone.
create table visits (
  unit_id       text not null,
  own           integer not null,
  long          integer not null,
  starts_on     text not null,
  ends_on       text not null,
  exact         integer not null,
  inspection_id text not null references inspections (id),
  primary key (unit_id, own, long, starts_on, ends_on, exact, inspection_id)
);
create index visits_inspection on visits (inspection_id);

insert into visits (unit_id, own, long, starts_on, ends_on, exact, inspection_id)
with recursive up (subject_id, unit_id) as (
  select id, id from units
  union
  select up.subject_id, u.parent_id from up join units u on u.id = up.unit_id where u.parent_id is not null
)
select distinct up.unit_id, case when up.unit_id = s.unit_id then 1 else 0 end,
  case when julianday(t.ends_on) - julianday(t.starts_on) > 92 then 1 else 0 end,
  t.starts_on, t.ends_on, case when t.precision = 'day' then 1 else 0 end, i.id
from inspections i
join inspection_subjects s on s.inspection_id = i.id
join inspection_periods t on t.inspection_id = i.id
join up on up.subject_id = s.unit_id
where i.state = 'live';

-- What a body learns of another one's inspection.
alter table campaigns add column discretion text not null default '{}';
