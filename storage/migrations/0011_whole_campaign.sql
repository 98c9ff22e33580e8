-- Whether a superior body has made a plan public; null: whoever plans here has, once the programme is agreed.
alter table inspections add column published integer;

-- A time that those who appraise propose for an inspection; its unit takes it or does not. before and after: one interval
-- each, as JSON. revision: of the inspection as it was looked at. state: 'sent', 'taken', 'refused' or 'overtaken'.
create table suggestions (
  id            text primary key,
  inspection_id text not null references inspections (id),
  revision      integer not null,
  before        text not null,
  after         text not null,
  state         text not null,
  sent_by       text not null references people (id),
  sent_at       text not null,
  settled_by    text references people (id),
  settled_at    text,
  unique (inspection_id, revision, before, after)
);
