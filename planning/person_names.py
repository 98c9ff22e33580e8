"""Does a text name a person? Persons are written by their position, never by their name.

A name is a family name and one to four capitalised words, after a form of address ("comrade", "Mr") or a post; schools,
streets and wards that carry a person's name are none. Without capitals only an address and a name with a middle name
("Van", "Thi") count. Vocabulary: `data/person_names.json`.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from planning.text import Word, clean, word

_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 4  # words of an honorific, a post or a bearer


@dataclass(frozen=True, slots=True)
class _Token:
    word: Word
    typed: str
    start: int
    end: int

    @property
    def capital(self) -> bool:
        return self.typed[0].isupper()


_Phrases = dict[str, tuple[tuple[Word, ...], ...]]  # by their last folded word


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    honorifics: _Phrases
    posts: _Phrases
    bearers: _Phrases
    not_persons: tuple[tuple[Word, ...], ...]
    family_names: dict[str, tuple[Word, ...]]
    middle_names: dict[str, tuple[Word, ...]]


def person_named(text: str) -> bool:
    """Whether a person is named. Linear in the length; never raises."""
    said = clean(text)
    line = [_Token(word(m.group()), m.group(), m.start(), m.end()) for m in _WORD.finditer(said)]
    shouted = said.isupper()
    known = _vocabulary().not_persons
    return any(_is_person(said, line, at, shouted) and not _at(line, at, known) for at in range(len(line)))


def _is_person(said: str, line: list[_Token], at: int, shouted: bool) -> bool:
    known = _vocabulary()
    if not _one_of(line[at].word, known.family_names):
        return False
    length = _length(said, line, at)
    if length < 2 or _after(line, at, known.bearers):
        return False
    address = _after(line, at, known.honorifics)
    middle = length > 2 and _one_of(line[at + 1].word, known.middle_names)
    if address and (line[at].capital or middle):
        return True
    if not line[at].capital or not line[at + 1].capital:
        return False
    if shouted:
        return bool(middle and _after(line, at, known.posts))
    if _after(line, at, known.posts):
        return True
    # a post, its organisation, then the name: "chairman of the commune's committee Tran Duc Long"
    return bool(middle and line[at + 2].capital and _post_before(line, at, known))


def _length(said: str, line: list[_Token], at: int) -> int:
    """How many words from `at` on can be one name: side by side, and capitalised if the first is."""
    length = 1
    while at + length < len(line) and length < _LONGEST + 1:
        before, token = line[at + length - 1], line[at + length]
        between = said[before.end : token.start]
        if between.strip(" .") or (line[at].capital and not token.capital):
            break
        length += 1
    return length


def _post_before(line: list[_Token], at: int, known: _Vocabulary) -> bool:
    return any(_after(line, at - back, known.posts) for back in range(1, 4) if at - back > 0)


def _after(line: list[_Token], at: int, phrases: _Phrases) -> bool:
    """Whether one of the phrases stands right before `at`."""
    return at > 0 and any(
        len(phrase) <= at and all(t.word.may_be(w) for t, w in zip(line[at - len(phrase) : at], phrase, strict=True))
        for phrase in phrases.get(line[at - 1].word.plain, ())
    )


def _at(line: list[_Token], at: int, phrases: tuple[tuple[Word, ...], ...]) -> bool:
    """Whether one of the phrases begins at `at`, or ends with it begun a word before."""
    for phrase in phrases:
        for start in (at, at - 1):
            found = line[max(start, 0) : max(start, 0) + len(phrase)]
            whole = start >= 0 and len(found) == len(phrase)
            if whole and all(t.word.may_be(w) for t, w in zip(found, phrase, strict=True)):
                return True
    return False


def _one_of(said: Word, words: dict[str, tuple[Word, ...]]) -> bool:
    return any(said.may_be(one) for one in words.get(said.plain, ()))


@cache
def _vocabulary() -> _Vocabulary:
    data = json.loads(files("planning").joinpath("data/person_names.json").read_text(encoding="utf-8"))

    def phrases(key: str) -> tuple[tuple[Word, ...], ...]:
        return tuple(tuple(map(word, _WORD.findall(said))) for said in data[key])

    def by_last(key: str) -> _Phrases:
        found: _Phrases = {}
        for phrase in phrases(key):
            found[phrase[-1].plain] = (*found.get(phrase[-1].plain, ()), phrase)
        return found

    def single(key: str) -> dict[str, tuple[Word, ...]]:
        found: dict[str, tuple[Word, ...]] = {}
        for said in data[key]:
            one = word(said)
            found[one.plain] = (*found.get(one.plain, ()), one)
        return found

    return _Vocabulary(
        honorifics=by_last("honorifics"),
        posts=by_last("posts"),
        bearers=by_last("bearers"),
        not_persons=phrases("not_persons"),
        family_names=single("family_names"),
        middle_names=single("middle_names"),
    )
