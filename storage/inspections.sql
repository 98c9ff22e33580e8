-- name: put!
insert into inspections (id, campaign_id, programme_id, code, form, content, period_inspected, duration, lead, partners,
                         leader, basis, mode, topics, either, published, heeded, state, revision, created_by, created_at, changed_at)
values (:id, :campaign_id, :programme_id, :code, :form, :content, :period_inspected, :duration, :lead, :partners,
        :leader, :basis, :mode, :topics, :either, :published, :heeded, 'live', 1, :person_id, :now, :now);

-- name: change!
update inspections set form = :form, content = :content, period_inspected = :period_inspected,
  duration = :duration, lead = :lead, partners = :partners, leader = :leader, basis = :basis, mode = :mode, topics = :topics,
  either = :either, published = :published, heeded = :heeded,
  revision = revision + 1, changed_at = :now
where id = :id and revision = :revision and state = 'live';

-- name: set_team!
update inspections set lead = :lead, partners = :partners, revision = revision + 1, changed_at = :now
where id = :id and revision = :revision and state = 'live';

-- name: heeded$
select heeded from inspections where id = :id;

-- name: drop!
update inspections set state = 'dropped', revision = revision + 1, changed_at = :now
where id = :id and state = 'live';

-- name: revive!
update inspections set state = 'live', revision = revision + 1, changed_at = :now
where id = :id and state = 'dropped';

-- name: changed_since$
select 1 from inspections where programme_id = :programme_id and changed_at > :since limit 1;

-- name: clear_subjects!
delete from inspection_subjects where inspection_id = :id;

-- name: clear_periods!
delete from inspection_periods where inspection_id = :id;

-- name: add_subject!
insert into inspection_subjects (inspection_id, position, unit_id, member)
values (:id, :position, :unit_id, :member);

-- name: add_period!
insert into inspection_periods (inspection_id, position, starts_on, ends_on, precision)
values (:id, :position, :starts_on, :ends_on, :precision);

-- name: one
select i.*, p.body_id from inspections i join programmes p on p.id = i.programme_id
where i.id = :id and i.state = 'live';

-- name: of_programme
select i.*, p.body_id from inspections i join programmes p on p.id = i.programme_id
where i.programme_id = :programme_id and i.state = 'live' order by length(i.code), i.code;

-- name: of_campaign
select i.*, p.body_id, p.state as programme_state from inspections i join programmes p on p.id = i.programme_id
where i.campaign_id = :campaign_id and i.state = 'live' order by length(i.code), i.code;

-- Only by the ids: with a condition on the campaign SQLite may walk through all of it.
-- name: near
select i.*, p.body_id, p.state as programme_state from inspections i join programmes p on p.id = i.programme_id
where i.id in (:ids) and i.state = 'live';

-- name: campaigns_back
select earlier.id from campaigns earlier join campaigns this on earlier.year between this.year - :years and this.year
where this.id = :campaign_id;

-- name: at
select distinct inspection_id from visits where unit_id in (:unit_ids);

-- name: contents
select content, topics from inspections where campaign_id = :campaign_id and state = 'live';

-- name: subjects
select inspection_id, unit_id, member from inspection_subjects
where inspection_id in (:ids) order by inspection_id, position;

-- name: periods
select inspection_id, starts_on, ends_on, precision from inspection_periods
where inspection_id in (:ids) order by inspection_id, position;
