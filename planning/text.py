"""What is done to every text before a rule looks at it: cleaning, and folding for comparison."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

_USUAL_LENGTH = 24  # letters of a word
_LABEL_LENGTH = 64
_UNSEEN = {"Cc", "Cf", "Cs"}
_BLANK_LINES = re.compile(r"\n{3,}")
_TONES = "\u0300\u0301\u0303\u0309\u0323"
_NOT_WORD = re.compile(r"[^\w]+|_+")
# letters that Unicode does not decompose but a Vietnamese keyboard or a scan produces
_STROKES = str.maketrans({"\u0111": "d", "\u00f0": "d", "\u0256": "d", "\u2212": "-"})


def fold(text: str) -> str:
    """Lower case without diacritics, dashes as '-', one space between words; idempotent.

    For comparing only: folding makes different words equal (four and from, six and after).
    """
    return _known_fold(text) if len(text) <= _LABEL_LENGTH else _fold(text)


@lru_cache(maxsize=4096)  # the labels of buttons and the names in the directory, again and again
def _known_fold(text: str) -> str:
    return _fold(text)


def _fold(text: str) -> str:
    while (folded := _fold_once(text)) != text:
        text = folded
    return folded


def _fold_once(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.casefold()).translate(_STROKES)
    kept = []
    for char in apart:
        category = unicodedata.category(char)
        if category == "Pd":
            kept.append("-")
        elif category not in {"Mn", "Cf"}:
            kept.append(char)
    return " ".join("".join(kept).split())


def clean(text: str) -> str:
    """What a person typed, without what cannot be seen: NFC, plain spaces, at most one blank line in a row.

    Control characters except the line feed, zero-width and bidirectional controls and lone surrogates go;
    a tab or another kind of space becomes a space.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    if not text.replace("\n", "").isprintable():  # what is printable is seen
        text = "".join(_seen(char) for char in text)
    lines = (line.rstrip() for line in unicodedata.normalize("NFC", text).split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def _seen(char: str) -> str:
    if char == "\n":
        return char
    if char == "\t" or unicodedata.category(char) == "Zs":
        return " "
    return "" if unicodedata.category(char) in _UNSEEN else char


@dataclass(frozen=True, slots=True)
class Word:
    """One word: `plain` folded, `marked` in lower case with its marks in one order, wherever they were typed."""

    plain: str
    marked: str

    def may_be(self, other: Word) -> bool:
        """Whether both can be the same word: equal marks, or one of them was written without any."""
        return self.plain == other.plain and (
            self.marked == other.marked or self.marked.isascii() or other.marked.isascii()
        )


def says(said: Word, known: Word) -> bool:
    """Whether a typed word can be a word of a vocabulary, which has its accents: equal marks, or typed without any."""
    return said.plain == known.plain and (said.marked == known.marked or said.marked.isascii())


def word(said: str) -> Word:
    """One word or number as typed."""
    return _known_word(said) if len(said) <= _USUAL_LENGTH else Word(fold(said), marked(said))


@lru_cache(maxsize=8192)  # a language has few words
def _known_word(said: str) -> Word:
    return Word(fold(said), marked(said))


def marked(said: str) -> str:
    """Lower case with the tone last, so that the old and the new place of a tone are equal."""
    apart = unicodedata.normalize("NFD", said.casefold())
    return "".join(c for c in apart if c not in _TONES) + "".join(c for c in apart if c in _TONES)


def words(text: str) -> tuple[str, ...]:
    """The folded words and numbers of a text, punctuation dropped."""
    return tuple(_NOT_WORD.sub(" ", fold(text)).split())


def same_words(a: str, b: str) -> bool:
    """Whether two texts are equal but for case, diacritics, spaces and punctuation."""
    return words(a) == words(b)
