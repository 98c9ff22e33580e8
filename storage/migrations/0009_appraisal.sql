-- A step says whether one of those who sit there decides or all of them must, within how many working days, and from
-- when to when it holds: '' and null where it always did. A version runs on the steps of the day it was submitted.
create table track_steps_new (
  campaign_id text not null references campaigns (id),
  track       text not null,
  position    integer not null,
  seat        text not null,
  verb        text not null,
  quorum      text not null default 'any',
  days        integer,
  valid_from  text not null default '',
  valid_to    text,
  primary key (campaign_id, track, position, valid_from)
);
insert into track_steps_new (campaign_id, track, position, seat, verb)
select campaign_id, track, position, seat, verb from track_steps;
drop table track_steps;
alter table track_steps_new rename to track_steps;

-- What a programme usually has, by kind of body: {"committee": {"inspections": 2}}.
alter table campaigns add column expected text not null default '{}';

-- agreed: the JSON of its inspections as they were agreed, with every outcome carried out. handler_id: who alone deals
-- with it now (it was handed over), else everybody who sits at the step. base_id: the version in force that it amends.
alter table versions add column step_since text not null default '';
alter table versions add column agreed text;
alter table versions add column handler_id text references people (id);
alter table versions add column base_id text references versions (id);
update versions set step_since = submitted_at;

-- The version that is in force: promulgated, kept while an amendment of it is written and appraised.
alter table programmes add column in_force_id text references versions (id);

-- One live decision a version and step; one that was taken back stays in the record. for_id: in whose stead.
create table decisions_new (
  id         text primary key,
  version_id text not null references versions (id),
  step       integer not null,
  seat       text not null,
  verb       text not null,
  reason     text not null default '',
  person_id  text not null references people (id),
  for_id     text references people (id),
  decided_at text not null,
  undone_by  text references people (id),
  undone_at  text
);
insert into decisions_new (id, version_id, step, seat, verb, reason, person_id, decided_at)
select id, version_id, step, seat, verb, reason, person_id, decided_at from decisions;
drop table decisions;
alter table decisions_new rename to decisions;
create unique index decisions_live on decisions (version_id, step) where undone_at is null;

-- Where all must agree: the yes of each, by the seat's holder (person_id may act in their stead).
create table votes (
  id         text primary key,
  version_id text not null references versions (id),
  step       integer not null,
  holder_id  text not null references people (id),
  person_id  text not null references people (id),
  voted_at   text not null,
  undone_at  text
);
create unique index votes_live on votes (version_id, step, holder_id) where undone_at is null;

-- What a step makes of one inspection of a version; no row: it is carried out as planned. proposal: JSON.
create table item_outcomes (
  version_id    text not null references versions (id),
  step          integer not null,
  inspection_id text not null references inspections (id),
  outcome       text not null,
  proposal      text not null default '{}',
  reason        text not null default '',
  person_id     text not null references people (id),
  changed_at    text not null,
  primary key (version_id, step, inspection_id)
);

create table transfers (
  id         text primary key,
  version_id text not null references versions (id),
  step       integer not null,
  from_id    text references people (id),
  to_id      text not null references people (id),
  note       text not null default '',
  by_id      text not null references people (id),
  at         text not null
);
create index transfers_version on transfers (version_id, id);

create table second_opinions (
  id          text primary key,
  version_id  text not null references versions (id),
  step        integer not null,
  asked_by    text not null references people (id),
  asked_of    text not null references people (id),
  question    text not null default '',
  asked_at    text not null,
  state       text not null,
  answer      text not null default '',
  answered_at text
);
create index second_opinions_version on second_opinions (version_id, id);
create index second_opinions_asked on second_opinions (asked_of, state);

-- Who acts for whom, both days included. The principal stays named in every decision.
create table substitutions (
  id            text primary key,
  principal_id  text not null references people (id),
  substitute_id text not null references people (id),
  unit_id       text not null references units (id),
  role          text not null,
  starts_on     text not null,
  ends_on       text not null,
  named_by      text not null references people (id),
  named_at      text not null,
  ended_at      text
);
create index substitutions_substitute on substitutions (substitute_id, ends_on);
create index substitutions_principal on substitutions (principal_id, ends_on);

-- Reminding by hand: so many a day for one thing and person. object: "programme:BODY_ID", "promulgation:BODY_ID",
-- "version:ID". sent_at null: it came in quiet hours, and waits for the morning.
create table hand_reminders (
  id        text primary key,
  object    text not null,
  person_id text not null references people (id),
  by_id     text not null references people (id),
  day       text not null,
  at        text not null,
  sent_at   text
);
create index hand_reminders_day on hand_reminders (object, person_id, day);
create index hand_reminders_unsent on hand_reminders (id) where sent_at is null;
alter table campaigns add column hand_reminders integer not null default 1;

create table copies (
  version_id text not null references versions (id),
  person_id  text not null references people (id),
  by_id      text not null references people (id),
  at         text not null,
  primary key (version_id, person_id)
);

-- The written opinion on a decided version. Without number and day it is not signed yet, and not final for the unit.
-- content: the values it was made of, so that the same paper can be had again when files are long forgotten.
create table opinions (
  id          text primary key,
  version_id  text not null references versions (id),
  content     text not null,
  made_by     text not null references people (id),
  made_at     text not null,
  number      text not null default '',
  signed_on   text,
  recorded_by text references people (id),
  recorded_at text,
  voided_at   text
);
create unique index opinions_live on opinions (version_id) where voided_at is null;

-- What a unit reported of its own issued programme.
create table promulgations (
  id          text primary key,
  version_id  text not null unique references versions (id),
  number      text not null,
  issued_on   text not null,
  reported_by text not null references people (id),
  reported_at text not null
);

-- A change to a programme in force, from its beginning to its end. state: open, promulgated or discarded.
create table amendments (
  id           text primary key,
  programme_id text not null references programmes (id),
  base_id      text not null references versions (id),
  cause        text not null,
  reason       text not null,
  opened_by    text not null references people (id),
  opened_at    text not null,
  state        text not null,
  closed_by    text references people (id),
  closed_at    text
);
create unique index amendments_open on amendments (programme_id) where state = 'open';
create index programmes_in_force on programmes (campaign_id) where in_force_id is not null;

-- Within how many days after the final opinion a programme is to be promulgated; and who was reminded of it.
alter table campaigns add column issue_days integer not null default 15;
create table issue_reminders (
  version_id text not null references versions (id),
  person_id  text not null references people (id),
  rung       integer not null,
  sent_at    text not null,
  primary key (version_id, person_id, rung)
);

-- A step that is overdue, or soon will be: each rung (working days left) once for everybody who sits there.
create table step_reminders (
  version_id text not null references versions (id),
  step       integer not null,
  person_id  text not null references people (id),
  rung       integer not null,
  sent_at    text not null,
  primary key (version_id, step, person_id, rung)
);
