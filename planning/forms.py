"""Which form (hinh thuc) is meant by typed words, for a kind of issuing body. Vocabulary: `data/form_words.json`.

What a body may not plan is never read as something else; what does not belong in a yearly programme is said to be so
(source: the table of forms of the field's regulations; a yearly programme has thematic supervision, not the continuous
one).
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from importlib.resources import files

from planning.inspection import Form, Group, forms_for
from planning.organisation import BodyKind
from planning.text import Word, clean, fold, says, word

_WORD = re.compile(r"[0-9]+|[^\W\d_]+")
_LINKING = frozenset({"va"})
LONGEST = 400  # a form is said in a few words; what comes after is not looked at


class FormNote(StrEnum):
    """Why words that were understood are no form of this programme."""

    CONTINUOUS = "continuous"  # all year round: a task, not an inspection
    SUDDEN = "sudden"  # arises, cannot be planned
    STATE_INSPECTION = "state_inspection"  # thanh tra, kiem toan: other law, other bodies
    JOINING = "joining"  # another body's team
    SELF_INSPECTION = "self_inspection"
    OTHER_BODY = "other_body"  # a form of another kind of body


@dataclass(frozen=True, slots=True)
class FormReading:
    """`form` when it is certain, else `candidates` to choose from; `explained`: why it can be none of them."""

    form: Form | None
    candidates: tuple[Form, ...] = ()
    explained: FormNote | None = None


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    phrases: tuple[tuple[tuple[Word, ...], frozenset[str]], ...]  # longest first
    groups: tuple[tuple[tuple[Word, ...], Group], ...]
    unplanned: tuple[tuple[tuple[Word, ...], FormNote], ...]
    short: dict[str, tuple[Word, ...]]
    by_content: frozenset[str]
    before_content: frozenset[str]
    looked_into: frozenset[str]
    doubtful: tuple[tuple[Word, ...], ...]  # abbreviations that mean one thing or another, whoever writes them


def read_form(text: str, body_kind: BodyKind) -> FormReading:
    """The form that a body of this kind means by a text."""
    known = _vocabulary()
    line = _line(text[:LONGEST], known.short)
    own = forms_for(body_kind)
    for phrase, note in known.unplanned:
        if note is FormNote.STATE_INSPECTION and body_kind is BodyKind.INSPECTORATE:
            continue
        if _within(line, phrase):
            return FormReading(None, explained=note)
    meant = _meant(line, known)
    mine = tuple(form for form in own if form.code in meant)
    if len(mine) == 1 and not any(_within(line, phrase) for phrase in known.doubtful):
        return FormReading(mine[0])
    if mine:
        return FormReading(None, mine)
    if meant:
        return FormReading(None, own, FormNote.OTHER_BODY)
    groups = {group for phrase, group in known.groups if _within(line, phrase)}
    candidates = tuple(form for form in own if form.group in groups)
    if groups and not candidates:
        return FormReading(None, own, FormNote.OTHER_BODY)
    certain = len(candidates) == 1 and len(groups) == 1 and len(line) <= 2
    return FormReading(candidates[0]) if certain else FormReading(None, candidates)


def form_words(content: str, *, named: bool = False) -> str:
    """The words of a form that a content begins with, of those forms that are told by what is looked into; else "".
    `named`: only where the form itself is named ("Party finance"), not what is done with the money ("the management of
    dues"), which a committee's inspection of compliance may look into, too."""
    known = _vocabulary()
    line = _line(content[:LONGEST], known.short)
    before = known.before_content if named else known.before_content | known.looked_into
    at = next((place for place, one in enumerate(line) if one.plain not in before), len(line))
    for phrase, codes in known.phrases:
        if codes <= known.by_content and any(place <= at for place in _places(line, phrase)):
            return " ".join(one.plain for one in phrase)
    return ""


def _meant(line: tuple[Word, ...], known: _Vocabulary) -> set[str]:
    """The forms whose words are said; a longer phrase hides a shorter one within it."""
    found: set[str] = set()
    taken: set[int] = set()
    there = {w.plain for w in line}
    for phrase, codes in known.phrases:
        if any(one.plain not in there for one in phrase):
            continue
        for start in _places(line, phrase):
            places = set(range(start, start + len(phrase)))
            if not places & taken:
                taken |= places
                found |= codes
    return found


def _places(line: tuple[Word, ...], phrase: tuple[Word, ...]) -> list[int]:
    return [
        start
        for start in range(len(line) - len(phrase) + 1)
        if all(says(said, one) for said, one in zip(line[start : start + len(phrase)], phrase, strict=True))
    ]


def _within(line: tuple[Word, ...], phrase: tuple[Word, ...]) -> bool:
    return bool(_places(line, phrase))


def _line(text: str, short: dict[str, tuple[Word, ...]]) -> tuple[Word, ...]:
    found: list[Word] = []
    for said in _WORD.findall(clean(text)):
        one = word(said)
        full = short.get(one.plain)
        found += full if full else () if one.plain in _LINKING else (one,)
    return tuple(found)


def _single(many: list[str]) -> frozenset[str]:
    return frozenset(one for said in many for one in fold(said).split())


@cache
def _vocabulary() -> _Vocabulary:
    data = json.loads(files("planning").joinpath("data/form_words.json").read_text(encoding="utf-8"))
    short = {fold(said): tuple(map(word, full.split())) for said, full in data["short"].items()}
    phrases: dict[tuple[Word, ...], set[str]] = {}
    for code, many in data["forms"].items():
        for said in many:
            phrases.setdefault(_line(said, short), set()).add(code)
    for said, codes in (*data["doubtful"].items(), *data["shared"].items()):
        phrases[_line(said, short)] = set(codes)
    return _Vocabulary(
        phrases=tuple(
            sorted(((said, frozenset(codes)) for said, codes in phrases.items()), key=lambda one: -len(one[0]))
        ),
        groups=tuple((_line(said, short), Group(name)) for name, many in data["groups"].items() for said in many),
        unplanned=tuple(
            (_line(said, short), FormNote(name)) for name, many in data["unplanned"].items() for said in many
        ),
        short=short,
        by_content=frozenset(data["by_content"]),
        before_content=_single(data["before_content"]),
        looked_into=_single(data["looked_into"]),
        doubtful=tuple(_line(said, short) for said in data["doubtful"]),
    )
