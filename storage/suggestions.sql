-- name: add!
insert into suggestions (id, inspection_id, revision, before, after, state, sent_by, sent_at)
values (:id, :inspection_id, :revision, :before, :after, 'sent', :person_id, :now)
on conflict (inspection_id, revision, before, after) do nothing;

-- name: get^
select * from suggestions where id = :id;

-- name: settle!
update suggestions set state = :state, settled_by = :person_id, settled_at = :now where id = :id and state = 'sent';

-- name: waiting
select * from suggestions where inspection_id = :inspection_id and revision = :revision and state = 'sent'
order by sent_at, id;
