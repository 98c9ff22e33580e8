"""Overlaps and free times against the oracle: 60 random campaigns, or OVERLAP_CAMPAIGNS of them (`make test-long`)."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date
from itertools import combinations

import pytest
from hypothesis import HealthCheck, Phase, find, given, settings
from hypothesis import strategies as st

from planning.inspection import Inspection
from planning.overlap import (
    ORDER,
    Finding,
    OverlapKind,
    Tie,
    all_meetings,
    find_overlaps,
    free_times,
    replan,
    ties_of,
)
from planning.overlap.near import Near
from planning.period import Interval
from planning.topics import same_content
from tests.planning.overlap_oracle import (
    CONTENTS,
    UNITS,
    WORST,
    YEAR,
    Campaign,
    alike,
    campaigns,
    day_set,
    expected,
    tie,
    tie_at,
)

MOST = int(os.environ.get("OVERLAP_CAMPAIGNS", "60"))
TET = [(2, day) for day in range(5, 10)]
HOLIDAYS = {date(YEAR, *one).toordinal() for one in [(1, 1), *TET, (4, 16), (4, 30), (5, 1), (9, 2)]}
long = settings(max_examples=MOST, deadline=None, suppress_health_check=list(HealthCheck))
BY_TIME = {OverlapKind.TIME, OverlapKind.BOTH, OverlapKind.SUPERIOR}


@pytest.mark.parametrize("a", CONTENTS)
@pytest.mark.parametrize("b", CONTENTS)
def test_the_labels_of_the_contents_are_right(a: str, b: str) -> None:
    same = CONTENTS[a] is not None and CONTENTS[a] == CONTENTS[b]
    assert (same_content(a, b) is not None) is same


@pytest.mark.parametrize("kind", WORST)
def test_random_campaigns_have_every_class(kind: str) -> None:
    def has(campaign: Campaign) -> bool:
        pairs = combinations(campaign.items, 2)
        return any(kind == said for a, b in pairs for said, _ in expected(campaign, a, b))

    # any will do: making the example small takes longer than finding it
    once = settings(max_examples=2000, phases=[Phase.generate], suppress_health_check=list(HealthCheck))
    assert has(find(campaigns(), has, settings=once))


@long
@given(campaigns())
def test_findings_equal_the_oracle(campaign: Campaign) -> None:
    for item in campaign.items:
        found = find_overlaps(item, campaign.items, campaign.directory)
        told = {finding.other.id: (finding.kind.value, finding.certain) for finding in found}
        assert len(told) == len(found)
        for other in campaign.items:
            right = expected(campaign, item, other) if other.id != item.id else set()
            assert (told.get(other.id) in right) if right else other.id not in told
        ranks = [(ORDER.index(f.kind), f.severity, not f.certain, f.other.code) for f in found]
        assert ranks == sorted(ranks)
        for finding in found:
            check_evidence(campaign, item, finding)


def check_evidence(campaign: Campaign, item: Inspection, found: Finding) -> None:
    """What a finding shows as its reason holds."""
    a, b = found.subject_id, found.other_subject_id
    assert a in item.subjects and b in found.other.subjects
    assert found.tie == tie_at(campaign, item, found.other, a, b)
    assert (found.shared is not None) is alike(item, found.other)
    if found.kind in BY_TIME:
        assert found.interval
    if found.interval or found.other_interval:
        assert found.interval in item.intervals and found.other_interval in found.other.intervals
        assert found.interval and found.other_interval and day_set(found.interval) & day_set(found.other_interval)


@long
@given(campaigns())
def test_meeting_is_mutual(campaign: Campaign) -> None:
    met = {
        (item.id, finding.other.id): (finding.kind, finding.severity, finding.certain)
        for item in campaign.items
        for finding in find_overlaps(item, campaign.items, campaign.directory)
    }
    assert met == {(b, a): what for (a, b), what in met.items()}


@long
@given(campaigns())
def test_ties_are_mirrored_and_nothing_tied_is_left_out(campaign: Campaign) -> None:
    ties = ties_of(campaign.directory)
    mirror = {Tie.ABOVE: Tie.BELOW, Tie.BELOW: Tie.ABOVE}
    for a in UNITS:
        around = ties.around((a,))
        for b in UNITS:
            said = ties.between(a, b)
            assert said == tie(campaign, a, b)
            back = ties.between(b, a)
            assert back == (mirror.get(said, said) if said else None)
            if said in (Tie.SAME, Tie.PERSON):
                assert b in around.close
            elif said is Tie.AGENCY:
                assert b in around.agencies
            elif said:
                assert around.trees == {a} and (b in ties.above(a) or a in ties.above(b))


@long
@given(campaigns())
def test_all_meetings_are_all_pairs(campaign: Campaign) -> None:
    by_hand = {
        frozenset((item.id, finding.other.id)): finding.kind
        for item in campaign.items
        for finding in find_overlaps(item, campaign.items, campaign.directory)
    }
    found = all_meetings(campaign.items, campaign.directory)
    assert {frozenset((m.item.id, m.finding.other.id)): m.finding.kind for m in found} == by_hand
    assert len(found) == len(by_hand)
    ranks = [ORDER.index(m.finding.kind) for m in found]
    assert ranks == sorted(ranks)


TODAYS = st.dates(date(2026, 11, 1), date(YEAR, 12, 31)) | st.builds(
    date, st.just(YEAR), st.integers(1, 12), st.just(1)
)


@settings(max_examples=max(60, MOST // 10), deadline=None, suppress_health_check=list(HealthCheck))
@given(campaigns(), st.data(), TODAYS, st.integers(1, 12))
def test_free_times_meet_nobody_and_are_the_nearest(
    campaign: Campaign, data: st.DataObject, today: date, limit: int
) -> None:
    timed = [item for item in campaign.items if item.intervals and item.intervals[0].start.year == YEAR]
    if not timed:
        return
    item = data.draw(st.sampled_from(timed))
    clash = item.intervals[0]
    others = campaign.items
    times = free_times(item, clash, others, campaign.directory, year=YEAR, today=today, limit=limit)

    def meets(slot: Interval) -> int:
        moved = replace(item, id="moved", intervals=(slot,))
        rest = [other for other in others if other.id != item.id]
        kinds = {"T1", "T3", "T5", "T6"}
        met = [
            expected(campaign, moved, other)
            for other in rest
            if any(day_set(slot) & day_set(wave) for wave in other.intervals)
        ]
        # one plan entered twice is T2, and shows no time
        return sum(bool(kinds & {kind for kind, _ in what}) for what in met)

    own = [wave for wave in item.intervals if wave != clash]
    slots = [s for s in like(clash) if s.start > today and s != clash and not any(s.meets(w) for w in own)]
    slots = [s for s in slots if len(day_set(s)) > 27 or len(day_set(s) & HOLIDAYS) / len(day_set(s)) <= 0.1]
    all_free = [slot for slot in slots if not meets(slot)]
    assert list(times.free) == sorted(times.free)
    assert len(times.free) == min(limit, len(all_free))
    assert set(times.free) <= set(all_free)

    def far(slot: Interval) -> int:
        return abs(slot.start.toordinal() + slot.end.toordinal() - clash.start.toordinal() - clash.end.toordinal())

    left = [far(slot) for slot in all_free if slot not in times.free]
    assert not left or max(map(far, times.free)) <= min(left)
    if all_free or not slots:
        assert times.least is None
    else:
        assert times.least
        assert times.least[1] == min(map(meets, slots)) == meets(times.least[0])


def like(clash: Interval) -> list[Interval]:
    """Every time of the year with the clash's length and precision, found by trying every day."""
    days = [date.fromordinal(n) for n in range(date(YEAR, 1, 1).toordinal(), date(YEAR, 12, 31).toordinal() + 1)]
    if clash.precision == "half_year":
        ends = {date(YEAR, 1, 1): date(YEAR, 6, 30), date(YEAR, 7, 1): date(YEAR, 12, 31)}
    elif clash.precision in ("month", "quarter"):
        step = 1 if clash.precision == "month" else 3
        firsts = [day for day in days if day.day == 1 and (day.month - 1) % step == 0]
        nexts = [*firsts[1:], date(YEAR + 1, 1, 1)]
        ends = {a: date.fromordinal(b.toordinal() - 1) for a, b in zip(firsts, nexts, strict=True)}
    else:
        long = clash.end - clash.start
        same = [day for day in days if day.weekday() == clash.start.weekday()]
        ends = {day: day + long for day in same if (day + long).year == YEAR}
    return [Interval(start, end, clash.precision) for start, end in ends.items()]


@settings(max_examples=max(30, MOST // 20), deadline=None, suppress_health_check=list(HealthCheck))
@given(campaigns())
def test_a_replanned_campaign_has_no_more_overlaps_in_time_and_keeps_what_is_fixed(campaign: Campaign) -> None:
    this_year = [i for i in campaign.items if all(w.start.year == YEAR for w in i.intervals)]
    fixed = frozenset(item.id for item in this_year[:2])
    moves = replan(this_year, campaign.directory, year=YEAR, today=date(YEAR - 1, 11, 1), fixed=fixed)
    now = {item.id: item for item in this_year}
    for move in moves:
        assert move.item.id not in fixed and move.settles
        item = now[move.item.id]
        waves = tuple(sorted(move.after if wave == move.before else wave for wave in item.intervals))
        now[item.id] = replace(item, intervals=waves)

    def timed(items: list[Inspection]) -> int:
        return sum(m.finding.interval is not None for m in all_meetings(items, campaign.directory))

    rest = list(now.values())
    assert timed(rest) <= timed(this_year)
    for move in moves:
        met = find_overlaps(replace(now[move.item.id], intervals=(move.after,)), rest, campaign.directory)
        assert not any(finding.interval for finding in met)


@long
@given(campaigns())
def test_near_has_everything_that_meets(campaign: Campaign) -> None:
    near = Near(campaign.items, campaign.directory)
    for item in campaign.items:
        met = {finding.other.id for finding in find_overlaps(item, campaign.items, campaign.directory)}
        assert met <= set(near.of(item))
