-- When a message was shown, by the platform's clock: a number typed before that answers an older question.
alter table outbox add column shown_at text;

-- A document that somebody asked for: kept as the values it is made from, made anew whenever it is sent or fetched.
create table files (
  id         text primary key,
  kind       text not null,
  name       text not null,
  content    text not null,
  person_id  text not null references people (id),
  created_at text not null
);
create index files_created on files (created_at);

-- The way to a file where a channel carries none: short-lived, for one person, counted.
create table file_links (
  id         text primary key,
  file_id    text not null references files (id),
  code_hash  text not null unique,
  expires_at text not null,
  fetched    integer not null default 0
);
create index file_links_file on file_links (file_id);

-- How many parts of a long message have arrived, while the rest has to wait.
alter table outbox add column begun integer not null default 0;

-- What a chat was asked lately, whose labels it may still answer.
create index questions_chat on questions (channel, address, id);
