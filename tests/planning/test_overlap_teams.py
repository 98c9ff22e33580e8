"""Joint teams: what is said of them, who may lead, and what is news of an overlap."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.inspection import Details
from planning.overlap import (
    OverlapKind,
    Part,
    Team,
    Told,
    cannot_wait,
    compare,
    joined,
    key_of,
    may_lead,
    may_propose,
    news_of,
    with_lead,
    with_partner,
    without,
)
from planning.overlap.news import Known
from planning.period import month
from tests.planning.test_overlap import LAND, OFFICE, PARTY_FEES, YEAR, one

CITY, WARD = OFFICE.bodies["control/ubkt"], OFFICE.bodies["ward/du"]


def test_a_code_beside_the_body_means_that_inspection_alone() -> None:
    mine = replace(one("a", "school", body=WARD.id), code="KT-001")
    theirs = [replace(one(name, "school"), code=f"KT-{at:03}", body_id=CITY.id) for at, name in enumerate("bc", 2)]
    by_body = replace(mine, details=Details(partners=f"Công an; {CITY.name}"))
    assert [joined(by_body, other, OFFICE) for other in theirs] == [True, True]
    by_code = replace(mine, details=with_partner(Details(partners="Công an"), CITY.name, "KT-002"))
    assert by_code.details.partners == f"Công an; {CITY.name} (KT-002)"
    assert [joined(by_code, other, OFFICE) for other in theirs] == [True, False]
    assert [joined(other, by_code, OFFICE) for other in theirs] == [True, False]
    assert [compare(by_code, other, OFFICE) is None for other in theirs] == [True, False]
    led = replace(mine, details=with_lead(Details(), CITY.name, "KT-003"))
    assert [joined(led, other, OFFICE) for other in theirs] == [False, True]


NAMES = st.sampled_from(["Ban Tổ chức", "UBKT phường A", "Hội Phụ nữ"])
CODES = st.integers(1, 9).map(lambda number: f"KT-00{number}")


@given(st.lists(st.tuples(NAMES, CODES), max_size=4, unique=True), st.tuples(NAMES, CODES))
def test_leaving_undoes_joining(others: list[tuple[str, str]], this: tuple[str, str]) -> None:
    before = Details(partners="Công an", leader="Phó Chủ nhiệm")
    for other in others:
        if other != this:
            before = with_partner(before, *other)
    assert without(with_partner(before, *this), *this) == before
    assert without(with_lead(before, *this), *this) == before
    assert without(before, *this) == before


@pytest.mark.parametrize(
    ("lead", "partner", "teams", "fine"),
    [
        ("a", "b", [], True),
        ("a", "b", [Team("a", "c")], True),  # a lead takes in several
        ("a", "b", [Team("c", "a")], False),  # a partner leads nobody
        ("a", "b", [Team("c", "b")], False),  # and has one lead
        ("a", "b", [Team("b", "c")], False),  # who leads is no partner
    ],
)
def test_who_may_lead(lead: str, partner: str, teams: list[Team], fine: bool) -> None:
    assert may_lead(lead, partner, teams) is fine


def test_a_proposal_gives_nothing_away() -> None:
    all_, some = frozenset(Part), frozenset({Part.LEVEL, Part.PERIOD})
    assert may_propose(all_, all_)
    assert not may_propose(all_, some) and not may_propose(some, all_)
    assert not may_propose(all_, None) and not may_propose(None, all_)


def told(mine: str, theirs: str, *, content: str = LAND, when: int = 5, published: bool = False) -> Told:
    a = one(mine, "school", body=WARD.id, content=LAND)
    b = replace(one(theirs, "school", content=content, times=[month(when, YEAR)]), body_id=CITY.id)
    finding = compare(a, b, OFFICE)
    assert finding
    return Told(finding, published=published)


def known(*all_: Told) -> list[Known]:
    return [Known(key_of(one), one.finding.other.id, "x") for one in all_]


def test_what_is_news() -> None:
    b, c = told("a", "b"), told("a", "c")
    assert news_of(known(b), [b]).count == 0
    assert news_of([], [b]).new == (b,)
    assert news_of(known(b, c), [c]).gone == tuple(known(b))
    for other in (told("a", "b", when=9), told("a", "b", content=PARTY_FEES), told("a", "b", published=True)):
        found = news_of(known(b), [other])
        assert (found.new, found.other, found.gone) == ((), (other,), ())


def test_only_a_superiors_same_content_cannot_wait() -> None:
    both, content, time = told("a", "b"), told("a", "b", when=9), told("a", "b", content=PARTY_FEES)
    assert [one.finding.kind for one in (both, content, time)] == [
        OverlapKind.BOTH,
        OverlapKind.CONTENT,
        OverlapKind.TIME,
    ]
    assert [cannot_wait(news_of([], [one]), WARD, OFFICE) for one in (both, content, time)] == [True, True, False]
    assert not cannot_wait(news_of(known(both), [both]), WARD, OFFICE)
    assert not cannot_wait(news_of(known(both), []), WARD, OFFICE)
