"""The words by which a person's name is seen: `data/person_names.json`, and the positions of `data/unit_words.json`."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from planning.names.tokens import Tokens
from planning.names.vocabulary import Phrases, Plain, name_word, name_words, vocabulary
from planning.text import Word, says


@dataclass(frozen=True, slots=True)
class Phrase:
    """One phrase: its words, and the same folded."""

    words: tuple[Word, ...]
    plain: Plain

    def stands(self, words: Tokens, start: int) -> bool:
        """Whether the text's words from `start` on can be this phrase."""
        if start < 0 or words.plain[start : start + len(self.plain)] != self.plain:
            return False
        return all(says(name_word(words.said(start + n)), word) for n, word in enumerate(self.words))


@dataclass(frozen=True, slots=True)
class Marked:
    """Phrases whose accents count where some were typed."""

    first: dict[str, tuple[Phrase, ...]]  # by their first plain word, longest first
    last: dict[str, tuple[Phrase, ...]]

    def before(self, words: Tokens, at: int) -> int:
        """How many words right before `at` are one of the phrases; 0 for none."""
        if not 0 < at <= len(words.plain):
            return 0
        found = self.last.get(words.plain[at - 1], ())
        for phrase in found:
            if phrase.stands(words, at - len(phrase.plain)):
                return len(phrase.plain)
        return 0

    def at(self, words: Tokens, at: int) -> int:
        """How many words from `at` on are one of the phrases; 0 for none."""
        for phrase in self.first.get(words.plain[at], ()) if at < len(words.plain) else ():
            if phrase.stands(words, at):
                return len(phrase.plain)
        return 0


@dataclass(frozen=True, slots=True)
class PersonWords:
    """Words folded as names of organisations are."""

    honorifics: Marked
    honorific_spellings: frozenset[str]
    posts: Marked  # positions, and what else people are called by
    bearers: Marked  # what is called after people: "school", "ward"
    streets: Marked  # the same, with several names behind it
    not_persons: Marked
    namesakes: Marked  # communes and wards are called so
    families: Marked
    word_families: frozenset[str]  # names that are plain words, too
    plain_families: frozenset[str]  # those that are hardly another word even without their accents
    middle: Marked
    only_middle: frozenset[str]  # middle names that nothing but people have
    places: Phrases  # a level of place: "ward", "commune"
    stops: Phrases  # where a name ends: positions, organs, "and"
    starts: Phrases  # how an organisation's name begins
    inside: Phrases  # what only stands in one


def _marked(phrases: Iterable[str]) -> Marked:
    first: dict[str, tuple[Phrase, ...]] = {}
    last: dict[str, tuple[Phrase, ...]] = {}
    for words in sorted(map(name_words, phrases), key=len, reverse=True):
        phrase = Phrase(words, tuple(word.plain for word in words))
        first[phrase.plain[0]] = (*first.get(phrase.plain[0], ()), phrase)
        last[phrase.plain[-1]] = (*last.get(phrase.plain[-1], ()), phrase)
    return Marked(first, last)


def _data(name: str) -> Any:
    return json.loads(files("planning").joinpath(f"data/{name}.json").read_text(encoding="utf-8"))


@cache
def person_words() -> PersonWords:
    """The shipped vocabulary, read once."""
    data = _data("person_names")
    # "head" and "deputy" alone are other words without their accents ("school", "street")
    positions = [said for found in _data("unit_words")["positions"].values() for said in found if " " in said]
    names = vocabulary()

    def plain(key: str) -> list[Plain]:
        return [tuple(word.plain for word in name_words(said)) for said in data[key]]

    def single(key: str) -> frozenset[str]:
        return frozenset(name for (name,) in plain(key))

    levels = [tuple(word.plain for word in level) for level in names.levels]
    organs = [(short,) for short, meant in names.abbreviations.items() if all(map(_is_organ, meant))]
    stops = (*names.any_position, *names.any_role, *names.management, *plain("posts"), ("va",), *organs)
    return PersonWords(
        honorifics=_marked(data["honorifics"]),
        honorific_spellings=frozenset(word.marked for said in data["honorifics"] for word in name_words(said)),
        posts=_marked((*data["posts"], *positions)),
        bearers=_marked(data["bearers"]),
        streets=_marked(data["streets"]),
        not_persons=_marked(data["not_persons"]),
        namesakes=_marked(data["namesakes"]),
        families=_marked(data["family_names"]),
        word_families=single("word_families"),
        plain_families=single("plain_families"),
        middle=_marked(data["middle_names"]),
        only_middle=single("only_middle"),
        places=Phrases(levels),
        stops=Phrases(dict.fromkeys(stops)),
        starts=Phrases((*names.unions, *names.before_organisation, *names.any_noun, *names.numbered)),
        inside=Phrases((*levels, *names.schools)),
    )


def _is_organ(phrase: tuple[Word, ...]) -> bool:
    return tuple(word.plain for word in phrase) in vocabulary().any_role
