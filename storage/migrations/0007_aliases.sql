-- The member of a subject who is inspected, by position ("secretary of cell X"); '' is the organisation itself.
alter table inspection_subjects add column member text not null default '';

-- Names for units beside those of the office's files. heard_from: learnt from people of this unit, '' given by an
-- administrator. state: 'live' or 'dropped'; a dropped one hides the same name of the office's files.
create table aliases (
  id         text primary key,
  unit_id    text not null references units (id),
  words      text not null,
  name       text not null,
  heard_from text not null default '',
  times      integer not null default 1,
  state      text not null,
  added_by   text,
  changed_at text not null,
  unique (unit_id, words, heard_from)
);
