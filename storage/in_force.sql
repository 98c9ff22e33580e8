-- name: void_version!
update versions set state = 'voided', closed_at = :now
where id = :id and state = 'agreed' and not exists (select 1 from promulgations p where p.version_id = versions.id);

-- name: reopen!
update programmes set state = 'drafting', changed_at = :now where id = :id and state = 'agreed';

-- name: add_promulgation!
insert into promulgations (id, version_id, number, issued_on, reported_by, reported_at)
values (:id, :version_id, :number, :issued_on, :person_id, :now)
on conflict do nothing;

-- name: put_in_force!
update programmes set state = 'promulgated', in_force_id = :version_id, changed_at = :now
where id = :id and state = 'agreed';

-- name: promulgation^
select * from promulgations where version_id = :version_id;

-- name: correct!
update promulgations set number = :number, issued_on = :issued_on
where version_id = :version_id and number = :before and issued_on = :before_day;

-- name: promulgations
select r.* from promulgations r join versions v on v.id = r.version_id
where v.programme_id = :programme_id order by r.reported_at, r.id;

-- name: same_number$
select 1 from promulgations r join versions v on v.id = r.version_id
where v.programme_id = :programme_id and r.number = :number and substr(r.issued_on, 1, 4) = :year;

-- name: begin_change!
update programmes set state = 'drafting', changed_at = :now
where id = :id and state = 'promulgated' and in_force_id = :base_id;

-- name: add_amendment!
insert into amendments (id, programme_id, base_id, cause, reason, opened_by, opened_at, state)
values (:id, :programme_id, :base_id, :cause, :reason, :person_id, :now, 'open')
on conflict do nothing;

-- name: open_amendment^
select * from amendments where programme_id = :programme_id and state = 'open';

-- name: amendments
select * from amendments where programme_id = :programme_id order by opened_at, id;

-- name: count_amendments$
select count(*) from amendments a where a.programme_id = :programme_id and a.opened_at <= :until
  and (a.state <> 'discarded' or not exists (
    select 1 from amendments later
    where later.programme_id = a.programme_id and later.opened_at <= :until and later.opened_at > a.opened_at));

-- name: given_up$
select 1 from amendments
where programme_id = :programme_id and state = 'discarded' and opened_at <= :at and closed_at >= :at limit 1;

-- name: close_amendment!
update amendments set state = :state, closed_by = :person_id, closed_at = :now
where programme_id = :programme_id and state = 'open';

-- name: keep_in_force!
update programmes set state = 'promulgated', changed_at = :now
where id = :id and state in ('drafting', 'returned') and in_force_id = :base_id;

-- name: being_amended
select p.id as programme_id, p.body_id, coalesce(v.agreed, v.content) as content
from programmes p join versions v on v.id = p.in_force_id
where p.campaign_id = :campaign_id and p.in_force_id is not null
  and p.state in ('drafting', 'submitted', 'returned');

-- name: content$
select coalesce(agreed, content) from versions where id = :id;
