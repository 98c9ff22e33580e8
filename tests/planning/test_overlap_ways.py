"""Ways out of an overlap: free times, joint teams, the other's result, other subjects."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planning.inspection import Inspection
from planning.overlap import compare, free_times, joint_team, other_subjects, usable_result
from planning.overlap.ways_out import JointTeam, Times
from planning.period import Interval, Precision, month, quarter
from tests.planning.test_overlap import LAND, OFFICE, PARTY_FEES, YEAR, days, one

START = date(2026, 11, 22)


def free(candidate: Inspection, *others: Inspection, today: date = START, limit: int = 3) -> Times:
    return free_times(candidate, candidate.intervals[0], others, OFFICE, year=YEAR, today=today, limit=limit)


def test_the_three_nearest_in_the_order_of_the_year() -> None:
    nearest = (month(3, YEAR), month(4, YEAR), month(6, YEAR))
    assert free(one("a", "school"), one("b", "school")).free == nearest
    busy = [one(f"b{number}", "school", times=[month(number, YEAR)]) for number in (4, 5, 6, 7)]
    assert free(one("a", "school"), *busy).free == (month(2, YEAR), month(3, YEAR), month(8, YEAR))


def test_what_is_below_and_above_takes_a_time_only_where_it_would_be_warned_of() -> None:
    mine = one("a", "school", content=LAND)
    above = one("c", "ward", content=PARTY_FEES, times=[month(4, YEAR)])
    assert month(4, YEAR) in free(mine, one("b", "school"), above).free
    assert month(4, YEAR) not in free(mine, one("b", "school"), replace(above, content=LAND)).free


def test_none_is_free_and_the_least_overlapping_is_named() -> None:
    year = Interval(date(YEAR, 1, 1), date(YEAR, 12, 31), Precision.YEAR)
    busy = [one("b", "school", times=[year]), *(one(f"c{n}", "school", times=[month(n, YEAR)]) for n in range(1, 9))]
    assert free(one("a", "school"), *busy) == Times((), (month(9, YEAR), 1))
    assert free(one("a", "school", times=[year]), *busy) == Times((), None)


def test_own_other_waves_and_the_past_are_left_alone() -> None:
    waves = one("a", "school", times=[month(5, YEAR), month(6, YEAR)])
    left = tuple(month(number, YEAR) for number in (1, 2, 3, 4, 7, 8, 9, 10, 11, 12))
    assert free(waves, one("b", "school"), limit=12).free == left
    assert free(one("a", "school"), one("b", "school"), today=date(YEAR, 6, 1)).free[0] == month(7, YEAR)


def test_the_same_length_and_precision() -> None:
    def like(*times: Interval) -> tuple[Interval, ...]:
        return free(one("a", "school", times=times), one("b", "school", times=times), limit=2).free

    assert like(quarter(2, YEAR)) == (quarter(1, YEAR), quarter(3, YEAR))
    two = Interval(date(YEAR, 3, 1), date(YEAR, 4, 30), Precision.MONTH)
    assert like(two) == (
        Interval(date(YEAR, 1, 1), date(YEAR, 2, 28), Precision.MONTH),
        Interval(date(YEAR, 5, 1), date(YEAR, 6, 30), Precision.MONTH),
    )
    third = Interval(date(YEAR, 5, 11), date(YEAR, 5, 20), Precision.THIRD)
    assert like(third) == (
        Interval(date(YEAR, 5, 1), date(YEAR, 5, 10), Precision.THIRD),
        Interval(date(YEAR, 5, 21), date(YEAR, 5, 31), Precision.THIRD),
    )
    monday_to_friday = days(date(YEAR, 5, 10), date(YEAR, 5, 14))
    assert like(monday_to_friday) == (
        days(date(YEAR, 5, 3), date(YEAR, 5, 7)),
        days(date(YEAR, 5, 17), date(YEAR, 5, 21)),
    )


def test_the_higher_body_leads_a_joint_team_then_the_wider_scope() -> None:
    ward, control = one("a", "school", body="ward/du"), one("b", "school", body="control/ubkt")
    met = compare(ward, control, OFFICE)
    assert met and joint_team(ward, met, OFFICE) == JointTeam("control/ubkt", "ward/du", by_level=True)
    wide = one("c", "school", "station", body="other/du")
    met = compare(ward, wide, OFFICE)
    assert met and joint_team(ward, met, OFFICE) == JointTeam("other/du", "ward/du", by_level=False)
    met = compare(one("d", "school", body="ward/ubkt"), ward, OFFICE)
    assert met and joint_team(one("d", "school", body="ward/ubkt"), met, OFFICE) == JointTeam(
        "ward/du", "ward/ubkt", by_level=False
    )
    above = replace(control, subjects=("ward",), content=LAND)
    met = compare(replace(ward, content=LAND), above, OFFICE)
    assert met and joint_team(ward, met, OFFICE) is None


def test_a_result_is_used_for_one_content_and_not_before_it_is_there() -> None:
    mine = one("a", "school", content=LAND)
    for number, usable in ((3, True), (5, True), (6, False)):
        met = compare(mine, one("b", "school", content=LAND, times=[month(number, YEAR)]), OFFICE)
        assert met and usable_result(mine, met) is usable
    met = compare(mine, one("b", "school", content=PARTY_FEES), OFFICE)
    assert met and not usable_result(mine, met)


def test_another_unit_of_the_same_kind_that_nobody_inspects() -> None:
    assert [unit.id for unit in other_subjects("school", {"school"}, OFFICE, on=START)] == ["station"]
    assert other_subjects("school", {"station"}, OFFICE, on=START) == ()
    assert other_subjects("city", set(), OFFICE, on=START) == ()
