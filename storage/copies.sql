-- name: add!
insert into copies (version_id, person_id, by_id, at) values (:version_id, :person_id, :by_id, :now)
on conflict (version_id, person_id) do nothing;
