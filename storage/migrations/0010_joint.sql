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
