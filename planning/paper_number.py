"""Number and day of a signed paper as people type them: "So 15-CV/UBKTTU ngay 05/12/2026", in free spellings.

Nothing is guessed: what is missing, said twice or left over with digits in it becomes a `Doubt`. What is understood is
shown and confirmed before it is kept. Source of the forms: the number line of Party papers (number-type/issuer) and of
state papers (number/type-issuer, decree 30/2020).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum

from planning.text import clean, fold

# folded, and as it is written
_KINDS = {
    "cv": "CV", "ctr": "CTr", "ctrinh": "CTr", "kh": "KH", "tb": "TB", "bc": "BC", "ttr": "TTr", "qd": "Q\u0110",
    "nq": "NQ", "kl": "KL", "hd": "HD", "ct": "CT",
}  # fmt: skip
_KIND = "|".join(sorted(_KINDS, key=len, reverse=True))
_CODE = r"[a-z][a-z0-9&]{0,15}(?:-[a-z][a-z0-9&]{0,11})?"
_PARTY = re.compile(rf"(?<![\w/])(?:so)?[ .:]{{0,9}}(\d{{1,4}}) ?[- ] ?({_KIND}) ?[/-] ?({_CODE})(?!\w)")
_STATE = re.compile(
    rf"(?<![\w/])(?:so)?[ .:]{{0,9}}(\d{{1,4}}) ?/ ?(?:(\d{{4}}) ?/ ?)?({_KIND}) ?[-/] ?({_CODE})(?!\w)"
)
_BARE = re.compile(r"(?<![\w/])so ?[.:]* ?(\d{1,4})(?![\w/]|[-.,]\w)")
_ALONE = re.compile(r"(?<![ ,.;])[ ,.;]*+(\d{1,4})[ ,.;]*")  # all that is left besides the day
_SAID_DAY = re.compile(r"(?:ngay ?)?(?<!\d)(\d{1,2}) ?thang ?(\d{1,2})(?: ?nam ?| ?/ ?| ?- ?)?((?:\d{4}|\d{2})(?!\d))?")
_DAY = re.compile(r"(?:ngay ?)?(?<![\w/.-])(\d{1,2}) ?([/.-]) ?(\d{1,2})(?: ?\2 ?(\d{4}|\d{2}))?(?!\w|[/-]\w)")
_ISO = re.compile(r"(?:ngay ?)?(?<![\w/.-])(\d{4})-(\d{1,2})-(\d{1,2})(?![\w/-])")
_NEAR = re.compile(r"(?:ngay ?)?\bhom (nay|qua)\b")
_CENTURY = 2000


class Doubt(StrEnum):
    """Why a number and a day are asked for again."""

    NO_NUMBER = "no_number"
    NO_DAY = "no_day"
    SEVERAL = "several"  # more than one number, or more than one day
    NO_SUCH_DAY = "no_such_day"
    FUTURE = "future"
    TOO_EARLY = "too_early"  # before what it follows
    LEFT_OVER = "left_over"  # digits that are neither


@dataclass(frozen=True, slots=True)
class Unclear:
    """`said`: the part of the text that is doubted, as far as there is one."""

    why: Doubt
    said: str = ""


@dataclass(frozen=True, slots=True)
class PaperNumber:
    """Number and day of one paper. `kind` and `code`: "CV" and "UBKTTU" in 15-CV/UBKTTU; `year`: within the number, of
    a state paper. `completed`: only the figure was typed, kind and code are the expected ones."""

    serial: int
    kind: str
    code: str
    issued_on: date
    state: bool = False
    year: str = ""
    completed: bool = False

    @property
    def number(self) -> str:
        """As it is printed: 05-CV/UBKTTU, or 05/CV-MTTQ in state form."""
        figure = f"{self.serial:02}"
        if self.state:
            return f"{figure}/{self.year}/{self.symbol}" if self.year else f"{figure}/{self.symbol}"
        return f"{figure}-{self.symbol}"

    @property
    def symbol(self) -> str:
        """What follows the figure: CV/UBKTTU or CV-MTTQ."""
        if not self.code:
            return self.kind
        return f"{self.kind}-{self.code}" if self.state else f"{self.kind}/{self.code}"


@dataclass(frozen=True, slots=True)
class Expected:
    """What the paper should be called, and between which days it can have been signed (both included)."""

    today: date
    not_before: date
    kind: str = "CV"
    code: str = ""
    state: bool = False


_Span = tuple[int, int]


def read_paper_number(text: str, expected: Expected) -> PaperNumber | Unclear:
    """Number and day from one typed text. A day without a year is the latest one that is not in the future."""
    said = " ".join(clean(text).split())
    line = "".join(map(_folded, said))
    days = list(_days(line, expected.today))
    if any(day is None for _, day in days):
        start, end = next(span for span, day in days if day is None)
        return Unclear(Doubt.NO_SUCH_DAY, said[start:end].strip())
    rest = _blanked(line, [span for span, _ in days])
    numbers = list(_numbers(said, rest, expected))
    rest = _blanked(rest, [span for span, _ in numbers])
    if len({day for _, day in days}) > 1 or len({number for _, number in numbers}) > 1:
        return Unclear(Doubt.SEVERAL)
    if not numbers or not numbers[0][1][0] or not numbers[0][1][2]:
        return Unclear(Doubt.NO_NUMBER)
    if not days:
        return Unclear(Doubt.NO_DAY)
    if left := re.search(r"\S*\d\S*", rest):
        return Unclear(Doubt.LEFT_OVER, said[left.start() : left.end()])
    day = days[0][1]
    assert day is not None  # noqa: S101
    if day > expected.today:
        return Unclear(Doubt.FUTURE, day.isoformat())
    if day < expected.not_before:
        return Unclear(Doubt.TOO_EARLY, day.isoformat())
    serial, kind, code, state, year, completed = numbers[0][1]
    return PaperNumber(serial, kind, code, day, state, year, completed)


def _folded(char: str) -> str:
    """One folded letter for one typed, so that places in the folded line are places in the typed one."""
    found = fold(char)
    return found if len(found) == 1 else " "


def _blanked(line: str, spans: list[_Span]) -> str:
    for start, end in spans:
        line = line[:start] + " " * (end - start) + line[end:]
    return line


def _days(line: str, today: date) -> Iterator[tuple[_Span, date | None]]:
    """Every day that is named; None: there is no such day."""
    for match in _NEAR.finditer(line):
        yield match.span(), today if match[1] == "nay" else today - timedelta(days=1)
    for match in _ISO.finditer(line):
        yield match.span(), _date(match[3], match[2], match[1], today)
    line = _ISO.sub(lambda found: " " * len(found[0]), line)
    for match in _SAID_DAY.finditer(line):
        yield match.span(), _date(match[1], match[2], match[3], today)
    line = _SAID_DAY.sub(lambda found: " " * len(found[0]), line)
    for match in _DAY.finditer(line):
        yield match.span(), _date(match[1], match[3], match[4], today)


def _date(day: str, month: str, year: str | None, today: date) -> date | None:
    try:
        if year:
            number = int(year) + (_CENTURY if len(year) == 2 else 0)
            return date(number, int(month), int(day))
        this = date(today.year, int(month), int(day))
        return this if this <= today else date(today.year - 1, int(month), int(day))
    except ValueError:
        return None


_Number = tuple[int, str, str, bool, str, bool]  # serial, kind, code, state, year, completed


def _code(typed: str, expected: Expected) -> str:
    """In capitals; the expected one typed without accents ("du") is the expected one, and is shown to be confirmed."""
    code = typed.upper()
    return expected.code if code.isascii() and code == "".join(map(_folded, expected.code)).upper() else code


def _numbers(said: str, line: str, expected: Expected) -> Iterator[tuple[_Span, _Number]]:
    whole = []
    for match in _PARTY.finditer(line):
        code = _code(said[match.start(3) : match.end(3)], expected)
        whole.append((match.span(), (int(match[1]), _KINDS[match[2]], code, False, "", False)))
    for match in _STATE.finditer(line):
        code = _code(said[match.start(4) : match.end(4)], expected)
        whole.append((match.span(), (int(match[1]), _KINDS[match[3]], code, True, match[2] or "", False)))
    if whole:
        yield from whole
        return
    for match in _ALONE.finditer(line) if _ALONE.fullmatch(line) else _BARE.finditer(line):
        yield match.span(1), (int(match[1]), expected.kind, expected.code, expected.state, "", True)
