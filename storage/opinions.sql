-- name: add!
insert into opinions (id, version_id, content, made_by, made_at)
values (:id, :version_id, :content, :person_id, :now)
on conflict do nothing;

-- name: of_version^
select * from opinions where version_id = :version_id and voided_at is null;

-- name: of_programme
select o.* from opinions o join versions v on v.id = o.version_id
where v.programme_id = :programme_id order by o.made_at, o.id;

-- name: record!
update opinions set number = :number, signed_on = :signed_on, recorded_by = :person_id, recorded_at = :now
where id = :id and voided_at is null and number = :before_number and coalesce(signed_on, '') = :before_day
  and not exists (select 1 from promulgations p where p.version_id = opinions.version_id);

-- name: same_number
select p.body_id from opinions o join versions v on v.id = o.version_id join programmes p on p.id = v.programme_id
where o.number = :number and substr(o.signed_on, 1, 4) = :year and o.id <> :id and o.voided_at is null;

-- name: void!
update opinions set voided_at = :now where version_id = :version_id and voided_at is null;

-- name: final
select o.*, p.body_id, p.id as programme_id from opinions o
join versions v on v.id = o.version_id join programmes p on p.id = v.programme_id
where p.campaign_id = :campaign_id and p.state = 'agreed' and v.state = 'agreed'
  and v.number = p.version and o.number <> '' and o.voided_at is null
order by o.recorded_at, o.id;

-- name: remind!
insert into issue_reminders (version_id, person_id, rung, sent_at) values (:version_id, :person_id, :rung, :now)
on conflict do nothing;
