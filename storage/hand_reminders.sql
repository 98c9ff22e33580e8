-- name: add!
insert into hand_reminders (id, object, person_id, by_id, day, at, sent_at)
values (:id, :object, :person_id, :by_id, :day, :now, :sent_at);

-- name: count$
select count(*) from hand_reminders where object = :object and person_id = :person_id and day = :day;

-- name: unsent
select * from hand_reminders where sent_at is null order by id;

-- name: sent!
update hand_reminders set sent_at = :now where id = :id and sent_at is null;

-- name: not_promulgated
select p.body_id, v.id as version_id from programmes p
join versions v on v.programme_id = p.id and v.state = 'agreed'
join opinions o on o.version_id = v.id and o.voided_at is null and o.signed_on is not null
where p.campaign_id = :campaign_id
  and v.number = (select max(n.number) from versions n where n.programme_id = p.id)
  and not exists (select 1 from promulgations g where g.version_id = v.id);
