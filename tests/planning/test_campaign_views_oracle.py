"""What the views of a campaign show, against the oracle: every pair is counted once, and nothing else is."""

from __future__ import annotations

import os
from collections import Counter
from datetime import date
from itertools import combinations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planning.overlap import (
    Limits,
    alike,
    all_meetings,
    below_least,
    by_subject,
    calendar,
    hidden_subjects,
    matrix,
    must_be_visited,
    other_subjects,
    replan,
    replanned,
    told,
    too_few,
    visits_of_year,
)
from planning.overlap.discretion import Discretion
from tests.planning.overlap_oracle import UNITS, YEAR, Campaign, campaigns, day_set, expected, line_up
from tests.planning.overlap_oracle import alike as same

MOST = int(os.environ.get("OVERLAP_CAMPAIGNS", "60"))
long = settings(max_examples=MOST, deadline=None, suppress_health_check=list(HealthCheck))
FIRST = date(YEAR, 1, 1)


@long
@given(campaigns())
def test_the_counts_of_the_subjects_add_up_to_the_oracles_findings(campaign: Campaign) -> None:
    found = by_subject(campaign.items, campaign.directory)
    right = {
        frozenset((a.id, b.id)): kinds
        for a, b in combinations(campaign.items, 2)
        if (kinds := {kind for kind, _ in expected(campaign, a, b)})
    }
    shown = [frozenset((met.item.id, met.finding.other.id)) for one in found for met in one.meetings]
    assert sorted(map(sorted, shown)) == sorted(map(sorted, right))  # each pair once
    for one in found:
        for met in one.meetings:
            assert met.finding.kind.value in right[frozenset((met.item.id, met.finding.other.id))]
            assert one.subject_id in (met.finding.subject_id, met.finding.other_subject_id)
    assert len({one.subject_id for one in found}) == len(found)


@long
@given(campaigns())
def test_the_two_highlights_are_those_of_the_pairs(campaign: Campaign) -> None:
    items = {item.id: item for item in campaign.items}
    for one in by_subject(campaign.items, campaign.directory):
        pairs = [(items[met.item.id], items[met.finding.other.id], met.finding) for met in one.meetings]
        assert one.content_pairs == sum(same(a, b) for a, b, _ in pairs)
        assert one.by_content == {item.id for a, b, _ in pairs if same(a, b) for item in (a, b)}
        assert one.by_time == {item.id for a, b, finding in pairs if finding.interval for item in (a, b)}
        for a, b, finding in pairs:
            days = {day for wave in a.intervals for day in day_set(wave)}
            shares = any(day_set(wave) & days for wave in b.intervals)
            assert not finding.interval or shares
        assert {item.id for item in one.items} == {item.id for a, b, _ in pairs for item in (a, b)}


@long
@given(campaigns())
def test_the_matrix_has_every_inspection_at_every_subject(campaign: Campaign) -> None:
    found = matrix(campaign.items, campaign.directory)
    there = {(item.id, subject) for item in campaign.items for subject in item.subjects}
    assert {(found.items[column].id, found.subjects[row]) for row, column in found.marks} == there
    assert dict(zip(found.subjects, found.counts, strict=True)) == Counter(subject for _, subject in there)


@long
@given(campaigns(), st.sampled_from(UNITS))
def test_a_month_is_free_where_no_inspection_has_a_day_in_it(campaign: Campaign, unit: str) -> None:
    for one in calendar(unit, campaign.items, YEAR):
        days = day_set(one.month)
        here = [i for i in campaign.items if unit in i.subjects and any(day_set(w) & days for w in i.intervals)]
        assert {item.id for item in (*one.certain, *one.possible)} == {item.id for item in here}
        assert one.free is not bool(here)


@long
@given(campaigns(), st.sampled_from(UNITS))
def test_what_is_offered_instead_is_alike_and_free(campaign: Campaign, unit: str) -> None:
    covered = {subject for item in campaign.items for subject in item.subjects}
    offered = other_subjects(unit, covered, campaign.directory, on=FIRST)
    right = {
        one
        for one in UNITS
        if one != unit
        and campaign.parents[one] is not None
        and campaign.parents[one] == campaign.parents[unit]
        and campaign.kinds[one] is campaign.kinds[unit]
        and campaign.kinds[one] != "person"
    }
    assert {one.id for one in alike(unit, campaign.directory, on=FIRST)} == right
    assert {one.id for one in offered} <= right - covered
    assert len(offered) == min(3, len(right - covered))


@long
@given(campaigns(), st.integers(1, 3))
def test_too_few_are_those_below_the_number(campaign: Campaign, least: int) -> None:
    limits = Limits(kinds={"cell": {"least": least}})
    visits = {
        unit: sum(unit in i.subjects and any(w.start.year == YEAR for w in i.intervals) for i in campaign.items)
        for unit in UNITS
    }
    found = too_few(campaign.items, campaign.directory, limits, year=YEAR, on=FIRST)
    cells = [unit for unit in UNITS if campaign.kinds[unit] == "cell"]
    assert {(one.unit_id, one.count) for one in found} == {(u, visits[u]) for u in cells if visits[u] < least}
    units = campaign.directory.units.values()
    assert {unit.id for unit, _ in must_be_visited(units, limits, on=FIRST)} == set(cells)
    assert below_least(visits_of_year(campaign.items, YEAR), units, limits, on=FIRST) == found


@long
@given(campaigns())
def test_hidden_is_what_nothing_is_told_of(campaign: Campaign) -> None:
    """`told` says None exactly for another unit's inspections at the hidden subjects, and the hidden ones lie above."""
    for body in campaign.directory.bodies.values():
        hidden = hidden_subjects(body, campaign.directory)
        above = {body.unit_id, *line_up(campaign.parents, body.unit_id)}
        assert above <= hidden
        assert all(campaign.parents[unit] in above for unit in hidden - above)
        for item in campaign.items:
            mine = campaign.directory.bodies[item.body_id].unit_id == body.unit_id
            said = told(body, item, campaign.directory, Discretion(), published=False)
            assert (said is None) is (not mine and bool(hidden & set(item.subjects)))


@settings(max_examples=max(30, MOST // 20), deadline=None, suppress_health_check=list(HealthCheck))
@given(campaigns())
def test_what_is_left_after_all_moves_is_counted_right(campaign: Campaign) -> None:
    this_year = [i for i in campaign.items if all(w.start.year == YEAR for w in i.intervals)]
    moves = replan(this_year, campaign.directory, year=YEAR, today=date(YEAR - 1, 11, 1))
    for most in range(len(moves) + 2):
        some = replan(this_year, campaign.directory, year=YEAR, today=date(YEAR - 1, 11, 1), most=most)
        assert some == moves[:most]
    after = {item.id: item for item in replanned(this_year, moves)}
    assert set(after) == {item.id for item in this_year}
    moved = {move.item.id for move in moves}
    assert all(after[item.id] == item for item in this_year if item.id not in moved)
    for move in moves:
        assert move.after in after[move.item.id].intervals

    def timed(items: list[object]) -> int:
        return sum(met.finding.interval is not None for met in all_meetings(items, campaign.directory))  # type: ignore[arg-type]

    assert timed(list(after.values())) <= timed(list(this_year))
