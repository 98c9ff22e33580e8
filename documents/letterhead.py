"""The head of a paper, what it cites, and its foot: the three parts every paper has."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from docx.shared import Pt
from docx.table import _Cell

from documents.ink import width
from documents.look import Style
from documents.paper import Line, Paper
from documents.phrases import fill
from documents.plain import flat
from documents.values import Basis, Letterhead, PaperFormat, Signature
from documents.wording import Phrases

_DASHES = "-----"
_BLANK_NUMBER = 6 * " "  # room for the pen
_BLANK_DAY = 5 * " "
_GAP = 2  # mm between the two halves, and what another font of the same metrics may differ
_MOST = 2 / 3  # of the page for the right half, whatever the place is called
_SIGNING = 95.0  # mm
_SIGNING_LINES = 5  # empty lines of 14 pt
_UNDER_RULE = 12  # points
_STATE_RULE = 0.4  # of the issuer's line: a third to a half


def head(paper: Paper, words: Phrases, letter: Letterhead, type: str, under_number: Sequence[Line] = ()) -> None:
    """Two halves: who issues it and its number, the nation and the day. Number and day stand on one line.

    `type` is the letters of the kind of paper, "" for one without a number of its own.
    """
    party = letter.format is PaperFormat.PARTY
    place = place_and_day(words, letter)
    nation = [(words.head.party_nation, Style.NATION)]
    if not party:
        nation = [(words.head.state_nation, Style.NATION), (words.head.state_motto, Style.MOTTO)]
    lengths = [width(text, paper.points(style), "bold") for text, style in nation]
    right = max(*lengths, width(place, paper.points(Style.PLACE), "italic")) + _GAP
    right = min(right, paper.room() * _MOST)
    widths = (paper.room() - right, right)
    above = paper.columns(widths)
    _issuer(paper, above[0], letter, widths[0])
    paper.fill(above[1], nation)
    paper.rule(lengths[-1], right, above[1])
    paper.end()  # else Word makes one table of both
    number = words.head.party_number if party else words.head.state_number
    code = flat(letter.code) or _BLANK_NUMBER
    line = fill(number, number=_BLANK_NUMBER, type=type, code=code) if type else ""
    if letter.number:
        line = fill(words.head.party_issued if party else words.head.state_issued, number=letter.number)
    below = paper.columns(widths)
    for paragraph in paper.fill(below[0], [(line, Style.NUMBER), *under_number]):
        paper.balance(paragraph, widths[0])
    paper.fill(below[1], [(place, Style.PLACE)])


def _issuer(paper: Paper, cell: _Cell, letter: Letterhead, room: float) -> None:
    superior, issuer = flat(letter.superior).upper(), flat(letter.issuer).upper()
    lines = [(superior, Style.SUPERIOR)] if superior else []
    lines.append((issuer, Style.ISSUER))
    party = letter.format is PaperFormat.PARTY
    paragraphs = paper.fill(cell, [*lines, ("*", Style.STAR)] if party else lines)
    for paragraph in paragraphs:
        paper.balance(paragraph, room)
    if not party:
        paper.rule(min(width(issuer, paper.points(Style.ISSUER), "bold"), room) * _STATE_RULE, room, cell)


def place_and_day(words: Phrases, letter: Letterhead) -> str:
    """Place and day as printed: days below 10 and the months 1 and 2 with a zero in front, or blanks for the pen."""
    place = flat(letter.place)
    if letter.on is None:
        return fill(words.head.place_and_day, place=place, day=_BLANK_DAY, month=_BLANK_DAY, year=letter.year)
    month = f"{letter.on.month:02}" if letter.on.month < 3 else str(letter.on.month)
    return fill(words.head.place_and_day, place=place, day=f"{letter.on.day:02}", month=month, year=letter.on.year)


def day(value: date) -> str:
    """A day within a line: 05/12/2026, 11/4/2026."""
    month = f"{value.month:02}" if value.month < 3 else str(value.month)
    return f"{value.day:02}/{month}/{value.year}"


def addressees(paper: Paper, words: Phrases, format: PaperFormat, to: Sequence[str]) -> None:
    """To whom a letter goes, in the middle of the page: one on the line, several below one another."""
    stop = "," if format is PaperFormat.PARTY else ";"
    listed = [f"- {flat(line)}{stop}" for line in to[:-1]] + [f"- {flat(line)}." for line in to[-1:]]
    lines = listed if len(to) > 1 else [flat(line) for line in to]
    label = width(words.head.to, paper.points(Style.ADDRESS), "italic")
    longest = max((width(line, paper.points(Style.ADDRESSEE)) for line in lines), default=0.0)
    side = max(0.0, (paper.room() - label - longest) / 2 - _GAP)
    paper.gap()
    left, right = paper.columns((side + label, paper.room() - side - label))
    paper.fill(left, [(words.head.to, Style.ADDRESS)])
    paper.fill(right, [(line, Style.ADDRESSEE) for line in lines] or [("", Style.ADDRESSEE)])
    paper.gap()


def under_title(paper: Paper, format: PaperFormat, abstract: str) -> None:
    """What ends a title: dashes on a Party paper, on a state one a line of a third to a half of the abstract."""
    if format is PaperFormat.PARTY:
        paper.line(_DASHES, Style.DASHES)
        return
    length = min(width(abstract, paper.points(Style.ABSTRACT), "bold"), paper.room()) * _STATE_RULE
    paper.rule(length, paper.room()).paragraph_format.space_after = Pt(_UNDER_RULE)


def bases(paper: Paper, words: Phrases, format: PaperFormat, cited: Iterable[Basis]) -> None:
    """What the paper cites, one line each."""
    phrase = words.basis.party if format is PaperFormat.PARTY else words.basis.state
    for basis in cited:
        line = fill(phrase, number=basis.number, day=day(basis.issued_on), title=basis.title)
        paper.line(line, Style.BASIS)


def foot(paper: Paper, words: Phrases, format: PaperFormat, signature: Signature, receivers: Sequence[str]) -> None:
    """Who gets it on the left, who signs on the right, and room for name and seal; never torn from the text above."""
    last = paper.document.paragraphs[-1]
    last.paragraph_format.keep_with_next = True
    party = format is PaperFormat.PARTY
    left, right = paper.columns((paper.room() - _SIGNING, _SIGNING))
    stop = "," if party else ";"
    listed = [f"- {flat(line)}{stop}" for line in receivers[:-1]] + [f"- {flat(line)}." for line in receivers[-1:]]
    paper.fill(left, [(words.foot.receivers, Style.RECEIVERS_HEAD), *((line, Style.RECEIVER) for line in listed)])
    signs = words.foot.party_signs if party else words.foot.state_signs
    position = [(flat(signature.position).upper(), Style.POSITION)] if flat(signature.position) else []
    whom = flat(signature.signs_for)
    lines = [(f"{signs} {whom}".upper(), Style.SIGNS_FOR)] if whom else []
    lines += position
    for paragraph in paper.fill(right, [*lines, *[("", Style.SIGNER)] * (_SIGNING_LINES + 1)])[: len(lines)]:
        paper.balance(paragraph, _SIGNING)
