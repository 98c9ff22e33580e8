-- name: put!
insert into campaigns (id, year, opens_on, deadline, deadline_set_at, ladder, remind_at, quiet_from, after_deadline,
                       limits, legal_bases, focus, discretion, expected, hand_reminders, issue_days)
values (:id, :year, :opens_on, :deadline, :deadline_set_at, :ladder, :remind_at, :quiet_from, :after_deadline,
        :limits, :legal_bases, :focus, :discretion, :expected, :hand_reminders, :issue_days)
on conflict (year) do update set
  opens_on = excluded.opens_on, ladder = excluded.ladder, remind_at = excluded.remind_at,
  quiet_from = excluded.quiet_from, after_deadline = excluded.after_deadline, limits = excluded.limits,
  legal_bases = excluded.legal_bases, focus = excluded.focus, discretion = excluded.discretion,
  expected = excluded.expected, hand_reminders = excluded.hand_reminders, issue_days = excluded.issue_days;

-- name: current^
select * from campaigns order by year desc limit 1;

-- name: of_year^
select * from campaigns where year = :year;

-- name: move_deadline!
update campaigns set deadline = :deadline, deadline_set_at = :now where id = :id and deadline <> :deadline;

-- name: clear_steps!
delete from track_steps where campaign_id = :campaign_id;

-- name: put_step!
insert into track_steps (campaign_id, track, position, seat, verb, quorum, days, valid_from, valid_to)
values (:campaign_id, :track, :position, :seat, :verb, :quorum, :days, :valid_from, :valid_to);

-- name: steps
select track, position, seat, verb, quorum, days, valid_from, valid_to from track_steps
where campaign_id = :campaign_id order by track, position, valid_from;

-- name: remind!
insert into reminders (campaign_id, person_id, deadline, rung, bodies, sent_at)
values (:campaign_id, :person_id, :deadline, :rung, :bodies, :now)
on conflict do nothing;

-- name: legal_bases$
select legal_bases from campaigns where id = :id;
