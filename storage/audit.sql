-- name: add!
insert into audit (id, at, person_id, action, object, detail) values (:id, :now, :person_id, :action, :object, :detail);

-- name: of_object
select at, person_id, action, detail from audit where object = :object order by id;
