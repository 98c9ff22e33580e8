-- What an office changes in the lexicon of topics that is shipped, in the order it was changed.
create table topic_changes (
  id         text primary key,
  topic      text not null,
  phrase     text not null default '',
  removed    integer not null default 0,
  name       text not null default '',
  changed_by text references people (id),
  changed_at text not null
);

-- The topics a person confirmed for an inspection, as JSON; null: nobody did, the proposed ones count.
alter table inspections add column topics text;

-- What the superior's letter asks the programmes to look at: planning/focus.py, as JSON.
alter table campaigns add column focus text not null default '[]';
