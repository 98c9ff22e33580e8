"""What a unit says of a remark that it does not follow: why the inspection stays as it is."""

from __future__ import annotations

from datetime import datetime

from storage.engine import Connection, load, stamp

queries = load(__file__)


async def say(
    tx: Connection, version_id: str, inspection_id: str, words: str, *, person_id: str, now: datetime
) -> bool:
    """Say it, in place of what was said before; False when the version does not lie returned any more."""
    return bool(
        await queries.say(
            tx,
            version_id=version_id,
            inspection_id=inspection_id,
            words=words,
            person_id=person_id,
            now=stamp(now),
        )
    )


async def said(tx: Connection, version_id: str) -> dict[str, str]:
    """By the id of the inspection as it was sent."""
    return {row["inspection_id"]: row["words"] async for row in queries.said(tx, version_id=version_id)}


async def said_since(tx: Connection, version_id: str, since: datetime) -> bool:
    """Whether anything was said of its remarks since a moment."""
    return bool(await queries.said_since(tx, version_id=version_id, since=stamp(since)))
