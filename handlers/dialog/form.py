"""A conversation as data: a form is a list of explicit steps, an entry is the answers so far.

The next step is derived (the first one that is not done), so back, edit and "the form changed in the new release"
are one operation: take an answer away and ask for what is missing. Everything here is pure.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Generic, TypeVar

from handlers.dialog.chat import Action, Choice, Row, Say

F = TypeVar("F")
Answers = Mapping[str, Any]
EDITING = "editing"  # the step that the person wants to answer again; the old answer stays until then


@dataclass(frozen=True, slots=True)
class Prompt:
    """A step's question: (label, value, style) rows; a value is what `choose` gets. `by_label`: a bare number typed
    here may be an answer of its own, so the choices have none."""

    text: str
    rows: tuple[tuple[tuple[str, Any, str], ...], ...] = ()
    by_label: bool = False


@dataclass(frozen=True, slots=True)
class Filled:
    """Answers to put in, and answers to take away; `note` is said in front of the next question."""

    values: dict[str, Any] = field(default_factory=dict)
    drop: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class Problem:
    """Nothing changes; the sentence says why and what to do, and the same step is asked again. `forget`: what was
    typed holds what is not to be kept, a person's name, and goes from the mail that came, too."""

    text: str
    forget: bool = False


Result = Filled | Problem


@dataclass(frozen=True, slots=True)
class Step(Generic[F]):
    """One question. `F` is the form's facts: whatever outside the answers it needs to know."""

    key: str
    ask: Callable[[Answers, F], Prompt]
    parse: Callable[[Answers, F, str], Result]
    choose: Callable[[Answers, F, Any], Result] | None = None
    when: Callable[[Answers, F], bool] = lambda answers, facts: True
    done: Callable[[Answers, F], bool] | None = None
    optional: bool = False  # asked only when the person wants to answer it

    def is_done(self, answers: Answers, facts: F) -> bool:
        return self.done(answers, facts) if self.done else self.key in answers


@dataclass(frozen=True, slots=True)
class Form(Generic[F]):
    """The steps in order. `version` grows when stored answers must be read differently.

    `passing`: keys of the entry that only say which face a step shows; a step back takes them away first.
    """

    name: str
    version: int
    steps: tuple[Step[F], ...]
    passing: tuple[str, ...] = ()
    words: tuple[str, ...] = ()  # those of `passing` that hold what was typed: kept while another face is left

    def __post_init__(self) -> None:
        keys = [step.key for step in self.steps]
        if len(set(keys)) != len(keys):
            raise ValueError(f"form {self.name}: a step's key stands twice")
        if not self.steps or self.steps[-1].optional:
            raise ValueError(f"form {self.name}: the last step must be one that is asked")

    def step(self, key: str) -> Step[F] | None:
        return next((step for step in self.steps if step.key == key), None)


def next_step(form: Form[F], answers: Answers, facts: F) -> Step[F] | None:
    """The step to ask now: the one being edited, else the first that is not done; None when all are."""
    editing = form.step(str(answers.get(EDITING, "")))
    if editing:
        return editing
    return next(
        (
            step
            for step in form.steps
            if not step.optional and step.when(answers, facts) and not step.is_done(answers, facts)
        ),
        None,
    )


def respond(form: Form[F], answers: Answers, facts: F, *, text: str | None = None, value: Any = None) -> Result:
    """What a typed text, or else a chosen value, does at the current step."""
    step = next_step(form, answers, facts)
    if step is None:
        return Filled()
    if text is not None:
        return step.parse(answers, facts, text)
    return step.choose(answers, facts, value) if step.choose else Filled({step.key: value})


def fill(answers: Answers, result: Filled) -> dict[str, Any]:
    """The answers after a result; an answer given anew counts as the latest one for `back`."""
    kept = {key: value for key, value in answers.items() if key not in result.drop and key not in result.values}
    if EDITING not in result.values and (result.values.keys() - {EDITING} or EDITING in result.drop):
        kept.pop(EDITING, None)
    return {**kept, **result.values}


def back(form: Form[F], answers: Answers) -> dict[str, Any] | None:
    """One step back: leave the edit, else take the latest answer away. None when there is nothing to go back to."""
    passing = {EDITING, *form.passing} & answers.keys()
    if passing:
        over = passing - {EDITING, *form.words}
        left = passing - set(form.words) if over else passing
        return {key: value for key, value in answers.items() if key not in left}
    keys = {step.key for step in form.steps if not step.optional}
    latest = next((key for key in reversed(list(answers)) if key in keys), None)
    if latest is None:
        return None
    return {key: value for key, value in answers.items() if key != latest}


def to_say(prompt: Prompt, *, entry_id: str, revision: int, tail: tuple[Row, ...]) -> Say:
    """A prompt as a message: presses and typed text come back to this entry at this revision."""
    here = {"entry": entry_id, "rev": revision}
    rows = tuple(
        tuple(Choice(label, Action("entry.put", {**here, "value": value}), style) for label, value, style in row)
        for row in prompt.rows
    )
    return Say(prompt.text, rows + tail, on_text=Action("entry.text", here), by_label=prompt.by_label)
