"""Forms as data: pure, on a toy form whose every answer can be gone back on and edited."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.dialog.chat import Action, Choice
from handlers.dialog.form import (
    EDITING,
    Answers,
    Filled,
    Form,
    Problem,
    Prompt,
    Result,
    Step,
    back,
    fill,
    next_step,
    respond,
    to_say,
)
from handlers.inspection_form import REGISTER

Facts = frozenset[str]  # the steps that are left out


def toy_step(key: str, *, optional: bool = False) -> Step[Facts]:
    def parse(answers: Answers, facts: Facts, text: str) -> Result:
        return Problem("?") if text == "?" else Filled({key: text}, drop=("view",))

    return Step(key, lambda a, f: Prompt(key), parse, when=lambda a, facts: key not in facts, optional=optional)


TOY: Form[Facts] = Form(
    "toy",
    1,
    (toy_step("body"), toy_step("time"), toy_step("note", optional=True), toy_step("content"), toy_step("sure")),
    passing=("view",),
)
KEYS = ["body", "time", "note", "content", "sure"]


def asked(answers: Answers, facts: Facts = frozenset()) -> str | None:
    step = next_step(TOY, answers, facts)
    return step.key if step else None


def test_the_first_step_that_is_not_done_is_asked() -> None:
    assert asked({}) == "body"
    assert asked({"body": "x"}) == "time"
    assert asked({"time": "x"}) == "body"
    assert asked({"body": "x", "time": "y"}) == "content"  # what is optional is never asked by itself
    assert asked({"body": "x"}, frozenset({"time"})) == "content"
    assert asked({"body": "x", "time": "y", "content": "z", "sure": "1"}) is None
    assert asked({"body": "x", EDITING: "note"}) == "note"
    assert asked({"body": "x", EDITING: "a step of an older release"}) == "time"


def test_a_problem_changes_nothing_and_a_choice_answers_its_step() -> None:
    assert respond(TOY, {}, frozenset(), text="?") == Problem("?")
    assert respond(TOY, {"body": "x"}, frozenset(), value="may") == Filled({"time": "may"})
    assert respond(TOY, dict.fromkeys(KEYS, "x"), frozenset(), text="more") == Filled()


def test_back_takes_the_latest_answer_not_the_last_step() -> None:
    answers = fill({"body": "x", "content": "c"}, Filled({"time": "y"}))
    assert back(TOY, answers) == {"body": "x", "content": "c"}
    assert back(TOY, {"body": "x", "note": "n"}) == {"note": "n"}  # an optional answer is only edited
    assert back(TOY, {"heeded": [1]}) is None
    again = fill({"body": "x", "time": "y"}, Filled({"body": "z"}))  # given anew it is the latest
    assert back(TOY, again) == {"time": "y"}


def test_back_first_leaves_the_edit_and_what_only_shows() -> None:
    assert back(TOY, {"body": "x", EDITING: "body"}) == {"body": "x"}
    assert back(TOY, {"body": "x", "view": "months", EDITING: "time"}) == {"body": "x"}


def test_an_answer_ends_the_edit_and_an_edit_goes_on_to_another() -> None:
    editing = fill({"body": "x", "time": "y"}, Filled({EDITING: "body"}))
    assert fill(editing, Filled({"body": "z"})) == {"time": "y", "body": "z"}
    assert fill(editing, Filled({EDITING: "time"}))[EDITING] == "time"
    assert fill(editing, Filled(drop=("time",)))[EDITING] == "body"


Act = tuple[str, str, str]
ACTS = st.lists(
    st.tuples(st.sampled_from(["say", "choose", "back", "edit", "look"]), st.sampled_from(KEYS), st.text(max_size=5)),
    max_size=25,
)


def play(answers: dict[str, Any], act: Act) -> dict[str, Any]:
    kind, key, text = act
    if kind == "back":
        earlier = back(TOY, answers)
        return answers if earlier is None else earlier
    if kind == "edit":
        return fill(answers, Filled({EDITING: key}, drop=("view",)))
    if kind == "look":
        return fill(answers, Filled({"view": text}))
    result = respond(TOY, answers, frozenset(), **{"text" if kind == "say" else "value": text})
    return fill(answers, result) if isinstance(result, Filled) else answers


def real(answers: Answers) -> dict[str, Any]:
    return {key: value for key, value in answers.items() if key in KEYS}


@given(ACTS)
def test_whatever_is_done_the_answers_stay_in_order(acts: list[Act]) -> None:
    answers: dict[str, Any] = {}
    for act in acts:
        before, step = answers, next_step(TOY, answers, frozenset())
        answers = play(answers, act)
        assert json.loads(json.dumps(answers, ensure_ascii=False)) == answers
        assert list(json.loads(json.dumps(answers))) == list(answers)  # `back` lives by the order
        assert answers.keys() <= {*KEYS, EDITING, "view"}
        lost = real(before).keys() - real(answers).keys()
        if act[0] == "back":
            leaves = {EDITING, "view"} & before.keys()
            assert not {EDITING, "view"} & answers.keys()
            given_last = [key for key in before if key in KEYS and key != "note"][-1:]
            assert lost == (set() if leaves else set(given_last))
            assert all(before[key] == value for key, value in answers.items())
        else:
            assert not lost
            changed = {key for key in KEYS if real(before).get(key) != real(answers).get(key)}
            assert changed <= ({step.key} if step and act[0] in ("say", "choose") else set())


@given(ACTS, st.sampled_from(KEYS))
def test_to_edit_and_go_back_restores_the_answers(acts: list[Act], key: str) -> None:
    answers: dict[str, Any] = {}
    for act in acts:
        answers = play(answers, act)
    shown = {name: value for name, value in answers.items() if name not in (EDITING, "view")}
    editing = fill(answers, Filled({EDITING: key}))
    step = next_step(TOY, editing, frozenset())
    assert step and step.key == key
    restored = back(TOY, editing)
    assert restored == shown
    assert restored is not None and list(restored) == list(shown)


@given(st.permutations([key for key in KEYS if key != "note"]))
def test_back_undoes_one_answer_after_the_other(order: list[str]) -> None:
    answers: dict[str, Any] = {}
    states = []
    for key in order:
        states.append(answers)
        answers = fill(answers, Filled({key: key.upper()}))
    for before in reversed(states):
        earlier = back(TOY, answers)
        assert earlier == before
        answers = earlier or {}
    assert back(TOY, {}) is None


def test_a_form_is_checked_when_it_is_built() -> None:
    with pytest.raises(ValueError, match="a step's key stands twice"):
        Form("twice", 1, (toy_step("a"), toy_step("b"), toy_step("a")))
    with pytest.raises(ValueError, match="the last step must be one that is asked"):
        Form("optional", 1, (toy_step("a"), toy_step("b", optional=True)))
    with pytest.raises(ValueError, match="the last step must be one that is asked"):
        Form("empty", 1, ())
    assert TOY.step("note") is not None and TOY.step("other") is None


def test_the_register_form_keeps_its_showing_keys_apart_from_its_steps() -> None:
    assert not set(REGISTER.passing) & {step.key for step in REGISTER.steps}


def test_a_prompt_becomes_a_message_that_leads_back_to_its_entry() -> None:
    tail = ((Choice("Hủy", Action("entry.cancel")),),)
    prompt = Prompt("Khi nào?", ((("Quý I", {"quarter": 1}, ""), ("Quý II", {"quarter": 2}, "good")),))
    say = to_say(prompt, entry_id="e1", revision=4, tail=tail)
    assert say.choices[1] == Choice(
        "Quý II", Action("entry.put", {"entry": "e1", "rev": 4, "value": {"quarter": 2}}), "good"
    )
    assert (say.on_text, say.rows[-1], say.lasting) == (Action("entry.text", {"entry": "e1", "rev": 4}), tail[0], False)
