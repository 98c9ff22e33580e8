"""Labels of buttons: long names are cut to fit, and names that stand under one message stay apart.

What two names share is shortened, what tells them apart is kept. The whole name goes along for channels where choices
are lines of text.
"""

from __future__ import annotations

from collections.abc import Sequence

TAIL = 20
LONGEST_LABEL = 34  # a full-width button on a 360-pixel phone


class Label(str):
    """A label that was cut; `whole` is the name it was cut from."""

    whole: str = ""


def label(text: str) -> str:
    """A text as the label of a button; a long one is cut in the middle, for names differ at their ends."""
    flat = " ".join(text.split())
    made = Label(_cut(flat, LONGEST_LABEL))
    made.whole = flat
    return made


def whole_of(text: str) -> str:
    """The name that a label was cut from; "" for one that was not."""
    whole = text.whole if isinstance(text, Label) else ""
    return "" if whole == text else whole


def apart(labels: Sequence[str], wholes: Sequence[str]) -> list[str]:
    """The labels of one message, none the same as another one's with a different name; `wholes`: the names of those
    that were cut, "" for the others. Nothing is longer than `LONGEST_LABEL` that was not before."""
    shown = list(labels)
    for at, (name, whole) in enumerate(zip(labels, wholes, strict=True)):
        others = [other for one, other in zip(labels, wholes, strict=True) if one == name and other != whole]
        if whole and others:
            shown[at] = _differing(whole.split(), [other.split() for other in others])
    for at, whole in enumerate(wholes):
        number = 1
        while whole and any(shown[other] == shown[at] and wholes[other] != whole for other in range(len(shown))):
            number += 1
            shown[at] = f"{_cut(whole, LONGEST_LABEL - 5)} ({number})"
    return shown


def _cut(flat: str, longest: int) -> str:
    if len(flat) <= longest:
        return flat
    tail = flat[-TAIL:].split(" ", 1)[-1] if " " in flat[-TAIL:] else flat[-TAIL:]
    return f"{flat[: longest - 1 - len(tail)].rstrip()}…{tail}"


def _differing(words: list[str], others: list[list[str]]) -> str:
    """The words in which a name differs from the others, with as many of those around them as fit."""
    first = min(_shared(words, other) for other in others)
    last = len(words) - min(_shared(words[::-1], other[::-1]) for other in others)
    first = min(first, len(words) - 1)
    last = max(last, first + 1)
    start, end = first, last
    while start and _fits(words, start - 1, end):
        start -= 1
    if start:
        start = first
    while end < len(words) and _fits(words, start, end + 1):
        end += 1
    while start and _fits(words, start - 1, end):
        start -= 1
    return _cut(_window(words, start, end), LONGEST_LABEL)


def _shared(words: list[str], other: list[str]) -> int:
    """How many words two names begin with alike."""
    return next(
        (at for at, pair in enumerate(zip(words, other, strict=False)) if pair[0] != pair[1]),
        min(len(words), len(other)),
    )


def _fits(words: list[str], start: int, end: int) -> bool:
    return len(_window(words, start, end)) <= LONGEST_LABEL


def _window(words: list[str], start: int, end: int) -> str:
    return f"{'…' if start else ''}{' '.join(words[start:end])}{'…' if end < len(words) else ''}"
