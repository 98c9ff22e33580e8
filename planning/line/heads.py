"""Where a line says its form: the words, what stands in front of them, and whether they are set apart."""

from __future__ import annotations

import re
from dataclasses import dataclass

from planning.line.words import EDGE, cue_at, cues, flat
from planning.text import fold

_FURTHEST = 90  # characters in front of the form: who issues the programme
_JOINED = re.compile(r"\s*(?:,|/|\(|v\u00e0|va|&)\s*")
_APART = r"(?:[,;:.|]|\s[-\u2013\u2014])\s*"
_VALUE_END = re.compile(r"[,;.|\n]|\s[-\u2013\u2014]\s")


@dataclass(frozen=True, slots=True)
class Head:
    """`words` say the form, "" for none. `begun`: they begin a part of the line; `closed`: they end it, too."""

    before: str
    words: str
    rest: str
    begun: bool = False
    closed: bool = False


def headed(text: str, whole: str) -> Head:
    """The form within `text`, which was left of the line `whole` when other clauses had been taken out."""
    if labelled := _labelled(text):
        return labelled
    for start, end in cues(text, "head"):
        if start > _FURTHEST:
            break
        before = text[:start].strip(EDGE)
        if before and (is_in_name(text, start) or _is_named(text, start)):
            continue
        while (more := _JOINED.match(text[end:])) and (also := cue_at(text, "head", end + more.end())):
            end = also
        gap = len(text[end:]) - len(text[end:].lstrip())
        close = cue_at(text, "theme", end + gap) or end
        words = text[start:close]
        rest = text[close:].removeprefix(")") if "(" in words else text[close:]
        return Head(before, words, rest.strip(EDGE), *_set_apart(words, whole))
    return Head("", "", text.strip(EDGE))


def is_in_name(text: str, start: int) -> bool:
    """ "Inspection committee" begins with the word for an inspection, too."""
    return fold(text[:start]).endswith(("uy ban", "ban"))


def _labelled(text: str) -> Head | None:
    """The form behind its label, wherever that stands."""
    for start, end in cues(text, "form_label"):
        if text[:start].strip() and text[:start].rstrip()[-1] not in ",;.|-\u2013:":
            continue
        at = end + len(text[end:]) - len(text[end:].lstrip(" :"))
        if not cue_at(text, "head", at):
            continue
        stop = _VALUE_END.search(text, at)
        close = min([stop.start() if stop else len(text), *(a for a, _ in cues(text, "labels", at))])
        return Head(text[:start].strip(EDGE), text[at:close].strip(EDGE), text[close:].strip(EDGE), True, True)
    return None


def _set_apart(words: str, whole: str) -> tuple[bool, bool]:
    said = re.escape(flat(words))
    plain = flat(whole)
    return bool(re.search(_APART + said, plain)), bool(re.search(f"{said}{_APART}", plain))


def _is_named(text: str, start: int) -> bool:
    """Whether the form's word stands within a content: behind a cue of a content or a subject."""
    return any(True for group in ("content", "subject") for _ in cues(text[:start], group))
