"""Wrong codes of everybody together: one guesser may have many accounts. Those of one chat are in `people`."""

from __future__ import annotations

from datetime import datetime, timedelta

from storage import office
from storage.engine import Connection, stamp
from storage.packed import pack, unpack

MANY = 50
WITHIN = timedelta(hours=1)
KEY = "codes:wrong"  # in the table `office`: when the last wrong ones came, and when somebody was told


async def many_wrong(tx: Connection, now: datetime) -> bool:
    """Count a wrong code; whether this makes fifty within an hour. True at most once an hour."""
    known = unpack(await office.get(tx, KEY, "{}"))
    since = stamp(now - WITHIN)
    recent = [*(at for at in known.get("at", ()) if at > since), stamp(now)][-MANY:]
    told = known.get("told", "")
    rings = len(recent) == MANY and told <= since
    await office.put(tx, KEY, pack({"at": recent, "told": stamp(now) if rings else told}))
    return rings
