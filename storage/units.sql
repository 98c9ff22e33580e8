-- name: all_units
select * from units order by id;

-- name: all_bodies
select * from bodies order by id;

-- name: all_aliases
select * from aliases order by changed_at, id;

-- name: parent_of^
select parent_id from units where id = :id;

-- name: put_unit!
insert into units (id, name, kind, parent_id, aliases, valid_from, valid_to, successor_id, pending, added_by,
                   created_at)
values (:id, :name, :kind, :parent_id, :aliases, :valid_from, :valid_to, :successor_id, :pending, :added_by,
        :created_at)
on conflict (id) do update set
  name = excluded.name, kind = excluded.kind, parent_id = excluded.parent_id, aliases = excluded.aliases,
  valid_from = excluded.valid_from, valid_to = excluded.valid_to, successor_id = excluded.successor_id;

-- name: put_body!
insert into bodies (id, unit_id, name, kind, track, valid_from, valid_to)
values (:id, :unit_id, :name, :kind, :track, null, null)
on conflict (id) do update set
  unit_id = excluded.unit_id, name = excluded.name, kind = excluded.kind, track = excluded.track;

-- name: confirm_unit!
update units set pending = 0 where id = :id and pending = 1;

-- name: rename_unit!
update units set name = :name where id = :id;
