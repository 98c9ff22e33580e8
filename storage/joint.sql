-- name: propose!
insert into joint_proposals (id, campaign_id, pair, inspection_id, other_id, lead_id, state, proposed_by, proposed_at)
select :id, :campaign_id, :pair, :inspection_id, :other_id, :lead_id, 'proposed', :person_id, :now
where 2 = (select count(*) from inspections
           where id in (:inspection_id, :other_id) and campaign_id = :campaign_id and state = 'live')
on conflict do nothing;

-- name: get^
select * from joint_proposals where id = :id;

-- name: settle!
update joint_proposals set state = :state, reason = :reason, answered_by = :person_id, answered_at = :now
where id = :id and state = :before;

-- name: of_inspections
select * from joint_proposals
where (inspection_id in (:ids) or other_id in (:ids)) and state in ('proposed', 'accepted') order by id;
