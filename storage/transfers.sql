-- name: hand_over!
update versions set handler_id = :to_id
where id = :version_id and state = 'submitted' and step = :step and coalesce(handler_id, '') = :from_id
  and not exists (
    select 1 from votes where votes.version_id = versions.id and votes.step = versions.step and undone_at is null
  );

-- name: give_back!
update versions set handler_id = null
where id = :version_id and state = 'submitted' and step = :step and handler_id = :from_id;

-- name: add!
insert into transfers (id, version_id, step, from_id, to_id, note, by_id, at)
values (:id, :version_id, :step, :from_id, :to_id, :note, :by_id, :now);

-- name: last^
select t.*, b.name as by_name from transfers t join people b on b.id = t.by_id
where t.version_id = :version_id and t.step = :step order by t.id desc limit 1;

-- name: handled_by
select id, step from versions where handler_id = :person_id and state = 'submitted' order by id;
