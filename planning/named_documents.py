"""Documents that are named by words: resolutions of congresses and plenums, and laws.

"Resolution of the 4th plenum, 12th term" is one document, "(11th, 12th term)" two. Works on a folded line.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from planning.text import fold

QD = "Q\u0110"
PLENUM = "NQTW"
CONGRESS = "NQ\u0110H"
LAWS = "LU\u1eacT"
_MOST_PLENUMS = 15  # a plenum's number is small: "NQTW 57" is a resolution's number
_ORDINALS = ("nhat", "hai", "ba", "tu", "nam", "sau", "bay", "tam", "chin", "muoi")
_ROMAN = (
    "i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x",
    "xi", "xii", "xiii", "xiv", "xv", "xvi", "xvii", "xviii", "xix", "xx",
)  # fmt: skip
_NUMBER = rf"(\d{{1,2}}|{'|'.join(_ORDINALS)})"
_PLENUM = re.compile(
    r"(?<!\w)(?:nghi quyet|nq|ket luan|kl) ?(?:cua )?(?:hoi nghi )?(?:lan thu )?"
    rf"(?:(?:ban chap hanh )?(?:trung uong|tw) ?(?:dang )?(?:lan )?(?:thu )?{_NUMBER}"
    rf"|{_NUMBER} (?:cua )?(?:ban chap hanh )?(?:trung uong|tw)(?: dang)?)(?![\w/-])"
    r"(?:,? ?\(?(?:cac )?khoa ?([ivx]+(?:(?: ?, ?| va | ?& ?| ?- ?)(?:khoa )?[ivx]+)*)(?!\w)\)?)?"
)
_CONGRESS = re.compile(
    r"(?<!\w)(?:nghi quyet|nq|van kien) ?(?:cua )?(?:dai hoi|dh)(?: dang)?(?: dai bieu)?(?: toan quoc)?"
    r"(?: cua dang)?(?: lan)?(?: thu)?(?: khoa)? ?([ivx]{1,5}|\d{1,2})(?![\w/-])"
)


@dataclass(frozen=True, slots=True)
class Named:
    """One document and where it stands in the line; `shown` is its usual name."""

    number: str
    code: str
    issuer: str
    shown: str
    start: int
    end: int


def named_documents(line: str) -> Iterator[Named]:
    """The documents that a folded line names by words."""
    if "luat" in line:
        yield from _laws(line)
    yield from _plenums(line)
    for match in _CONGRESS.finditer(line):
        number = _roman(match.group(1))
        if number:
            shown = f"NQ \u0110\u1ea1i h\u1ed9i {number}"
            yield Named(number, CONGRESS, "tw", shown, match.start(), match.end())


def _plenums(line: str) -> Iterator[Named]:
    for match in _PLENUM.finditer(line):
        said = match.group(1) or match.group(2)
        number = _ORDINALS.index(said) + 1 if said in _ORDINALS else int(said)
        if not 0 < number <= _MOST_PLENUMS:
            continue
        terms = re.findall(r"[ivx]+", (match.group(3) or "").replace("khoa", " "))
        for term in terms or [""]:
            shown = f"NQTW{number}" + (f" kh\u00f3a {term.upper()}" if term else "")
            yield Named(str(number), PLENUM, term, shown, match.start(), match.end())


def _roman(said: str) -> str:
    if said.isdigit():
        return _ROMAN[int(said) - 1].upper() if 0 < int(said) <= len(_ROMAN) else ""
    return said.upper() if said in _ROMAN else ""


def _laws(line: str) -> Iterator[Named]:
    pattern, names = _known_laws()
    for match in pattern.finditer(line):
        name = " ".join(re.findall(r"\w+", match.group(1)))
        yield Named(name, LAWS, "qh", names[name], match.start(), match.end())


@cache
def _known_laws() -> tuple[re.Pattern[str], dict[str, str]]:
    """A pattern for the names of the laws in `data/topics.json`, longest first, and how each is shown."""
    data = json.loads(files("planning").joinpath("data/topics.json").read_text(encoding="utf-8"))
    names = {" ".join(re.findall(r"\w+", fold(name))): f"{data['law']} {name}" for name in data["laws"]}
    words = (r"[ ,]+".join(map(re.escape, name.split())) for name in sorted(names, key=len, reverse=True))
    return re.compile(rf"(?<!\w)(?<!phap )(?<!ky )luat ({'|'.join(words)})(?!\w)"), names
