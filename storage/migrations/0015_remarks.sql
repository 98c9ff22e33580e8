-- Why an inspection stays as it is although its return asked for something: what its unit said, once a remark.
create table remark_answers (
  version_id    text not null references versions (id),
  inspection_id text not null references inspections (id),
  words         text not null,
  person_id     text not null references people (id),
  said_at       text not null,
  primary key (version_id, inspection_id)
);
