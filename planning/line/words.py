"""The cue words of a line (`data/line_words.json`), found in a text with their places.

Accents count where they were typed: a name with an accent is never the cue that has the same letters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from functools import cache, lru_cache
from importlib.resources import files

from planning.text import fold, says, word

Place = tuple[int, int]
EDGE = " \t\n,;.:-|\u2013"
_WORD = re.compile(r"[0-9]+|[^\W\d_]+")


@lru_cache(maxsize=256)
def flat(text: str) -> str:
    """The folded text, letter by letter: what stands at a place here stands at the same place in `text`."""
    return "".join(found if len(found := fold(letter)) == 1 else letter for letter in text)


@cache
def cue_words(group: str) -> tuple[str, ...]:
    """A group of the vocabulary, longest first."""
    data = json.loads(files("planning").joinpath("data/line_words.json").read_text(encoding="utf-8"))
    return tuple(sorted(data[group], key=lambda phrase: (-len(phrase.split()), -len(phrase))))


@cache
def _pattern(group: str) -> re.Pattern[str]:
    phrases = (r"\s+".join(fold(said) for said in phrase.split()) for phrase in cue_words(group))
    return re.compile(rf"(?<!\w)(?:{'|'.join(phrases)})(?!\w)")


@cache
def _spelled(group: str) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for phrase in cue_words(group):
        found[fold(phrase)] = (*found.get(fold(phrase), ()), phrase)
    return found


def _is_meant(said: str, group: str) -> bool:
    """Whether the accents typed fit one of the group's phrases with these letters."""
    words = [word(one) for one in _WORD.findall(said)]
    key = " ".join(one.plain for one in words)
    return any(
        all(says(one, word(other)) for one, other in zip(words, phrase.split(), strict=True))
        for phrase in _spelled(group).get(key, ())
    )


def cues(text: str, group: str, start: int = 0) -> Iterator[Place]:
    """Where the phrases of a group stand from `start` on, in their order; the longest at a place is meant."""
    for match in _pattern(group).finditer(flat(text), start):
        if _is_meant(text[match.start() : match.end()], group):
            yield match.span()


def cue_at(text: str, group: str, start: int = 0) -> int:
    """The end of the phrase that stands at `start`; 0 for none."""
    match = _pattern(group).match(flat(text), start)
    return match.end() if match and _is_meant(match.group() and text[match.start() : match.end()], group) else 0


def cue_before(text: str, group: str, end: int) -> int | None:
    """The start of the phrase that ends right before `end`, spaces and a colon aside; None for none."""
    bare = text[:end].rstrip(" :")
    return next((a for a, b in cues(bare, group, max(len(bare) - 40, 0)) if b == len(bare)), None)
