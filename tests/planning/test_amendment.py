"""What an amendment changes, when reminders to promulgate come, and what a summary marks."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.amendment import changes, is_same, still_counting
from planning.inspection import Inspection
from planning.issuing import RUNGS, rung_due
from planning.organisation import Body, BodyKind, Directory, Unit, UnitKind
from planning.overlap import Met, met_at
from planning.period import month


def item(number: int, when: int = 3, revision: int = 1, subject: str = "cell") -> Inspection:
    return Inspection(
        f"i{number}", f"KT-{number:03}", "body", "GS_CD", (subject,), (month(when, 2027),), "Đất đai", revision=revision
    )


def test_added_changed_and_dropped() -> None:
    before = (item(1), item(2), item(3))
    after = (item(1, revision=9), item(2, when=6), item(4))
    found = changes(before, after)
    assert found.added == (item(4),)
    assert found.changed == ((item(2), item(2, when=6)),)
    assert found.dropped == (item(3),)
    assert still_counting(before, after) == (item(2), item(3))


def test_saving_the_same_again_changes_nothing() -> None:
    assert is_same(item(1), item(1, revision=5))
    assert not changes((item(1),), (item(1, revision=5),)).any


ITEMS = st.lists(st.tuples(st.integers(1, 6), st.integers(1, 12)), unique_by=lambda pair: pair[0], max_size=6)


@given(ITEMS, ITEMS)
def test_with_what_still_counts_nothing_in_force_is_lost(
    before: list[tuple[int, int]], now: list[tuple[int, int]]
) -> None:
    in_force, live = [item(*pair) for pair in before], [item(*pair) for pair in now]
    counting = [*live, *still_counting(in_force, live)]
    assert all(any(is_same(one, other) for other in counting) for one in in_force)
    assert all(one in live or one in in_force for one in counting)
    assert len(counting) == len(live) + sum(one not in live for one in in_force)


@given(ITEMS, ITEMS)
def test_the_changes_lead_from_one_to_the_other(before: list[tuple[int, int]], now: list[tuple[int, int]]) -> None:
    was, live = [item(*pair) for pair in before], [item(*pair) for pair in now]
    found = changes(was, live)
    kept = {one.id: one for one in was if one not in found.dropped}
    made = {**kept, **{after.id: after for _, after in found.changed}, **{one.id: one for one in found.added}}
    assert made == {one.id: one for one in live}


FINAL = date(2026, 12, 5)


@pytest.mark.parametrize(
    ("today", "rung"),
    [
        (date(2026, 12, 20), None),
        (date(2026, 12, 21), 1),
        (date(2026, 12, 23), 1),
        (date(2026, 12, 24), 4),
        (date(2026, 12, 28), 8),
        (date(2027, 3, 1), 8),
    ],
)
def test_the_reminder_to_promulgate(today: date, rung: int | None) -> None:
    assert rung_due(FINAL, 15, today) == rung


@given(st.integers(0, 60), st.integers(1, 40))
def test_every_rung_comes_once_day_by_day(days: int, issue_days: int) -> None:
    seen = [rung_due(FINAL, issue_days, FINAL + timedelta(days=number)) for number in range(days + 1)]
    rungs = list(dict.fromkeys(rung for rung in seen if rung is not None))
    assert rungs == [rung for rung in RUNGS if issue_days + rung <= days]


DIRECTORY = Directory(
    [
        Unit("ward", "Đảng ủy phường A", UnitKind.GRASSROOTS_COMMITTEE),
        Unit("cell", "Chi bộ 1", UnitKind.CELL, "ward"),
        Unit("other", "Chi bộ 2", UnitKind.CELL, "ward"),
    ],
    [
        Body("body", "ward", "Đảng ủy phường A", BodyKind.COMMITTEE, "B"),
        Body("ubkt", "ward", "UBKT Đảng ủy phường A", BodyKind.INSPECTION_COMMITTEE, "B"),
    ],
)


def test_both_sides_of_a_pair_are_marked_at_their_subject() -> None:
    one = item(1)
    same = replace(item(2), body_id="ubkt")
    later = replace(item(3, when=9), body_id="ubkt")
    apart = replace(item(4, subject="other"), body_id="ubkt", content="Công tác hội viên")
    found = met_at([one, same, later, apart], DIRECTORY)
    assert found["i1", "cell"] == Met(content=("KT-002", "KT-003"), time=("KT-002",))
    assert "KT-001" in found["i2", "cell"].time
    assert ("i4", "other") not in found
