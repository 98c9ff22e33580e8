"""Brackets: "quarter II/2027 (01/4-30/6/2027)" says one time twice, "15/3 (planned)" only once."""

from __future__ import annotations

from planning.period.tokens import Token

Line = tuple[Token, ...]
_BRACKETS = {"(", ")"}


def split_aside(line: Line) -> tuple[Line, Line]:
    """What stands in front of the only pair of brackets, and what stands in it; else the line and nothing."""
    opens = [place for place, token in enumerate(line) if token.text == "("]
    closes = [place for place, token in enumerate(line) if token.text == ")"]
    if len(opens) == len(closes) == 1 and 0 < opens[0] < closes[0] == len(line) - 1:
        return line[: opens[0]], line[opens[0] + 1 : -1]
    return line, ()


def without_brackets(line: Line) -> Line:
    return tuple(token for token in line if token.text not in _BRACKETS)
