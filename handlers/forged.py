"""Noting what somebody pressed or typed without its ever having been shown to them."""

from __future__ import annotations

from handlers.turn import Turn
from storage import audit, office

MOST_FORGED = 500  # rows of the audit a day about presses that were forged


async def note_forged(turn: Turn, question_id: str) -> None:
    """A row in the audit about a press that no button of theirs can have made, or a code that others were shown.

    `question_id`: "" if there is none such.
    The audit is kept for ever and everybody can send such presses, so there is an end to the rows of a day.
    """
    if await office.bump(turn.tx, f"forged:{turn.today.isoformat()}") > MOST_FORGED:
        return
    who = turn.person.id if turn.person else None
    mark = turn.tx.chain.nameless(f"{turn.said.channel}:{turn.said.address}")
    obj = f"person:{who}" if who else f"chat:{mark}"
    await audit.record(turn.tx, "act.refused", obj, who, turn.now, question=question_id)
