"""A message as it reads where there are no buttons: its choices become lines that say what to type."""

from __future__ import annotations

from typing import Any

from handlers.dialog.chat import Choice, Say
from handlers.dialog.match import numbered
from handlers.texts import typed as texts
from handlers.texts.spoken import SURE

SELF_EVIDENT = frozenset({"menu"})  # can be typed at any time; in a notice it would only be one more line


def word(choice: Choice) -> str:
    """What stands before the code to make this choice."""
    return choice.word or (SURE if choice.firm else "")


def spelt(payload: dict[str, Any], buttons: int = 0, room: int = 0) -> str:
    """The text of an outbox message, with its choices unless there are `buttons` for all of them.

    A number belongs to the one open question. What came by itself (`told`) is answered with its code, so that a number
    that was meant for the question before it goes nowhere. Choices have their whole names as long as all of it fits
    into `room` UTF-16 units (0: any length).
    """
    say = Say.from_json(payload) if payload.get("rows") else None
    if say is None or len(say.choices) <= buttons:
        return str(payload["text"])
    text = _spelt(say, payload)
    if room and len(text.encode("utf-16-le")) > 2 * room:
        return _spelt(say.cut(), payload)
    return text


def _spelt(say: Say, payload: dict[str, Any]) -> str:
    code = str(payload.get("code") or "")
    told = bool(payload.get("told"))
    parts = [say.text, *_coded(say, code, told=told)]
    if say.by_label and not told:
        parts.append(texts.by_label([choice.name for choice in say.choices if not choice.firm]))
    elif not told and (labels := [say.choices[at].name for at in numbered(say)]):
        parts.append(texts.numbers(labels, also=len(parts) > 1))
    return "\n\n".join(parts)


def how_to_type(say: Say, code: str) -> str:
    """What a message is answered with by its code, a line for each choice."""
    return "\n".join(_coded(say, code, told=True))


def _coded(say: Say, code: str, *, told: bool) -> list[str]:
    """One block of lines, or none."""
    lines = []
    for at, choice in enumerate(say.choices):
        if choice.firm or (told and choice.word):
            lines.append(texts.by_code(word(choice), code, choice.name))
        elif told and not say.by_label and choice.action.name not in SELF_EVIDENT:
            lines.append(texts.by_code_and_number(code, numbered(say).index(at) + 1, choice.name))
    return ["\n".join(lines)] if lines else []
