"""Proposals of a joint team. Of two inspections at most one waits or holds; every move is conditional."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from planning.overlap import JointState, Team
from storage.engine import Connection, load, moment, select_in, stamp
from storage.ids import new_id

queries = load(__file__)


@dataclass(frozen=True, slots=True)
class Proposal:
    """`inspection_id` is the proposer's, `other_id` of the body that answers; `lead_id` is one of the two."""

    id: str
    inspection_id: str
    other_id: str
    lead_id: str
    state: JointState
    reason: str
    proposed_by: str
    proposed_at: datetime
    answered_at: datetime | None

    @property
    def partner_id(self) -> str:
        return self.opposite(self.lead_id)

    @property
    def team(self) -> Team:
        return Team(self.lead_id, self.partner_id)

    @property
    def open(self) -> bool:
        return self.state is JointState.PROPOSED

    def opposite(self, inspection_id: str) -> str:
        """The other one of the two."""
        return self.inspection_id if inspection_id == self.other_id else self.other_id


def _proposal(row: Any) -> Proposal:
    return Proposal(
        id=row["id"],
        inspection_id=row["inspection_id"],
        other_id=row["other_id"],
        lead_id=row["lead_id"],
        state=JointState(row["state"]),
        reason=row["reason"],
        proposed_by=row["proposed_by"],
        proposed_at=moment(row["proposed_at"]),
        answered_at=moment(row["answered_at"]) if row["answered_at"] else None,
    )


async def propose(
    tx: Connection,
    *,
    campaign_id: str,
    inspection_id: str,
    other_id: str,
    lead_id: str,
    person_id: str,
    now: datetime,
) -> Proposal | None:
    """None when one of this pair waits or holds already, whoever proposed it; also when one of the two is not a live
    inspection of the campaign."""
    proposal_id = new_id()
    made = await queries.propose(
        tx,
        id=proposal_id,
        campaign_id=campaign_id,
        pair=" ".join(sorted((inspection_id, other_id))),
        inspection_id=inspection_id,
        other_id=other_id,
        lead_id=lead_id,
        person_id=person_id,
        now=stamp(now),
    )
    return await get(tx, proposal_id) if made else None


async def get(tx: Connection, proposal_id: str) -> Proposal | None:
    row = await queries.get(tx, id=proposal_id)
    return _proposal(row) if row else None


async def settle(
    tx: Connection, item: Proposal, state: JointState, *, person_id: str | None, now: datetime, reason: str = ""
) -> bool:
    """Move it on from the state it was read in; False when it was moved meanwhile, and nothing changes."""
    return bool(
        await queries.settle(
            tx, id=item.id, before=item.state, state=state, reason=reason, person_id=person_id, now=stamp(now)
        )
    )


async def of_inspections(tx: Connection, ids: Iterable[str]) -> list[Proposal]:
    """What waits or holds for any of these inspections, on either side, oldest first."""
    wanted = sorted(set(ids))
    if not wanted:
        return []
    return [_proposal(row) async for row in select_in(tx, queries.of_inspections.sql, ids=wanted)]
