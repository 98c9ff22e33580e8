"""What the bot understands of a content: documents, topics, whether it is vague, whether it would be refused."""

from __future__ import annotations

from datetime import date
from typing import Any

from planning.lexicon import Lexicon, shipped
from planning.secrecy import screen
from planning.topics import read_content


def explain_content(text: str, *, lexicon: Lexicon | None = None, on: date) -> dict[str, Any]:
    """{"topics": [ids], "documents": ["57-NQ/TW"], "vague": bool, "refused": None or the reason}, lists sorted.

    `on`: the day by which the lexicon's dates are read. A refused text is read all the same: nothing is kept here.
    """
    read = read_content(text, lexicon or shipped(), on=on)
    refusal = screen(text)
    return {
        "topics": sorted(read.topics),
        "documents": sorted(read.documents),
        "vague": read.vague,
        "refused": refusal.mark if refusal else None,
    }
