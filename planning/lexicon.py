"""The lexicon of topics as a value: which phrases and documents say which topic, from when to when.

What is shipped stands in `data/topics.json`; an office's own additions and removals are put on top (`with_changes`).
In a phrase "*" stands for up to four words.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, cached_property
from importlib.resources import files
from typing import Any

from planning.documents import Document, documents_in
from planning.text import Word, clean, fold, word

ANY = "*"
_WORD = re.compile(r"[0-9]+|[^\W\d_]+")
_PART = re.compile(r"\*|[0-9]+|[^\W\d_]+")
_LINKING = frozenset({"va", "cac"})


@dataclass(frozen=True, slots=True)
class Validity:
    """From one day to another, both inclusive; None: no end known."""

    valid_from: date | None = None
    valid_to: date | None = None

    def holds(self, on: date | None) -> bool:
        """Whether it is in force on a day; on no day in particular: always."""
        return self.begun(on) and (on is None or self.valid_to is None or on <= self.valid_to)

    def begun(self, on: date | None) -> bool:
        return on is None or self.valid_from is None or self.valid_from <= on


ALWAYS = Validity()


@dataclass(frozen=True, slots=True)
class TopicDocument:
    """A document that says its topic by its number alone. One that was replaced goes on saying it, until its number
    is given to another: past years are inspected, too."""

    document: Document
    validity: Validity = ALWAYS


@dataclass(frozen=True, slots=True)
class Topic:
    """A topic (chu de). `phrases` in the words people write."""

    id: str
    name: str
    phrases: tuple[str, ...] = ()
    documents: tuple[TopicDocument, ...] = ()
    validity: Validity = ALWAYS


@dataclass(frozen=True, slots=True)
class Change:
    """What an office changed: a phrase added to or (`removed`) taken from a topic; `name`: of a topic of its own."""

    topic: str
    phrase: str = ""
    removed: bool = False
    name: str = ""


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase ready for comparing: folded words, or "*"; and every topic it says."""

    words: tuple[Word | str, ...]
    topics: frozenset[str]
    plain: frozenset[str]  # its folded words: a text without one of them need not be looked at

    @property
    def weight(self) -> int:
        """How much it says: the longer takes its words from the shorter."""
        return sum(part != ANY for part in self.words)


@dataclass(frozen=True, eq=False)
class Lexicon:
    """Compared by identity: one is made when the office's changes are read, and asked many times."""

    topics: Mapping[str, Topic]
    short: Mapping[str, tuple[Word, ...]]  # abbreviations of one word, in full
    general: frozenset[str]  # folded words that say nothing by themselves
    vague: tuple[tuple[str, ...], ...]  # the same for several words together
    leading: tuple[tuple[str, ...], ...]  # longest first
    nothing: tuple[str, ...]  # phrases that look like a topic's and are none

    def with_changes(self, changes: Iterable[Change]) -> Lexicon:
        """This lexicon with an office's changes, in their order."""
        topics = dict(self.topics)
        for change in changes:
            topic = topics.get(change.topic) or Topic(change.topic, change.name)
            phrases = [said for said in topic.phrases if fold(said) != fold(change.phrase)]
            if change.phrase and not change.removed:
                phrases.append(change.phrase)
            topics[change.topic] = replace(topic, name=change.name or topic.name, phrases=tuple(phrases))
        return replace(self, topics=topics)

    def line(self, text: str) -> tuple[Word, ...]:
        """The words of a text in full, without those that only link: a list reads the same with commas and "and"."""
        found: list[Word] = []
        for said in _WORD.findall(clean(text)):
            one = word(said)
            full = self.short.get(one.plain)
            found += full if full else () if one.plain in _LINKING else (one,)
        return tuple(found)

    @cached_property
    def phrases(self) -> Mapping[str, tuple[Phrase, ...]]:
        """Every phrase by its first folded word; those of `nothing` say no topic."""
        topics: dict[tuple[Word | str, ...], set[str]] = {self._parts(said): set() for said in self.nothing}
        for topic in self.topics.values():
            for said in topic.phrases:
                if parts := self._parts(said):
                    topics.setdefault(parts, set()).add(topic.id)
        found: dict[str, list[Phrase]] = {}
        for parts, ids in topics.items():
            first = parts[0]
            if isinstance(first, Word):
                found.setdefault(first.plain, []).append(Phrase(parts, frozenset(ids), _plain(parts)))
        return {first: tuple(many) for first, many in found.items()}

    @cached_property
    def documents(self) -> Mapping[tuple[str, str], tuple[tuple[TopicDocument, str], ...]]:
        """Documents with their topics, by number and type."""
        found: dict[tuple[str, str], list[tuple[TopicDocument, str]]] = {}
        for topic in self.topics.values():
            for one in topic.documents:
                found.setdefault((one.document.number, one.document.code), []).append((one, topic.id))
        return {key: tuple(many) for key, many in found.items()}

    def _parts(self, said: str) -> tuple[Word | str, ...]:
        parts: list[Word | str] = []
        for part in _PART.findall(clean(said)):
            parts += (ANY,) if part == ANY else self.line(part)
        while parts and parts[0] == ANY:
            del parts[0]
        while parts and parts[-1] == ANY:
            del parts[-1]
        return tuple(parts)


def _plain(parts: tuple[Word | str, ...]) -> frozenset[str]:
    return frozenset(part.plain for part in parts if isinstance(part, Word))


@cache
def shipped() -> Lexicon:
    """The lexicon of `data/topics.json`."""
    data = json.loads(files("planning").joinpath("data/topics.json").read_text(encoding="utf-8"))
    bare = Lexicon({}, {}, frozenset(), (), (), ())
    leading = [tuple(w.plain for w in bare.line(said)) for said in data["leading"]]
    return Lexicon(
        topics={topic["id"]: _topic(topic) for topic in data["topics"]},
        short={fold(said): bare.line(full) for said, full in data["short"].items()},
        general=frozenset(w.plain for said in data["general"] for w in bare.line(said)),
        vague=tuple(tuple(w.plain for w in bare.line(said)) for said in data["vague"]),
        leading=tuple(sorted(leading, key=len, reverse=True)),
        nothing=tuple(data["nothing"]),
    )


def _topic(row: Mapping[str, Any]) -> Topic:
    documents = []
    for said in row.get("documents", ()):
        key = said if isinstance(said, str) else said["key"]
        dates = ALWAYS if isinstance(said, str) else _validity(said)
        documents += [TopicDocument(document, dates) for document in documents_in(key)]
    return Topic(row["id"], row["name"], tuple(row["phrases"]), tuple(documents), _validity(row))


def _validity(row: Mapping[str, Any]) -> Validity:
    start, end = row.get("from"), row.get("to")
    return Validity(date.fromisoformat(start) if start else None, date.fromisoformat(end) if end else None)
