"""The tokens of a time expression, and the vocabulary (`data/period_words.json`) matched against them.

Accents count where they were typed: a typed "sau" with its accent is six, without it may also be "next".
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from planning.text import clean, fold, marked

_TOKEN = re.compile(r"[0-9]+|[^\W\d_]+|[^\w\s]|_|[^\W]")
_ARROWS = re.compile(r"(?<![-=])[-=]++>|\u2192|~")
_BLANKS = re.compile(r"\u2026+|\.{2,}|_{2,}")
_DROPPED = str.maketrans({**dict.fromkeys("{}\"'\u201c\u201d\u2018\u2019*", " "), "[": "(", "]": ")"})
_JOINED = re.compile(r"(q|qu[iy]|dot|lan|thang|tuan|hk|ky)(i{1,3}|i?v)")
_NOTHING: frozenset[str] = frozenset()
_ROMAN = {
    "i": 1,
    "ii": 2,
    "iii": 3,
    "iv": 4,
    "v": 5,
    "vi": 6,
    "vii": 7,
    "viii": 8,
    "ix": 9,
    "x": 10,
    "xi": 11,
    "xii": 12,
}


@dataclass(frozen=True, slots=True)
class Token:
    """A number of up to four digits, a word, or one sign. `glued`: nothing stands between it and the one before."""

    text: str  # folded
    marked: str  # lower case with its marks, the tone last
    said: str  # as typed
    glued: bool
    number: int | None = None

    @property
    def roman(self) -> int | None:
        return _ROMAN.get(self.text)


@dataclass(frozen=True, slots=True)
class Phrase:
    """A vocabulary entry: its words with marks, the group it belongs to, and its value there."""

    words: tuple[str, ...]
    group: str
    value: str


def tokens(text: str) -> tuple[Token, ...]:
    """The tokens of a text; quotes dropped, one kind of brackets, line ends as ';', all dashes as '-'."""
    text = _BLANKS.sub(" \u2026 ", clean(text).translate(_DROPPED))
    text = _ARROWS.sub("-", text).replace("\n", " ; ")
    found: list[Token] = []
    end = -1
    for match in _TOKEN.finditer(text):
        found += _split(match.group(), glued=match.start() == end)
        end = match.end()
    while found and found[-1].text in {".", ",", ";", ":", "!"}:
        found.pop()
    return tuple(found)


def _split(said: str, *, glued: bool) -> list[Token]:
    if said == "\u2026":
        return [Token(said, said, said, False)]
    folded = fold(said)
    joined = _JOINED.fullmatch(folded)
    if joined:
        cut = len(joined.group(1))
        return [*_split(said[:cut], glued=glued), Token(folded[cut:], folded[cut:], said[cut:], True)]
    number = int(said) if said.isdecimal() and said.isascii() and len(said) <= 4 else None
    if folded == "qui":  # both spellings of quarter are in use
        return [Token("quy", marked(said).replace("i", "y"), said, glued)]
    return [Token(folded, marked(said), said, glued, number)]


@cache
def _phrases() -> tuple[Mapping[str, tuple[Phrase, ...]], frozenset[str]]:
    """All entries by their first folded word, longest first; and the words that count only with their marks."""
    path = files("planning").joinpath("data/period_words.json")
    data: dict[str, list[str] | dict[str, int | str | list[str]]] = json.loads(path.read_text(encoding="utf-8"))
    found: dict[str, list[Phrase]] = {}

    def add(phrase: str, group: str, value: str) -> None:
        words = tuple(marked(word) for word in phrase.split())
        found.setdefault(fold(phrase.split()[0]), []).append(Phrase(words, group, value))

    for group, entries in data.items():
        if isinstance(entries, list):
            for phrase in entries:
                add(phrase, group, phrase)
            continue
        for key, value in entries.items():
            if isinstance(value, list):
                for phrase in value:
                    add(phrase, key, phrase)
            else:
                add(key, group, str(value))
    needs_marks = frozenset(
        phrase.words[0] for many in found.values() for phrase in many if phrase.group == "needs_marks"
    )
    return {key: tuple(sorted(many, key=lambda p: -len(p.words))) for key, many in found.items()}, needs_marks


def phrase_at(line: tuple[Token, ...], place: int, groups: frozenset[str]) -> Phrase | None:
    """The longest vocabulary entry of these groups that starts at `place`."""
    if not 0 <= place < len(line):
        return None
    phrases, needs_marks = _phrases()
    for phrase in phrases.get(line[place].text, ()):
        if phrase.group in groups and all(
            place + offset < len(line)
            and _is_word(line[place + offset], word, needs_marks if phrase.group != "weekdays" else _NOTHING)
            for offset, word in enumerate(phrase.words)
        ):
            return phrase
    return None


def first_phrase(line: tuple[Token, ...], group: str) -> Phrase | None:
    """The first entry of a group anywhere in the line."""
    groups = frozenset({group})
    return next((found for place in range(len(line)) if (found := phrase_at(line, place, groups))), None)


def _is_word(token: Token, word: str, needs_marks: frozenset[str]) -> bool:
    if token.marked == word:
        return True
    return token.marked.isascii() and token.text == fold(word) and word not in needs_marks
