"""A text as words with their places, so that a phrase found in it can be cut out of what was typed."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache

from planning.names.vocabulary import TOKEN, Phrases, Plain, begins, name_word, vocabulary


@dataclass(frozen=True, slots=True)
class Tokens:
    """The words of `text`: `plain` folded, `spans` where each stands."""

    text: str
    plain: Plain
    spans: tuple[tuple[int, int], ...]

    def upto(self, word: int) -> str:
        """What was typed up to the end of the word before number `word`."""
        return self.text[: self.spans[word - 1][1]] if word else ""

    def since(self, word: int) -> str:
        """What was typed from word number `word` on; "" behind the last."""
        return self.text[self.spans[word][0] :] if word < len(self.spans) else ""

    def said(self, word: int) -> str:
        """One word as typed."""
        return self.text[slice(*self.spans[word])]

    def gap(self, word: int) -> str:
        """What stands between word `word - 1` and word `word`; at the ends what stands outside."""
        start = self.spans[word - 1][1] if word else 0
        return self.text[start : self.spans[word][0] if word < len(self.spans) else len(self.text)]

    def find(self, phrases: Phrases, start: int = 0) -> tuple[int, int] | None:
        """Where the first of the phrases stands, as (first word, word behind it)."""
        for at in range(start, len(self.plain)):
            if length := begins(self.plain, phrases, at):
                return at, at + length
        return None


def honorific(words: Tokens, at: int) -> int:
    """How many words from `at` are a form of address ("comrade")."""
    length = begins(words.plain, vocabulary().honorifics, at)
    if not length and at < len(words.plain):
        length = int(name_word(words.said(at)).marked in vocabulary().honorifics_marked)
    return length


def quantifier(words: Tokens, at: int) -> int:
    """How many words from `at` mean "all"."""
    length = begins(words.plain, vocabulary().quantifiers, at)
    if not length and at < len(words.plain):
        length = int(name_word(words.said(at)).marked in vocabulary().quantifiers_marked)
    return length


@lru_cache(maxsize=2048)
def tokens(text: str) -> Tokens:
    """The words of a text; numbers and letters part even without a space."""
    found = list(TOKEN.finditer(text))
    return Tokens(text, tuple(name_word(item[0]).plain for item in found), tuple(item.span() for item in found))
