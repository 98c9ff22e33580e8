"""Clauses of a line that stand where its time should and are none: "when needed", "as the situation allows"."""

from __future__ import annotations

import re
from itertools import islice

from planning.line.words import cue_before, cues, flat

_STOP = re.compile(r"[,;.|)\n]")
_OPEN = re.compile(r"(?:[,;.|(:\n]|\s[-\u2013])[^\S\n]*+$|^\s*$")
_JOINER = re.compile(r"\s(?:hoac|hay|va)\s*$")
_NUMBER = r"0?(\d{1,2})\s+cuoc"
_COUNT = re.compile(
    rf"\(\s*{_NUMBER}(?: kiem tra| giam sat)?\s*\)"
    rf"|(?<![\w/.-]){_NUMBER}(?=\s*(?:[,;:.|]|$)|\s+(?:doi voi|tai|kiem tra|giam sat|kt|gs)(?!\w))"
)


def cut_conditions(text: str, *, timed: bool, cut: str) -> tuple[str, tuple[str, ...]]:
    """The line without such clauses, and their words. `cut` takes the place of what is cut, as it did that of a time.

    What stands within a sentence counts only when the line has no time (`timed`). A bare "if any" may as well belong
    to the content ("violations, if any"): with a time it counts only right behind that.
    """
    found: list[str] = []
    for group in ("no_time", "no_time_apart", "if_any"):
        for start, end in reversed(list(cues(text, group))):
            lead = cue_before(text, "before_time", start)
            at = start if lead is None else lead
            at = joined.start() if (joined := _JOINER.search(flat(text[:at]))) else at
            stop = _STOP.search(text, end)
            close = min([stop.start() if stop else len(text), *islice((a for a, _ in cues(text, "content", end)), 1)])
            apart = lead is not None or _OPEN.search(text[:at])
            if not apart and (timed or group != "no_time"):
                continue
            behind_time = text[:at].rstrip(" (,").endswith(cut.strip())
            if group == "if_any" and not behind_time and (timed or text[end:close].strip()):
                continue
            found.append(text[start:close].strip())
            text = f"{text[:at]}{cut}{text[close:]}"
    return text, tuple(reversed(found))


def cut_count(text: str) -> tuple[str, int | None]:
    """The line without "(02 inspections)", and that number."""
    match = _COUNT.search(flat(text))
    if match is None:
        return text, None
    return f"{text[: match.start()]} {text[match.end() :]}", int(match[1] or match[2])
