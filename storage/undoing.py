"""Taking a decision back. It stays in the record; the version is undecided again."""

from __future__ import annotations

from datetime import datetime

from planning.programme import Outcome, ProgrammeState
from storage.engine import Connection, load, stamp
from storage.programmes import Decision, Version

queries = load(__file__)


async def undo(
    tx: Connection,
    item: Version,
    decision: Decision,
    before: Outcome,
    *,
    person_id: str,
    since: datetime,
    now: datetime,
) -> bool:
    """Take back a decision; `before`: what it had made of the version, which must still be so.

    False, and nothing changes, when it is not this person's or was made before `since`, when it was taken back already,
    when the next step has begun, when the programme moved on, or when the written opinion was made.
    """
    moved = await queries.version(
        tx,
        id=item.id,
        state=before.version,
        at_step=before.step,
        programme_state=before.programme,
        step=decision.step,
        decision_id=decision.id,
        person_id=person_id,
        since=stamp(since),
    )
    if not moved:
        return False
    await queries.decision(tx, id=decision.id, person_id=person_id, now=stamp(now))
    if before.programme is not ProgrammeState.SUBMITTED:
        await queries.programme(tx, id=item.programme_id, state=before.programme, now=stamp(now))
    return True
