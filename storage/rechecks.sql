-- name: mark!
insert into rechecks (inspection_id, since)
select id, :now from inspections where id = :id and campaign_id = :campaign_id and state = 'live'
on conflict (inspection_id) do update set looked = 0;

-- name: looked!
update rechecks set looked = 1 where inspection_id = :id;

-- name: settle!
delete from rechecks where inspection_id = :id;

-- name: since
select r.inspection_id, p.body_id from rechecks r
join inspections i on i.id = r.inspection_id join programmes p on p.id = i.programme_id
where r.since < :before order by r.since, r.inspection_id;

-- name: unlooked
select inspection_id from rechecks where looked = 0 order by since, inspection_id limit :most;

-- name: told$
select overlaps from told_overlaps where inspection_id = :id;

-- name: tell!
insert into told_overlaps (inspection_id, overlaps, told_at) values (:id, :overlaps, :now)
on conflict (inspection_id) do update set overlaps = excluded.overlaps, told_at = excluded.told_at;

-- name: forget!
delete from told_overlaps where inspection_id = :id;
