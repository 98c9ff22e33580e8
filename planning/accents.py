"""A text that was typed without accents, a content or a reason: is it one, and how would it be written? Only proposed
to the person."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache, lru_cache
from importlib.resources import files
from itertools import pairwise

from planning.lexicon import ANY, Lexicon
from planning.names.syllables import can_be_plain_syllable
from planning.text import clean, fold
from planning.topics import read_content

_WORD = re.compile(r"[^\W\d_]+")
_LONGEST = 10  # words of a phrase
_LEAST = 2  # words; a single one may be a name or written so
MOST_PROPOSED = 3
_Spellings = Mapping[tuple[str, ...], tuple[str, ...]]


def lacks_accents(text: str) -> bool:
    """Whether a text is Vietnamese typed without accents; signs of documents in capitals are no words."""
    text = clean(text)
    if not text.isascii():
        return False
    said = [word for word in _WORD.findall(text) if len(word) > 1 and (text.isupper() or not word.isupper())]
    return sum(map(can_be_plain_syllable, said)) >= _LEAST


def proposals(text: str, lexicon: Lexicon, on: date | None) -> tuple[str, ...]:
    """How a content without accents may be meant, best first: the whole of it when each word is known, else the names
    of the topics it says; empty when nothing is recognised."""
    whole = accented(text, lexicon, on)
    if whole:
        return (whole,)
    topics = sorted(read_content(text, lexicon, on=on).topics)
    return tuple(lexicon.topics[topic].name for topic in topics[:MOST_PROPOSED] if topic in lexicon.topics)


def reason_proposal(text: str, lexicon: Lexicon, on: date | None, names: Sequence[str] = ()) -> str | None:
    """How a reason or a remark without accents may be meant, with a capital in front; None when a word of it is not
    known. `names`: of units and bodies, which keep their capitals."""
    found = accented(text, lexicon, on, (_names(tuple(names)), _reasons()))
    return f"{found[:1].upper()}{found[1:]}" if found else None


def accented(text: str, lexicon: Lexicon, on: date | None, first: Sequence[_Spellings] = ()) -> str | None:
    """The text with the accents of the lexicon's phrases, longest first; None when a word is not known, or may be two.
    `first`: what counts before the lexicon. What is no word (numbers, signs of documents, punctuation) stays.
    """
    found = list(_WORD.finditer(text))
    kept = [not text.isupper() and len(one[0]) > 1 and one[0].isupper() for one in found]
    cover = _cover(
        [fold(one[0]) for one in found], kept, (*first, _phrases(lexicon, on), _general(), _parts(lexicon, on))
    )
    if cover is None:
        return None
    parts: list[str] = []
    end = 0
    for word, said, keep in zip(found, cover, kept, strict=True):
        capital = word[0][0].isupper() and not text.isupper()
        spelled = word[0] if keep else said[0].upper() + said[1:] if capital else said
        parts += [text[end : word.start()], spelled]
        end = word.end()
    return "".join([*parts, text[end:]])


def _cover(plain: Sequence[str], kept: Sequence[bool], known: Iterable[_Spellings]) -> tuple[str, ...] | None:
    """The words as known phrases write them, in as few pieces as can be; None when some word is in none."""
    known = tuple(known)
    best: list[tuple[int, tuple[str, ...]] | None] = [(0, ())]
    for end in range(1, len(plain) + 1):
        ways: list[tuple[int, tuple[str, ...]]] = []
        for start in range(max(0, end - _LONGEST), end):
            before = best[start]
            if before is None:
                continue
            piece = tuple(plain[start:end])
            spelled = next((found for spellings in known if (found := spellings.get(piece))), None)
            if spelled is None and len(piece) == 1 and kept[start]:
                spelled = piece
            if spelled:
                ways.append((before[0] + 1, (*before[1], *spelled)))
        best.append(min(ways, key=lambda way: way[0], default=None))
    whole = best[-1]
    return whole[1] if whole and whole[1] else None


def _said(lexicon: Lexicon, on: date | None) -> list[str]:
    topics = [topic for topic in lexicon.topics.values() if topic.validity.holds(on)]
    return [said for topic in topics for said in (topic.name, *topic.phrases) if ANY not in said]


@lru_cache(maxsize=8)
def _phrases(lexicon: Lexicon, on: date | None) -> _Spellings:
    return _by_plain(_said(lexicon, on))


@lru_cache(maxsize=8)
def _parts(lexicon: Lexicon, on: date | None) -> _Spellings:
    """Two words that stand side by side in some phrase."""
    words = [_WORD.findall(said) for said in _said(lexicon, on)]
    return _by_plain(" ".join(pair) for said in words for pair in pairwise(said))


@cache
def _general() -> _Spellings:
    """Words and expressions around a topic. A word that is only meant in a bound expression means nothing alone:
    without accents it is many others."""
    data = json.loads(files("planning").joinpath("data/topics.json").read_text(encoding="utf-8"))
    bound = _reason_words()["bound"]
    alone = {expression.split()[0] for expression in bound}
    known = (said for key in ("leading", "general", "vague") for said in data[key] if said not in alone)
    return _by_plain([*known, *bound])


@cache
def _reasons() -> _Spellings:
    """What those who appraise write: expressions, and words that mean one thing in a reason."""
    return _by_plain(_reason_words()["phrases"], capitals=True)


@cache
def _reason_words() -> Mapping[str, Sequence[str]]:
    found: Mapping[str, Sequence[str]] = json.loads(
        files("planning").joinpath("data/reason_words.json").read_text(encoding="utf-8")
    )
    return found


@lru_cache(maxsize=8)
def _names(names: tuple[str, ...]) -> _Spellings:
    return _by_plain((name for name in names if len(_WORD.findall(name)) > 1), capitals=True)


def _by_plain(phrases: Iterable[str], *, capitals: bool = False) -> _Spellings:
    """By the words without accents; what two phrases write in two ways is in none. `capitals`: they are kept."""
    found: dict[tuple[str, ...], set[tuple[str, ...]]] = {}
    for phrase in phrases:
        words = tuple(_WORD.findall(phrase if capitals else phrase.lower()))
        if words and not any(letter.isdigit() for letter in phrase):
            found.setdefault(tuple(map(fold, words)), set()).add(words)
    return {plain: next(iter(spelled)) for plain, spelled in found.items() if len(spelled) == 1}
