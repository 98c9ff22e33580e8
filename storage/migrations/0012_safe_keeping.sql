-- The audit as a chain: each row's keyed hash covers the one before. Rows from before the chain have numbers up to 0 and
-- no hash. Triggers keep the program itself from changing a row; the hashes tell when somebody else did.
create table audit_chained (
  seq       integer primary key,
  id        text not null unique,
  at        text not null,
  person_id text,
  action    text not null,
  object    text not null,
  detail    text not null,
  chain     text not null
);
insert into audit_chained
select row_number() over (order by id) - (select count(*) from audit), id, at, person_id, action, object, detail, ''
from audit;
drop table audit;
alter table audit_chained rename to audit;
create index audit_object on audit (object, id);
create trigger audit_unchanged before update on audit begin
  select raise(abort, 'rows of the audit are only added');
end;
create trigger audit_undeleted before delete on audit begin
  select raise(abort, 'rows of the audit are only added');
end;

-- What is to be forgotten after a while is found without looking through everything.
create index outbox_kept on outbox (created_at) where payload <> '{}';
create index questions_asked on questions (asked_at);

-- To which wording of what is kept of them somebody agreed, and when.
create table consents (
  person_id text not null references people (id),
  wording   text not null,
  agreed_at text not null,
  primary key (person_id, wording)
);
