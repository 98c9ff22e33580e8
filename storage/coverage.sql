-- From the units to the inspections, in this order: else SQLite may walk through all of the campaign.
-- name: visits_at
select s.unit_id, count(distinct i.id) as visits
from inspection_subjects s cross join inspections i cross join programmes p cross join bodies b
where i.id = s.inspection_id and p.id = i.programme_id and b.id = p.body_id
  and s.unit_id in (:unit_ids) and i.campaign_id = :campaign_id and i.state = 'live'
  and (b.unit_id = :home or not exists (select 1 from inspection_subjects h
                                        where h.inspection_id = i.id and h.unit_id in (:hidden)))
group by s.unit_id;
