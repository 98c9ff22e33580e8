-- name: ensure!
insert into programmes (id, campaign_id, body_id, state, changed_at) values (:id, :campaign_id, :body_id, 'drafting', :now)
on conflict (campaign_id, body_id) do nothing;

-- name: of_body^
select * from programmes where campaign_id = :campaign_id and body_id = :body_id;

-- name: get^
select * from programmes where id = :id;

-- name: all
select * from programmes where campaign_id = :campaign_id;

-- name: submit!
update programmes set state = 'submitted', version = version + 1, changed_at = :now
where id = :id and state in ('drafting', 'returned') and version = :version;

-- name: set_state!
update programmes set state = :state, changed_at = :now where id = :id and state = 'submitted';

-- name: add_version!
insert into versions
  (id, programme_id, number, state, step, late, content, submitted_by, submitted_at, step_since, base_id)
values (:id, :programme_id, :number, 'submitted', 0, :late, :content, :person_id, :now, :now, :base_id);

-- name: versions
select * from versions where programme_id = :programme_id order by number;

-- name: version^
select * from versions where id = :id;

-- name: last_version^
select * from versions where programme_id = :programme_id order by number desc limit 1;

-- name: version_number^
select * from versions where programme_id = :programme_id and number = :number;

-- name: came_in_time$
select 1 from versions where programme_id = :programme_id and late = 0 and state in ('returned', 'voided');

-- name: waiting
select v.* from versions v join programmes p on p.id = v.programme_id
where p.campaign_id = :campaign_id and v.state = 'submitted' order by v.submitted_at, v.id;

-- name: move_version!
update versions set state = :state, step = :step, closed_at = :closed_at, step_since = :since, agreed = :agreed,
  handler_id = null
where id = :id and state = 'submitted' and step = :at_step;

-- name: decision^
select d.*, p.name as person_name, f.name as for_name from decisions d
join people p on p.id = d.person_id left join people f on f.id = d.for_id
where d.id = :id and d.undone_at is null;

-- name: add_decision!
insert into decisions (id, version_id, step, seat, verb, reason, person_id, for_id, decided_at)
values (:id, :version_id, :step, :seat, :verb, :reason, :person_id, :for_id, :now);

-- name: last_decision^
select d.*, p.name as person_name, f.name as for_name from decisions d
join people p on p.id = d.person_id left join people f on f.id = d.for_id
where d.version_id = :version_id and d.undone_at is null order by d.step desc limit 1;

-- name: decision_at^
select d.*, p.name as person_name, f.name as for_name from decisions d
join people p on p.id = d.person_id left join people f on f.id = d.for_id
where d.version_id = :version_id and d.step = :step and d.undone_at is null;

-- name: late_programmes
select distinct v.programme_id from versions v join programmes p on p.id = v.programme_id
where p.campaign_id = :campaign_id and v.late = 1
  and v.number = (select max(n.number) from versions n where n.programme_id = v.programme_id)
  and v.state <> 'withdrawn';
