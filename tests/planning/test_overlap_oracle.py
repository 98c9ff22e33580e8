"""Overlaps and free times against an oracle: parents as a dict, times as sets of days, contents as labelled texts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from planning.inspection import Inspection
from planning.organisation import Body, BodyKind, Directory, Relation, Unit, UnitKind
from planning.overlap import Finding, OverlapKind, find_overlaps, free_times
from planning.period import Interval, Precision, month, quarter
from planning.topics import same_content

BOTH, CONTENT, TIME, RELATED = OverlapKind.BOTH, OverlapKind.CONTENT, OverlapKind.TIME, OverlapKind.RELATED
YEAR = 2027

CONTENTS = {
    "": None,
    "Thực hiện Nghị quyết số 57-NQ/TW": "57",
    "nq 57 của trung ương": "57",
    "Quản lý đất đai": "land",
    "lanh dao quan ly dat dai": "land",
    "Việc thu, nộp đảng phí": "fees",
    "Trồng cây xanh ở khuôn viên trụ sở": "trees",
    "trồng cây xanh ở khuôn viên, trụ sở.": "trees",
}
UNITS = [f"u{number}" for number in range(8)]
BODIES = ["x", "y", "z"]


@dataclass
class Campaign:
    parents: dict[str, str | None]
    items: list[Inspection]

    @cached_property
    def directory(self) -> Directory:
        units = [Unit(name, name, UnitKind.CELL, parent) for name, parent in self.parents.items()]
        return Directory(units, [Body(name, "u0", name, BodyKind.BOARD, "A") for name in BODIES])


def _from(day: int, length: int) -> Interval:
    start = date(YEAR, 1, 1) + timedelta(days=day)
    return Interval(start, min(start + timedelta(days=length), date(YEAR, 12, 31)), Precision.DAY)


INTERVALS = st.one_of(
    st.builds(_from, st.integers(0, 364), st.integers(0, 45)),
    st.builds(month, st.integers(1, 12), st.just(YEAR)),
    st.builds(quarter, st.integers(1, 4), st.just(YEAR)),
    st.just(Interval(date(YEAR, 7, 1), date(YEAR, 12, 31), Precision.HALF_YEAR)),
)


@st.composite
def campaigns(draw: st.DrawFn) -> Campaign:
    parents = {name: draw(st.sampled_from([None, *UNITS[:at]])) for at, name in enumerate(UNITS)}
    items = [
        Inspection(
            f"i{number}",
            f"KT-{number:03}",
            draw(st.sampled_from(BODIES)),
            "GS_CD",
            tuple(draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=3, unique=True))),
            tuple(draw(st.lists(INTERVALS, max_size=3))),
            draw(st.sampled_from(list(CONTENTS))),
        )
        for number in range(draw(st.integers(2, 12)))
    ]
    return Campaign(parents, items)


@cache
def day_set(interval: Interval) -> frozenset[int]:
    return frozenset(range(interval.start.toordinal(), interval.end.toordinal() + 1))


def line_up(parents: dict[str, str | None], unit: str) -> list[str]:
    found: list[str] = []
    above = parents[unit]
    while above is not None:
        found.append(above)
        above = parents[above]
    return found


def expected(campaign: Campaign, a: Inspection, b: Inspection) -> tuple[OverlapKind, bool] | None:
    """The worst class in which two inspections meet, and whether it is certain."""
    meet = [(x, y) for x in a.intervals for y in b.intervals if day_set(x) & day_set(y)]
    in_time = bool(meet) and a.body_id != b.body_id
    exact = any(x.precision == y.precision == "day" for x, y in meet)
    label = CONTENTS[a.content]
    alike = label is not None and label == CONTENTS[b.content]
    one_subject = bool(set(a.subjects) & set(b.subjects))
    in_line = any(
        s in line_up(campaign.parents, t) or t in line_up(campaign.parents, s) for s in a.subjects for t in b.subjects
    )
    if one_subject and alike:
        return (BOTH, exact) if in_time else (CONTENT, True)
    if in_time and one_subject:
        return TIME, exact
    return (RELATED, exact) if in_time and in_line else None


@pytest.mark.parametrize("a", CONTENTS)
@pytest.mark.parametrize("b", CONTENTS)
def test_the_labels_of_the_contents_are_right(a: str, b: str) -> None:
    alike = CONTENTS[a] is not None and CONTENTS[a] == CONTENTS[b]
    assert (same_content(a, b) is not None) is alike


@settings(max_examples=70)
@given(campaigns())
def test_findings_equal_the_oracle(campaign: Campaign) -> None:
    for item in campaign.items:
        found = find_overlaps(item, campaign.items, campaign.directory)
        told = {finding.other.id: (finding.kind, finding.certain) for finding in found}
        assert len(told) == len(found)
        rest = [other for other in campaign.items if other.id != item.id]
        assert told == {other.id: what for other in rest if (what := expected(campaign, item, other))}
        ranks = [(list(OverlapKind).index(f.kind), not f.certain, f.other.code) for f in found]
        assert ranks == sorted(ranks)
        for finding in found:
            check_evidence(campaign, item, finding)


def check_evidence(campaign: Campaign, item: Inspection, found: Finding) -> None:
    """What a finding shows as its reason holds."""
    a, b = found.subject_id, found.other_subject_id
    assert a in item.subjects and b in found.other.subjects
    above = {Relation.SAME: a == b, Relation.PARENT: b in line_up(campaign.parents, a)}
    assert above.get(found.relation, a in line_up(campaign.parents, b))
    if found.kind is CONTENT:
        assert found.interval is None and found.other_interval is None
    else:
        assert found.interval in item.intervals and found.other_interval in found.other.intervals
        assert found.interval and found.other_interval and day_set(found.interval) & day_set(found.other_interval)
    assert (found.shared is not None) is (expected_alike(item, found.other))


def expected_alike(a: Inspection, b: Inspection) -> bool:
    return CONTENTS[a.content] is not None and CONTENTS[a.content] == CONTENTS[b.content]


@settings(max_examples=50)
@given(campaigns())
def test_meeting_is_mutual(campaign: Campaign) -> None:
    met = {
        (item.id, finding.other.id): (finding.kind, finding.certain)
        for item in campaign.items
        for finding in find_overlaps(item, campaign.items, campaign.directory)
    }
    assert met == {(b, a): what for (a, b), what in met.items()}


TODAYS = st.dates(date(2026, 11, 1), date(YEAR, 12, 31)) | st.builds(
    date, st.just(YEAR), st.integers(1, 12), st.just(1)
)


@given(campaigns(), st.data(), TODAYS, st.integers(1, 12))
def test_free_times_avoid_everybody_else(campaign: Campaign, data: st.DataObject, today: date, limit: int) -> None:
    timed = [item for item in campaign.items if item.intervals]
    if not timed:
        return
    item = data.draw(st.sampled_from(timed))
    clash = item.intervals[0]
    free = free_times(item, clash, campaign.items, campaign.directory, year=YEAR, today=today, limit=limit)
    taken = {day for wave in item.intervals if wave != clash for day in day_set(wave)}
    for other in campaign.items:
        near = {*other.subjects, *(up for name in other.subjects for up in line_up(campaign.parents, name))}
        mine = {*item.subjects, *(up for name in item.subjects for up in line_up(campaign.parents, name))}
        if other.body_id != item.body_id and (near & set(item.subjects) or mine & set(other.subjects)):
            taken |= {day for wave in other.intervals for day in day_set(wave)}
    all_free = [slot for slot in slots_like(clash) if slot.start > today and not day_set(slot) & taken]
    assert list(free) == sorted(free)
    assert len(free) == min(limit, len(all_free))
    assert all(slot in all_free and slot.start.year == slot.end.year == YEAR for slot in free)

    def far(slot: Interval) -> int:
        return abs(slot.start.toordinal() + slot.end.toordinal() - clash.start.toordinal() - clash.end.toordinal())

    left = [far(slot) for slot in all_free if slot not in free]
    assert not left or not free or max(map(far, free)) <= min(left) + 2  # halves of days are rounded


def slots_like(clash: Interval) -> list[Interval]:
    """Quarters, months, or spans of the same length from the first of a month that end in the year."""
    if clash.precision in ("quarter", "half_year", "year"):
        return [quarter(number, YEAR) for number in range(1, 5)]
    length = len(day_set(clash))
    if length <= 31:
        return [month(number, YEAR) for number in range(1, 13)]
    starts = [date(YEAR, number, 1) for number in range(1, 13)]
    spans = [Interval(start, start + timedelta(days=length - 1), clash.precision) for start in starts]
    return [span for span in spans if span.end.year == YEAR]
