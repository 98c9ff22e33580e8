"""Whether a text names a person: subjects are organisations, and members by their position, never by name.

A sign for a person is a form of address with a name behind it, or a family name with one or two more names where no
organisation is spoken of. Schools and wards that are named after people are no sign: what the directory knows, and what
stands behind a word for an organisation ("school X", "ward X").
"""

from __future__ import annotations

import json
from functools import cache
from importlib.resources import files

from planning.names.tokens import Tokens, honorific, tokens
from planning.names.vocabulary import Plain, begins, plain_words, vocabulary

_MOST_NAMES = 5


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    """Family names and usual middle names, folded."""
    data = json.loads(files("planning").joinpath("data/family_names.json").read_text(encoding="utf-8"))
    families, middle = ({plain for name in data[key] for plain in plain_words(name)} for key in ("families", "middle"))
    return frozenset(families), frozenset(middle)


@cache
def _duties() -> tuple[Plain, ...]:
    words = vocabulary()
    phrases = [phrase for phrase, _ in (*words.positions, *words.roles)]
    return tuple(sorted((*phrases, *words.management, ("va",)), key=lambda phrase: -len(phrase)))


def names_person(text: str, known: str = "") -> bool:
    """Whether a person is named. `known`: the names of all organisations as plain words, " a b | c d "."""
    words = tokens(text)
    return any(_person_at(words, at, known) for at in range(len(words.plain)))


def _person_at(words: Tokens, at: int, known: str) -> bool:
    free = at == 0 or words.gap(at).strip() != "" or _is_duty_before(words, at)
    if not free:
        return False
    if address := honorific(words, at):
        return _is_name(words, at + address, known, addressed=True)
    return _is_name(words, at, known, addressed=False)


def _is_duty_before(words: Tokens, at: int) -> bool:
    before = words.plain[:at]
    return any(before[-len(phrase) :] == phrase for phrase in (*_duties(), *vocabulary().honorifics)) or (
        words.said(at - 1).lower() in vocabulary().honorifics_marked
    )


def _is_name(words: Tokens, start: int, known: str, *, addressed: bool) -> bool:
    end = start
    while end < len(words.plain) and end - start < _MOST_NAMES and words.said(end).isalpha():
        if begins(words.plain[end:], _duties()) or (end > start and words.gap(end).strip()):
            break
        end += 1
    run = words.plain[start:end]
    if not run or f" {' '.join(run)} " in known or _of_organisation(run):
        return False
    families, middle = _names()
    capital = all(words.said(at)[0].isupper() for at in range(start, end))
    if addressed:
        return (run[0] in families and len(run) >= 2 and (capital or run[1] in middle)) or (capital and len(run) <= 4)
    if run[0] not in families or len(run) > 4:
        return False
    with_duty = begins(words.plain, [phrase for phrase, _ in vocabulary().positions]) or words.find(
        [phrase for phrase, _ in vocabulary().positions], end
    )
    if len(run) >= 3:
        return capital or (run[1] in middle and (bool(with_duty) or start == 0))
    return len(run) == 2 and capital and bool(with_duty)


def _of_organisation(run: Plain) -> bool:
    """Whether the words speak of an organisation: begin as one does, or hold a level or a kind of school."""
    words = vocabulary()
    levels = [tuple(word.plain for word in level) for level in words.levels]
    inside = any(begins(run[at:], (*levels, *words.schools)) for at in range(1, len(run)))
    return inside or bool(begins(run, (*words.unions, *words.before_organisation, *words.any_noun, *words.numbered)))
