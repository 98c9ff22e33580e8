"""Moments in messages, which clients show in the reader's zone (Bot API 9.5): `tg-time` and `date_time`."""

import re

FORMAT = re.compile(r"r|w?[dD]?[tT]?")
UNIX = re.compile(r"-?[0-9]*")


def normal_format(given: str) -> str | None:
    """How the platform writes a format back: "r" (relative), or of w, d or D, t or T in this order; None if it is none.

    Documented is exactly this form; the official server also takes any order and R, W.
    """
    if given in {"r", "R"}:
        return "r"
    letters = set(given.replace("W", "w"))
    ordered = "".join(letter for letter in "wdDtT" if letter in letters)
    return ordered if len(ordered) == len(letters) and FORMAT.fullmatch(ordered) else None


def leading_number(text: str) -> int:
    """The number a text begins with, 0 if it begins with none, as the official server reads `unix`."""
    digits = (UNIX.match(text) or [""])[0]
    return int(digits) if digits.strip("-") else 0
