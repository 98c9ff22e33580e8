"""Overlaps: the classes one by one. See test_overlap_oracle for the brute force."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

import pytest

from planning.inspection import Inspection
from planning.organisation import Directory, Relation, Unit, UnitKind
from planning.overlap import Finding, OverlapKind, find_overlaps, free_times
from planning.period import Interval, Precision, month, quarter

BOTH, CONTENT, TIME, RELATED = OverlapKind.BOTH, OverlapKind.CONTENT, OverlapKind.TIME, OverlapKind.RELATED
YEAR = 2027
START = date(2026, 11, 22)
LAND, PARTY_FEES = "Quản lý đất đai", "Việc thu, nộp đảng phí"

# ward > school and station; office apart from both
OFFICE = Directory(
    [
        Unit("city", "Thành ủy", UnitKind.CITY_COMMITTEE),
        Unit("ward", "Đảng ủy phường", UnitKind.GRASSROOTS_COMMITTEE, "city"),
        Unit("school", "Chi bộ Trường", UnitKind.CELL, "ward"),
        Unit("station", "Chi bộ Trạm Y tế", UnitKind.CELL, "ward"),
        Unit("other", "Đảng ủy phường khác", UnitKind.GRASSROOTS_COMMITTEE, "city"),
    ]
)


def one(
    name: str, *subjects: str, body: str = "", content: str = "", times: Sequence[Interval] = (month(5, YEAR),)
) -> Inspection:
    return Inspection(name, f"KT-{name}", body or f"{name}/body", "GS_CD", subjects, tuple(times), content)


def days(first: date, last: date) -> Interval:
    return Interval(first, last, Precision.DAY)


def only(candidate: Inspection, *others: Inspection) -> Finding:
    (found,) = find_overlaps(candidate, others, OFFICE)
    return found


def test_two_bodies_at_one_subject_at_one_time() -> None:
    found = only(one("a", "school"), one("b", "school"))
    assert (found.kind, found.relation, found.other.id) == (TIME, Relation.SAME, "b")
    assert (found.interval, found.other_interval, found.shared) == (month(5, YEAR), month(5, YEAR), None)


def test_one_body_may_send_two_teams_but_not_ask_the_same_twice() -> None:
    mine, more = one("a", "school", body="x", content=LAND), one("b", "school", body="x", content=PARTY_FEES)
    assert find_overlaps(mine, [more], OFFICE) == ()
    assert find_overlaps(mine, [one("b", "ward", body="x")], OFFICE) == ()
    again = only(mine, replace(more, content=LAND))
    assert (again.kind, again.certain, again.interval, again.other_interval) == (CONTENT, True, None, None)


def test_two_bodies_of_one_unit_are_two_bodies() -> None:
    found = only(one("a", "school", body="ward/du"), one("b", "school", body="ward/ubkt"))
    assert found.kind is TIME


def test_the_same_content_counts_at_any_time_of_the_year() -> None:
    mine = one("a", "school", content="Thực hiện NQ 57")
    later = one("b", "school", content="Nghị quyết số 57-NQ/TW về chuyển đổi số", times=[month(11, YEAR)])
    found = only(mine, later)
    assert (found.kind, found.certain) == (CONTENT, True)
    assert found.shared and found.shared.keys == ("57-NQ/TW",)
    assert only(mine, replace(later, intervals=mine.intervals)).kind is BOTH


@pytest.mark.parametrize(
    ("mine", "theirs", "relation"),
    [("school", "ward", Relation.PARENT), ("ward", "school", Relation.CHILD), ("school", "city", Relation.PARENT)],
)
def test_above_and_below_count_by_time_and_not_by_content(mine: str, theirs: str, relation: Relation) -> None:
    found = only(one("a", mine, content=LAND), one("b", theirs, content=LAND))
    assert (found.kind, found.relation) == (RELATED, relation)
    assert find_overlaps(one("a", mine, content=LAND), [one("b", theirs, content=LAND, times=[])], OFFICE) == ()


def test_neighbours_under_one_parent_do_not_meet() -> None:
    assert find_overlaps(one("a", "school", "other"), [one("b", "station", content=LAND)], OFFICE) == ()


@pytest.mark.parametrize(
    ("mine", "theirs", "certain"),
    [
        (quarter(2, YEAR), quarter(2, YEAR), False),
        (days(date(YEAR, 5, 10), date(YEAR, 5, 12)), quarter(2, YEAR), False),
        (days(date(YEAR, 5, 10), date(YEAR, 5, 12)), days(date(YEAR, 5, 12), date(YEAR, 5, 20)), True),
    ],
)
def test_only_exact_days_on_both_sides_are_certain(mine: Interval, theirs: Interval, certain: bool) -> None:
    assert only(one("a", "school", times=[mine]), one("b", "school", times=[theirs])).certain is certain


def test_days_that_only_touch_do_not_meet() -> None:
    before, after = days(date(YEAR, 5, 1), date(YEAR, 5, 9)), days(date(YEAR, 5, 10), date(YEAR, 5, 12))
    assert find_overlaps(one("a", "school", times=[before]), [one("b", "school", times=[after])], OFFICE) == ()


def test_several_subjects_and_waves_make_one_finding_the_worst() -> None:
    exact = days(date(YEAR, 9, 6), date(YEAR, 9, 10))
    mine = one("a", "station", "school", content=LAND, times=[month(5, YEAR), exact])
    theirs = one("b", "ward", "school", content=LAND, times=[month(5, YEAR), exact])
    found = only(mine, theirs)
    assert (found.kind, found.certain, found.subject_id, found.other_subject_id) == (BOTH, True, "school", "school")
    assert (found.interval, found.other_interval) == (exact, exact)


def test_worst_first_and_then_by_code() -> None:
    mine = one("m", "school", content=LAND)
    others = [
        one("e", "ward"),
        one("d", "school"),
        one("c", "school"),
        one("b", "school", content=LAND, times=[]),
        one("a", "school", content=LAND),
    ]
    found = [(item.other.id, item.kind) for item in find_overlaps(mine, others, OFFICE)]
    assert found == [("a", BOTH), ("b", CONTENT), ("c", TIME), ("d", TIME), ("e", RELATED)]


def test_itself_and_what_is_not_known_yet_meet_nothing() -> None:
    mine = one("a", "school", content=LAND)
    assert find_overlaps(mine, [replace(mine, body_id="z")], OFFICE) == ()
    empty = one("", "school", times=[])
    assert find_overlaps(empty, [mine, one("b", "school")], OFFICE) == ()


def test_what_was_heeded_is_told_again_when_a_time_or_the_reason_changed() -> None:
    mine, theirs = one("a", "school"), one("b", "school")
    key = only(mine, theirs).key
    assert only(replace(mine, revision=2), theirs).key == key
    assert only(replace(mine, intervals=(quarter(2, YEAR),)), theirs).key != key
    assert only(mine, replace(theirs, intervals=(quarter(2, YEAR),))).key != key
    assert only(replace(mine, content=LAND), replace(theirs, content=LAND)).key != key


def free(
    candidate: Inspection, *others: Inspection, today: date = date(2026, 11, 22), limit: int = 2
) -> list[Interval]:
    clash = candidate.intervals[0]
    return list(free_times(candidate, clash, others, OFFICE, year=YEAR, today=today, limit=limit))


def test_free_times_are_the_nearest_in_the_order_of_the_year() -> None:
    assert free(one("a", "school"), one("b", "school")) == [month(4, YEAR), month(6, YEAR)]
    others = [one(f"b{number}", "ward", times=[month(number, YEAR)]) for number in (4, 5, 6, 7)]
    assert free(one("a", "school"), *others) == [month(2, YEAR), month(3, YEAR)]  # August is a day and a half farther
    whole_year = Interval(date(YEAR, 1, 1), date(YEAR, 12, 31), Precision.YEAR)
    assert free(one("a", "school"), one("b", "ward", times=[whole_year])) == []
    assert free(one("a", "school"), one("b", "ward", times=[whole_year]), limit=0) == []


def test_free_times_leave_the_own_other_waves_and_the_past_alone() -> None:
    waves = one("a", "school", times=[month(5, YEAR), month(6, YEAR)])
    left = [month(number, YEAR) for number in (1, 2, 3, 4, 7, 8, 9, 10, 11, 12)]
    assert free(waves, one("b", "school"), limit=12) == left
    assert free(one("a", "school"), one("b", "school"), today=date(YEAR, 6, 1)) == [month(7, YEAR), month(8, YEAR)]
    assert free(one("a", "school"), one("b", "school"), today=date(YEAR, 5, 31))[0] == month(6, YEAR)


def test_free_times_are_of_the_same_kind() -> None:
    by_quarter = one("a", "school", times=[quarter(2, YEAR)])
    assert free(by_quarter, one("b", "school", times=[quarter(2, YEAR)])) == [quarter(1, YEAR), quarter(3, YEAR)]
    long = one("a", "school", times=[days(date(YEAR, 3, 10), date(YEAR, 4, 20))])
    assert free(long, one("b", "school", times=[month(4, YEAR)])) == [
        days(date(YEAR, 2, 1), date(YEAR, 3, 14)),
        days(date(YEAR, 5, 1), date(YEAR, 6, 11)),
    ]
