"""The words that names of organisations are made of, from `data/unit_words.json`, folded as names are."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from typing import Any

from planning.text import Word, fold, word

TOKEN = re.compile(r"[0-9]+[^\W\d_]?(?![^\W_])|[0-9]+|[^\W\d_]+")
_USUAL_LENGTH = 24  # letters of a word
_OPEN_Y = re.compile(r"([bcdghklmnpqrstvx]+|qu)y")

Plain = tuple[str, ...]
_ENGLISH = {"organs", "kinds"}  # keys of the file that hold no Vietnamese


class Phrases(tuple[Plain, ...]):
    """Phrases as plain words, found by their first word; the longest that fits is meant."""

    def __init__(self, phrases: Iterable[Plain]) -> None:
        self._by_first: dict[str, list[Plain]] = {}
        self._by_last: dict[str, list[Plain]] = {}
        for phrase in sorted(self, key=len, reverse=True):
            self._by_first.setdefault(phrase[0], []).append(phrase)
            self._by_last.setdefault(phrase[-1], []).append(phrase)

    def length_at(self, plain: Plain, start: int) -> int:
        """How many words from `start` are one of the phrases; 0 for none."""
        if start >= len(plain):
            return 0
        for phrase in self._by_first.get(plain[start], ()):
            if plain[start : start + len(phrase)] == phrase:
                return len(phrase)
        return 0

    def longest_end(self, plain: Plain, end: int) -> int:
        """How many words before `end` are one of the phrases; 0 for none."""
        if not 0 < end <= len(plain):
            return 0
        for phrase in self._by_last.get(plain[end - 1], ()):
            if plain[max(end - len(phrase), 0) : end] == phrase:
                return len(phrase)
        return 0


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Phrases as plain words, longest first wherever one may begin another."""

    roles: tuple[tuple[Plain, str], ...]
    organs: Mapping[str, str]  # a role that is an organ of another: {"standing_committee": "committee"}
    committee_levels: Mapping[Plain, tuple[Word, ...]]
    levels: tuple[tuple[Word, ...], ...]
    schools: Phrases
    noise: frozenset[str]
    abbreviations: Mapping[str, tuple[tuple[Word, ...], ...]]
    role_of_kind: Mapping[str, str]
    unions: Phrases
    positions: tuple[tuple[Plain, str], ...]
    any_position: Phrases
    position_spellings: tuple[str, ...]  # with their accents
    any_role: Phrases
    committee_roles: Phrases
    before_organisation: Phrases  # "head" counts as a position only in front of one of these
    management: Phrases
    legal_forms: Phrases
    honorifics: Phrases
    honorifics_marked: frozenset[str]  # one syllable, and another word without its accents
    quantifiers: Phrases
    quantifiers_marked: frozenset[str]  # likewise: "every" and the first half of "environment"
    vague: Phrases
    either: Phrases
    excepting: Phrases
    everywhere: Phrases
    list_words: Phrases
    any_noun: Phrases
    counts: Mapping[Plain, int]
    any_count: Phrases
    numbered: Phrases

    @property
    def spellings(self) -> Mapping[str, frozenset[str]]:
        """Every word that stands in some phrase, by its plain letters."""
        return _all_words()


def name_word(token: str) -> Word:
    """A word of a name: a final y counts as i, a number has no leading zeros."""
    return _known_word(token) if len(token) <= _USUAL_LENGTH else _name_word(token)


@lru_cache(maxsize=8192)  # a language has few words
def _known_word(token: str) -> Word:
    return _name_word(token)


def _name_word(token: str) -> Word:
    found = word(token)
    if _OPEN_Y.fullmatch(found.plain):
        return Word(found.plain[:-1] + "i", found.marked.replace("y", "i"))
    return Word(found.plain.lstrip("0") or "0", found.marked.lstrip("0") or "0")


def name_words(phrase: str) -> tuple[Word, ...]:
    """The words of a phrase, in the spelling names are compared in."""
    return tuple(name_word(token) for token in TOKEN.findall(phrase))


def plain_words(phrase: str) -> Plain:
    return tuple(word.plain for word in name_words(phrase))


def begins(plain: Plain, phrases: Phrases, start: int = 0) -> int:
    """How many words from `start` are one of the phrases; 0 for none."""
    return phrases.length_at(plain, start)


def _phrases(found: Iterable[str]) -> Phrases:
    return Phrases(sorted({plain_words(phrase) for phrase in found}, key=lambda phrase: (-len(phrase), phrase)))


def _named(found: Mapping[str, list[str]]) -> tuple[tuple[Plain, str], ...]:
    pairs = [(plain_words(phrase), name) for name, phrases in found.items() for phrase in phrases]
    return tuple(sorted(pairs, key=lambda pair: -len(pair[0])))


@cache
def _data() -> Any:
    return json.loads(files("planning").joinpath("data/unit_words.json").read_text(encoding="utf-8"))


@cache
def vocabulary() -> Vocabulary:
    """The shipped vocabulary, read once."""
    data = _data()
    return Vocabulary(
        roles=_named(data["roles"]),
        organs=data["organs"],
        committee_levels={plain_words(p): name_words(data["levels"][p]) for p in data["committee_levels"]},
        levels=tuple(name_words(phrase) for phrase in dict.fromkeys(data["levels"].values())),
        schools=_phrases(data["school_levels"]),
        noise=frozenset(word for phrase in data["noise"] for word in plain_words(phrase)),
        abbreviations={
            fold(short): tuple(name_words(phrase) for phrase in phrases)
            for short, phrases in data["abbreviations"].items()
        },
        role_of_kind=data["kinds"],
        unions=_phrases(data["unions"]),
        positions=_named(data["positions"]),
        any_position=_phrases(phrase for found in data["positions"].values() for phrase in found),
        position_spellings=tuple(phrase for found in data["positions"].values() for phrase in found),
        committee_roles=_phrases(data["roles"]["committee"]),
        any_role=_phrases(phrase for found in data["roles"].values() for phrase in found),
        before_organisation=_phrases(data["before_organisation"]),
        legal_forms=_phrases(data["legal_forms"]),
        management=_phrases(data["management"]),
        honorifics=_phrases(data["honorifics"]),
        honorifics_marked=frozenset(word.marked for one in data["honorifics_marked"] for word in name_words(one)),
        quantifiers=_phrases(data["quantifiers"]),
        quantifiers_marked=frozenset(word.marked for one in data["quantifiers_marked"] for word in name_words(one)),
        vague=_phrases(data["vague"]),
        either=_phrases(data["either"]),
        excepting=_phrases(data["except"]),
        everywhere=_phrases(data["everywhere"]),
        list_words=_phrases(data["list_words"]),
        any_noun=_phrases(data["any_noun"]),
        counts={plain_words(name): count for name, count in data["counts"].items()},
        any_count=_phrases(data["counts"]),
        numbered=_phrases(data["numbered"]),
    )


def spellings(texts: Iterable[str]) -> dict[str, frozenset[str]]:
    """The words of some texts as they are written, in small letters, by their plain ones."""
    found: dict[str, set[str]] = {}
    for text in texts:
        for token in TOKEN.findall(text):
            found.setdefault(fold(token), set()).add(token.lower())
    return {plain: frozenset(spelled) for plain, spelled in found.items()}


@cache
def _all_words() -> dict[str, frozenset[str]]:
    texts: list[str] = []
    todo: list[Any] = [_data()]
    while todo:
        item = todo.pop()
        if isinstance(item, str):
            texts.append(item)
        elif isinstance(item, dict):
            todo += [text for key, value in item.items() if key not in _ENGLISH for text in (key, value)]
        elif isinstance(item, list):
            todo += item
    return spellings(texts)
