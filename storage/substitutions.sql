-- name: add!
insert into substitutions (id, principal_id, substitute_id, unit_id, role, starts_on, ends_on, named_by, named_at)
values (:id, :principal_id, :substitute_id, :unit_id, :role, :starts_on, :ends_on, :named_by, :now);

-- name: get^
select * from substitutions where id = :id;

-- name: end!
update substitutions set ended_at = :now where id = :id and ended_at is null and ends_on >= :today;

-- name: holding_of
select * from substitutions
where substitute_id = :person_id and starts_on <= :day and ends_on >= :day and ended_at is null order by id;

-- name: holding
select * from substitutions where starts_on <= :day and ends_on >= :day and ended_at is null order by id;

-- name: to_come
select * from substitutions where ends_on >= :day and ended_at is null order by starts_on, id;

-- name: away
select * from substitutions
where principal_id = :person_id and starts_on <= :ends_on and ends_on >= :starts_on and ended_at is null
order by starts_on, id;
