"""Is it the same content? Document number first, then a lexicon of themes, then identical words.

Words that are only alike never make two contents the same; why they are the same is always said.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import lru_cache

from planning.documents import Document, documents_and_rest
from planning.lexicon import Lexicon, Phrase, shipped
from planning.text import Word, clean, same_words, says, words

_GAP = 4
_KNOWN_BARE = frozenset({"NQ", "CT"})  # types whose number is used without its issuer when everybody knows it


@dataclass(frozen=True, slots=True)
class ContentReading:
    """`documents` as "57-NQ/TW" or "NQ 98", `topics` as ids; `vague`: nothing but general words."""

    documents: frozenset[str]
    topics: frozenset[str]
    vague: bool


@dataclass(frozen=True, slots=True)
class Content:
    """A content with the topics somebody confirmed for it; None: nobody did, the proposed ones count."""

    text: str
    topics: frozenset[str] | None = None


class SameBecause(StrEnum):
    """Why two contents are the same."""

    DOCUMENT = "document"
    TOPIC = "topic"
    WORDS = "words"


@dataclass(frozen=True, slots=True)
class Shared:
    """What two contents share; `keys` are made to be shown: documents, names of topics, or the words."""

    because: SameBecause
    keys: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class _Read:
    documents: tuple[Document, ...]  # completed by the issuer where everybody knows it
    said: frozenset[str]  # topics that are said in words
    topics: frozenset[str]
    vague: bool


def topic_name(topic: str, lexicon: Lexicon | None = None) -> str:
    """The Vietnamese name of a topic; its id when the lexicon does not know it any more."""
    known = (lexicon or shipped()).topics.get(topic)
    return known.name if known else topic


def read_content(text: str, lexicon: Lexicon | None = None, *, on: date | None = None) -> ContentReading:
    """The documents and topics a content names, by what is valid on a day (None: by all that ever was)."""
    read = _read(text, lexicon or shipped(), on)
    return ContentReading(frozenset(document.key for document in read.documents), read.topics, read.vague)


def reading_of(content: Content, lexicon: Lexicon | None = None, *, on: date | None = None) -> ContentReading:
    """The same with what somebody confirmed: confirmed topics take the place of the proposed ones."""
    read = read_content(content.text, lexicon, on=on)
    return read if content.topics is None else replace(read, topics=content.topics, vague=False)


def same_content(
    a: str | Content, b: str | Content, lexicon: Lexicon | None = None, *, on: date | None = None
) -> Shared | None:
    """What makes two contents the same, the strongest reason; None when nothing certain does."""
    lexicon = lexicon or shipped()
    one, other = _of(a, lexicon, on), _of(b, lexicon, on)
    a, b = (each.text if isinstance(each, Content) else each for each in (a, b))
    documents = {
        _fuller(x, y).key
        for x in one.documents
        for y in other.documents
        if x.may_be(y) and not _another_of_its_number(x, one, other, lexicon, on)
    }
    if documents:
        return Shared(SameBecause.DOCUMENT, tuple(sorted(documents)))
    topics = one.topics & other.topics
    if topics:
        return Shared(SameBecause.TOPIC, tuple(sorted(topic_name(topic, lexicon) for topic in topics)))
    same = same_words(a, b) or (_own_words(a, lexicon) == _own_words(b, lexicon) and not one.vague)
    if same and words(a):
        return Shared(SameBecause.WORDS, (min(clean(a), clean(b)),))
    return None


def _of(content: str | Content, lexicon: Lexicon, on: date | None) -> _Read:
    if isinstance(content, str):
        return _read(content, lexicon, on)
    read = _read(content.text, lexicon, on)
    return read if content.topics is None else replace(read, topics=content.topics, said=content.topics, vague=False)


def _fuller(a: Document, b: Document) -> Document:
    return a if a.issuer else b


def _another_of_its_number(document: Document, one: _Read, other: _Read, lexicon: Lexicon, on: date | None) -> bool:
    """A number that two terms gave to two documents, and the words around it say that two are meant."""
    return len(_topics_of(document, lexicon, on)) > 1 and bool(one.said and other.said) and not one.said & other.said


@lru_cache(maxsize=8192)
def _read(text: str, lexicon: Lexicon, on: date | None) -> _Read:
    found, rest = documents_and_rest(text)
    documents = tuple(dict.fromkeys(_completed(document, lexicon, on) for document in found))
    line = lexicon.line(rest)
    said = frozenset(t for t in _topics_said(line, lexicon) if lexicon.topics[t].validity.holds(on))
    by_number: set[str] = set()
    for document in documents:
        topics = _topics_of(document, lexicon, on)
        by_number |= (topics & said) or topics
    topics = said | by_number
    return _Read(documents, said, topics, not documents and not topics and _says_nothing(line, lexicon))


def _completed(document: Document, lexicon: Lexicon, on: date | None) -> Document:
    """A document everybody knows by its number, with its issuer."""
    if document.issuer or document.code not in _KNOWN_BARE:
        return document
    known = {one.document for one, _ in lexicon.documents.get((document.number, document.code), ())}
    return known.pop() if len(known) == 1 else document


def _topics_of(document: Document, lexicon: Lexicon, on: date | None) -> frozenset[str]:
    """Topics of a known document: by the entries in force, else by those that were."""
    named = document.issuer or document.rule or document.code in _KNOWN_BARE | {"KL", "NQTW", "\u0110A"}
    if not named:
        return frozenset()
    known = lexicon.documents.get((document.number, document.code), ())
    meant = [(one, topic) for one, topic in known if document.may_be(one.document) and one.validity.begun(on)]
    in_force = [(one, topic) for one, topic in meant if one.validity.holds(on)]
    return frozenset(topic for _, topic in in_force or meant)


def _topics_said(line: tuple[Word, ...], lexicon: Lexicon) -> set[str]:
    """Topics by their phrases; a longer phrase takes its words from the shorter ones inside it."""
    found: list[tuple[int, tuple[int, ...], frozenset[str]]] = []
    there = {w.plain for w in line}
    phrases = {first: [phrase for phrase in lexicon.phrases.get(first, ()) if phrase.plain <= there] for first in there}
    for start, first in enumerate(line):
        for phrase in phrases[first.plain]:
            found += [(-phrase.weight, places, phrase.topics) for places in _places(line, start, phrase)]
    topics: set[str] = set()
    taken: set[int] = set()
    for _, places, ids in sorted(found, key=lambda one: one[:2]):
        if not taken.issuperset(places):
            taken.update(places)
            topics |= ids
    return topics


def _places(line: tuple[Word, ...], start: int, phrase: Phrase) -> Iterator[tuple[int, ...]]:
    """Where the phrase's words stand, from `start`; at a gap the nearest place that fits."""
    places: list[int] = []
    at, gap = start, 0
    for part in phrase.words:
        if isinstance(part, str):
            gap = _GAP
            continue
        reach = range(at, min(at + gap + 1, len(line)))
        place = next((p for p in reach if says(line[p], part)), None)
        if place is None:
            return
        places.append(place)
        at, gap = place + 1, 0
    yield tuple(places)


def _says_nothing(line: tuple[Word, ...], lexicon: Lexicon) -> bool:
    """Nothing but general words, general expressions and years."""
    said = [w.plain for w in line]
    at = 0
    while at < len(said):
        longest = max((len(e) for e in lexicon.vague if tuple(said[at : at + len(e)]) == e), default=0)
        if not longest and said[at] not in lexicon.general and not _is_year(said[at]):
            return False
        at += longest or 1
    return True


@lru_cache(maxsize=2048)
def _own_words(text: str, lexicon: Lexicon) -> tuple[str, ...]:
    """The folded words without the usual beginning ("the work of", "leading and carrying out")."""
    own = tuple(w.plain for w in lexicon.line(text))
    while start := next((p for p in lexicon.leading if own[: len(p)] == p and len(own) > len(p)), ()):
        own = own[len(start) :]
    return own


def _is_year(said: str) -> bool:
    return said.isdigit() and len(said) == 4
