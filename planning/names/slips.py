"""Small typing errors: only where what was typed cannot be a word, so that it can't be another name.

Every way to mend the text is tried; the unit counts when all ways that lead anywhere lead to the same one. Numbers and
abbreviations are never mended, nor is a word that could be Vietnamese.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from itertools import islice, product

from rapidfuzz.distance import OSA

from planning.names.find import LONGEST_NAME, Match, find_unit
from planning.names.index import index_of
from planning.names.syllables import can_be_plain_syllable, can_be_syllable
from planning.names.vocabulary import TOKEN, vocabulary
from planning.organisation import Directory
from planning.text import fold

Known = Mapping[str, frozenset[str]]  # the spellings of each word by its plain letters

_MOST_WAYS = 16
_MOST_TOKENS = 14
_LEAST_LETTERS = 3
_VOWELS = frozenset("aeiouy")


def find_mended(directory: Directory, text: str, *, near: str | None, on: date) -> tuple[str, Match] | None:
    """(the mended text, what it means); None when nothing is to be mended or the ways differ."""
    if len(text) > LONGEST_NAME:
        return None
    units = {}
    last = None
    known = {**_common(), **index_of(directory).spellings}
    for mended in islice(_ways(text, known), _MOST_WAYS):
        match = find_unit(directory, mended, near=near, on=on, limit=0)
        if match.unit is None and match.doubt is not None and match.doubt.value in ("several", "elsewhere", "ended"):
            return mended, find_unit(directory, mended, near=near, on=on)
        if match.unit:
            units[match.unit.id], last = match.unit, (mended, match)
    return last if len(units) == 1 else None


@cache
def _common() -> dict[str, frozenset[str]]:
    return dict(vocabulary().spellings)


def _ways(text: str, known: Known) -> Iterator[str]:
    tokens = list(TOKEN.finditer(text))
    if len(tokens) > _MOST_TOKENS:
        return
    options = [_options(token[0], known, marks=not text.isascii()) for token in tokens]
    if not any(options):
        return
    for choice in product(*(option or (token[0],) for option, token in zip(options, tokens, strict=True))):
        mended, end = "", 0
        for token, word in zip(tokens, choice, strict=True):
            mended += text[end : token.start()] + word
            end = token.end()
        yield mended + text[end:]


def _options(token: str, known: Known, *, marks: bool) -> tuple[str, ...]:
    """What a token may have been meant to be; empty when it stands as it is."""
    plain = fold(token)
    if not token.isalpha() or len(plain) < _LEAST_LETTERS or not _VOWELS & set(plain):
        return ()
    if plain in known:
        return () if can_be_syllable(token) else _spelled([plain], known, marks=marks)  # marks that no word has
    if can_be_plain_syllable(plain) or plain in vocabulary().abbreviations:
        return ()
    near = [word for word in sorted(known) if len(word) >= _LEAST_LETTERS and word not in vocabulary().abbreviations]
    near = [word for word in near if OSA.distance(plain, word, score_cutoff=1) == 1]
    return (*_apart(token, plain, known), *_spelled(near, known, marks=marks))


def _spelled(words: list[str], known: Known, *, marks: bool) -> tuple[str, ...]:
    """The words as they are written in a text with or without marks."""
    return tuple(spelled for word in words for spelled in sorted(known[word])) if marks else tuple(words)


def _apart(token: str, plain: str, known: Known) -> tuple[str, ...]:
    """The token as two or three known words that were typed without spaces."""
    if len(plain) != len(token):
        return ()
    found = []
    for at in range(2, len(plain) - 1):
        if plain[:at] not in known:
            continue
        if plain[at:] in known:
            found.append(f"{token[:at]} {token[at:]}")
        found += [
            f"{token[:at]} {token[at:cut]} {token[cut:]}"
            for cut in range(at + 2, len(plain) - 1)
            if plain[at:cut] in known and plain[cut:] in known
        ]
    return tuple(found)
