"""How a unit's name is read: role, place level and the words that are left, abbreviations opened.

Vocabulary: `data/unit_words.json`. An ambiguous abbreviation gives several forms; which one is meant is for
the directory to show, never for this file to guess.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product
from math import prod

from planning.names.vocabulary import TOKEN, begins, name_word, vocabulary
from planning.text import Word, clean, fold

_MOST_FORMS = 48
_DOTTED = re.compile(r"(?<!\w)(?:[^\W\d_]\.){1,4}[^\W\d_](?![\w.])")  # letters with dots between, one abbreviation
_ROMAN = re.compile(r"(x{0,3})(ix|iv|v?i{0,3})")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to read a name: `rest` is what follows the role, its first `level_length` words the place level.

    `role` is what the unit must be (a standing committee is of a committee), `said` the organ that was named.
    """

    role: str
    rest: tuple[Word, ...]
    level_length: int
    solid: bool  # at least one word of `rest` is not from an ambiguous abbreviation; only solid forms decide
    said: str = ""
    literal: tuple[bool, ...] = ()  # which words stand without marks beside words with marks: they mean what they say

    @property
    def bare(self) -> tuple[Word, ...]:
        """The core name without the place level."""
        return self.rest[self.level_length :]

    @property
    def numbers(self) -> tuple[str, ...]:
        """Everything that tells numbered units apart."""
        return tuple(word.plain for word in self.rest if any(char.isdigit() for char in word.plain))

    def cut(self, start: int, end: int | None = None) -> Form:
        """The same with only this part of `rest`."""
        rest = self.rest[start:end]
        return replace(self, rest=rest, level_length=level_at(rest, 0), literal=self.literal[start:end])


@dataclass(frozen=True, slots=True)
class _Part:
    word: Word
    solid: bool
    opened: bool = False  # from an abbreviation, so its marks are not the typist's


@lru_cache(maxsize=8192)
def forms(name: str) -> tuple[Form, ...]:
    """Every way to read a name, the literal one first; empty for a text without words."""
    found: dict[Form, None] = {}
    for parts in _openings(_DOTTED.sub(lambda dotted: dotted[0].replace(".", ""), clean(name))):
        form = _form(parts)
        if form is not None:
            found.setdefault(form)
    return tuple(found)


def role_of_kind(kind: str) -> str:
    """The role a unit of this kind has when its name does not say it; "" when the kind does not tell."""
    return vocabulary().role_of_kind.get(kind, "")


def level_at(rest: Sequence[Word], start: int) -> int:
    """How many words from `start` name a place level (ward, commune, city ...); 0 for none."""
    if start >= len(rest):
        return 0
    for level in vocabulary().levels:
        if rest[start].plain != level[0].plain:
            continue
        found = rest[start : start + len(level)]
        if len(found) == len(level) and all(map(Word.may_be, found, level)):
            return len(level)
    return 0


def without_trailing_role(rest: tuple[Word, ...]) -> tuple[Word, ...]:
    """`rest` without a committee at its end: the "Party committee" in "cell X, Party committee of ward Y"."""
    plain = tuple(word.plain for word in rest)
    return rest[: len(rest) - vocabulary().committee_roles.longest_end(plain, len(plain))]


def _openings(name: str) -> Iterator[list[_Part]]:
    """The name as typed, then with its abbreviations opened in every way there is, unless they are too many."""
    options: list[list[list[_Part]]] = []
    for token in TOKEN.findall(name):
        literal = name_word(token)
        expansions = vocabulary().abbreviations.get(fold(token), ())
        opened = [[_Part(word, len(expansions) == 1, True) for word in words] for words in expansions]
        options.append([*opened, [_Part(literal, True)]])
    yield [choice[-1][0] for choice in options]
    if prod(map(len, options)) > _MOST_FORMS:
        options = [choices[-1:] if len(choices) > 2 else choices[:1] for choices in options]
    for choice in product(*options):
        yield [part for parts in choice for part in parts]


def _form(parts: list[_Part]) -> Form | None:
    said, parts = _split_role(_without_noise(_with_arabic_numbers(parts)))
    rest = tuple(part.word for part in parts)
    if not rest and not said:
        return None
    solid = not parts or any(part.solid for part in parts)
    level = level_at(rest, 0)
    return Form(vocabulary().organs.get(said, said), rest, level, solid, said, _literal(parts, level))


def _literal(parts: list[_Part], level: int) -> tuple[bool, ...]:
    """A word without marks next to one that was typed with marks, both of the name itself, was meant without."""
    marks = [at >= level and not part.opened and not part.word.marked.isascii() for at, part in enumerate(parts)]
    beside = [any(marks[max(at - 1, 0) : at + 2]) for at in range(len(parts))]
    return tuple(near and part.word.marked.isascii() for near, part in zip(beside, parts, strict=True))


def _split_role(parts: list[_Part]) -> tuple[str, list[_Part]]:
    words = vocabulary()
    plain = tuple(part.word.plain for part in parts)
    role = ""
    if length := begins(plain, words.any_role):
        role = next(name for phrase, name in words.roles if phrase == plain[:length])
        parts, plain = parts[length:], plain[length:]
    for phrase, level in words.committee_levels.items():
        if plain[: len(phrase)] == phrase:
            solid = all(part.solid for part in parts[: len(phrase)])
            opened = [_Part(word, solid, True) for word in level]
            return role or "committee", opened + parts[len(phrase) :]
    return role, parts


def _without_noise(parts: list[_Part]) -> list[_Part]:
    words = vocabulary()
    plain = tuple(part.word.plain for part in parts)
    kept = []
    for place, part in enumerate(parts):
        after = plain[place + 1 :]
        is_school = plain[place] == "truong" and begins(plain, words.schools, place + 1)
        is_number_mark = plain[place] == "so" and bool(after) and after[0][0].isdigit()
        is_directly = plain[place] == "truc" and after[:1] == ("thuoc",)
        if not (is_school or is_number_mark or is_directly or plain[place] in words.noise):
            kept.append(part)
    return kept


def _with_arabic_numbers(parts: list[_Part]) -> list[_Part]:
    """A number of a numbered name in Roman digits ("street group II") or in words ("number one", "group fourteen") as
    digits. A single word is a number only where it is said to be one: "street Hai Ba Trung" has none."""
    plain = tuple(part.word.plain for part in parts)
    found: list[_Part] = []
    place = 0
    while place < len(parts):
        marked = place > 0 and plain[place - 1] == "so"
        numbered = vocabulary().numbered.longest_end(plain, place - 1 if marked else place)
        digits, length = _number(plain, place, marked=marked) if numbered else ("", 1)
        found.append(_Part(Word(digits, digits), parts[place].solid) if digits else parts[place])
        place += length
    return found


def _number(plain: tuple[str, ...], start: int, *, marked: bool) -> tuple[str, int]:
    """(digits, words read) of the number from `start`; ("", 1) for none."""
    length = vocabulary().any_count.length_at(plain, start)
    if length > 1 or (length and marked):
        return str(vocabulary().counts[plain[start : start + length]]), length
    roman = _ROMAN.fullmatch(plain[start])
    if not roman or not plain[start]:
        return "", 1
    ones = {"iv": 4, "ix": 9}.get(roman[2], len(roman[2].lstrip("v")) + 5 * roman[2].startswith("v"))
    return str(10 * len(roman[1]) + ones), 1
