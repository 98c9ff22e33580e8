"""Several names in one text: split, and a role or level that is said once given to the names that follow."""

from __future__ import annotations

import re
from dataclasses import dataclass

from planning.names.forms import forms, level_at
from planning.names.mention import both
from planning.names.tokens import Tokens, quantifier, tokens
from planning.names.vocabulary import TOKEN, Phrases, begins, plain_words, vocabulary

_SEGMENTS = re.compile(r"[;\n\u2022]+")
_PIECES = re.compile(
    r"((?:(?<!\s)\s++)?,\s*|(?<!\s)\s++(?:v\u00e0|va|c\u00f9ng|cung)\s+|(?<!\s)\s++[-+\u2013]\s+)", re.IGNORECASE
)
_COUNT_BEHIND = re.compile(
    r"(?:(?<!\s)\s++)?\(\s*+(?:t\u1ed5ng\s+)?(\d{1,3})\s+[^\W\d_][^()]*\)\s*+[.;]?\s*$", re.IGNORECASE
)
_OF = Phrases([("thuoc",), ("truc", "thuoc"), ("cua",)])
_JOINT = re.compile(r"[:\uff1a]")


@dataclass(frozen=True, slots=True)
class Heading:
    """What is said of a list as a whole: a number, and a prefix of every name ("ward", "cell of street group")."""

    items: str
    count: int | None = None
    prefix: str = ""
    position: str = ""  # the holder of a position is meant beside each: "cells and their secretaries: A, B"


def segments(text: str) -> list[str]:
    """The parts of a text that are surely different mentions."""
    return [part for part in _SEGMENTS.split(text) if TOKEN.search(part)]


def pieces(segment: str) -> list[tuple[str, str]]:
    """(the separator in front, the piece) for every comma, "and" or dash; which of them part names is seen later."""
    parts = _PIECES.split(segment)
    found = [("", parts[0]), *zip(parts[1::2], parts[2::2], strict=True)]
    return [(mark, piece) for mark, piece in found if TOKEN.search(piece)]


def heading(text: str) -> Heading:
    """The heading of "11 communes: A, B", "the wards A, B", "A, B (2 wards)"; without one the text is all items."""
    count = None
    if behind := _COUNT_BEHIND.search(text):
        count, text = int(behind[1]), text[: behind.start()]
    if joint := _JOINT.search(text):
        head, items = text[: joint.start()], text[joint.end() :]
        before = _quantity(tokens(head))
        paired = both(tokens(f"{head} x"))
        if paired and TOKEN.search(items):
            return Heading(items, count, paired[0][:-2], paired[1][:-2])
        if TOKEN.search(items) and before is not None:
            return Heading(items, before[1] if before[1] is not None else count, before[0])
        if TOKEN.search(items) and _is_noun(head):
            return Heading(items, count, head.strip())
        return Heading(text, count)
    words = tokens(text)
    before = _quantity(words)
    if before is not None and before[2] < len(words.plain):
        return Heading(words.since(before[2]), before[1] if before[1] is not None else count, before[0])
    return Heading(text, count)


def _quantity(words: Tokens) -> tuple[str, int | None, int] | None:
    """(prefix, number, words read) of "Party committees of the 3 wards"; None when no quantity is said."""
    known = vocabulary()
    if begins(words.plain, known.any_position) or begins(words.plain, known.management):
        return None
    for at in range(min(len(words.plain), 8)):
        end = at + quantifier(words, at)
        number = None
        if end < len(words.plain) and words.plain[end].isdigit() and len(words.plain[end]) < 4:
            number, end = int(words.plain[end]), end + 1
        elif count := begins(words.plain, known.any_count, end):
            number, end = known.counts[words.plain[end : end + count]], end + count
        noun = _noun_length(words, end) if end > at else 0
        if noun == 0 or (at and number is not None and not _is_role(words.upto(at))):
            continue
        prefix = (
            ""
            if words.plain[end : end + noun] in known.any_noun
            else words.text[words.spans[end][0] : words.spans[end + noun - 1][1]]
        )
        close = end + noun
        while more := begins(words.plain, known.list_words, close):
            close += more
        return f"{words.upto(at)} {prefix}".strip(), number, close
    return None


def _noun_length(words: Tokens, start: int) -> int:
    """How many words from `start` are a noun that every name of a list may share."""
    for end in range(min(len(words.plain), start + 6), start, -1):
        noun = words.text[words.spans[start][0] : words.spans[end - 1][1]]
        if words.plain[start:end] in vocabulary().any_noun or _is_noun(noun):
            return end - start
    return 0


def _is_role(text: str) -> bool:
    return plain_words(text) in vocabulary().unions or any(form.said and not form.rest for form in forms(text))


def _is_noun(text: str) -> bool:
    """Whether a text is a role, a level, a kind of school or a numbered noun, or a role with one of these."""
    if plain_words(text) in vocabulary().unions:
        return True
    for form in forms(text):
        plain = tuple(word.plain for word in form.rest)
        if not plain and form.said:
            return True
        level = level_at(form.rest, 0)
        if plain and (level == len(plain) or plain in vocabulary().schools or plain in vocabulary().numbered):
            return True
    return plain_words(text) == ("truong",)


def prefixes(name: str) -> list[str]:
    """What the next name of a list may share with this one, longest first: "cell of street group", "cell"."""
    words = tokens(name)
    levels = [tuple(word.plain for word in level) for level in vocabulary().levels]
    at_level: set[int] = set()
    for end in range(2, len(words.plain)):
        if length := Phrases(levels).longest_end(words.plain, end):
            at_level |= {end, end - length}
    return [
        words.upto(end) for end in range(len(words.plain) - 1, 0, -1) if end in at_level or _is_noun(words.upto(end))
    ]


def has_role(name: str) -> bool:
    """Whether the name says an organ itself."""
    return any(form.said for form in forms(name)) or begins(tokens(name).plain, vocabulary().unions) > 0


def is_place(name: str) -> bool:
    """Whether the name is a level and a place, without any organ: "ward X"."""
    return not has_role(name) and any(form.level_length for form in forms(name))


def begins_with_of(name: str) -> bool:
    """Whether the name is said to be what something before it belongs to."""
    return bool(begins(tokens(name).plain, _OF))
