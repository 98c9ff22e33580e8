"""Is it the same content? Document number first, then a lexicon of themes, then identical words.

Words that are only alike never make two contents the same; why they are the same is always said.
Lexicon: `data/topics.json`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import cache, lru_cache
from importlib.resources import files

from planning.documents import Document, documents_in
from planning.text import Word, clean, same_words, word, words

_WORD = re.compile(r"[0-9]+|[^\W\d_]+")
_LINKING = frozenset({"va", "cac"})


@dataclass(frozen=True, slots=True)
class ContentReading:
    """`documents` as "57-NQ/TW" or "NQ 57", `topics` as ids; `vague`: nothing but general words."""

    documents: frozenset[str]
    topics: frozenset[str]
    vague: bool


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
class _Phrase:
    words: tuple[Word, ...]
    topic: str


@dataclass(frozen=True, slots=True)
class _Lexicon:
    names: Mapping[str, str]
    phrases: Mapping[str, tuple[_Phrase, ...]]  # by their first folded word
    documents: tuple[tuple[Document, str], ...]
    general: frozenset[str]
    leading: tuple[tuple[str, ...], ...]  # longest first


def topic_name(topic: str) -> str:
    """The Vietnamese name of a topic."""
    return _lexicon().names[topic]


@lru_cache(maxsize=4096)
def read_content(text: str) -> ContentReading:
    """The documents and topics a content names."""
    line = _line(text)
    documents = documents_in(text)
    topics = frozenset(_topics_said(line)) | frozenset(_topics_of(documents))
    general = _lexicon().general
    vague = not documents and not topics and all(w.plain in general or _is_year(w.plain) for w in line)
    return ContentReading(frozenset(document.key for document in documents), topics, vague)


def same_content(a: str, b: str) -> Shared | None:
    """What makes two contents the same, the strongest reason; None when nothing certain does."""
    theirs = documents_in(b)
    documents = {_fuller(x, y).key for x in documents_in(a) for y in theirs if x.may_be(y)}
    if documents:
        return Shared(SameBecause.DOCUMENT, tuple(sorted(documents)))
    topics = read_content(a).topics & read_content(b).topics
    if topics:
        return Shared(SameBecause.TOPIC, tuple(sorted(map(topic_name, topics))))
    same = same_words(a, b) or (_own_words(a) == _own_words(b) and not read_content(a).vague)
    if same and words(a):
        return Shared(SameBecause.WORDS, (clean(a),))
    return None


def _fuller(a: Document, b: Document) -> Document:
    return a if a.issuer else b


def _line(text: str) -> tuple[Word, ...]:
    """The words without those that only link, so that a list reads the same with commas and with "and"."""
    found = (word(said) for said in _WORD.findall(clean(text)))
    return tuple(w for w in found if w.plain not in _LINKING)


def _topics_said(line: tuple[Word, ...]) -> set[str]:
    """Topics by their phrases; a longer phrase takes its words from the shorter ones inside it."""
    found: list[tuple[int, int, str]] = []
    for start, first in enumerate(line):
        for phrase in _lexicon().phrases.get(first.plain, ()):
            end = start + len(phrase.words)
            if end <= len(line) and all(map(Word.may_be, line[start:end], phrase.words)):
                found.append((start - end, start, phrase.topic))
    topics: set[str] = set()
    taken: set[int] = set()
    for length, start, topic in sorted(found):
        places = range(start, start - length)
        if taken.isdisjoint(places):
            taken.update(places)
            topics.add(topic)
    return topics


def _topics_of(documents: Iterable[Document]) -> set[str]:
    """Topics of documents everybody knows by number; of a decision only when its issuer is said."""
    known = _lexicon().documents
    return {
        topic
        for document in documents
        for other, topic in known
        if document.may_be(other) and (document.issuer or document.code in {"NQ", "CT"})
    }


@lru_cache(maxsize=2048)
def _own_words(text: str) -> tuple[str, ...]:
    """The folded words without the usual beginning ("the work of", "leading and carrying out")."""
    own = tuple(w.plain for w in _line(text))
    while start := next((p for p in _lexicon().leading if own[: len(p)] == p and len(own) > len(p)), ()):
        own = own[len(start) :]
    return own


def _is_year(said: str) -> bool:
    return said.isdigit() and len(said) == 4


@cache
def _lexicon() -> _Lexicon:
    data = json.loads(files("planning").joinpath("data/topics.json").read_text(encoding="utf-8"))
    phrases: dict[str, list[_Phrase]] = {}
    for topic in data["topics"]:
        for said in topic["phrases"]:
            line = _line(said)
            phrases.setdefault(line[0].plain, []).append(_Phrase(line, topic["id"]))
    leading = [tuple(w.plain for w in _line(said)) for said in data["leading"]]
    return _Lexicon(
        names={topic["id"]: topic["name"] for topic in data["topics"]},
        phrases={first: tuple(many) for first, many in phrases.items()},
        documents=tuple(
            (d, t["id"]) for t in data["topics"] for key in t.get("documents", ()) for d in documents_in(key)
        ),
        general=frozenset(w.plain for said in data["general"] for w in _line(said)),
        leading=tuple(sorted(leading, key=len, reverse=True)),
    )
