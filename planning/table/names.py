"""The names in a table: several in one cell, positions, and what is too vague to be compared."""

from __future__ import annotations

import re
from dataclasses import dataclass

from planning.text import fold, words

_POSITIONS = tuple(
    tuple(said.split())
    for said in (
        "bi thu pho bi thu",
        "pho bi thu thuong truc",
        "pho bi thu",
        "bi thu",
        "pho chu nhiem",
        "chu nhiem",
        "pho chu tich",
        "chu tich",
        "nguoi dung dau",
        "cap uy vien",
        "dang vien",
    )
)
_COMRADE = (("cac", "dong", "chi"), ("dong", "chi"), ("d", "c"))
_COMMITTEE = tuple(
    tuple(said.split()) for said in ("ban thuong vu", "ban chap hanh", "thuong truc", "btv", "bch", "ban lanh dao")
)
_LEADS = tuple(
    tuple(said.split())
    for said in (
        "chi uy chi bo",
        "dang uy",
        "dang bo",
        "chi bo",
        "chi uy",
        "huyen uy",
        "thanh uy",
        "tinh uy",
        "thi uy",
        "quan uy",
        "ubnd",
        "uy ban nhan dan",
        "hdnd",
        "ubkt",
        "xa",
        "phuong",
        "thi tran",
        "huyen",
        "quan",
        "tinh",
        "thanh pho",
        "tp",
    )
)
_STARTS = ("truong", "phong", "tram", "to dan pho", "khu pho", "tdp", "thon", "cong ty", "ban", "hoi", "doan")
_VAGUE = re.compile(
    r"^\(|^\d+(/\d+)? |^(cac|mot so|nhieu|toan bo|tat ca|theo|moi) "
    r"|^(dang bo|to chuc dang|co so) (truc thuoc|cap duoi)|^don vi "
    r"|^((xa|phuong|thi|tran|quan|huyen|tinh|thanh|pho|nganh|so)\b\W*)+$"
)
_ALL_BELOW = re.compile(
    r"^(?:(?:tat ca |toan bo )?cac|tat ca|toan bo) (chi bo|dang bo|dang uy|to chuc dang)(?: co so)?(?: truc thuoc)?$"
)
_BOTH = re.compile(r"^(chi bo|dang uy|dang bo) va (?:dong chi )?bi thu(?: chi bo| dang uy)?\s*:")
_AND = re.compile(r"(?<!\s)\s++(?:v\u00e0|va|&)\s+", re.IGNORECASE)
_ASIDE = re.compile(r"\([^)]*\)")


@dataclass(frozen=True, slots=True)
class Said:
    """One subject as said: the organisation, or a position in it. `below`: all Party organisations of this sort
    ("chi bo", "dang uy", "to chuc dang") below the body."""

    name: str
    person: bool = False
    below: str = ""


def subjects_said(text: str) -> list[Said]:
    """The subjects of one line; empty when they are not named ("several units")."""
    text = _ASIDE.sub("", text).strip()
    both = _BOTH.match(fold(text))
    if both:
        names = _names(text.split(":", 1)[1])
        sort = " ".join(text.split()[:2])
        whole = [name if _lead(name) else f"{sort} {name}" for name in names]
        return [Said(name, person) for name in whole for person in (False, True)]
    found: list[Said] = []
    for name in _names(text):
        below = _ALL_BELOW.match(fold(name))
        if below:
            found.append(Said(name, below=below[1]))
        elif not _VAGUE.match(fold(name)):
            found += _one(name, found)
    return list(dict.fromkeys(found))


def _one(name: str, before: list[Said]) -> list[Said]:
    """A name, or a position: of what follows it, else of the organisation named before."""
    tokens = _without(name.split(), _COMRADE)
    rest = _without(tokens, _POSITIONS)
    if len(rest) == len(tokens):
        return [Said(name)]
    organisation = " ".join(rest)
    if words(organisation) in ((), ("chi", "bo"), ("dang", "uy"), ("cap", "uy")):
        return [Said(before[-1].name, person=True)] if before else []
    return [Said(organisation, person=True)]


def _names(text: str) -> list[str]:
    """The list in a cell. What follows the first without a word of its own takes the first one's: "communes A, B"."""
    parts: list[str] = []
    for piece in re.split(r"[;\n]+", text):
        parts += _with_commas(piece.strip(" .,-"))
    if not parts:
        return []
    lead = "" if _VAGUE.match(fold(parts[0])) else _lead(parts[0])
    named = [not lead or _lead(part) or _is_position(part) or _VAGUE.match(fold(part)) for part in parts]
    return [part if own else f"{lead} {part}" for part, own in zip(parts, named, strict=True)]


def _with_commas(piece: str) -> list[str]:
    """Commas and "and" part names only before a word that begins a name, or where all parts are short names."""
    if not piece:
        return []
    parts = [part.strip() for comma in piece.split(",") for part in _AND.split(comma) if part.strip()]
    if len(parts) == 1:
        return parts
    if all(_begins_name(part) for part in parts):
        return parts
    rest = [words(part) for part in parts[1:]]
    alike = all(len(said) <= 3 and not _lead(" ".join(said)) for said in rest)
    return parts if alike and len(words(parts[0])) <= 5 else [piece]


def _begins_name(part: str) -> bool:
    starts = f"{fold(part)} ".startswith(tuple(f"{word} " for word in _STARTS))
    return bool(starts or _lead(part) or _VAGUE.match(fold(part))) or _is_position(part)


def _is_position(text: str) -> bool:
    tokens = _without(text.split(), _COMRADE)
    return len(_without(tokens, _POSITIONS)) < len(tokens)


def _without(tokens: list[str], phrases: tuple[tuple[str, ...], ...]) -> list[str]:
    """The tokens after a phrase they begin with."""
    plain = [" ".join(words(token)) for token in tokens]
    for phrase in phrases:
        if tuple(" ".join(plain[: len(phrase)]).split()) == phrase and len(plain) >= len(phrase):
            return tokens[len(phrase) :]
    return tokens


def without_committee(text: str) -> str:
    """A name without the words for its committee's bureau, which is the same organisation."""
    tokens = text.split()
    return " ".join(_without(tokens, _COMMITTEE)) or text


def _lead(name: str) -> str:
    """The words at the beginning that say what sort of unit it is, as typed; "" when there are none."""
    tokens = _without(name.split(), _COMMITTEE)
    taken = name.split()[: len(name.split()) - len(tokens)]
    while True:
        rest = _without(tokens, _LEADS)
        if len(rest) == len(tokens):
            return " ".join(taken)
        taken += tokens[: len(tokens) - len(rest)]
        tokens = rest
