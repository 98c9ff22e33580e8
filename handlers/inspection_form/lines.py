"""A whole line as answers of the inspection form: each part is read as if it had been typed at its step. Pure."""

from __future__ import annotations

from typing import Any

from handlers.dialog.form import EDITING, Answers, Filled, fill
from handlers.inspection_form.facts import Facts, intervals_of, members_of, to_answer
from handlers.inspection_form.form import REGISTER
from handlers.texts.format import unit_names
from handlers.texts.register import LONGEST_DETAIL
from planning.inspection import DETAILS
from planning.line.reading import LineReading, read_line
from planning.organisation import Body
from planning.person_names import person_named

_NEEDED = ("body", "form", "subjects", "periods", "content")


def read(line: str, facts: Facts, body: Body | None = None) -> LineReading:
    """A line as somebody means it who writes for the bodies of the facts, or for one of them."""
    return read_line(
        line,
        facts.directory,
        bodies=(body,) if body else facts.bodies,
        year=facts.year,
        today=facts.today,
        near=facts.home({"body": body.id}) if body else facts.bodies[0].unit_id,
        lexicon=facts.lexicon,
    )


def answers_of(reading: LineReading, start: Answers, facts: Facts) -> dict[str, Any]:
    """The answers that a line gives, on top of those there are; what is doubtful is left to its step."""
    answers = dict(start)
    body = facts.body(answers)
    if reading.form and (body is None or body.kind in reading.form.bodies):
        answers["form"] = reading.form.code
    home = answers if body else {**answers, "body": facts.bodies[0].id}
    for key, text in (("subjects", reading.subject_text), ("content", reading.content)):
        step = REGISTER.step(key)
        result = step.parse({**home, **answers}, facts, text) if step and text else None
        if isinstance(result, Filled):
            answers = fill(answers, result)
            answers.pop(EDITING, None)  # the steps are asked in their order
    if reading.intervals and all(interval.end >= facts.today for interval in reading.intervals):
        answers["periods"] = to_answer(reading.intervals)
    for key in DETAILS:
        detail = str(getattr(reading, key, ""))
        if detail and len(detail) <= LONGEST_DETAIL and not person_named(detail):
            answers[key] = detail
    return answers


def is_whole(reading: LineReading, answers: Answers) -> bool:
    """Whether nothing is left to ask before saving, overlaps aside."""
    return not reading.questions and all(answers.get(key) for key in _NEEDED)


def shown(answers: Answers, facts: Facts) -> dict[str, Any]:
    """What was understood, as `texts.quick.understood` takes it."""
    home = facts.home(answers) or facts.bodies[0].unit_id
    subjects = answers.get("subjects", ())
    return {
        "form": str(answers["form"]) if "form" in answers else None,
        "subjects": unit_names(facts.directory, subjects, home=home, members=members_of(answers)),
        "content": str(answers.get("content", "")),
        "intervals": intervals_of(answers),
    }
