"""One planned inspection (cuoc): form, subjects, content, times, and the optional details."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass, fields, replace
from datetime import date
from enum import StrEnum
from functools import cache
from importlib import resources

from planning.organisation import BodyKind
from planning.period import Interval, Precision


class Group(StrEnum):
    """How forms are counted in a programme."""

    INSPECTION = "inspection"  # kiem tra
    SUPERVISION = "supervision"  # giam sat


@dataclass(frozen=True, slots=True)
class Form:
    """A form of inspection (hinh thuc) that belongs in a yearly programme."""

    code: str
    name: str
    short: str  # at most 24 characters: fits a button
    group: Group
    bodies: frozenset[BodyKind]  # who may plan it
    subjects: str  # "party", "state", "union" or "any"


@cache
def forms() -> dict[str, Form]:
    """All forms by code, in the order they are offered. Source: the forms table of the field's regulations."""
    rows = json.loads((resources.files("planning") / "data" / "forms.json").read_text("utf-8"))
    return {
        row["code"]: Form(
            code=row["code"],
            name=row["name"],
            short=row["short"],
            group=Group(row["group"]),
            bodies=frozenset(BodyKind(kind) for kind in row["bodies"]),
            subjects=row["subjects"],
        )
        for row in rows
    }


def forms_for(kind: BodyKind) -> tuple[Form, ...]:
    """The forms that a body of this kind may plan."""
    return tuple(form for form in forms().values() if kind in form.bodies)


@dataclass(frozen=True, slots=True)
class Details:
    """What may be added to an inspection. Three different times are kept apart: when the visit takes place is
    `Inspection.intervals`; `period_inspected` is the time looked into; `duration` is how long the work may take."""

    period_inspected: str = ""
    duration: str = ""
    lead: str = ""
    partners: str = ""
    leader: str = ""
    basis: str = ""
    mode: str = ""


_FINE = {Precision.DAY, Precision.WEEK, Precision.THIRD, Precision.HALF_MONTH}
DETAILS = tuple(field.name for field in fields(Details))


@dataclass(frozen=True, slots=True)
class Inspection:
    """One item of a programme. `code` is campaign-wide and never used again."""

    id: str
    code: str
    body_id: str
    form: str
    subjects: tuple[str, ...]
    intervals: tuple[Interval, ...]
    content: str
    details: Details = Details()
    revision: int = 1
    topics: tuple[str, ...] | None = None  # confirmed by a person; None: nobody did, the proposed ones count
    members: tuple[tuple[str, str], ...] = ()  # (unit id, position): of this subject only the member is inspected
    either: bool = False  # only one of the intervals is meant; to be chosen before the programme is agreed
    published: bool | None = None  # whether a superior's plan is public; None: as soon as its programme is agreed

    @property
    def group(self) -> Group:
        return forms()[self.form].group

    @property
    def times(self) -> tuple[Interval, ...]:
        """When it may take place, see `counted_times`."""
        return counted_times(self.intervals, either=self.either)


def counted_times(intervals: tuple[Interval, ...], *, either: bool) -> tuple[Interval, ...]:
    """Intervals as overlaps count them: of alternatives all, but none as if it were exact."""
    if not either:
        return intervals
    return tuple(replace(one, precision=Precision.MONTH) if one.precision in _FINE else one for one in intervals)


@dataclass(frozen=True, slots=True)
class Totals:
    """How many inspections of each group a programme has."""

    inspections: int
    supervisions: int

    @property
    def all(self) -> int:
        return self.inspections + self.supervisions


def totals(items: tuple[Inspection, ...]) -> Totals:
    """Count by group."""
    checks = sum(item.group is Group.INSPECTION for item in items)
    return Totals(checks, len(items) - checks)


def freeze(items: tuple[Inspection, ...]) -> str:
    """A submitted list as JSON: what was sent stays readable whatever happens to the inspections later."""
    return json.dumps([asdict(item) for item in items], ensure_ascii=False, default=str)


def thaw(text: str) -> tuple[Inspection, ...]:
    """The list that `freeze` wrote."""
    items = []
    for row in json.loads(text):
        intervals = tuple(
            Interval(date.fromisoformat(one["start"]), date.fromisoformat(one["end"]), Precision(one["precision"]))
            for one in row["intervals"]
        )
        details = Details(**row["details"])
        topics = None if row.get("topics") is None else tuple(row["topics"])  # absent in what an older release froze
        subjects = tuple(row["subjects"])
        items.append(
            Inspection(
                **{
                    **row,
                    "subjects": subjects,
                    "intervals": intervals,
                    "details": details,
                    "topics": topics,
                    "members": tuple((unit, member) for unit, member in row.get("members", ())),
                }
            )
        )
    return tuple(items)
