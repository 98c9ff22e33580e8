-- What is typed to answer a message that is not the open question: "DUYET K7Q2".
alter table questions add column code text;
create index questions_code on questions (code, channel, address) where code is not null;

-- Codes that are short enough to be typed. An invitation has one beside that of its link.
alter table invitations add column short_hash text;
create index invitations_short on invitations (short_hash) where short_hash is not null;

-- A person's own way to one more channel.
create table links (
  id         text primary key,
  code_hash  text not null,
  person_id  text not null references people (id),
  issued_at  text not null,
  expires_at text not null,
  used_at    text
);
create index links_code on links (code_hash);

-- Codes that were typed and were none: guessing ends after a few.
create table guesses (
  channel text not null,
  address text not null,
  failed  integer not null,
  last_at text not null,
  primary key (channel, address)
);

-- When a person chose this chat for notices; the latest choice counts.
alter table chats add column preferred_at text;
