"""A position that was typed without accents, in its proper spelling: by the vocabulary and the unit's own names."""

from __future__ import annotations

from planning.names.tokens import Tokens, tokens
from planning.names.vocabulary import TOKEN, plain_words, vocabulary
from planning.organisation import Unit


def spelled_position(text: str, unit: Unit | None) -> str:
    """ "Bi thu chi bo quan su" with its accents; as typed when it has some, or when no name of the unit has its words.

    The position's own words are spelled in any case.
    """
    words = tokens(text)
    if not text.isascii() or not words.plain:
        return text
    said = _longest(words)
    rest = words.since(len(said.split()))
    name = _name(rest, unit) if unit and rest else None
    return " ".join(part for part in (said, name or rest) if part) if said else text


def _longest(words: Tokens) -> str:
    """The position at the beginning as it is written."""
    for phrase in sorted(vocabulary().position_spellings, key=len, reverse=True):
        plain = plain_words(phrase)
        if words.plain[: len(plain)] == plain and len(plain) == len(phrase.split()):
            return phrase
    return ""


def _name(rest: str, unit: Unit) -> str | None:
    """The words in one of the unit's names, or at its end, as they are written there."""
    wanted = tokens(rest).plain
    for name in (unit.name, *unit.aliases):
        found = list(TOKEN.finditer(name))
        plain = tokens(name).plain
        for start in range(len(plain) - len(wanted) + 1):
            if plain[start : start + len(wanted)] == wanted:
                return name[found[start].start() : found[start + len(wanted) - 1].end()]
    return None
