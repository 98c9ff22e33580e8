-- A message that makes sense for some hours only (a morning digest) does not leave after them.
alter table outbox add column until text;

-- What still holds words is found without looking through everything that ever came.
create index inbox_kept on inbox (received_at) where state <> 'new' and payload <> '{}';
