"""One line as it stands in a programme, read into the fields of an inspection.

The line is cut from outside in: the times, who takes part, the form at its beginning; what is left is the subject and
the content. Where the two may part, the first way that gives a subject for certain is taken. What does not fit is a
question.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from planning.forms import FormNote, FormReading, read_form
from planning.inspection import Form
from planning.lexicon import Lexicon, shipped
from planning.line.asides import cut_asides
from planning.line.parting import begins_unit, organisations, parted
from planning.line.times import cut_times
from planning.line.words import EDGE, cue_at, cues
from planning.names.reading import UnitReading, read_units
from planning.organisation import Body, BodyKind, Directory
from planning.period import Interval, Reading
from planning.person_names import person_named
from planning.subjects import judge_subject
from planning.text import clean, fold
from planning.topics import read_content

LONGEST = 600  # characters of a line
_BULLET = re.compile(r"^\s*(?:[-+*\u2022\u2013\u2014\u00b7]+\s*|\(?\d{1,3}[.)]\s*(?=\D))")
_USUAL = (BodyKind.COMMITTEE, BodyKind.INSPECTION_COMMITTEE, BodyKind.BOARD)
_FOLLOW_UP = "PK"  # never meant by the plain word
_FURTHEST_HEAD = 90  # characters in front of the form: who issues the programme


class Ask(StrEnum):
    """Which field is missing or doubtful."""

    PROGRAMME = "programme"
    FORM = "form"
    SUBJECT = "subject"
    TIME = "time"
    CONTENT = "content"
    PERSON = "person"  # a person is named; nothing of it is kept
    TOO_LONG = "too_long"


@dataclass(frozen=True, slots=True)
class Question:
    """`said`: the words it is about, "" when the field is missing."""

    ask: Ask
    said: str = ""


@dataclass(frozen=True, slots=True)
class LineReading:
    """What a line says. `form`, `programme` and `intervals` only when certain; `subjects` holds the doubtful mentions,
    too. `content` keeps the person's own words. `questions` in the order of the form's steps."""

    text: str
    is_inspection: bool  # at least two of form, subject and time are said
    programme: Body | None = None
    form: Form | None = None
    forms: FormReading | None = None
    subject_text: str = ""
    subjects: UnitReading | None = None
    time_text: str = ""
    time: Reading | None = None
    content: str = ""
    period_inspected: str = ""
    duration: str = ""
    lead: str = ""
    partners: str = ""
    leader: str = ""
    mode: str = ""
    questions: tuple[Question, ...] = ()

    @property
    def intervals(self) -> tuple[Interval, ...]:
        return self.time.intervals if self.time else ()

    @property
    def choices(self) -> tuple[Interval, ...]:
        """Times of which one is meant; `questions` asks which."""
        return self.time.choices if self.time else ()


def read_line(
    text: str,
    directory: Directory,
    *,
    bodies: tuple[Body, ...] | None,
    year: int,
    today: date,
    near: str | None = None,
    lexicon: Lexicon | None = None,
) -> LineReading:
    """How a line is read that was typed by somebody who writes for `bodies` (None: nobody in particular) and belongs to
    the unit `near`. Never raises."""
    text = _BULLET.sub("", " ".join(clean(text).split()))
    if len(text) > LONGEST:
        return LineReading("", False, questions=(Question(Ask.TOO_LONG),))
    reader = _Reader(directory, bodies, today, near, lexicon or shipped())
    times = cut_times(text, year=year, today=today)
    asides = cut_asides(times.rest, reader.is_unit)
    before, head, rest = _headed(asides.rest)
    subject_text, content, subjects = parted(rest, reader.units)
    spoken = f"{head} {_leading(rest)}"
    programme = reader.programme(before)
    kinds = (programme.kind,) if programme else reader.kinds()
    forms = _form(head, spoken, kinds)
    if programme is None and forms.form:
        programme = reader.only_for(forms.form)
    said_time = times.said or " / ".join(times.several)
    certain = subjects is not None and subjects.certain
    likely = certain or bool(subjects and subjects.candidates)
    reading = LineReading(
        text,
        bool(said_time or likely) if head else bool(certain and times.visit),
        programme,
        forms.form,
        forms,
        subject_text,
        subjects,
        said_time,
        times.visit,
        content,
        times.inspected,
        times.duration,
        asides.lead,
        asides.partners,
        "" if person_named(asides.leader) else asides.leader,
        asides.mode or ("direct" if any(True for _ in cues(head, "direct")) else ""),
    )
    return _asked(reading, reader, person_named(asides.leader))


def _asked(reading: LineReading, reader: _Reader, person: bool) -> LineReading:
    questions = []
    if reading.programme is None:
        questions.append(Question(Ask.PROGRAMME))
    if reading.form is None:
        questions.append(Question(Ask.FORM))
    subjects = reading.subjects
    if subjects is None or not subjects.certain or reader.unfit(reading):
        questions.append(Question(Ask.SUBJECT, reading.subject_text))
    if not reading.intervals:
        questions.append(Question(Ask.TIME, reading.time_text))
    read = read_content(reading.content, reader.lexicon)
    second = any(begins_unit(reading.content[end:]) for _, end in cues(reading.content, "head"))
    if sum(letter.isalpha() for letter in reading.content) < 4 or read.vague or second:
        questions.append(Question(Ask.CONTENT, reading.content))
    if person or person_named(reading.content):
        questions.append(Question(Ask.PERSON))
    return replace(reading, questions=tuple(questions))


def _headed(text: str) -> tuple[str, str, str]:
    """(what stands in front of the form, the form's words, the rest). Without a form all is rest."""
    for start, end in cues(text, "head"):
        if start > _FURTHEST_HEAD:
            break
        before = text[:start].strip(EDGE)
        # "inspection committee" begins with the word for an inspection, too
        if before and (fold(before).endswith(("uy ban", "ban")) or _is_named(text, start)):
            continue
        while (more := re.match(r"\s*(?:,|v\u00e0|va|&)\s*", text[end:])) and (
            also := cue_at(text, "head", end + more.end())
        ):
            end = also
        close = end
        gap = len(text[end:]) - len(text[end:].lstrip())
        if theme := cue_at(text, "theme", end + gap):
            close = theme
        return before, text[start:close], text[close:].strip(EDGE)
    return "", "", text.strip(EDGE)


def _is_named(text: str, start: int) -> bool:
    """Whether the form's word stands within a content: behind a cue of a content or a subject."""
    return any(True for group in ("content", "subject") for _ in cues(text[:start], group))


def _form(head: str, spoken: str, kinds: tuple[BodyKind, ...]) -> FormReading:
    """The form by its own words, else with those of the content; the plain word is never a check of what followed."""
    if not head:
        return FormReading(None)
    plain = [read_form(head, kind) for kind in kinds]
    full = [read_form(spoken, kind) for kind in kinds]
    if found := next((read for read in full if read.form or read.explained not in (None, FormNote.OTHER_BODY)), None):
        return found
    if foreign := next(
        (one for one, bare in zip(full, plain, strict=True) if one.explained and not bare.explained), None
    ):
        return foreign
    for read in plain:
        own = tuple(form for form in read.candidates if form.code != _FOLLOW_UP)
        if read.explained is None and len(own) == 1:
            return FormReading(own[0])
    return plain[0] if plain else FormReading(None)


def _leading(rest: str) -> str:
    """What stands between the form's word and the subject, when the subject does not come first."""
    if begins_unit(rest) or cue_at(rest, "subject"):
        return ""
    ends = [a for a, _ in cues(rest, "subject")]
    ends += [a for a, b in cues(rest, "place") if begins_unit(rest[b:])]
    return rest[: min([*ends, *organisations(rest)], default=len(rest))]


class _Reader:
    """What a line is read by."""

    def __init__(
        self, directory: Directory, bodies: tuple[Body, ...] | None, today: date, near: str | None, lexicon: Lexicon
    ) -> None:
        self.directory, self.bodies, self.today, self.near, self.lexicon = directory, bodies, today, near, lexicon

    def kinds(self) -> tuple[BodyKind, ...]:
        if self.bodies is None:
            return (*_USUAL, BodyKind.PEOPLES_COUNCIL, BodyKind.FRONT, BodyKind.UNION)
        return tuple(dict.fromkeys(body.kind for body in self.bodies))

    def units(self, text: str) -> UnitReading:
        return read_units(text, self.directory, today=self.today, near=self.near)

    def is_unit(self, text: str) -> bool:
        return self.units(text).certain

    def programme(self, before: str) -> Body | None:
        """Whose programme: the body named in front of the form, or the one that there is."""
        bodies = self.bodies if self.bodies is not None else tuple(self.directory.bodies.values())
        name = fold(before)
        named = [body for body in bodies if name and name in (fold(body.name), fold(_short(body.name)))]
        if len(named) == 1:
            return named[0]
        return bodies[0] if self.bodies is not None and len(bodies) == 1 else None

    def only_for(self, form: Form) -> Body | None:
        able = [body for body in self.bodies or () if body.kind in form.bodies]
        return able[0] if len(able) == 1 else None

    def unfit(self, reading: LineReading) -> bool:
        """Whether a subject is of the wrong kind for the form."""
        mentions = reading.subjects.mentions if reading.subjects else ()
        form = reading.form
        return form is not None and any(
            judge_subject(form.subjects, mention, self.directory, today=self.today) for mention in mentions
        )


def _short(name: str) -> str:
    """A body's name without the place: "the inspection committee of the ward's committee"."""
    return re.split(r"\s(?:ph\u01b0\u1eddng|x\u00e3|th\u00e0nh ph\u1ed1)\s", name)[0]
