"""What must not come into the chat: marked documents, signs of violation, denunciations, complaints, discipline.

A plain list of marks and forms (`data/secrecy.json`); a form inside an allowed phrase ("protection of state
secrets", "complaints and denunciations of citizens") is let through. Without accents the cautious reading
counts: a refusal costs a sentence, a stored secret cannot be taken back.

In a pattern "*" stands for up to four words, {person} for a form of address, {post} for a position, {wrong} for a kind
of wrongdoing, {name} for a person's name, {paper} for a kind of document.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from planning.person_names import person_named
from planning.text import Word, clean, fold, word

_WORD = re.compile(r"[0-9]+|[^\W\d_]+|;")  # what stands on both sides of ";" is not one expression
_LINKING = frozenset({"va"})
_GAP = 4
_DIGIT_FOR_LETTER = re.compile(r"(?<=[^\W\d_])([01])(?=[^\W\d_])")
_SPACED = re.compile(r"[ .*_-]{1,3}")
_NUMBERED = re.compile(r"[0-9] ?[/-] ?[^\W\d_]{2,}(?:[/-][^\W_]+)?[ ,;:–-]{1,3}$")  # ends in a document's number
_FILE = re.compile(r"\.(?:docx?|xlsx?|pdf|jpe?g|png|zip|rar)\b", re.IGNORECASE)
_ENDS_APART = re.compile(r"(?:^|[!?;()\[\]{}\"*:|–—-])[ ]*$")
_LOOK_BACK = 24  # characters
_CLOSED = "!?,;()[]{}<>\"'*_-.:|/\u201c\u201d\u2018\u2019\u2013\u2014"


@dataclass(frozen=True, slots=True)
class Refusal:
    """`mark` says why, never what: secret_mark, signs_of_violation, denunciation, complaint, discipline, or
    person_under_suspicion."""

    mark: str


@dataclass(frozen=True, slots=True)
class _Said:
    """A word, as typed, and whether it stands apart: shut in by signs, or alone on its line.

    `added`: whether it stands as something added to a paper's name: in brackets, after its number, after a dash.
    """

    word: Word
    typed: str
    apart: bool
    added: bool


@dataclass(frozen=True, slots=True)
class _Pattern:
    mark: str  # "" for an allowed one
    parts: tuple[Word | str, ...]
    plain: frozenset[str]  # its folded words: a text without one of them need not be looked at


_Phrases = dict[str, tuple[tuple[Word, ...], ...]]  # by their first folded word


@dataclass(frozen=True, slots=True)
class _Rules:
    patterns: dict[str, tuple[_Pattern, ...]]  # by their first folded word
    persons: _Phrases
    classes: dict[str, _Phrases]  # what "{post}", "{wrong}" and "{paper}" stand for
    marked_persons: frozenset[str]
    family_names: tuple[Word, ...]
    mark_word: Word
    higher_marks: frozenset[str]
    never_after_mark: frozenset[str]
    suspicion: _Phrases
    lookalikes: dict[int, str]


def screen(text: str) -> Refusal | None:
    """Why a text, a caption or a file name must be refused; None when it may be kept. Linear in its length."""
    plain = _latin(clean(text))
    line = _line(plain)
    allowed: list[tuple[int, int]] = []
    refused: list[tuple[int, int, str]] = []
    rules = _rules()
    there = {said.word.plain for said in line}
    patterns = {first: [p for p in rules.patterns.get(first, ()) if p.plain <= there] for first in there}
    for start, said in enumerate(line):
        for pattern in patterns[said.word.plain]:
            for end in _ends(line, start, pattern.parts):
                if pattern.mark:
                    refused.append((start, end, pattern.mark))
                else:
                    allowed.append((start, end))
        if _is_mark(said, rules.mark_word):
            refused.append((start, start + 1, "secret_mark"))
    furthest = _furthest(allowed, len(line))
    goes_on = {start for start, end in allowed if end > start + 1 and _surely(line, start)}
    left = [
        (start, -end, mark)
        for start, end, mark in refused
        if furthest[start] < end
        and not (mark == "secret_mark" and end - 1 in goes_on and _is_plain_mark(line, start, end))
    ]
    if left:
        return Refusal(min(left)[2])
    if _suspicious(line, furthest) and person_named(plain):
        return Refusal("person_under_suspicion")
    return None


def _latin(text: str) -> str:
    """The text with letters of other alphabets, wide letters and digits that stand for a letter made plain."""
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text).translate(_rules().lookalikes)
        text = unicodedata.normalize("NFC", text)
    return _DIGIT_FOR_LETTER.sub(lambda match: "oi"[int(match.group())], text)


def _suspicious(line: tuple[_Said, ...], furthest: list[int]) -> bool:
    """Whether a word of suspicion stands outside an allowed phrase."""
    phrases = _rules().suspicion
    return any(furthest[start] < end for start in range(len(line)) for end in _phrase_ends(line, start, phrases))


def _surely(line: tuple[_Said, ...], start: int) -> bool:
    """Whether an allowed phrase of two words or more can be read in no other way: it has its accents, or the word after
    the first is one that a mark never stands before ("mat tran", but not "mat do")."""
    both = line[start : start + 2]
    return not all(said.typed.isascii() for said in both) or both[-1].word.plain in _rules().never_after_mark


def _is_plain_mark(line: tuple[_Said, ...], start: int, end: int) -> bool:
    """Whether a refused phrase is a kind of paper and the lowest mark; followed by a word it may be something else."""
    return (
        end - start > 1
        and line[end - 1].word.plain == _rules().mark_word.plain
        and (line[end - 2].word.plain not in _rules().higher_marks)
    )


def _furthest(spans: list[tuple[int, int]], length: int) -> list[int]:
    """For each place, how far an allowed phrase reaches that begins there or before."""
    reach = [0] * length
    for start, end in spans:
        reach[start] = max(reach[start], end)
    for place in range(1, length):
        reach[place] = max(reach[place], reach[place - 1])
    return reach


def _is_mark(said: _Said, mark: Word) -> bool:
    """The lowest mark on its own: in capitals, shut in, or added to a name; without accents only shut in or added."""
    if said.word.plain != mark.plain or not said.word.may_be(mark):
        return False
    accented = said.word.marked == mark.marked
    return said.added or (accented and (said.typed.isupper() or said.apart)) or (said.typed.isupper() and said.apart)


def _line(text: str) -> tuple[_Said, ...]:
    """The words of a text; letters typed apart ("M A T") joined, words that only link left out."""
    found: list[_Said] = []
    letters: list[re.Match[str]] = []
    for match in _WORD.finditer(text):
        near = letters and _SPACED.fullmatch(text, letters[-1].end(), match.start())
        letter = len(match.group()) == 1 and match.group().isalpha()
        if letter and (near or not letters):
            letters.append(match)
            continue
        found += _joined(text, letters)
        letters = [match] if letter else []
        if not letters:
            found.append(_said(text, match.group(), match.start(), match.end()))
    found += _joined(text, letters)
    return tuple(said for said in found if said.word.plain not in _LINKING)


def _joined(text: str, letters: list[re.Match[str]]) -> Iterator[_Said]:
    if len(letters) < 3:
        yield from (_said(text, m.group(), m.start(), m.end()) for m in letters)
    else:
        yield _said(text, "".join(m.group() for m in letters), letters[0].start(), letters[-1].end())


def _said(text: str, typed: str, start: int, end: int) -> _Said:
    before = text[start - 1 : start] or "\n"
    after = text[end : end + 1] or "\n"
    apart = (before == "\n" or before in _CLOSED) and (after == "\n" or after in _CLOSED)
    known = word(typed)
    added = known.plain == _rules().mark_word.plain and _added(text, typed, start, end)
    return _Said(known, typed, apart, added)


def _added(text: str, typed: str, start: int, end: int) -> bool:
    """Whether a mark is added to a paper's name: in brackets, after its number or a dash, or at the end of a file's."""
    before, after = text[max(0, start - _LOOK_BACK) : start], text[end : end + 1]
    if (before[-1:] in tuple("([{") and after in tuple(")]}")) or _NUMBERED.search(before):
        return True
    if before[-1:] in tuple("-_") and _FILE.match(text, end):
        return True
    closed = not after or after in '\n;()[]{}"*:|.'
    return closed and typed.istitle() and before.strip() != "" and bool(_ENDS_APART.search(before))


def _ends(line: tuple[_Said, ...], start: int, parts: tuple[Word | str, ...]) -> set[int]:
    """Where a pattern that begins at `start` may end."""
    places = {start}
    for part in parts:
        if part == "*":
            places = {p + gap for p in places for gap in range(_GAP + 1) if p + gap <= len(line)}
        elif part == "{person}":
            places = {end for p in places for end in _person_ends(line, p)}
        elif isinstance(part, str) and part in _rules().classes:
            places = {end for p in places for end in _phrase_ends(line, p, _rules().classes[part])}
        elif part == "{name}":
            places = {p + 2 for p in places if _is_name(line, p)}
        else:
            places = {p + 1 for p in places if p < len(line) and isinstance(part, Word) and line[p].word.may_be(part)}
        if not places:
            break
    return places


def _person_ends(line: tuple[_Said, ...], place: int) -> Iterator[int]:
    rules = _rules()
    if place < len(line) and line[place].word.marked in rules.marked_persons:
        yield place + 1
    yield from _phrase_ends(line, place, rules.persons)


def _phrase_ends(line: tuple[_Said, ...], place: int, phrases: _Phrases) -> Iterator[int]:
    for phrase in phrases.get(line[place].word.plain, ()) if place < len(line) else ():
        found = line[place : place + len(phrase)]
        if len(found) == len(phrase) and all(s.word.may_be(w) for s, w in zip(found, phrase, strict=True)):
            yield place + len(phrase)


def _is_name(line: tuple[_Said, ...], place: int) -> bool:
    """A family name and another capitalised word."""
    both = line[place : place + 2]
    capital = len(both) == 2 and all(said.typed[0].isupper() for said in both)
    return capital and any(both[0].word.may_be(family) for family in _rules().family_names)


@cache
def _rules() -> _Rules:
    data = json.loads(files("planning").joinpath("data/secrecy.json").read_text(encoding="utf-8"))
    patterns: dict[str, list[_Pattern]] = {}
    for mark, phrases in (*data["refused"].items(), ("", data["allowed"])):
        for phrase in phrases:
            parts = tuple(
                p if p == "*" or p.startswith("{") else word(p) for p in phrase.split() if fold(p) not in _LINKING
            )
            for first in _firsts(parts[0], data):
                patterns.setdefault(first, []).append(_Pattern(mark, parts, _plain(parts)))
    return _Rules(
        patterns={first: tuple(many) for first, many in patterns.items()},
        persons=_phrases(data["person"]),
        classes={
            "{post}": _phrases(data["post"]),
            "{wrong}": _phrases(data["wrong"]),
            "{paper}": _phrases(data["paper"]),
        },
        marked_persons=frozenset(word(person).marked for person in data["person_marked"]),
        family_names=tuple(map(word, data["family_names"])),
        mark_word=word(data["mark_word"]),
        higher_marks=frozenset(map(fold, data["higher_marks"])),
        never_after_mark=frozenset(map(fold, data["never_after_mark"])),
        suspicion=_phrases(data["suspicion"]),
        lookalikes={ord(other): letter for other, letter in data["lookalikes"].items()},
    )


def _firsts(part: Word | str, data: Any) -> set[str]:
    """The folded words that a pattern may begin with, whose first part this is."""
    if isinstance(part, Word):
        return {part.plain}
    return {fold(phrase.split()[0]) for phrase in data[part.strip("{}")]}


def _plain(parts: tuple[Word | str, ...]) -> frozenset[str]:
    return frozenset(part.plain for part in parts if isinstance(part, Word))


def _phrases(said: list[str]) -> _Phrases:
    found: _Phrases = {}
    for phrase in said:
        words = tuple(map(word, phrase.split()))
        found[words[0].plain] = (*found.get(words[0].plain, ()), words)
    return found
