"""What is different between two versions, against a slow and obvious comparison."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.inspection import Details, Inspection
from planning.period import Interval, month
from planning.programme_changes import ALIKE, Changed, Changes, Part, compare, differing, likeness

ONE = Inspection("a", "KT-001", "ward/du", "GS_CD", ("cell-1",), (month(3, 2027),), "Thực hiện Nghị quyết 57-NQ/TW")
TWO = Inspection("b", "KT-002", "ward/du", "KT_CH", ("cell-2",), (month(5, 2027),), "Công tác kết nạp đảng viên")


def test_the_same_is_nothing() -> None:
    assert compare((ONE, TWO), (TWO, replace(ONE, revision=9))).none


@pytest.mark.parametrize(
    ("after", "part"),
    [
        (replace(ONE, intervals=(month(8, 2027),)), Part.TIME),
        (replace(ONE, either=True), Part.TIME),
        (replace(ONE, content="Thực hiện Nghị quyết 57-NQ/TW về chuyển đổi số"), Part.CONTENT),
        (replace(ONE, subjects=("cell-1", "cell-3")), Part.SUBJECTS),
        (replace(ONE, members=(("cell-1", "Bí thư Chi bộ 1"),)), Part.SUBJECTS),
        (replace(ONE, form="KT_CH"), Part.FORM),
        (replace(ONE, topics=()), Part.TOPICS),
        (replace(ONE, details=Details(leader="Chủ nhiệm")), Part.DETAILS),
    ],
)
def test_each_part(after: Inspection, part: Part) -> None:
    found = compare((ONE, TWO), (after, TWO))
    assert [(one.before, one.after, one.parts) for one in found.changed] == [(ONE, after, (part,))]
    assert (found.added, found.removed) == ((), ())
    assert found.touches("a") and not found.touches("b")
    assert found.count(part) == 1


def test_order_and_spaces_say_nothing() -> None:
    many = replace(ONE, subjects=("x", "y"), intervals=(month(3, 2027), month(5, 2027)))
    turned = replace(many, subjects=("y", "x"), intervals=many.intervals[::-1], content=f" {many.content}  ")
    assert differing(many, turned) == ()


def test_added_and_removed() -> None:
    found = compare((ONE,), (TWO,))
    assert (found.added, found.removed, found.changed) == ((TWO,), (ONE,), ())
    assert found.touches("a")


def test_one_that_was_entered_anew_counts_as_changed() -> None:
    anew = replace(ONE, id="z", code="KT-009", intervals=(month(8, 2027),))
    found = compare((ONE, TWO), (TWO, anew))
    assert [(one.before.id, one.after.id, one.parts, one.replaced) for one in found.changed] == [
        ("a", "z", (Part.TIME,), True)
    ]
    assert (found.added, found.removed) == ((), ())


def test_one_that_was_entered_anew_word_for_word_is_no_change() -> None:
    found = compare((ONE,), (replace(ONE, id="z", code="KT-009"),))
    assert found.none and not found.touches("a")


def naive(before: tuple[Inspection, ...], after: tuple[Inspection, ...]) -> Changes:
    """Look at everything again after every pair that was found."""
    pairs = [(one, other) for one in before for other in after if one.id == other.id]
    while True:
        left = [one for one in before if all(one.id != pair[0].id for pair in pairs)]
        new = [other for other in after if all(other.id != pair[1].id for pair in pairs)]
        best: tuple[int, Inspection, Inspection] | None = None
        for one in left:
            for other in new:
                points = likeness(one, other)
                if points < ALIKE:
                    continue
                if (
                    best is None
                    or points > best[0]
                    or (points == best[0] and (one.code, other.code) < (best[1].code, best[2].code))
                ):
                    best = points, one, other
        if best is None:
            break
        pairs.append((best[1], best[2]))
    found = [Changed(one, o, differing(one, o)) for other in after for one, o in pairs if o.id == other.id]
    return Changes(tuple(new), tuple(left), tuple(one for one in found if one.parts))


TIMES = st.lists(st.sampled_from([month(3, 2027), month(5, 2027)]), min_size=1, max_size=2, unique=True)
CONTENTS = st.sampled_from(["Nghị quyết 57", "Nghị quyết 57 và kế hoạch", "Đất đai", "Kết nạp đảng viên", "đất  đai"])
SUBJECTS = st.lists(st.sampled_from(["x", "y", "z"]), min_size=1, max_size=2, unique=True)


@st.composite
def versions(draw: st.DrawFn) -> tuple[Inspection, ...]:
    ids = draw(st.lists(st.integers(1, 9), max_size=6, unique=True))
    return tuple(
        Inspection(
            id=f"i{number}",
            code=f"KT-{number:03}",
            body_id="b",
            form=draw(st.sampled_from(["GS_CD", "KT_CH"])),
            subjects=tuple(draw(SUBJECTS)),
            intervals=tuple[Interval, ...](draw(TIMES)),
            content=draw(CONTENTS),
        )
        for number in ids
    )


@given(versions(), versions())
def test_as_the_slow_comparison(before: tuple[Inspection, ...], after: tuple[Inspection, ...]) -> None:
    found = compare(before, after)
    assert found == naive(before, after)
    # every inspection of both versions is accounted for, and nothing twice
    kept = len(after) - len(found.added)
    assert kept == len(before) - len(found.removed)
    assert {one.after.id for one in found.changed}.isdisjoint(item.id for item in found.added)
    assert all(one.parts == differing(one.before, one.after) != () for one in found.changed)


@given(versions(), versions())
def test_backwards_it_is_the_other_way_round(before: tuple[Inspection, ...], after: tuple[Inspection, ...]) -> None:
    there, back = compare(before, after), compare(after, before)
    assert there.none == back.none
    assert len(there.added) - len(there.removed) == len(back.removed) - len(back.added) == len(after) - len(before)
