"""Which of an office's legal bases a paper of a given day cites."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date

from documents.values import Basis


def in_force(bases: Iterable[Mapping[str, str]], on: date) -> tuple[Basis, ...]:
    """Those that hold on that day, in the office's order; an old letter is made again with the bases of its day.

    A row is one of a campaign's `legal_bases`: number, issued_on, title, valid_from, and valid_to while that is known;
    days as 2026-04-11, both included.
    """
    return tuple(
        Basis(row["number"], date.fromisoformat(row["issued_on"]), row["title"])
        for row in bases
        if row["valid_from"] <= on.isoformat() <= row.get("valid_to", date.max.isoformat())
    )
