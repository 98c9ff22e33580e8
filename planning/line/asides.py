"""The clauses of a line about who takes part: the lead, partners, the leader of the team, and how it is done."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from planning.line.heads import is_in_name
from planning.line.words import cue_at, cue_before, cues, flat

_END = re.compile(r"[;\n|]|\.(?:\s|$)|\s[-\u2013]\s")
_EDGE = " \t\n,;.:-|\u2013()"
# `++` and `*+` give no space back: many spaces would be tried in all ways otherwise
_OPENERS = re.compile(r"[,;.\n|:(\u2013-][^\S\n]*+(?:va[^\S\n]++)?$|^\s*$")
_DO = re.compile(r"(?<!\w)do\s++([^,;.\n|]{2,80}?)\s++(?:lam\s++)?chu tri(?!\w)")
_BEHIND = re.compile(
    r"(?:^|[,;.\n|]|\s[-\u2013](?=\s))[^\S\n]*+([^,;.\n|]{2,80}?)\s++(?:la don vi |lam )?"
    r"(chu tri|(?:lam|la) truong doan|cung phoi hop|phoi hop|cung tham gia)(?!\w)"
)


@dataclass(slots=True)
class Asides:
    """What was taken out of a line; `rest` is what is left of it."""

    rest: str
    lead: str = ""
    partners: str = ""
    leader: str = ""
    mode: str = ""


def cut_asides(text: str, is_organisation: Callable[[str], bool]) -> Asides:
    """Take the clauses out. `is_organisation`: whether a text certainly names a unit, which decides where "with X"
    within a content is a partner."""
    found = Asides(text)
    _cut_led(found)
    for group in ("lead", "leader"):
        _cut_clause(found, group)
    _cut_partners(found, is_organisation)
    for mode in ("direct", "document"):
        for start, end in cues(found.rest, mode):
            if _opens(found.rest, start) and _closes(found.rest, end):
                found.mode = mode
                found.rest = f"{found.rest[:start]} ; {found.rest[end:]}"
                break
    return found


def _opens(text: str, start: int) -> bool:
    return bool(_OPENERS.search(flat(text[:start])))


def _closes(text: str, end: int) -> bool:
    return not text[end:].strip() or text[end:].lstrip()[0] in _EDGE


def _cut_led(found: Asides) -> None:
    """ "By X in the lead", "X in the lead", "X as the leader of the team", "X taking part"."""
    for pattern in (_DO, _BEHIND):
        while match := pattern.search(flat(found.rest)):
            said = found.rest[slice(*match.span(1))].strip(_EDGE)
            what = match.group(2) if pattern is _BEHIND else "chu tri"
            key = "lead" if what == "chu tri" else "leader" if what.endswith("doan") else "partners"
            closed = _closes(found.rest, match.end()) or (key == "lead" and _begins_form(found.rest, match.end()))
            if not said or getattr(found, key) or _is_label(said) or not closed:
                break
            setattr(found, key, said)
            start = match.start(1) if pattern is _BEHIND else match.start()
            found.rest = f"{found.rest[:start]} ; {found.rest[match.end() :]}"


def _begins_form(text: str, at: int) -> bool:
    """Whether the form of the line comes next: "X in the lead inspects Y"."""
    gap = len(text[at:]) - len(text[at:].lstrip())
    return cue_at(text, "head", at + gap) > 0


def _is_label(said: str) -> bool:
    """Whether it is the label of a clause or the end of a content, not who takes part."""
    return flat(said) in {"co quan", "don vi"} or cue_before(said, "not_partners", len(said)) is not None


def _cut_clause(found: Asides, group: str) -> None:
    for start, end in cues(found.rest, group):
        if not _opens(found.rest, start):
            continue
        said, close = _until_end(found.rest, end)
        if said and not getattr(found, group):
            setattr(found, group, said)
            found.rest = f"{found.rest[:start]} ; {found.rest[close:]}"
            return


def _cut_partners(found: Asides, is_organisation: Callable[[str], bool]) -> None:
    text = found.rest
    if found.partners:
        return
    content = next((start for start, _ in cues(text, "content")), len(text))
    for start, end in cues(text, "partners"):
        if cue_before(text, "not_partners", start) is not None:
            continue
        said, close = _until_end(text, end)
        behind = next((a for a, b in cues(said, "partners_behind") if b == len(said)), None)
        strong = cue_at(text, "strong", start) == end
        loose = any(a == start and b == end for a, b in cues(text, "loose"))
        said = said[:behind].strip(_EDGE) if behind is not None else said
        sure = _opens(text, start) if loose and behind is None else start < content or _opens(text, start)
        if said and (sure or strong or is_organisation(said)):
            found.partners = said
            found.rest = f"{text[:start]} ; {text[close:]}"
            return


def _until_end(text: str, start: int) -> tuple[str, int]:
    """The clause from here on: to a semicolon, a full stop, or a comma in front of another cue."""
    stop = _END.search(text, start)
    close = stop.start() if stop else len(text)
    for group in ("content", "subject", "lead", "leader", "partners", "direct", "document"):
        for at, _ in cues(text[:close], group, start):
            if at > start and _is_next(text, at, group):
                close = min(close, at)
                break
    if not any(not is_in_name(text, at) for at, _ in cues(text[:start], "head")):
        heads = (at for at, _ in cues(text[:close], "head", start) if not is_in_name(text, at))
        close = min(next(heads, close), close)  # who takes part stands in front of the form
    return text[start:close].strip(_EDGE), close


def _is_next(text: str, at: int, group: str) -> bool:
    return _opens(text, at) or (group in ("content", "subject") and text[at - 1 : at] == " ")
