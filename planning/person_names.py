"""Does a text name a person? Subjects are organisations, and members by their position, never by name.

A sign is a family name with one to four more names where no organisation is spoken of: behind a form of address
("comrade", "Mr"), behind a position ("chairman of the commune's committee"), or alone between signs. Schools, streets
and wards that are named after people are none: what stands behind a word for them, what the directory knows, and names
that places bear everywhere. A word without accents may be any with them, but then a name needs more to be one.
"""

from __future__ import annotations

from dataclasses import dataclass

from planning.names.tokens import Tokens, tokens
from planning.names.vocabulary import Plain, begins, name_word, vocabulary
from planning.person_words import person_words
from planning.text import clean

_LONGEST = 5  # words of a name


@dataclass(frozen=True, slots=True)
class _Line:
    words: Tokens
    known: str
    shouted: bool
    first_post: int  # where the first position ends; behind the text for none
    last_post: int  # where the last begins; -1 for none


@dataclass(frozen=True, slots=True)
class _Name:
    """The words from `at` on that can be one name. `middle`: the second is a middle name, and not the last."""

    at: int
    plain: Plain
    capital: bool
    middle: bool
    sure: bool  # the family name was typed with its accents, or is hardly another word without them

    @property
    def end(self) -> int:
        return self.at + len(self.plain)

    @property
    def only_people(self) -> bool:
        return self.middle and self.sure and self.plain[1] in person_words().only_middle


def person_named(text: str, known: str = "") -> bool:
    """Whether a person is named. `known`: the names of all organisations as plain words, " a b | c d " (a directory's
    `NameIndex.phrases`). Linear in the length; never raises."""
    said = clean(text)
    words = tokens.__wrapped__(said)  # not remembered: it may be what must not be kept
    posts = [(at, at + n) for at in range(len(words.plain)) if (n := person_words().posts.at(words, at))]
    first, last = (posts[0][1], posts[-1][0]) if posts else (len(words.plain), -1)
    line = _Line(words, known, said.isupper(), first, last)
    return any(_person_at(line, at) for at in range(len(words.plain)))


def _person_at(line: _Line, at: int) -> bool:
    words, known = line.words, person_words()
    family = known.families.at(words, at) > 0
    address = _address(words, at, family=family)
    if not (family or address):
        return False
    name = _name(line, at)
    exception = known.not_persons.at(words, at) or (at and known.not_persons.at(words, at - 1) > 1)
    if not name.plain or exception or _of_organisation(name.plain) or _is_known(name.plain, line.known):
        return False
    if not family:
        short = words.said(at).isupper() and len(words.said(at)) > 1
        given = all(words.said(place)[0].isupper() for place in range(at, name.end))
        other = begins(name.plain, known.inside) or begins(name.plain, known.stops)
        return given and not short and not other and not line.shouted and len(name.plain) < 5 and _ends(words, name.end)
    if len(name.plain) < 2:
        return False
    if address:
        return words.said(at)[0].isupper() or (name.middle and (name.sure or address > 1))
    return _behind_post(line, name) or _alone(line, name)


def _behind_post(line: _Line, name: _Name) -> bool:
    """Whether it is the name of the holder of a position, with or without the organisation between."""
    words, known, at = line.words, person_words(), name.at
    post = known.posts.before(words, at)
    bearer = 0 if _sign(words, at) else known.bearers.before(words, at)
    if line.first_post > at:
        return False
    if bearer and bearer >= post:
        # "chairman of the committee of commune Nguyen Van A": only few communes have such names
        of_place = known.places.longest_end(words.plain, at) == bearer
        organ = known.stops.longest_end(words.plain, at - bearer)
        return bool(of_place and organ) and name.only_people and not known.namesakes.at(words, at)
    if (name.only_people or (name.middle and name.sure and name.capital)) and not _is_part(words, at):
        return True
    if not post or (name.plain[0] in known.word_families and not name.middle):
        return False
    whole = name.plain[0] in known.plain_families and len(name.plain) < 5 and _ends(words, name.end)
    return name.capital or whole


def _alone(line: _Line, name: _Name) -> bool:
    """Whether it is a name by itself, between two signs, positions or organs."""
    words, known, at = line.words, person_words(), name.at
    free = at == 0 or _sign(words, at) or known.stops.longest_end(words.plain, at) > 0
    if not free or not _ends(words, name.end) or len(name.plain) > 4:
        return False
    if known.streets.before(words, _list_start(words, at)):
        return False
    held = line.first_post <= at or line.last_post >= name.end  # somebody's position is spoken of
    if name.plain[0] in known.word_families:
        return name.only_people
    if len(name.plain) == 2 or not name.middle:
        return name.capital and held
    return name.capital or (name.only_people and (held or at == 0))


def _name(line: _Line, at: int) -> _Name:
    """Side by side, no position or organ, and all with capitals when the first two have."""
    words, known = line.words, person_words()
    capital = all(words.said(place)[0].isupper() for place in range(at, min(at + 2, len(words.plain))))
    end = at
    while end < len(words.plain) and end - at < _LONGEST and words.said(end).isalpha():
        if end > at and (begins(words.plain, known.stops, end) or words.gap(end).strip(" .")):
            break
        if capital and not words.said(end)[0].isupper():
            break
        end += 1
    plain = words.plain[at:end]
    middle = len(plain) > 2 and known.middle.at(words, at + 1) > 0
    said = name_word(words.said(at)).marked
    spelled = any(phrase.words[0].marked == said for phrase in known.families.first.get(words.plain[at], ()))
    sure = spelled or words.plain[at] in known.plain_families
    return _Name(at, plain, capital and not line.shouted, middle, sure)


def _address(words: Tokens, at: int, *, family: bool) -> int:
    """How many words of a form of address stand right before. One of a single syllable may be part of a place's name
    ("Ba Dinh"): its accents count where there are any, and before no family name where it stands, too."""
    length = person_words().honorifics.before(words, at)
    if not length or words.gap(at).strip(" :."):
        return 0
    start = at - length
    spelled = name_word(words.said(start)).marked in person_words().honorific_spellings
    if length > 1 or (family and (spelled or words.text.isascii())):
        return length
    begun = start == 0 or _sign(words, start) or not words.said(start)[0].isupper()
    return length if spelled and begun else 0


def _is_part(words: Tokens, at: int) -> bool:
    """Whether the word before is one that organisations are called by, so that a name behind it is theirs."""
    before = words.plain[at - 1]
    if _sign(words, at) or person_words().stops.longest_end(words.plain, at):
        return False
    return before in vocabulary().abbreviations or before in vocabulary().spellings


def _sign(words: Tokens, at: int) -> bool:
    """Whether more than a space stands before the word."""
    gap = words.gap(at)
    return "\n" in gap or gap.strip() != ""


def _ends(words: Tokens, end: int) -> bool:
    """Whether a sign, a position, or the end of the text stands there."""
    return end >= len(words.plain) or _sign(words, end) or begins(words.plain, person_words().stops, end) > 0


def _list_start(words: Tokens, at: int) -> int:
    """Where a list of names with capitals begins, of which the one at `at` is a later one."""
    while at > 0 and (words.said(at - 1)[0].isupper() or words.plain[at - 1] == "va"):
        at -= 1
    return at


def _is_known(name: Plain, known: str) -> bool:
    said = " ".join(name)
    return f" {said} " in known if len(name) > 1 else f"| {said} |" in known


def _of_organisation(name: Plain) -> bool:
    """Whether the words speak of an organisation: begin as one does, or hold a level or a kind of school."""
    known = person_words()
    return begins(name, known.starts) > 0 or any(begins(name, known.inside, at) for at in range(1, len(name)))
