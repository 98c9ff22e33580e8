-- name: ask!
insert into second_opinions (id, version_id, step, asked_by, asked_of, question, asked_at, state)
values (:id, :version_id, :step, :asked_by, :asked_of, :question, :now, 'open');

-- name: get^
select o.*, b.name as by_name, f.name as of_name from second_opinions o
join people b on b.id = o.asked_by join people f on f.id = o.asked_of where o.id = :id;

-- name: answer!
update second_opinions set state = 'answered', answer = :answer, answered_at = :now where id = :id and state = 'open';

-- name: of_version
select o.*, b.name as by_name, f.name as of_name from second_opinions o
join people b on b.id = o.asked_by join people f on f.id = o.asked_of where o.version_id = :version_id order by o.id;

-- name: is_open$
select 1 from second_opinions
where version_id = :version_id and asked_by = :asked_by and asked_of = :asked_of and state = 'open';

-- name: open_of
select o.*, b.name as by_name, f.name as of_name from second_opinions o
join people b on b.id = o.asked_by join people f on f.id = o.asked_of
where o.state = 'open' and (o.asked_of = :person_id or o.asked_by = :person_id) order by o.id;
