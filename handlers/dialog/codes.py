"""Codes that are typed instead of a press: "DUYET K7Q2", "TRA K7Q2 because ...", "K7Q2 2". Pure.

A text with a code of its chat in it means that code's message and nothing else: what does not parse is `Unclear`, never
content. A text that only looks like one is content, unless it is a word for a code with something like a code behind.
"""

from __future__ import annotations

import re
import secrets
from collections.abc import Collection
from dataclasses import dataclass

from handlers.dialog.match import bare_number, is_asked, without_politeness
from handlers.texts import spoken
from planning.text import fold

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ"  # without those that are read as digits or as one another
DIGITS = "0123456789"
CODE_LENGTH = 4
_MISREAD = str.maketrans("OIL", "011")
_CODE = re.compile(f"[{DIGITS}{LETTERS}]{{{CODE_LENGTH}}}")
_SIGNS = re.compile(r"[^\W_]+")
_GLUED = re.compile(r"(DUYET|TRALAI|TRA|XEM|XACNHAN|THONGNHAT|DONGY)([A-Z0-9]{4})")
_GLUED_WORDS = {"TRALAI": spoken.RETURN, "THONGNHAT": spoken.AGREE, "DONGY": spoken.ANY_YES}
_LONGEST = 200  # characters of a text without a reason
_MOST_SIGNS = 400  # a reason is behind the code; nobody looks for one further on


@dataclass(frozen=True, slots=True)
class Coded:
    """A choice of the message with this code: by its `word`, its `number` from 1, or its `label` (folded words)."""

    code: str
    word: str = ""
    number: int = 0
    label: tuple[str, ...] = ()
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Unclear:
    """A code was meant, but not in a way that is certain. "": which one is not certain either."""

    code: str


@dataclass(frozen=True, slots=True)
class _Sign:
    upper: str
    start: int
    end: int


def new_code() -> str:
    """Four signs, letters and digits, so that neither a year nor a word is taken for one."""
    while True:
        code = "".join(secrets.choice(DIGITS + LETTERS) for _ in range(CODE_LENGTH))
        if any(sign in DIGITS for sign in code) and any(sign in LETTERS for sign in code):
            return code


def _signs(text: str) -> list[_Sign]:
    found = []
    for match in _SIGNS.finditer(text[:_MOST_SIGNS]):
        upper = fold(match[0]).upper()
        if glued := _GLUED.fullmatch(upper):
            at = match.end() - CODE_LENGTH
            found.append(_Sign(_GLUED_WORDS.get(glued[1], glued[1]), match.start(), at))
            found.append(_Sign(glued[2], at, match.end()))
        else:
            found.append(_Sign(upper, match.start(), match.end()))
    return found


def _spans(signs: list[_Sign]) -> list[tuple[int, int, str]]:
    """(from, to, code) of signs that make four together, as a code is read."""
    spans = []
    for first in range(len(signs)):
        joined = ""
        for last in range(first, min(first + CODE_LENGTH, len(signs))):
            joined += signs[last].upper
            if len(joined) >= CODE_LENGTH:
                break
        code = joined.translate(_MISREAD)
        if len(joined) == CODE_LENGTH and _CODE.fullmatch(code):
            spans.append((first, last + 1, code))
    return spans


def candidates(text: str) -> frozenset[str]:
    """Whatever in a text may be a code, to be looked up."""
    return frozenset(code for _, _, code in _spans(_signs(text)))


def behind_word(text: str) -> str:
    """The code right behind a word for codes that begins a text ("TRA K7Q2 because ..."); "" for none."""
    signs = _signs(text)
    parts = tuple(sign.upper.lower() for sign in signs)
    at = next((at for at in (1, 2) if spoken.CODE_WORDS.get(parts[:at]) and len(parts) > at), 0)
    code = signs[at].upper.translate(_MISREAD) if at else ""
    return code if _CODE.fullmatch(code) else ""


def coded(text: str, known: Collection[str]) -> Coded | Unclear | None:
    """What a text with a code means; `known`: which of its `candidates` are codes of this chat. None: it is content."""
    signs = _signs(text)
    spans = [span for span in _spans(signs) if span[2] in known]
    codes = {code for _, _, code in spans}
    if len(codes) > 1:
        return Unclear("")
    if spans:
        return _around(text, signs, spans[0])
    return _unknown(text, signs)


def _around(text: str, signs: list[_Sign], span: tuple[int, int, str]) -> Coded | Unclear:
    first, last, code = span
    before = tuple(sign.upper.lower() for sign in signs[:first])
    after = tuple(sign.upper.lower() for sign in signs[last:])
    rest = text[signs[last - 1].end :].lstrip(" \n.,:;-–)]”\"'’")
    said = without_politeness(before)
    if spoken.CODE_WORDS.get(said) == spoken.RETURN and after:
        return Coded(code, spoken.RETURN, rest=rest)
    if is_asked(text) or len(text) > _LONGEST:
        return Unclear(code)
    polite = all(part in spoken.BEHIND for part in after)
    if said and polite:
        return _named(code, said, rest="")
    if not said and after:
        return _named(code, without_politeness(after), rest="")
    return Unclear(code)


def _named(code: str, said: tuple[str, ...], rest: str) -> Coded | Unclear:
    if word := spoken.CODE_WORDS.get(said):
        return Coded(code, word, rest=rest)
    number = bare_number(" ".join(said))
    return Coded(code, label=said) if number is None else Coded(code, number=number)


def _unknown(text: str, signs: list[_Sign]) -> Coded | Unclear | None:
    """No code of this chat is in it: a message made only of a word and a code, or one that shouts such a word."""
    parts = tuple(sign.upper.lower() for sign in signs)
    at = next((at for at in (1, 2) if spoken.CODE_WORDS.get(parts[:at]) and len(parts) == at + 1), None)
    if at and _looks_like_one(signs[at].upper):
        return Coded(signs[at].upper.translate(_MISREAD), spoken.CODE_WORDS[parts[:at]])
    if len(signs) == 2 and _looks_like_one(signs[0].upper) and re.fullmatch(r"\d{1,2}", parts[1]):
        return Coded(signs[0].upper.translate(_MISREAD), number=int(parts[1])) if " " in text.strip() else None
    return Unclear("") if _is_shouted(text, signs) else None


def _looks_like_one(signs: str) -> bool:
    mixed = any(sign.isdigit() for sign in signs) and any(sign.isalpha() for sign in signs)
    return mixed and bool(_CODE.fullmatch(signs.translate(_MISREAD)))


def _is_shouted(text: str, signs: list[_Sign]) -> bool:
    """Whether it begins with a word for a code in capitals; a longer text all in capitals is content."""
    if not signs or text[signs[0].start : signs[0].end] not in spoken.SHOUTED:
        return False
    behind = signs[1:2]
    return len(signs) <= 2 or text.upper() != text or any(sign.isdigit() for sign in behind[0].upper)
