"""Too many visits, too few, one leader in two places."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from planning.inspection import Details
from planning.overlap import Limits, Span, overloads, too_few, too_many
from planning.period import Interval, Precision, month, quarter
from tests.planning.test_overlap import OFFICE, YEAR, days, one

LIMITS = Limits.from_table({"day": 1, "month": 2, "year": 3, "cell": {"least": 1, "year": 4}})
DAY = days(date(YEAR, 5, 10), date(YEAR, 5, 10))
MAY = month(5, YEAR)


def test_the_shortest_span_whose_limit_is_passed_is_told() -> None:
    mine = one("a", "ward", times=[DAY])
    found = too_many(mine, [one("b", "ward", times=[DAY]), one("c", "ward")], OFFICE, LIMITS, year=YEAR)
    assert [(f.subject_id, f.span, f.start, f.count, f.limit) for f in found] == [("ward", Span.DAY, DAY.start, 2, 1)]
    found = too_many(one("a", "ward"), [one("b", "ward", times=[DAY]), one("c", "ward")], OFFICE, LIMITS, year=YEAR)
    assert [(f.span, f.start, f.count) for f in found] == [(Span.MONTH, MAY.start, 3)]


def test_a_kind_of_unit_may_have_its_own_limit() -> None:
    others = [one(f"b{number}", "school", "ward", times=[month(number, YEAR)]) for number in (1, 2, 3)]
    found = too_many(one("a", "school", "ward"), others, OFFICE, LIMITS, year=YEAR)
    assert [(f.subject_id, f.span, f.count) for f in found] == [("ward", Span.YEAR, 4)]


@pytest.mark.parametrize(
    "other",
    [
        replace(one("b", "ward", times=[DAY]), details=Details(mode="document")),
        one("b", "school", times=[DAY]),
        one("b", "ward", times=[quarter(2, YEAR)]),  # may be that day, or any other
        one("b", "ward", times=[days(date(YEAR, 5, 11), date(YEAR, 5, 12))]),
    ],
)
def test_desk_checks_other_units_and_vague_times_do_not_count_for_a_day(other: object) -> None:
    limits = Limits({"day": 1})
    assert too_many(one("a", "ward", times=[DAY]), [other], OFFICE, limits, year=YEAR) == ()  # type: ignore[list-item]


def test_no_limit_no_finding_and_another_year_does_not_count() -> None:
    others = [one(f"b{number}", "ward", times=[month(5, YEAR - 1)]) for number in range(9)]
    assert too_many(one("a", "ward"), others, OFFICE, LIMITS, year=YEAR) == ()
    assert too_many(one("a", "ward"), [one("b", "ward")] * 9, OFFICE, Limits(), year=YEAR) == ()


def test_units_without_an_inspection_in_the_year() -> None:
    items = [one("a", "school"), one("b", "finance-cell", times=[month(5, YEAR - 1)])]
    found = too_few(items, OFFICE, LIMITS, year=YEAR, on=date(YEAR, 1, 1))
    assert [(f.unit_id, f.count, f.least) for f in found] == [("station", 0, 1), ("finance-cell", 0, 1)]


def test_one_leader_in_two_places() -> None:
    leader = Details(leader="Chủ nhiệm UBKT")
    a = replace(one("a", "school", body="ward/ubkt"), details=leader)
    b = replace(one("b", "station", body="ward/du", times=[DAY]), details=Details(leader="chủ nhiệm  ubkt"))
    elsewhere = replace(one("c", "other", body="other/du"), details=leader)
    later = replace(
        one("d", "ward", body="ward/du", times=[Interval(date(YEAR, 6, 1), date(YEAR, 6, 9))]), details=leader
    )
    found = overloads([later, elsewhere, b, a], OFFICE)
    assert [(o.first.id, o.second.id, o.interval, o.certain) for o in found] == [("a", "b", MAY, False)]
    assert MAY.precision is Precision.MONTH
