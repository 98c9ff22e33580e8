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

from planning.forms import FormNote, FormReading, form_words, read_form
from planning.inspection import Form
from planning.lexicon import Lexicon, shipped
from planning.line.asides import cut_asides
from planning.line.conditions import cut_count
from planning.line.heads import headed
from planning.line.parting import begins_unit, parted
from planning.line.placing import placed_parts
from planning.line.reader import LineReader
from planning.line.short import one_line, spelled_out, without_empty_brackets
from planning.line.times import cut_times
from planning.line.words import EDGE, cue_at, cues
from planning.names.reading import UnitReading
from planning.organisation import Body, BodyKind, Directory
from planning.period import Interval, Reading
from planning.person_names import person_named
from planning.text import fold
from planning.topics import read_content

LONGEST = 600  # characters of a line
_FOLLOW_UP = "PK"  # never meant by the plain word
_ONLY_A_FORM = ("chap hanh", "viec chap hanh")  # of the form "kiem tra chap hanh"
_MOST_PARTS = 12  # of a content that are looked at


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
    text = one_line(text)
    if len(text) > LONGEST:
        return LineReading("", False, questions=(Question(Ask.TOO_LONG),))
    line, count = cut_count(spelled_out(text))
    reader = LineReader(directory, bodies, today, near, lexicon or shipped())
    times = cut_times(line, year=year, today=today)
    asides = cut_asides(times.rest, reader.is_unit)
    head = headed(without_empty_brackets(asides.rest), line)
    placed = placed_parts(head, reader)
    subject_text, content, subjects = placed.subject_text, placed.content, placed.subjects
    programme = reader.programme(placed.issuer)
    kinds = (programme.kind,) if programme else reader.kinds()
    forms = _form(head.words, *_spoken(head.words, placed.leading, content), kinds)
    if programme is None and forms.form:
        programme = reader.only_for(forms.form)
    said_time = times.said or " / ".join(times.several)
    certain = subjects is not None and subjects.certain
    likely = certain or bool(subjects and subjects.candidates)
    reading = LineReading(
        text,
        bool(said_time or likely) if head.words else bool(certain and times.visit),
        programme,
        forms.form,
        forms,
        subject_text,
        subjects,
        said_time,
        times.visit,
        _own_words(content),
        times.inspected,
        times.duration,
        asides.lead or placed.lead,
        asides.partners,
        "" if person_named(asides.leader) else asides.leader,
        asides.mode or ("direct" if any(True for _ in cues(head.words, "direct")) else ""),
    )
    return _asked(reading, reader, person_named(asides.leader), count)


def _own_words(content: str) -> str:
    """Without a part that is no more than the rest of the form's name."""
    parts = [part for part in content.split("; ") if fold(part).strip(EDGE) not in _ONLY_A_FORM]
    return "; ".join(parts)


def _asked(reading: LineReading, reader: LineReader, person: bool, count: int | None) -> LineReading:
    questions = []
    if reading.programme is None:
        questions.append(Question(Ask.PROGRAMME))
    if reading.form is None:
        questions.append(Question(Ask.FORM))
    subjects = reading.subjects
    counted = count in (None, 1, len(subjects.units) if subjects else 0, len(reading.intervals))
    unfit = subjects is not None and reader.unfit(subjects, reading.form, reading.programme)
    if subjects is None or not subjects.certain or not counted or unfit:
        questions.append(Question(Ask.SUBJECT, reading.subject_text))
    if not reading.intervals:
        questions.append(Question(Ask.TIME, reading.time_text))
    read = read_content(reading.content, reader.lexicon)
    if sum(letter.isalpha() for letter in reading.content) < 4 or read.vague or _says_another(reading.content, reader):
        questions.append(Question(Ask.CONTENT, reading.content))
    if person or person_named(reading.content):
        questions.append(Question(Ask.PERSON))
    return replace(reading, questions=tuple(questions))


def _says_another(content: str, reader: LineReader) -> bool:
    """Whether a second inspection or subject stands within the content."""
    for _, end in cues(content, "head"):
        gap = len(content[end:]) - len(content[end:].lstrip())
        if begins_unit(content[cue_at(content, "theme", end + gap) or end :]):
            return True
    behind = re.split(r"[;|]", content)[1:_MOST_PARTS]
    return any(begins_unit(part) and (read := parted(part, reader.units)[2]) and read.certain for part in behind)


def _spoken(head: str, leading: str, content: str) -> tuple[str, str]:
    """What may say the form: with what is looked into, and without."""
    only_looked_into = form_words(leading) and not form_words(leading, named=True)
    named = f"{head} {'' if only_looked_into else leading} {form_words(content, named=True)}"
    return f"{head} {leading} {form_words(content)}", named


def _form(head: str, spoken: str, named: str, kinds: tuple[BodyKind, ...]) -> FormReading:
    """The form by its own words, else with those of the content; the plain word is never a check of what followed.
    `named` has no words of what is only looked into: those never make it another body's form."""
    if not head:
        return FormReading(None)
    plain = [read_form(head, kind) for kind in kinds]
    full = [read_form(spoken, kind) for kind in kinds]
    if found := next((read for read in full if read.form or read.explained not in (None, FormNote.OTHER_BODY)), None):
        return found
    if foreign := next(
        (
            one
            for one, bare in zip((read_form(named, kind) for kind in kinds), plain, strict=True)
            if one.explained and not bare.explained
        ),
        None,
    ):
        return foreign
    for read in plain:
        own = tuple(form for form in read.candidates if form.code != _FOLLOW_UP)
        if len({form.group for form in read.candidates}) > 1:  # both were said
            return read
        if read.explained is None and len(own) == 1:
            return FormReading(own[0])
    return plain[0] if plain else FormReading(None)
