"""What a return asked counts as met when it is there, whatever else was changed."""

from __future__ import annotations

from dataclasses import replace

import pytest

from planning.appraisal import ItemOutcome, Proposal, Ruling
from planning.inspection import Details, Inspection
from planning.organisation import Body, BodyKind, Directory, Unit, UnitKind
from planning.period import month
from planning.remarks import Fate, Teams, remarks_of

UNITS = [Unit(one, one, UnitKind.CELL) for one in ("a", "b")]
BODIES = [
    Body("x", "a", "Đảng ủy X", BodyKind.COMMITTEE, "B"),
    Body("y", "b", "Ban Y", BodyKind.BOARD, "A"),
    Body("z", "b", "Tổ giúp việc Ban Y", BodyKind.BOARD, "A"),
]
DIRECTORY = Directory(UNITS, BODIES)
ITEM = Inspection("i", "KT-001", "x", "GS_CD", ("a",), (month(3, 2027),), "Quản lý đất đai")
TIME = Ruling(ItemOutcome.RESCHEDULE, Proposal(intervals=(month(8, 2027),)), "Trùng")
SUBJECT = Ruling(ItemOutcome.CHANGE_SUBJECT, Proposal(subjects=("b",)), "Trùng")
JOINT = Ruling(ItemOutcome.JOINT, Proposal(lead="y", partners=("x",)), "Trùng")
DROP = Ruling(ItemOutcome.DROP, reason="Trùng")
RESULTS = Ruling(ItemOutcome.USE_RESULTS, reason="Trùng")
WORDS = Ruling(ItemOutcome.KEEP, reason="Ghi rõ văn bản")
REWORDED = replace(ITEM, content="Quản lý tài chính")


def fate(ruling: Ruling, now: Inspection | None, said: str = "", teams: Teams | None = None) -> Fate:
    after = (now,) if now else ()
    words = {ITEM.id: said} if said else {}
    known = {now.id: teams} if now and teams else {}
    (found,) = remarks_of((ITEM,), {ITEM.id: ruling}, after, DIRECTORY, said=words, teams=known)
    return found.fate


@pytest.mark.parametrize(
    ("ruling", "now", "expected"),
    [
        (TIME, replace(ITEM, intervals=(month(8, 2027),)), Fate.MET),
        (TIME, replace(ITEM, intervals=(month(9, 2027),)), Fate.OTHER),
        (TIME, replace(ITEM, intervals=(month(8, 2027),), either=True), Fate.OTHER),
        (TIME, REWORDED, Fate.UNMET),
        (TIME, None, Fate.ENDED),
        (SUBJECT, replace(ITEM, subjects=("b",)), Fate.MET),
        (SUBJECT, replace(ITEM, subjects=("b",), members=(("b", "Bí thư"),)), Fate.OTHER),
        (SUBJECT, REWORDED, Fate.UNMET),
        (DROP, None, Fate.MET),
        (DROP, REWORDED, Fate.UNMET),
        (DROP, replace(ITEM, id="anew", code="KT-009"), Fate.UNMET),  # deleted, and entered anew
        (RESULTS, None, Fate.MET),
        (JOINT, REWORDED, Fate.UNMET),
        (JOINT, replace(ITEM, details=Details(lead="Ban Y")), Fate.MET),
        (JOINT, replace(ITEM, details=Details(partners="Ban Y")), Fate.OTHER),
        (JOINT, replace(ITEM, details=Details(lead="Tổ giúp việc Ban Y")), Fate.UNMET),  # somebody else
        (JOINT, replace(ITEM, details=Details(lead="Tổ giúp việc Ban Y, Ban Y")), Fate.MET),
        (WORDS, REWORDED, Fate.CHANGED),
        (WORDS, replace(ITEM, revision=7), Fate.UNMET),
        (WORDS, None, Fate.ENDED),
    ],
)
def test_met_is_what_is_there(ruling: Ruling, now: Inspection | None, expected: Fate) -> None:
    assert fate(ruling, now) is expected


def test_a_team_counts_once_it_holds() -> None:
    asked = ("y", "x")
    assert fate(JOINT, ITEM, teams=Teams(proposed=frozenset({asked}))) is Fate.WAITING
    assert fate(JOINT, ITEM, teams=Teams(held=frozenset({asked}))) is Fate.MET
    assert fate(JOINT, ITEM, teams=Teams(held=frozenset({("x", "y")}))) is Fate.OTHER


def test_an_answer_counts_only_where_it_was_not_met() -> None:
    assert fate(DROP, ITEM, said="Đoàn kia không đến nữa") is Fate.ANSWERED
    assert fate(DROP, None, said="Đoàn kia không đến nữa") is Fate.MET
