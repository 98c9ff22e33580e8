-- name: put!
insert into office (key, value) values (:key, :value) on conflict (key) do update set value = excluded.value;

-- name: get$
select value from office where key = :key;

-- name: with_prefix
select key, value from office where key like :prefix order by key;

-- name: bump$
insert into counters (name, value) values (:name, 1)
on conflict (name) do update set value = value + 1
returning value;

-- name: add$
insert into counters (name, value) values (:name, :by)
on conflict (name) do update set value = value + :by
returning value;

-- name: count$
select value from counters where name = :name;

-- name: counts
select name, value from counters where name in (:names);

-- name: put_once!
insert into office (key, value) values (:key, :value) on conflict (key) do nothing;

-- name: take_away!
delete from office where key = :key;

-- name: forget_daily!
delete from counters where substr(name, 1, instr(name, ':') - 1) in ('forged', 'locked', 'spared', 'out-of-reach')
  and substr(name, -10) < :day;

-- name: forget_monthly!
delete from counters where substr(name, 1, instr(name, ':') - 1) in ('messages', 'refused', 'sent')
  and substr(name, -7) < :month;
