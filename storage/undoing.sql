-- name: version!
update versions set state = 'submitted', step = :step, closed_at = null, agreed = null, handler_id = null,
  step_since = coalesce((select d.decided_at from decisions d
                         where d.version_id = :id and d.step = :step - 1 and d.undone_at is null), submitted_at)
where id = :id and state = :state and step = :at_step
  and exists (select 1 from decisions d where d.id = :decision_id and d.version_id = :id and d.step = :step
              and d.person_id = :person_id and d.decided_at >= :since and d.undone_at is null)
  and exists (select 1 from programmes p where p.id = versions.programme_id and p.state = :programme_state
              and p.version = versions.number)
  and not exists (select 1 from decisions d where d.version_id = :id and d.step > :step and d.undone_at is null)
  and not exists (select 1 from votes o where o.version_id = :id and o.step > :step and o.undone_at is null)
  and not exists (select 1 from opinions o where o.version_id = :id and o.voided_at is null)
  and not exists (select 1 from promulgations o where o.version_id = :id);

-- name: decision!
update decisions set undone_by = :person_id, undone_at = :now where id = :id and undone_at is null;

-- name: programme!
update programmes set state = 'submitted', changed_at = :now where id = :id and state = :state;
