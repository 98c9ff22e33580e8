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
from planning.names.vocabulary import Phrases, Plain, begins, plain_words, vocabulary

_MOST_NAMES = 5


@cache
def _names() -> tuple[frozenset[str], frozenset[str]]:
    """Family names and usual middle names, folded."""
    data = json.loads(files("planning").joinpath("data/family_names.json").read_text(encoding="utf-8"))
    families, middle = ({plain for name in data[key] for plain in plain_words(name)} for key in ("families", "middle"))
    return frozenset(families), frozenset(middle)


@cache
def _duties() -> Phrases:
    words = vocabulary()
    return Phrases((*words.any_position, *words.any_role, *words.management, ("va",)))


@cache
def _organisations() -> tuple[Phrases, Phrases]:
    """How an organisation's name begins; what only stands in one."""
    words = vocabulary()
    levels = [tuple(word.plain for word in level) for level in words.levels]
    starts = Phrases((*words.unions, *words.before_organisation, *words.any_noun, *words.numbered))
    return starts, Phrases((*levels, *words.schools))


def names_person(text: str, known: str = "") -> bool:
    """Whether a person is named. `known`: the names of all organisations as plain words, " a b | c d "."""
    words = tokens(text)
    last_duty = max(
        (at for at in range(len(words.plain)) if begins(words.plain, vocabulary().any_position, at)), default=-1
    )
    return any(_person_at(words, at, known, last_duty) for at in range(len(words.plain)))


def _person_at(words: Tokens, at: int, known: str, last_duty: int) -> bool:
    free = at == 0 or words.gap(at).strip() != "" or _is_duty_before(words, at)
    if not free and not _plainly_a_name(words, at):
        return False
    if address := honorific(words, at):
        return _is_name(words, at + address, known, last_duty, addressed=True)
    return _is_name(words, at, known, last_duty, addressed=False)


def _plainly_a_name(words: Tokens, at: int) -> bool:
    """A family name with a middle name only people have, behind the position and place of whoever bears it."""
    families, middle = _names()
    if words.plain[at] not in families or at + 2 >= len(words.plain) or words.plain[at + 1] not in middle:
        return False
    before = words.plain[at - 1]
    of_organisation = before in vocabulary().abbreviations or before in vocabulary().spellings
    return not of_organisation and begins(words.plain, vocabulary().any_position) > 0


def _is_duty_before(words: Tokens, at: int) -> bool:
    ending = _duties().longest_end(words.plain, at) or vocabulary().honorifics.longest_end(words.plain, at)
    return bool(ending) or words.said(at - 1).lower() in vocabulary().honorifics_marked


def _is_name(words: Tokens, start: int, known: str, last_duty: int, *, addressed: bool) -> bool:
    run = _run(words, start)
    families, middle = _names()
    if not run or (not addressed and run[0] not in families):
        return False
    capital = all(words.said(at)[0].isupper() for at in range(start, start + len(run)))
    with_duty = begins(words.plain, vocabulary().any_position) > 0 or last_duty >= start + len(run)
    if addressed:
        sign = (run[0] in families and len(run) >= 2 and (capital or run[1] in middle)) or (capital and len(run) <= 4)
    elif len(run) >= 3:
        sign = len(run) <= 4 and (capital or (run[1] in middle and (with_duty or start == 0)))
    else:
        sign = len(run) == 2 and capital and with_duty
    return sign and not _of_organisation(run) and f" {' '.join(run)} " not in known


def _run(words: Tokens, start: int) -> Plain:
    """The words from here to the next punctuation or duty, as many as a name can have."""
    end = start
    while end < len(words.plain) and end - start < _MOST_NAMES and words.said(end).isalpha():
        if begins(words.plain, _duties(), end) or (end > start and words.gap(end).strip()):
            break
        end += 1
    return words.plain[start:end]


def _of_organisation(run: Plain) -> bool:
    """Whether the words speak of an organisation: begin as one does, or hold a level or a kind of school."""
    starts, inside = _organisations()
    return begins(run, starts) > 0 or any(begins(run, inside, at) for at in range(1, len(run)))
