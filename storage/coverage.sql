-- name: visits_at
select s.unit_id, count(distinct i.id) as visits
from inspection_subjects s join inspections i on i.id = s.inspection_id
join programmes p on p.id = i.programme_id join bodies b on b.id = p.body_id
where s.unit_id in (:unit_ids) and i.campaign_id = :campaign_id and i.state = 'live'
  and (b.unit_id = :home or not exists (select 1 from inspection_subjects h
                                        where h.inspection_id = i.id and h.unit_id in (:hidden)))
group by s.unit_id;
