"""How wide a line of Times New Roman is: a rule under a motto is as long as the motto."""

from __future__ import annotations

import json
import math
import unicodedata
from functools import cache
from importlib import resources

_POINT = 25.4 / 72  # mm
_UNKNOWN = 611  # thousandths of an em, for a letter the table does not have
_SLACK = 1.5  # mm that another program may set the same words wider
_HORN = "\u031b"


@cache
def _widths() -> dict[str, dict[str, int]]:
    """Advance widths in thousandths of an em, by face and letter. Source: Liberation Serif, which has the metrics of
    Times New Roman."""
    widths: dict[str, dict[str, int]] = json.loads(
        (resources.files("documents") / "data" / "widths.json").read_text("utf-8")
    )
    return widths


def _base(char: str) -> str:
    """The letter that gives the width: marks above and below add nothing, a horn does."""
    apart = unicodedata.normalize("NFD", char)
    return unicodedata.normalize("NFC", apart[0] + _HORN) if _HORN in apart else apart[0]


def width(text: str, points: float, face: str = "regular") -> float:
    """Millimetres that one line takes; `face` is "regular", "bold" or "italic"."""
    table = _widths()[face]
    return sum(table.get(_base(char), _UNKNOWN) for char in text) * points * _POINT / 1000


def narrowest(text: str, points: float, face: str, room: float) -> float:
    """Millimetres, at most `room`, in which a text still takes no more lines than in `room`: lines of one length."""
    best = room
    wanted = lines(text, points, face, room)
    while best > 1 and wanted > 1 and lines(text, points, face, best - 1) == wanted:
        best -= 1
    return min(room, best + _SLACK)


def lines(text: str, points: float, face: str, room: float) -> int:
    """How many lines of `room` mm a text takes that is broken between words, and within a word longer than a line."""
    count, used, space = 0, room + 1, width(" ", points, face)
    for word in text.split():
        needed = width(word, points, face)
        if used + space + needed <= room:
            used += space + needed
        else:
            whole = math.ceil(needed / room) if needed > room else 1
            count, used = count + whole, needed - (whole - 1) * room
    return count
