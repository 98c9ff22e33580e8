-- Portable on purpose: text, integer, ISO-8601 UTC text of fixed width, JSON as text, ids made by the application.

create table office (
  key   text primary key,
  value text not null
);

-- Numbers that only grow: inspection codes, the directory's revision.
create table counters (
  name  text primary key,
  value integer not null
);

create table units (
  id           text primary key,
  name         text not null,
  kind         text not null,
  parent_id    text references units (id),
  aliases      text not null default '[]',
  valid_from   text,
  valid_to     text,
  successor_id text references units (id),
  pending      integer not null default 0,
  added_by     text,
  created_at   text not null
);
create index units_parent on units (parent_id);

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

-- Every unit with itself and with every unit above it. Written by storage/unit_tree.py alone.
create table unit_tree (
  above text not null,
  below text not null,
  primary key (above, below)
);
create index unit_tree_below on unit_tree (below, above);

create table bodies (
  id         text primary key,
  unit_id    text not null references units (id),
  name       text not null,
  kind       text not null,
  track      text not null,
  valid_from text,
  valid_to   text
);
create index bodies_unit on bodies (unit_id);

create table people (
  id         text primary key,
  name       text not null,
  created_at text not null,
  removed_at text
);

create table memberships (
  id         text primary key,
  person_id  text not null references people (id),
  unit_id    text not null references units (id),
  role       text not null,
  granted_by text,
  since      text not null,
  until      text
);
create index memberships_person on memberships (person_id, until);
create index memberships_unit on memberships (unit_id, role, until);

-- A person's address on one channel. question_id: the one open question of that chat.
create table chats (
  channel     text not null,
  address     text not null,
  person_id   text references people (id),
  state       text not null default 'active',
  question_id text,
  since       text not null,
  blocked_at  text,
  preferred_at text,
  primary key (channel, address)
);
create index chats_person on chats (person_id);

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

create table invitations (
  id         text primary key,
  code_hash  text not null unique,
  unit_id    text not null references units (id),
  role       text not null,
  issued_by  text,
  issued_at  text not null,
  expires_at text not null,
  used_at    text,
  used_by    text,
  short_hash text
);
create index invitations_short on invitations (short_hash) where short_hash is not null;

create table campaigns (
  id              text primary key,
  year            integer not null unique,
  opens_on        text not null,
  deadline        text not null,
  deadline_set_at text not null,
  ladder          text not null,
  remind_at       text not null,
  quiet_from      text not null,
  after_deadline  integer not null,
  limits          text not null default '{}',
  legal_bases     text not null default '[]',
  focus           text not null default '[]',
  discretion      text not null default '{}',
  expected text not null default '{}',
  hand_reminders integer not null default 1,
  issue_days integer not null default 15
);

-- Who sits at each step of a track, and what saying yes does there. The last step agrees. quorum: one of them decides, or
-- all of them must; days: working days it has; valid_from and valid_to: when it holds.
create table "track_steps" (
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

create table programmes (
  id          text primary key,
  campaign_id text not null references campaigns (id),
  body_id     text not null references bodies (id),
  state       text not null,
  version     integer not null default 0,
  changed_at  text not null,
  in_force_id text references versions (id),
  unique (campaign_id, body_id)
);

create table versions (
  id           text primary key,
  programme_id text not null references programmes (id),
  number       integer not null,
  state        text not null,
  step         integer not null,
  late         integer not null,
  content      text not null,
  submitted_by text not null references people (id),
  submitted_at text not null,
  closed_at    text,
  step_since text not null default '',
  agreed text,
  handler_id text references people (id),
  base_id text references versions (id),
  unique (programme_id, number)
);

create table inspections (
  id               text primary key,
  campaign_id      text not null references campaigns (id),
  programme_id     text not null references programmes (id),
  code             text not null,
  form             text not null,
  content          text not null,
  period_inspected text not null default '',
  duration         text not null default '',
  lead             text not null default '',
  partners         text not null default '',
  leader           text not null default '',
  basis            text not null default '',
  mode             text not null default '',
  heeded           text not null default '[]',
  state            text not null,
  revision         integer not null,
  created_by       text,
  created_at       text not null,
  changed_at       text not null,
  topics           text,
  published        integer,
  either           integer not null default 0,
  unique (campaign_id, code)
);
create index inspections_programme on inspections (programme_id, state);

create table inspection_subjects (
  inspection_id text not null references inspections (id),
  position      integer not null,
  unit_id       text not null references units (id),
  member        text not null default '',
  primary key (inspection_id, position)
);
create index inspection_subjects_unit on inspection_subjects (unit_id);

create table inspection_periods (
  inspection_id text not null references inspections (id),
  position      integer not null,
  starts_on     text not null,
  ends_on       text not null,
  precision     text not null,
  primary key (inspection_id, position)
);

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

-- The unfinished conversation. One open entry a person and form.
create table entries (
  id           text primary key,
  person_id    text not null references people (id),
  form         text not null,
  form_version integer not null,
  answers      text not null,
  revision     integer not null,
  state        text not null,
  created_at   text not null,
  changed_at   text not null
);
create index entries_person on entries (person_id, state);

-- What was asked where: a press or a typed number means something only against one of these rows.
create table questions (
  id        text primary key,
  channel   text not null,
  address   text not null,
  person_id text,
  say       text not null,
  lasting   integer not null,
  card      text,
  outbox_id text not null,
  asked_at  text not null,
  answer    integer,
  answered_at text,
  code      text
);
create index questions_card on questions (card);
-- What is typed to answer a message that is not the open question: "DUYET K7Q2".
create index questions_code on questions (code, channel, address) where code is not null;
create index questions_chat on questions (channel, address, id);
create index questions_asked on questions (asked_at);

create table "decisions" (
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
create unique index decisions_live on decisions (version_id, step) where undone_at is null;

create table inbox (
  id          text primary key,
  channel     text not null,
  external_id text not null,
  address     text not null,
  payload     text not null,
  refused     text,
  state       text not null,
  attempts    integer not null default 0,
  error       text,
  received_at text not null,
  done_at     text,
  unique (channel, external_id)
);
create index inbox_open on inbox (state, channel, address, id);
-- What still holds words is found without looking through everything that ever came.
create index inbox_kept on inbox (received_at) where state <> 'new' and payload <> '{}';

create table outbox (
  id          text primary key,
  channel     text not null,
  address     text not null,
  kind        text not null,
  priority    integer not null,
  payload     text not null,
  replaces    text,
  state       text not null,
  attempts    integer not null default 0,
  next_try_at text,
  external_id text,
  error       text,
  created_at  text not null,
  sent_at     text,
  until       text,
  shown_at    text,
  begun       integer not null default 0
);
create index outbox_open on outbox (state, channel, address, priority, id);
create index outbox_chat on outbox (channel, address, id);
create index outbox_kept on outbox (created_at) where payload <> '{}';

-- A platform told us to wait: address '' pauses the whole channel. Survives a restart.
create table pauses (
  channel text not null,
  address text not null,
  until   text not null,
  primary key (channel, address)
);

create table reminders (
  campaign_id text not null references campaigns (id),
  person_id   text not null references people (id),
  deadline    text not null,
  rung        integer not null,
  bodies      text not null,
  sent_at     text not null,
  primary key (campaign_id, person_id, deadline, rung)
);

-- A chain: each row's keyed hash covers the one before (storage/chain.py). Numbers up to 0: from before the chain.
create table "audit" (
  seq       integer primary key,
  id        text not null unique,
  at        text not null,
  person_id text,
  action    text not null,
  object    text not null,
  detail    text not null,
  chain     text not null
);
create index audit_object on audit (object, id);
create trigger audit_unchanged before update on audit begin
  select raise(abort, 'rows of the audit are only added');
end;
create trigger audit_undeleted before delete on audit begin
  select raise(abort, 'rows of the audit are only added');
end;

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
-- What an office changed in the lexicon of topics, in the order it was changed.
create table topic_changes (
  id         text primary key,
  topic      text not null,
  phrase     text not null default '',
  removed    integer not null default 0,
  name       text not null default '',
  changed_by text references people (id),
  changed_at text not null
);

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

-- Why an inspection stays as it is although its return asked for something: what its unit said, once a remark.
create table remark_answers (
  version_id    text not null references versions (id),
  inspection_id text not null references inspections (id),
  words         text not null,
  person_id     text not null references people (id),
  said_at       text not null,
  primary key (version_id, inspection_id)
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

-- A joint team that one body proposes to another. inspection_id: the proposer's; other_id: of the body that answers;
-- lead_id: which of the two would lead. pair: both ids in order. state: proposed, accepted, declined, withdrawn, lapsed.
create table joint_proposals (
  id            text primary key,
  campaign_id   text not null references campaigns (id),
  pair          text not null,
  inspection_id text not null references inspections (id),
  other_id      text not null references inspections (id),
  lead_id       text not null references inspections (id),
  state         text not null,
  reason        text not null default '',
  proposed_by   text not null references people (id),
  proposed_at   text not null,
  answered_by   text references people (id),
  answered_at   text
);
create unique index joint_proposals_pair on joint_proposals (pair) where state in ('proposed', 'accepted');
create index joint_proposals_inspection on joint_proposals (inspection_id, state);
create index joint_proposals_other on joint_proposals (other_id, state);

-- Inspections near which something has changed since their body was told of their overlaps. looked 1: it was seen that
-- it can wait for the morning.
create table rechecks (
  inspection_id text primary key references inspections (id),
  since         text not null,
  looked        integer not null default 0
);
create index rechecks_since on rechecks (since);
create index rechecks_looked on rechecks (looked) where looked = 0;

-- The overlaps of an inspection that its body was last told of, as JSON: [[key, other inspection, its name], ...].
create table told_overlaps (
  inspection_id text primary key references inspections (id),
  overlaps      text not null,
  told_at       text not null
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

-- Who was reminded that a programme with a final opinion is to be promulgated.
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

-- To which wording of what is kept of them somebody agreed, and when.
create table consents (
  person_id text not null references people (id),
  wording   text not null,
  agreed_at text not null,
  primary key (person_id, wording)
);

-- A Zalo Official Account. The refresh token is good for one use, so a new pair is stored before it is used; `generation`
-- counts pairs. verifier: of PKCE, its challenge stands in Zalo's console. lost_at: since when a human must consent again.
create table zalo_oa (
  app_id        text primary key,
  oa_id         text not null default '',
  verifier      text not null,
  button_key    text not null,
  access_token  text not null default '',
  refresh_token text not null default '',
  expires_at    text,
  refreshed_at  text,
  generation    integer not null default 0,
  lost_at       text
);

-- When somebody last wrote or pressed, by the platform's clock, on channels that only write to those who did lately.
create table interactions (
  channel text not null,
  address text not null,
  at      text not null,
  primary key (channel, address)
);
