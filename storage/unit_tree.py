"""Which unit is above which, for queries. The only place that writes `unit_tree`; it ends at a loop in the data."""

from __future__ import annotations

from storage.engine import Connection, load

queries = load(__file__)


async def placed(tx: Connection, unit_id: str) -> None:
    """A unit has come, or has another one above it: it and everything below are put anew."""
    await queries.forget(tx, unit_id=unit_id)
    await queries.remember(tx, unit_id=unit_id)
