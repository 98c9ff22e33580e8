"""How many inspections of a campaign go to some units, as far as a unit may know."""

from __future__ import annotations

from collections.abc import Iterable

from storage.engine import Connection, load, select_in

queries = load(__file__)


async def visits_at(
    tx: Connection, campaign_id: str, unit_ids: Iterable[str], *, home: str, hidden: Iterable[str]
) -> dict[str, int]:
    """Live inspections by unit id; a unit without any is not in it. Those that go to one of the `hidden` units count
    only when they are planned by the unit `home` itself."""
    rows = select_in(
        tx,
        queries.visits_at.sql,
        unit_ids=list(unit_ids),
        hidden=list(hidden),
        campaign_id=campaign_id,
        home=home,
    )
    return {row["unit_id"]: row["visits"] async for row in rows}
