-- name: give!
insert into aliases (id, unit_id, words, name, heard_from, times, state, added_by, changed_at)
values (:id, :unit_id, :words, :name, :heard_from, 1, 'live', :added_by, :now)
on conflict (unit_id, words, heard_from) do update set
  name = excluded.name, state = 'live', added_by = excluded.added_by, changed_at = excluded.changed_at;

-- name: learn!
insert into aliases (id, unit_id, words, name, heard_from, times, state, added_by, changed_at)
values (:id, :unit_id, :words, :name, :heard_from, 1, 'live', :added_by, :now)
on conflict (unit_id, words, heard_from) do update set times = times + 1, changed_at = excluded.changed_at;

-- name: drop!
insert into aliases (id, unit_id, words, name, heard_from, times, state, added_by, changed_at)
values (:id, :unit_id, :words, :name, :heard_from, 1, 'dropped', :added_by, :now)
on conflict (unit_id, words, heard_from) do update set
  state = 'dropped', added_by = excluded.added_by, changed_at = excluded.changed_at
where state <> 'dropped';
