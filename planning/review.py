"""What the machine sees beside each inspection of a submitted version, and about the programme as a whole.

It only points at things: a named person decides. Overlaps are found by `overlap`; what needs neither neighbours nor a
database is judged here. Source: letter 676-CV/TU of 2021 (content, subject, time, number, both programmes).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planning.inspection import Inspection, forms, totals
from planning.lexicon import Lexicon
from planning.organisation import Body, BodyKind, Directory, UnitKind
from planning.overlap import Finding, Overload, Severity, TooMany, content_of
from planning.period import Interval
from planning.subjects import PARTY, WrongKind, is_foreign
from planning.topics import reading_of

ISSUE_TWO = frozenset({BodyKind.COMMITTEE, BodyKind.INSPECTION_COMMITTEE})


@dataclass(frozen=True, slots=True)
class Expected:
    """The least inspections and supervisions a programme has, and the most of both together; None: no rule."""

    inspections: int | None = None
    supervisions: int | None = None
    most: int | None = None


@dataclass(frozen=True, slots=True)
class ItemFindings:
    """Beside one inspection. `overlaps` worst first, without what is only worth a line; `outside`: times that do not
    lie in the programme's year; `wrong`: (unit id, why) of subjects that do not fit the form or the body."""

    overlaps: tuple[Finding, ...] = ()
    many: tuple[TooMany, ...] = ()
    overloads: tuple[Overload, ...] = ()
    wrong: tuple[tuple[str, WrongKind], ...] = ()
    vague: bool = False
    outside: tuple[Interval, ...] = ()
    timeless: bool = False
    either: bool = False  # one of its times is still to be chosen

    @property
    def clean(self) -> bool:
        return self == ItemFindings()


def review_item(
    item: Inspection,
    directory: Directory,
    *,
    year: int,
    lexicon: Lexicon | None = None,
    overlaps: Iterable[Finding] = (),
    many: Iterable[TooMany] = (),
    led_twice: Iterable[Overload] = (),
) -> ItemFindings:
    """Everything about one inspection; what was found among its neighbours is passed in."""
    return ItemFindings(
        tuple(sorted((one for one in overlaps if one.severity is not Severity.INFO), key=lambda one: one.rank)),
        tuple(many),
        tuple(one for one in led_twice if item.id in (one.first.id, one.second.id)),
        _wrong(item, directory),
        reading_of(content_of(item), lexicon, on=date(year, 1, 1)).vague,
        tuple(one for one in item.intervals if one.start.year != year or one.end.year != year),
        not item.intervals,
        item.either,
    )


def _wrong(item: Inspection, directory: Directory) -> tuple[tuple[str, WrongKind], ...]:
    """As `subjects.judge_subject`, of saved units: a member in a position is of a right kind wherever that is."""
    form = forms().get(item.form)
    body = directory.bodies.get(item.body_id)
    members = dict(item.members)
    found = []
    for unit_id in item.subjects:
        unit = directory.units.get(unit_id)
        if form is None or unit is None:
            continue
        whole = unit_id not in members and unit.kind is not UnitKind.PERSON
        if whole and form.subjects == "party" and unit.kind not in PARTY:
            found.append((unit_id, WrongKind.NOT_PARTY))
        elif whole and form.subjects == "state" and unit.kind in PARTY:
            found.append((unit_id, WrongKind.NOT_STATE))
        elif body and is_foreign(unit_id, body, directory):
            found.append((unit_id, WrongKind.FOREIGN))
    return tuple(found)


class Count(StrEnum):
    """Which number of a programme is unusual."""

    INSPECTIONS = "inspections"
    SUPERVISIONS = "supervisions"
    ALL = "all"


@dataclass(frozen=True, slots=True)
class Unusual:
    """A programme has `count` of a kind, fewer than the least `bound` (or more than the most, for ALL)."""

    what: Count
    count: int
    bound: int


def unusual(items: Sequence[Inspection], expected: Expected) -> tuple[Unusual, ...]:
    """The numbers of a programme that are below the campaign's minimum, or above its most."""
    counted = totals(tuple(items))
    least = (
        (Count.INSPECTIONS, counted.inspections, expected.inspections),
        (Count.SUPERVISIONS, counted.supervisions, expected.supervisions),
    )
    found = [Unusual(what, count, bound) for what, count, bound in least if bound is not None and count < bound]
    if expected.most is not None and counted.all > expected.most:
        found.append(Unusual(Count.ALL, counted.all, expected.most))
    return tuple(found)


def missing_second(body: Body, directory: Directory, submitted: Collection[str]) -> Body | None:
    """The other body of a ward's or commune's committee whose programme has not come: each of them issues two.

    `submitted`: ids of the bodies whose programme was submitted and not withdrawn.
    """
    unit = directory.units.get(body.unit_id)
    if body.kind not in ISSUE_TWO or unit is None or unit.kind is not UnitKind.GRASSROOTS_COMMITTEE:
        return None
    others = (one for one in directory.bodies_of(body.unit_id) if one.kind in ISSUE_TWO and one.id != body.id)
    return next((one for one in others if one.id not in submitted), None)
