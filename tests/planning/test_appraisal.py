"""Item by item: what an outcome makes of an inspection, against an oracle that edits the written list."""

from __future__ import annotations

import json
from dataclasses import asdict
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.appraisal import ItemOutcome, Lack, Proposal, Ruling, agreed, apply, lack, tally, touched
from planning.inspection import Details, Inspection, freeze, thaw
from planning.period import Interval, Precision, month

NAMES = {"a/du": "Đảng ủy A", "b/du": "Đảng ủy B"}
WORDS = st.text(alphabet="aĐế, ", max_size=8)
UNITS = st.lists(st.sampled_from(["u1", "u2", "u3", "u4"]), min_size=1, max_size=3, unique=True).map(tuple)


@st.composite
def intervals(draw: st.DrawFn) -> tuple[Interval, ...]:
    starts = draw(st.lists(st.dates(date(2027, 1, 1), date(2027, 11, 30)), min_size=1, max_size=3, unique=True))
    return tuple(
        Interval(start, start + timedelta(days=draw(st.integers(0, 30))), draw(st.sampled_from(Precision)))
        for start in starts
    )


@st.composite
def items(draw: st.DrawFn) -> tuple[Inspection, ...]:
    return tuple(
        Inspection(
            f"i{number}",
            f"KT-{number:03}",
            "a/du",
            "KT_CH",
            draw(UNITS),
            draw(intervals()),
            "Nội dung",
            Details(lead=draw(WORDS), leader="Phó Chủ nhiệm"),
            members=(("u1", "Bí thư"),),
            either=draw(st.booleans()),
        )
        for number in range(draw(st.integers(0, 5)))
    )


RULING = st.builds(
    Ruling,
    st.sampled_from(ItemOutcome),
    st.builds(
        Proposal,
        intervals(),
        st.sampled_from(["a/du", "b/du", "c/du"]),
        st.lists(st.sampled_from(["a/du", "b/du"]), min_size=1, max_size=2).map(tuple),
        UNITS,
        st.just((("u2", "Chủ tịch"),)),
    ),
    WORDS,
)
RULINGS = st.dictionaries(st.sampled_from([f"i{number}" for number in range(7)]), RULING)


def by_hand(rows: list[dict[str, Any]], said: dict[str, Ruling]) -> list[dict[str, Any]]:
    """The written list, edited line by line as a clerk would."""
    done = []
    for row in rows:
        ruling = said.get(row["id"])
        if ruling is not None and str(ruling.outcome) in ("drop", "use_results"):
            continue
        if ruling is not None and str(ruling.outcome) == "reschedule":
            row["intervals"] = json.loads(json.dumps([asdict(i) for i in ruling.proposal.intervals], default=str))
            row["either"] = False
        if ruling is not None and str(ruling.outcome) == "change_subject":
            row["subjects"] = list(ruling.proposal.subjects)
            row["members"] = [list(pair) for pair in ruling.proposal.members]
        if ruling is not None and str(ruling.outcome) == "joint":
            lead = ruling.proposal.lead
            row["details"]["lead"] = NAMES.get(lead, lead)
            row["details"]["partners"] = "; ".join(NAMES[one] for one in ruling.proposal.partners)
        done.append(row)
    return done


@given(items(), RULINGS)
def test_carrying_out_is_editing_the_list(planned: tuple[Inspection, ...], said: dict[str, Ruling]) -> None:
    made = agreed(planned, said, NAMES)
    assert json.loads(freeze(made)) == by_hand(json.loads(freeze(planned)), said)
    assert thaw(freeze(made)) == made


@given(items(), RULINGS)
def test_the_tally_counts_every_inspection_once(planned: tuple[Inspection, ...], said: dict[str, Ruling]) -> None:
    counted = tally(planned, said)
    assert sum(counted.values()) == len(planned)
    ended = counted.get(ItemOutcome.DROP, 0) + counted.get(ItemOutcome.USE_RESULTS, 0)
    assert len(agreed(planned, said, NAMES)) == len(planned) - ended
    assert all(counted.values())


@given(items(), RULINGS)
def test_what_is_not_touched_stays_as_it_was(planned: tuple[Inspection, ...], said: dict[str, Ruling]) -> None:
    told = {item.id for item, _ in touched(planned, said)}
    for item in planned:
        if item.id not in told:
            assert apply(item, said.get(item.id, Ruling(ItemOutcome.KEEP)), NAMES) == item


@given(RULING)
def test_a_proposal_is_read_back_as_it_was_written(ruling: Ruling) -> None:
    assert Proposal.from_json(json.loads(json.dumps(ruling.proposal.to_json()))) == ruling.proposal


WHOLE = Proposal((month(5, 2027),), "a/du", ("b/du",), ("u1",))


@pytest.mark.parametrize(
    ("outcome", "proposal", "reason", "missing"),
    [
        (ItemOutcome.KEEP, Proposal(), "", None),
        (ItemOutcome.DROP, Proposal(), "", Lack.REASON),
        (ItemOutcome.DROP, Proposal(), "   ", Lack.REASON),
        (ItemOutcome.USE_RESULTS, Proposal(), "Đã kiểm tra", None),
        (ItemOutcome.RESCHEDULE, Proposal(), "Trùng", Lack.PROPOSAL),
        (ItemOutcome.RESCHEDULE, WHOLE, "", Lack.REASON),
        (ItemOutcome.RESCHEDULE, WHOLE, "Trùng", None),
        (ItemOutcome.JOINT, Proposal(lead="a/du"), "Trùng", Lack.PROPOSAL),
        (ItemOutcome.JOINT, WHOLE, "Trùng", None),
        (ItemOutcome.CHANGE_SUBJECT, Proposal(), "Trùng", Lack.PROPOSAL),
        (ItemOutcome.CHANGE_SUBJECT, WHOLE, "Trùng", None),
    ],
)
def test_what_a_ruling_still_needs(outcome: ItemOutcome, proposal: Proposal, reason: str, missing: Lack | None) -> None:
    assert lack(Ruling(outcome, proposal, reason)) is missing
