-- A group of reviewers that an administrator has admitted; it is told counts, never a draft.
create table groups (
  channel     text not null,
  address     text not null,
  title       text not null,
  admitted_by text not null references people (id),
  admitted_at text not null,
  closed_at   text,
  primary key (channel, address)
);

-- One morning digest a day for a person ("person:ID") or a group ("group:CHANNEL:ADDRESS").
create table digests (
  recipient text not null,
  day       text not null,
  waiting   integer not null,
  sent_at   text not null,
  primary key (recipient, day)
);
