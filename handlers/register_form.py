"""The form of one inspection: its steps, what each asks, and how an answer is read. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Any

from handlers.dialog.form import EDITING, Answers, Filled, Form, Problem, Prompt, Result, Step
from handlers.register_subjects import NAMING, ask_subjects, choose_subject, parse_subjects
from handlers.texts import overlap as overlap_texts
from handlers.texts import register as texts
from handlers.texts.format import echoes, form_name, label, quarter_name, unit_names
from planning.inspection import DETAILS, Details, Inspection, forms, forms_for
from planning.organisation import Body, Directory
from planning.overlap import Finding
from planning.period import Interval, Precision, month, quarter, read_period

MOST_WAVES = 6
ADDING_WAVE = "adding_wave"
VIEW = "view"  # which choices a step shows: "months", "edit", "details", "more_time", "more_subjects"


@dataclass(frozen=True, slots=True)
class Facts:
    """What the form knows besides the answers. `directory` holds the subjects that only this entry names, too."""

    directory: Directory
    bodies: tuple[Body, ...]  # those whose programme the person may write
    year: int
    today: date
    closed: frozenset[str] = frozenset()  # bodies whose programme takes no changes now
    findings: tuple[Finding, ...] = ()
    free: tuple[Interval, ...] = ()  # times without an overlap, for the first finding that has a time

    def body(self, answers: Answers) -> Body | None:
        return self.directory.bodies.get(str(answers.get("body", "")))

    def home(self, answers: Answers) -> str | None:
        body = self.body(answers)
        return body.unit_id if body else None


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
    )


def unheeded(answers: Answers, facts: Facts) -> tuple[Finding, ...]:
    """The overlaps that the person has not been told of, or has not decided to keep."""
    heeded = set(answers.get("heeded", ()))
    return tuple(finding for finding in facts.findings if finding.key not in heeded)


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


def _choose_form(answers: Answers, facts: Facts, value: Any) -> Result:
    body = facts.body(answers)
    if body is None or value not in {form.code for form in forms_for(body.kind)}:
        return Problem(texts.pick_button())
    return Filled({"form": value})


def _ask_periods(answers: Answers, facts: Facts) -> Prompt:
    have = intervals_of(answers)
    subjects = unit_names(facts.directory, answers["subjects"], home=facts.home(answers))
    adding = answers.get(VIEW) == "more_time" and have
    by_month = answers.get(VIEW) == "months"
    if by_month:
        text = texts.ask_month(subjects, facts.year)
        months = [(str(n), {"month": n}, "") for n in range(1, 13)]
        rows: list[tuple[tuple[str, Any, str], ...]] = [tuple(months[at : at + 4]) for at in range(0, 12, 4)]
        rows.append(((texts.BY_QUARTER, {VIEW: "quarters"}, ""),))
    else:
        text = texts.ask_more_time(have) if adding else texts.ask_time(subjects, facts.year)
        rows = [
            tuple((quarter_name(n), {"quarter": n}, "") for n in (1, 2)),
        ]
        rows.append(tuple((quarter_name(n), {"quarter": n}, "") for n in (3, 4)))
        rows.append(((texts.BY_MONTH, {VIEW: "months"}, ""), (texts.ADD_SUBJECT, {VIEW: "more_subjects"}, "")))
    return Prompt(text, tuple(rows))


def _put_intervals(answers: Answers, facts: Facts, new: tuple[Interval, ...]) -> Result:
    """New time for the visit: the whole of it, or one more wave when waves are being added."""
    past = next((item for item in new if item.end < facts.today), None)
    if past:
        return Problem(texts.past_time(past))
    adding = answers.get(ADDING_WAVE) or answers.get(VIEW) == "more_time"
    have = intervals_of(answers) if adding else ()
    both = (*have, *(item for item in new if item not in have))
    if len(both) > MOST_WAVES:
        return Problem(texts.too_many_waves(MOST_WAVES))
    return Filled({"periods": to_answer(both)}, drop=(VIEW, ADDING_WAVE))


def _choose_periods(answers: Answers, facts: Facts, value: Any) -> Result:
    if "quarter" in value:
        return _put_intervals(answers, facts, (quarter(int(value["quarter"]), facts.year),))
    if "month" in value:
        return _put_intervals(answers, facts, (month(int(value["month"]), facts.year),))
    if value.get(VIEW) == "more_subjects":
        return Filled({EDITING: "subjects", VIEW: "more_subjects"})
    adding = answers.get(VIEW) == "more_time" or answers.get(ADDING_WAVE)
    keep = {ADDING_WAVE: True} if adding else {}
    return Filled({VIEW: value[VIEW], EDITING: "periods", **keep})


def _parse_periods(answers: Answers, facts: Facts, text: str) -> Result:
    reading = read_period(text, year=facts.year, today=facts.today)
    if not reading.intervals:
        return Problem(texts.time_problem(text, reading, facts.year))
    return _put_intervals(answers, facts, reading.intervals)


def _ask_overlap(answers: Answers, facts: Facts) -> Prompt:
    news = unheeded(answers, facts)
    clash = next((finding.interval for finding in news if finding.interval), None)
    text = overlap_texts.warning(news, facts.directory, home=facts.home(answers))
    rows: list[tuple[tuple[str, Any, str], ...]] = [((overlap_texts.keep(clash), {"keep": True}, ""),)]
    if clash:
        rows += [((overlap_texts.free(item), {"move": to_answer((item,))[0]}, "good"),) for item in facts.free]
        text += "" if facts.free else f"\n{overlap_texts.no_free_time()}"
    rows.append(((texts.OTHER_TIME, {EDITING: "periods"}, ""), (texts.OTHER_SUBJECT, {EDITING: "subjects"}, "")))
    return Prompt(text, tuple(rows))


def _move(answers: Answers, facts: Facts, new: tuple[Interval, ...]) -> Filled:
    """Another time instead of the one that clashes; the other waves stay."""
    clash = next((finding.interval for finding in unheeded(answers, facts) if finding.interval), None)
    kept = [item for item in intervals_of(answers) if item != clash and item not in new]
    return Filled({"periods": to_answer(tuple(sorted([*kept, *new])))})


def _parse_overlap(answers: Answers, facts: Facts, text: str) -> Result:
    result = _parse_periods(answers, facts, text)
    if isinstance(result, Problem):
        return result
    return _move(answers, facts, intervals_of(result.values))


def _choose_overlap(answers: Answers, facts: Facts, value: Any) -> Result:
    if EDITING in value:
        return Filled({EDITING: value[EDITING]}, drop=(VIEW,))
    if "move" in value:
        (new,) = intervals_of({"periods": [value["move"]]})
        note = overlap_texts.moved() if new in facts.free else ""
        return replace(_move(answers, facts, (new,)), note=note)
    heeded = [*answers.get("heeded", ()), *(finding.key for finding in unheeded(answers, facts))]
    return Filled({"heeded": list(dict.fromkeys(heeded))})


def _ask_content(answers: Answers, facts: Facts) -> Prompt:
    have = intervals_of(answers)
    rows = (((texts.CHANGE_TIME, {EDITING: "periods"}, ""), (texts.ADD_WAVE, {"wave": True}, "")),)
    return Prompt(texts.ask_content(have), rows)


def _choose_content(answers: Answers, facts: Facts, value: Any) -> Result:
    if value.get("wave"):
        return Filled({EDITING: "periods", VIEW: "more_time"})
    return Filled({EDITING: "periods"}, drop=(VIEW,))


def _parse_content(answers: Answers, facts: Facts, text: str) -> Result:
    if len(text) > texts.LONGEST_CONTENT:
        return Problem(texts.content_too_long(len(text)))
    content = " ".join(text.split())
    if sum(letter.isalpha() for letter in content) < 4:
        return Problem(texts.content_too_short())
    return Filled({"content": content})


def _ask_confirm(answers: Answers, facts: Facts) -> Prompt:
    if answers.get(VIEW) == "edit":
        keys = ["body", "form", "subjects", "periods", "content", *(key for key in DETAILS if answers.get(key))]
        keys = keys[1:] if len(facts.bodies) < 2 or answers.get("inspection") else keys
        return Prompt(texts.choose_field(_summary(answers, facts)), _fields(keys))
    if answers.get(VIEW) == "details":
        return Prompt(texts.choose_detail(), _fields(list(DETAILS)))
    details = [(key, str(answers[key])) for key in DETAILS if answers.get(key)]
    body = facts.body(answers)
    text = texts.card(
        body.name if body else "",
        str(answers["form"]),
        unit_names(facts.directory, answers["subjects"], home=facts.home(answers)),
        intervals_of(answers),
        str(answers["content"]),
        details,
        code=str(answers.get("code", "")),
        notes=[overlap_texts.kept(len(facts.findings))] if facts.findings else [],
    )
    rows = (
        ((texts.SAVE, {"save": True}, "good"), (texts.EDIT, {VIEW: "edit"}, "")),
        ((texts.DETAILS, {VIEW: "details"}, ""),),
    )
    return Prompt(text, rows)


def _summary(answers: Answers, facts: Facts) -> str:
    subjects = unit_names(facts.directory, answers["subjects"], home=facts.home(answers))
    return f"{form_name(str(answers['form']))} · {subjects} · {echoes(intervals_of(answers))}"


def _fields(keys: list[str]) -> tuple[tuple[tuple[str, Any, str], ...], ...]:
    buttons = [(texts.FIELDS[key], {EDITING: key}, "") for key in keys]
    return tuple(tuple(buttons[at : at + 2]) for at in range(0, len(buttons), 2))


def _choose_confirm(answers: Answers, facts: Facts, value: Any) -> Result:
    if value.get("save"):
        return Filled({"confirm": True}, drop=(VIEW,))
    if EDITING in value:
        return Filled({EDITING: value[EDITING]}, drop=(VIEW,))
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
        return Filled({key: " ".join(text.split())})

    return Step(key, ask, parse, optional=True)


REGISTER: Form[Facts] = Form(
    "register",
    1,
    (
        Step("body", _ask_body, _only_buttons, _choose_body),
        Step("form", _ask_form, _only_buttons, _choose_form),
        Step("subjects", ask_subjects, parse_subjects, choose_subject),
        Step("periods", _ask_periods, _parse_periods, _choose_periods),
        Step(
            "overlap",
            _ask_overlap,
            _parse_overlap,
            _choose_overlap,
            done=lambda answers, facts: not unheeded(answers, facts),
        ),
        Step("content", _ask_content, _parse_content, _choose_content),
        *(_detail(key) for key in DETAILS),
        # saving closes the entry; until then a change after "save" asks again
        Step("confirm", _ask_confirm, _parse_confirm, _choose_confirm),
    ),
    passing=(VIEW, ADDING_WAVE, NAMING),
)
