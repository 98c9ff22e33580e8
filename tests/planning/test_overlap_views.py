"""The whole campaign: by subject, as a matrix, as a calendar; and a proposal."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from planning.overlap import OverlapKind, all_meetings, by_subject, calendar, matrix, replan
from planning.period import month, quarter
from tests.planning.test_overlap import LAND, OFFICE, PARTY_FEES, YEAR, days, one

A = one("a", "school", body="ward/du", content=LAND)
B = one("b", "school", "station", body="control/ubkt", content=PARTY_FEES)
C = one("c", "school", body="other/du", content=LAND, times=[month(9, YEAR)])
D = one("d", "other", body="control/ubkt", content=LAND)
ITEMS = [A, B, C, D]


def test_each_pair_once_worst_first() -> None:
    found = [(m.item.id, m.finding.other.id, m.finding.kind) for m in all_meetings(ITEMS, OFFICE)]
    assert found == [("a", "c", OverlapKind.CONTENT), ("a", "b", OverlapKind.TIME)]


def test_by_subject_with_two_highlights() -> None:
    (school,) = by_subject(ITEMS, OFFICE)
    assert (school.subject_id, school.worst) == ("school", OverlapKind.CONTENT)
    assert [item.id for item in school.items] == ["a", "b", "c"]
    assert (school.by_content, school.by_time) == (frozenset("ac"), frozenset("ab"))


def test_a_pair_at_tied_subjects_stands_at_the_lower_one() -> None:
    above = one("e", "ward", body="control/ubkt", content=LAND)
    (found,) = by_subject([above, A], OFFICE)
    assert (found.subject_id, found.worst) == ("school", OverlapKind.SUPERIOR)


def test_the_matrix_of_a_ward() -> None:
    found = matrix(ITEMS, OFFICE, "ward")
    assert (found.subjects, [item.id for item in found.items]) == (("station", "school"), ["a", "b", "c"])
    assert sorted(found.marks) == [(0, 1), (1, 0), (1, 1), (1, 2)] and found.counts == (1, 3)


def test_the_calendar_of_one_subject() -> None:
    exact = one("x", "school", times=[days(date(YEAR, 3, 30), date(YEAR, 4, 2))])
    vague = one("y", "school", times=[quarter(2, YEAR)])
    months = calendar("school", [exact, vague, D], YEAR)
    said = {m.month.start.month: ([i.id for i in m.certain], [i.id for i in m.possible]) for m in months if not m.free}
    assert said == {3: (["x"], []), 4: (["x"], ["y"]), 5: ([], ["y"]), 6: ([], ["y"])}


def test_the_lower_body_gives_way_in_a_proposal() -> None:
    (move,) = replan(ITEMS, OFFICE, year=YEAR, today=date(YEAR - 1, 11, 1))
    assert (move.item.id, move.before, move.after) == ("a", month(5, YEAR), month(4, YEAR))
    assert [finding.other.id for finding in move.settles] == ["b"]
    (move,) = replan(ITEMS, OFFICE, year=YEAR, today=date(YEAR - 1, 11, 1), fixed=frozenset({"a"}))
    assert move.item.id == "b"


def test_a_joint_team_is_not_torn_apart() -> None:
    """A team's times were agreed between two bodies: neither is moved without the other."""
    body = OFFICE.bodies[B.body_id].name
    together = [replace(A, details=replace(A.details, partners=body)), B, C, D]
    third = replace(A, id="e", code="e")
    assert replan(together, OFFICE, year=YEAR, today=date(YEAR - 1, 11, 1)) == ()
    moves = replan([*together, third], OFFICE, year=YEAR, today=date(YEAR - 1, 11, 1))
    assert [move.item.id for move in moves] == ["e"]
