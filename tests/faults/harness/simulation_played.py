"""What the rules of every subject stand on: an office that began somewhere, and one thing done at a time."""

from __future__ import annotations

import asyncio
from collections.abc import Coroutine
from typing import Any

from hypothesis.stateful import RuleBasedStateMachine

from tests.faults.harness.simulation_talks import BODIES, Talks

# where a programme may stand -> which of them do
STANDS = {
    "submitted": "p.state = 'submitted'",
    "returned": "p.state = 'returned'",
    "agreed": "p.state = 'agreed'",
    "final": "p.state = 'agreed' and exists (select 1 from opinions o join versions v on v.id = o.version_id "
    "where v.programme_id = p.id and v.number = p.version and o.voided_at is null and o.number <> '')",
    "promulgated": "p.state = 'promulgated'",
    "amending": "p.state in ('drafting', 'returned') and p.in_force_id is not null",
}


class Played(Talks, RuleBasedStateMachine):
    loop: asyncio.AbstractEventLoop

    def does(self, work: Coroutine[Any, Any, Any]) -> Any:
        """One thing from its beginning to its end, with everything that follows from it."""
        return self.loop.run_until_complete(work)

    async def one_that_is(self, where: str, which: int) -> int | None:
        """A programme that stands there now, by its number; None when there is none."""
        rows = await self.stage.rows(f"select p.body_id from programmes p where {STANDS[where]} order by p.body_id")
        found = [BODIES.index(row["body_id"]) for row in rows if row["body_id"] in BODIES]
        return found[which % len(found)] if found else None
