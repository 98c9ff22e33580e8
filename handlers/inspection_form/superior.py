"""The form of an inspection in the plan of a body above the office: the same steps, and what its plan is. Pure.

Overlaps are not asked about: nothing here can move a superior's plan.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handlers.dialog.form import EDITING, Answers, Filled, Form, Problem, Prompt, Result, Step
from handlers.inspection_form.facts import VIEW, Facts
from handlers.inspection_form.form import REGISTER
from handlers.texts import content as content_texts
from handlers.texts import superior as texts
from handlers.texts.format import label
from handlers.texts.register import LONGEST_DETAIL, detail_too_long, may_not, pick_button
from planning.inspection import forms_for
from planning.organisation import Body, Directory, Unit, UnitKind
from planning.person_names import person_named
from planning.superiors import is_below_the_top, kind_said, named

NEW_BODY = "new:"  # the id of a body that only this entry names, followed by its name
LEAST_LETTERS = 4
MOST_WORDS = 12  # of the name of an organ; more, or a figure, is a line of its plan that was not understood


def new_body(answers: Answers) -> Body | None:
    """The body above the office that saving would add; None when it is there already."""
    said = str(answers.get("body", ""))
    name = said.removeprefix(NEW_BODY)
    kind = kind_said(name)
    return Body(said, said, name, kind, "") if said.startswith(NEW_BODY) and kind else None


def with_new_body(directory: Directory, answers: Answers) -> Directory:
    """The directory with the body that this entry names."""
    body = new_body(answers)
    if body is None:
        return directory
    unit = Unit(body.unit_id, body.name, UnitKind.SUPERIOR)
    return Directory([*directory.units.values(), unit], [*directory.bodies.values(), body], directory.learnt)


def _ask_body(answers: Answers, facts: Facts) -> Prompt:
    return Prompt(texts.ask_body(), tuple(((label(body.name), body.id, ""),) for body in facts.bodies))


def _choose_body(answers: Answers, facts: Facts, value: Any) -> Result:
    body = next((body for body in facts.bodies if body.id == value), None)
    return _with_body(body.id, body) if body else Problem(may_not())


def _with_body(body_id: str, body: Body) -> Filled:
    """The only form of a body needs no asking."""
    fitting = forms_for(body.kind)
    only = {"form": fitting[0].code} if len(fitting) == 1 else {}
    return Filled({"body": body_id, **only}, drop=() if only else ("form",))


def _parse_body(answers: Answers, facts: Facts, text: str) -> Result:
    name = " ".join(text.split())
    if person_named(name):
        return Problem(content_texts.person_in_content(), forget=True)
    if len(name) > texts.LONGEST_NAME:
        return Problem(texts.name_too_long())
    known = named(name, facts.directory)
    if known:
        return _with_body(known.id, known) if known in facts.bodies else Problem(texts.own_body(known.name))
    if is_below_the_top(name, facts.directory):
        return Problem(texts.not_above(name))
    kind = kind_said(name)
    is_line = len(name.split()) > MOST_WORDS or any(letter.isdigit() for letter in name)
    if kind is None or is_line or sum(letter.isalpha() for letter in name) < LEAST_LETTERS:
        return Problem(texts.unknown_organ(name))
    return _with_body(f"{NEW_BODY}{name}", Body("", "", name, kind, ""))


def _ask_form(answers: Answers, facts: Facts) -> Prompt:
    prompt = _FORM.ask(answers, facts)
    body = facts.body(answers)
    return replace(prompt, text=texts.ask_form(body.name)) if body else prompt


def _ask_basis(answers: Answers, facts: Facts) -> Prompt:
    return Prompt(texts.ask_basis(str(answers.get("basis", ""))))


def _parse_basis(answers: Answers, facts: Facts, text: str) -> Result:
    basis = " ".join(text.split())
    if len(basis) > LONGEST_DETAIL:
        return Problem(detail_too_long(len(basis)))
    if person_named(basis):
        return Problem(content_texts.person_in_content(), forget=True)
    if not any(sign.isdigit() for sign in basis):
        return Problem(texts.basis_needs_number())
    return Filled({"basis": basis})


def _ask_published(answers: Answers, facts: Facts) -> Prompt:
    return Prompt(texts.ask_published(), (((texts.PUBLISHED, True, ""), (texts.UNPUBLISHED, False, "")),))


def _choose_published(answers: Answers, facts: Facts, value: Any) -> Result:
    return Filled({"published": value is True})


def _no_text(answers: Answers, facts: Facts, text: str) -> Result:
    return Problem(pick_button())


_FORM, _CONFIRM = REGISTER.steps[1], REGISTER.steps[-1]


def _ask_confirm(answers: Answers, facts: Facts) -> Prompt:
    """The card, with whether the plan is public."""
    prompt = _CONFIRM.ask(answers, facts)
    if VIEW in answers:
        return prompt
    change = ((texts.CHANGE_PUBLISHED, {EDITING: "published"}, ""),)
    text = f"{prompt.text}\n{texts.card_line(bool(answers.get('published')))}"
    return replace(prompt, text=text, rows=(*prompt.rows, change))


def _steps() -> tuple[Step[Facts], ...]:
    """Those of an own inspection but for the overlaps; the basis is asked for, and whether the plan is public."""
    own = {
        "body": Step("body", _ask_body, _parse_body, _choose_body),
        "form": replace(_FORM, ask=_ask_form),
        "basis": Step("basis", _ask_basis, _parse_basis),
        "confirm": replace(_CONFIRM, ask=_ask_confirm),
    }
    steps = [own.get(step.key, step) for step in REGISTER.steps if step.key != "overlap"]
    return (*steps[:-1], Step("published", _ask_published, _no_text, _choose_published), steps[-1])


SUPERIOR: Form[Facts] = Form("superior", 1, _steps(), REGISTER.passing, REGISTER.words)
# an inspection stays with its body
CHANGE_SUPERIOR = replace(SUPERIOR, name="superior_change", steps=SUPERIOR.steps[1:])
