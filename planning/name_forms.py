"""How a unit's name is read: role, place level and the words that are left, abbreviations opened.

Vocabulary: `data/unit_words.json`. An ambiguous abbreviation gives several forms; which one is meant is for
the directory to show, never for this file to guess.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib.resources import files
from itertools import product
from math import prod

from planning.text import Word, clean, fold, word

_MOST_FORMS = 256
_TOKEN = re.compile(r"[0-9]+[^\W\d_]?(?![^\W_])|[0-9]+|[^\W\d_]+")
_OPEN_Y = re.compile(r"([bcdghklmnpqrstvx]+|qu)y")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to read a name: `rest` is what follows the role, its first `level_length` words the place level."""

    role: str
    rest: tuple[Word, ...]
    level_length: int
    solid: bool  # at least one word of `rest` is not from an ambiguous abbreviation; only solid forms decide

    @property
    def bare(self) -> tuple[Word, ...]:
        """The core name without the place level."""
        return self.rest[self.level_length :]

    @property
    def numbers(self) -> tuple[str, ...]:
        """Everything that tells numbered units apart."""
        return tuple(word.plain for word in self.rest if any(char.isdigit() for char in word.plain))


@dataclass(frozen=True, slots=True)
class _Part:
    word: Word
    solid: bool


@dataclass(frozen=True, slots=True)
class _Vocabulary:
    roles: tuple[tuple[tuple[str, ...], str], ...]  # longest first
    committee_levels: Mapping[tuple[str, ...], tuple[Word, ...]]
    levels: tuple[tuple[Word, ...], ...]
    schools: tuple[tuple[str, ...], ...]
    noise: frozenset[str]
    abbreviations: Mapping[str, tuple[tuple[Word, ...], ...]]
    role_of_kind: Mapping[str, str]


@lru_cache(maxsize=8192)
def forms(name: str) -> tuple[Form, ...]:
    """Every way to read a name, the literal one first; empty for a text without words."""
    found: dict[Form, None] = {}
    for parts in _openings(clean(name)):
        form = _form(parts)
        if form is not None:
            found.setdefault(form)
    return tuple(found)


def role_of_kind(kind: str) -> str:
    """The role a unit of this kind has when its name does not say it; "" when the kind does not tell."""
    return _vocabulary().role_of_kind.get(kind, "")


def level_at(rest: Sequence[Word], start: int) -> int:
    """How many words from `start` name a place level (ward, commune, city ...); 0 for none."""
    for level in _vocabulary().levels:
        found = rest[start : start + len(level)]
        if len(found) == len(level) and all(map(Word.may_be, found, level)):
            return len(level)
    return 0


def without_trailing_role(rest: tuple[Word, ...]) -> tuple[Word, ...]:
    """`rest` without a role at its end: the "Party committee" in "cell X, Party committee of ward Y"."""
    plain = tuple(word.plain for word in rest)
    for phrase, _ in _vocabulary().roles:
        if plain[-len(phrase) :] == phrase:
            return rest[: -len(phrase)]
    return rest


def _openings(name: str) -> Iterator[list[_Part]]:
    """The name as typed, then with its abbreviations opened in every way there is, unless they are too many."""
    options: list[list[list[_Part]]] = []
    for token in _TOKEN.findall(name):
        literal = _word(token)
        expansions = _vocabulary().abbreviations.get(fold(token), ())
        opened = [[_Part(word, len(expansions) == 1) for word in words] for words in expansions]
        options.append([*opened, [_Part(literal, True)]])
    yield [choice[-1][0] for choice in options]
    if prod(map(len, options)) > _MOST_FORMS:
        options = [choices[-1:] if len(choices) > 2 else choices[:1] for choices in options]
    for choice in product(*options):
        yield [part for parts in choice for part in parts]


def _form(parts: list[_Part]) -> Form | None:
    role, parts = _split_role(_without_noise(parts))
    rest = tuple(part.word for part in parts)
    if not rest and not role:
        return None
    return Form(role, rest, level_at(rest, 0), not parts or any(part.solid for part in parts))


def _split_role(parts: list[_Part]) -> tuple[str, list[_Part]]:
    vocabulary = _vocabulary()
    plain = tuple(part.word.plain for part in parts)
    role = ""
    for phrase, name in vocabulary.roles:
        if plain[: len(phrase)] == phrase:
            role, parts, plain = name, parts[len(phrase) :], plain[len(phrase) :]
            break
    for phrase, level in vocabulary.committee_levels.items():
        if plain[: len(phrase)] == phrase:
            solid = all(part.solid for part in parts[: len(phrase)])
            opened = [_Part(word, solid) for word in level]
            return role or "committee", opened + parts[len(phrase) :]
    return role, parts


def _without_noise(parts: list[_Part]) -> list[_Part]:
    vocabulary = _vocabulary()
    plain = tuple(part.word.plain for part in parts)
    kept = []
    for place, part in enumerate(parts):
        after = plain[place + 1 :]
        is_school = plain[place] == "truong" and any(after[: len(s)] == s for s in vocabulary.schools)
        is_number_mark = plain[place] == "so" and bool(after) and after[0][0].isdigit()
        if not (is_school or is_number_mark or plain[place] in vocabulary.noise):
            kept.append(part)
    return kept


def _word(token: str) -> Word:
    """A word of a name: a final y counts as i, a number has no leading zeros."""
    found = word(token)
    if _OPEN_Y.fullmatch(found.plain):
        return Word(found.plain[:-1] + "i", found.marked.replace("y", "i"))
    return Word(found.plain.lstrip("0") or "0", found.marked.lstrip("0") or "0")


def _words(phrase: str) -> tuple[Word, ...]:
    return tuple(_word(token) for token in _TOKEN.findall(phrase))


def _plain(phrase: str) -> tuple[str, ...]:
    return tuple(word.plain for word in _words(phrase))


@cache
def _vocabulary() -> _Vocabulary:
    data = json.loads(files("planning").joinpath("data/unit_words.json").read_text(encoding="utf-8"))
    roles = [(_plain(phrase), role) for role, phrases in data["roles"].items() for phrase in phrases]
    levels = [_words(phrase) for phrase in dict.fromkeys(data["levels"].values())]
    return _Vocabulary(
        roles=tuple(sorted(roles, key=lambda pair: -len(pair[0]))),
        committee_levels={_plain(p): _words(data["levels"][p]) for p in data["committee_levels"]},
        levels=tuple(levels),
        schools=tuple(_plain(phrase) for phrase in data["school_levels"]),
        noise=frozenset(word for phrase in data["noise"] for word in _plain(phrase)),
        abbreviations={
            fold(short): tuple(_words(phrase) for phrase in phrases) for short, phrases in data["abbreviations"].items()
        },
        role_of_kind=data["kinds"],
    )
