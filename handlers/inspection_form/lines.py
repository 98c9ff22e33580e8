"""A whole line as answers of the inspection form: each part is read as if it had been typed at its step. Pure."""

from __future__ import annotations

from typing import Any

from handlers.dialog.form import EDITING, Answers, Filled, fill
from handlers.inspection_form.facts import ASKED, EITHER, PLAIN, Facts, intervals_of, members_of, to_answer
from handlers.inspection_form.form import REGISTER
from handlers.texts.format import unit_names
from handlers.texts.register import LONGEST_DETAIL
from planning.inspection import DETAILS
from planning.line.reading import Ask, LineReading, read_line
from planning.organisation import Body
from planning.person_names import person_named

_NEEDED = {
    "body": Ask.PROGRAMME,
    "form": Ask.FORM,
    "subjects": Ask.SUBJECT,
    "periods": Ask.TIME,
    "content": Ask.CONTENT,
}


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
    times = reading.intervals or reading.choices
    if times and all(interval.end >= facts.today for interval in times):
        answers["periods"] = to_answer(times)
        if reading.choices:
            answers[EITHER] = True
    for key in DETAILS:
        detail = str(getattr(reading, key, ""))
        if detail and len(detail) <= LONGEST_DETAIL and not person_named(detail):
            answers[key] = detail
    return answers


def left_to_ask(reading: LineReading, answers: Answers) -> tuple[Ask, ...]:
    """What is to be asked before saving, overlaps aside, in the order of the steps; alternative times are asked about
    before submitting."""
    asked = {one.ask for one in reading.questions if one.ask is not Ask.TIME or not reading.choices}
    asked |= {ask for key, ask in _NEEDED.items() if not answers.get(key)}
    return tuple(ask for ask in Ask if ask in asked)


def shown(answers: Answers, facts: Facts) -> dict[str, Any]:
    """What was understood, as `texts.quick.understood` takes it."""
    home = facts.home(answers) or facts.bodies[0].unit_id
    subjects = answers.get("subjects", ())
    return {
        "form": str(answers["form"]) if "form" in answers else None,
        "subjects": unit_names(facts.directory, subjects, home=home, members=members_of(answers)),
        "content": str(answers.get("content") or answers.get(PLAIN) or answers.get(ASKED, "")),
        "intervals": intervals_of(answers),
        "either": bool(answers.get(EITHER)),
    }
