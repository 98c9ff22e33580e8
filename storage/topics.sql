-- name: put!
insert into topic_changes (id, topic, phrase, removed, name, changed_by, changed_at)
values (:id, :topic, :phrase, :removed, :name, :person_id, :now);

-- name: all_of
select topic, phrase, removed, name from topic_changes order by rowid;
