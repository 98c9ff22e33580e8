"""What the inspection form knows besides the answers, and the answers read as values. Pure."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from handlers.dialog.form import Answers
from handlers.texts.format import unit_names
from planning.focus import Focus
from planning.inspection import DETAILS, Details, Inspection
from planning.lexicon import Lexicon, shipped
from planning.organisation import Body, Directory, Unit
from planning.overlap import Severity, Tie, Times, Told, TooMany
from planning.period import Interval, Precision

JOINT = "joint"  # id of the inspection with which a joint team is proposed once this one is saved
MEMBERS = "members"  # {unit id: position}, see `Inspection.members`
ADDING_WAVE = "adding_wave"
EITHER = "either"  # only one of the periods is meant, see `Inspection.either`
ASKED = "content_asked"  # a content without a theme, on which the person was asked once
PLAIN = "content_plain"  # a content without accents, on whose spelling the person was asked once
NO_TIMES = Times(())
WAITING = "waiting"  # lines pasted together with this one, that become entries after it
VIEW = "view"  # which choices a step shows: "months", "edit", "details", "more_time", "more_subjects"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the form knows besides the answers. `directory` holds the subjects that only this entry names, too."""

    directory: Directory
    bodies: tuple[Body, ...]  # those whose programme the person may write
    year: int
    today: date
    closed: frozenset[str] = frozenset()  # bodies whose programme takes no changes now
    findings: tuple[Told, ...] = ()
    many: tuple[TooMany, ...] = ()
    met: frozenset[str] = frozenset()  # ids of all that overlap with it, also of those not to be told of
    times: Times = NO_TIMES  # other times, for the first finding that has a time
    joint: tuple[str, ...] = ()  # ids of the inspections with which a joint team may be proposed, worst overlap first
    teams: tuple[str, ...] = ()  # other sides of the joint teams that a change of time or subjects concerns
    others: tuple[Unit, ...] = ()  # instead of `crowded`: units of its kind that nobody inspects this year
    lexicon: Lexicon = field(default_factory=shipped)
    is_own: bool = True  # whether the reader writes for the body; else they appraise what it wrote
    focus: tuple[Focus, ...] = ()  # the campaign's themes, offered for a vague content

    @property
    def on(self) -> date:
        """The day by which contents are read: the first of the programme's year."""
        return date(self.year, 1, 1)

    def body(self, answers: Answers) -> Body | None:
        return self.directory.bodies.get(str(answers.get("body", "")))

    def home(self, answers: Answers) -> str | None:
        """The unit from which names are read and shown; a body above the office has no place in its tree."""
        body = self.body(answers)
        return body.unit_id if body and not self.directory.is_superior(body) else None


def intervals_of(answers: Answers) -> tuple[Interval, ...]:
    """The periods as values; in the entry they are [start, end, precision]."""
    return tuple(
        Interval(date.fromisoformat(start), date.fromisoformat(end), Precision(precision))
        for start, end, precision in answers.get("periods", ())
    )


def to_answer(intervals: tuple[Interval, ...]) -> list[list[str]]:
    return [[item.start.isoformat(), item.end.isoformat(), item.precision.value] for item in intervals]


def inspection_of(answers: Answers) -> Inspection:
    """The inspection as far as it is known; its id is empty until it is saved."""
    return Inspection(
        id=str(answers.get("inspection", "")),
        code=str(answers.get("code", "")),
        body_id=str(answers.get("body", "")),
        form=str(answers.get("form", "")),
        subjects=tuple(answers.get("subjects", ())),
        intervals=intervals_of(answers),
        content=str(answers.get("content", "")),
        details=Details(**{key: str(answers[key]) for key in DETAILS if key in answers}),
        revision=int(answers.get("revision", 1)),
        topics=None if answers.get("topics") is None else tuple(answers["topics"]),
        members=members_of(answers),
        published=answers.get("published"),
        either=bool(answers.get(EITHER)),
    )


def members_of(answers: Answers) -> tuple[tuple[str, str], ...]:
    """(unit id, position) of the subjects of which only a member is inspected."""
    kept = answers.get(MEMBERS, {})
    return tuple((unit_id, kept[unit_id]) for unit_id in answers.get("subjects", ()) if unit_id in kept)


def subject_names(answers: Answers, facts: Facts) -> str:
    """The subjects as they are shown."""
    home = facts.home(answers)
    return unit_names(facts.directory, answers["subjects"], home=home, members=members_of(answers))


def unheeded(answers: Answers, facts: Facts) -> tuple[Told, ...]:
    """The overlaps that the person has not been told of, or has not decided to keep, or to propose a joint team
    for; what is only worth a line is never asked about."""
    heeded = set(answers.get("heeded", ()))
    worth = (
        told
        for told in facts.findings
        if told.finding.severity is not Severity.INFO and told.finding.other.id != answers.get(JOINT)
    )
    return tuple(told for told in worth if told.finding.key not in heeded)


def uncounted(answers: Answers, facts: Facts) -> tuple[TooMany, ...]:
    """Where the limits are passed and the person has not decided to keep it."""
    heeded = set(answers.get("heeded", ()))
    return tuple(item for item in facts.many if item.key not in heeded)


def crowded(answers: Answers, facts: Facts) -> str | None:
    """The subject at which others are, or too many are; only a whole unit is swapped for another one."""
    met = [told.finding for told in unheeded(answers, facts) if told.finding.tie in (Tie.SAME, Tie.PERSON)]
    found = [finding.subject_id for finding in met] + [many.subject_id for many in uncounted(answers, facts)]
    holders = answers.get(MEMBERS, {})
    return next((unit_id for unit_id in found if unit_id not in holders), None)


def clash_of(news: tuple[Told, ...]) -> Interval | None:
    """The time that another one is looked for."""
    return next((told.finding.interval for told in news if told.finding.interval), None)
