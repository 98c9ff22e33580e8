"""The form of one inspection: its steps, what each asks, and how an answer is read. Pure."""

from __future__ import annotations

from typing import Any

from handlers.dialog.form import EDITING, Answers, Filled, Form, Problem, Prompt, Result, Step
from handlers.inspection_form.contents import (
    TOPICS,
    ask_content,
    ask_topics,
    choose_content,
    choose_topics,
    parse_content,
    topics_line,
)
from handlers.inspection_form.facts import (
    ADDING_WAVE,
    ASKED,
    EITHER,
    JOINT,
    PLAIN,
    VIEW,
    Facts,
    intervals_of,
    subject_names,
    uncounted,
    unheeded,
)
from handlers.inspection_form.subjects import NAMING, ask_subjects, choose_subject, parse_subjects
from handlers.inspection_form.times import (
    ask_overlap,
    ask_periods,
    choose_overlap,
    choose_periods,
    parse_overlap,
    parse_periods,
)
from handlers.texts import content as content_texts
from handlers.texts import joint as joint_texts
from handlers.texts import overlap as overlap_texts
from handlers.texts import register as texts
from handlers.texts.format import echoes, form_name, label
from handlers.texts.times import within_holiday
from planning.forms import read_form
from planning.holidays import holiday_of
from planning.inspection import DETAILS, forms, forms_for
from planning.person_names import person_named


def _only_buttons(answers: Answers, facts: Facts, text: str) -> Result:
    return Problem(texts.pick_button())


def _ask_body(answers: Answers, facts: Facts) -> Prompt:
    return Prompt(texts.ask_body(), tuple(((label(body.name), body.id, ""),) for body in facts.bodies))


def _choose_body(answers: Answers, facts: Facts, value: Any) -> Result:
    body = next((body for body in facts.bodies if body.id == value), None)
    if body is None:
        return Problem(texts.may_not())
    if body.id in facts.closed:
        return Problem(texts.closed_programme(body.name))
    form = forms().get(str(answers.get("form", "")))
    unfit = form is not None and body.kind not in form.bodies
    return Filled({"body": body.id}, drop=("form",) if unfit else ())


def _ask_form(answers: Answers, facts: Facts) -> Prompt:
    body = facts.body(answers)
    assert body  # noqa: S101
    rows = tuple(((form.short, form.code, ""),) for form in forms_for(body.kind))
    return Prompt(texts.ask_form(body.name), rows)


def _parse_form(answers: Answers, facts: Facts, text: str) -> Result:
    body = facts.body(answers)
    if body is None:
        return Problem(texts.pick_button())
    read = read_form(text, body.kind)
    if read.form:
        return Filled({"form": read.form.code})
    if read.explained:
        return Problem(content_texts.no_form(read.explained, body.name))
    if read.candidates:
        return Problem(content_texts.which_form([form.name for form in read.candidates]))
    return Problem(texts.pick_button())


def _choose_form(answers: Answers, facts: Facts, value: Any) -> Result:
    body = facts.body(answers)
    if body is None or value not in {form.code for form in forms_for(body.kind)}:
        return Problem(texts.pick_button())
    return Filled({"form": value})


def _ask_confirm(answers: Answers, facts: Facts) -> Prompt:
    if answers.get(VIEW) == "edit":
        keys = ["body", "form", "subjects", "periods", "content", *(key for key in DETAILS if answers.get(key))]
        keys = keys[1:] if len(facts.bodies) < 2 or answers.get("inspection") else keys
        return Prompt(texts.choose_field(_summary(answers, facts)), _fields(keys))
    if answers.get(VIEW) == "details":
        return Prompt(texts.choose_detail(), _fields(list(DETAILS)))
    if answers.get(VIEW) == TOPICS:
        return ask_topics(answers, facts)
    details = [(key, str(answers[key])) for key in DETAILS if answers.get(key)]
    body = facts.body(answers)
    text = texts.card(
        body.name if body else "",
        str(answers["form"]),
        subject_names(answers, facts),
        intervals_of(answers),
        str(answers["content"]),
        [("topics", topics_line(answers, facts)), *details],
        code=str(answers.get("code", "")),
        either=bool(answers.get(EITHER)),
        notes=_notes(answers, facts),
    )
    rows = (
        ((texts.SAVE, {"save": True}, "good"), (texts.EDIT, {VIEW: "edit"}, "")),
        ((texts.DETAILS, {VIEW: "details"}, ""), (content_texts.CHANGE_TOPIC, {VIEW: TOPICS}, "")),
    )
    return Prompt(text, rows)


def _notes(answers: Answers, facts: Facts) -> list[str]:
    """What the card says of overlaps that were kept, and of what saving it sets off."""
    notes = [overlap_texts.kept(len(facts.findings))] if facts.findings else []
    notes += list(dict.fromkeys(within_holiday(one) for one in map(holiday_of, intervals_of(answers)) if one))
    notes += [joint_texts.will_move(facts.teams)] if facts.teams else []
    proposed = (told.finding.other for told in facts.findings if told.finding.other.id == answers.get(JOINT))
    return notes + [joint_texts.will_propose(facts.directory.bodies[other.body_id].name) for other in proposed]


def _summary(answers: Answers, facts: Facts) -> str:
    subjects = subject_names(answers, facts)
    times = echoes(intervals_of(answers), either=bool(answers.get(EITHER)))
    return f"{form_name(str(answers['form']))} · {subjects} · {times}"


def _fields(keys: list[str]) -> tuple[tuple[tuple[str, Any, str], ...], ...]:
    buttons = [(texts.FIELDS[key], {EDITING: key}, "") for key in keys]
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


def _choose_confirm(answers: Answers, facts: Facts, value: Any) -> Result:
    if value.get("save"):
        return Filled({"confirm": True}, drop=(VIEW,))
    if EDITING in value:
        return Filled({EDITING: value[EDITING]}, drop=(VIEW,))
    if TOPICS in value:
        return choose_topics(answers, facts, value)
    return Filled({VIEW: value[VIEW]})


def _parse_confirm(answers: Answers, facts: Facts, text: str) -> Result:
    return Problem(texts.press_save())


def _detail(key: str) -> Step[Facts]:
    def ask(answers: Answers, facts: Facts) -> Prompt:
        current = str(answers.get(key, ""))
        if key == "mode":
            return Prompt(texts.ask_mode(), (((texts.DIRECT, "direct", ""), (texts.BY_DOCUMENT, "document", "")),))
        return Prompt(texts.ask_detail(key, current), (((texts.CLEAR, "", ""),),) if current else ())

    def parse(answers: Answers, facts: Facts, text: str) -> Result:
        if key == "mode":
            return Problem(texts.pick_button())
        if len(text) > texts.LONGEST_DETAIL:
            return Problem(texts.detail_too_long(len(text)))
        if person_named(text):
            return Problem(content_texts.person_in_content(), forget=True)
        return Filled({key: " ".join(text.split())})

    return Step(key, ask, parse, optional=True)


REGISTER: Form[Facts] = Form(
    "register",
    1,
    (
        Step("body", _ask_body, _only_buttons, _choose_body),
        Step("form", _ask_form, _parse_form, _choose_form),
        Step("subjects", ask_subjects, parse_subjects, choose_subject),
        Step("periods", ask_periods, parse_periods, choose_periods),
        Step(
            "overlap",
            ask_overlap,
            parse_overlap,
            choose_overlap,
            done=lambda answers, facts: not unheeded(answers, facts) and not uncounted(answers, facts),
        ),
        Step("content", ask_content, parse_content, choose_content),
        *(_detail(key) for key in DETAILS),
        # saving closes the entry; until then a change after "save" asks again
        Step("confirm", _ask_confirm, _parse_confirm, _choose_confirm),
    ),
    passing=(VIEW, ADDING_WAVE, NAMING, ASKED, PLAIN),
    words=(ASKED, PLAIN),
)
