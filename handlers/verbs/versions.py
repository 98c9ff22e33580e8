"""A version beside the one that was sent back before it."""

from __future__ import annotations

from dataclasses import dataclass

from planning.inspection import thaw
from planning.programme import VersionState
from planning.programme_changes import Changes, compare
from storage import in_force, programmes
from storage.engine import Connection
from storage.programmes import Version


@dataclass(frozen=True, slots=True)
class Compared:
    """The latest earlier version that was decided, and what is different since."""

    earlier: Version
    changes: Changes


async def decided_before(tx: Connection, programme_id: str, number: int) -> Version | None:
    """The latest version below `number` that was returned or agreed: what was withdrawn nobody has an answer to, and
    what was asked of an amendment that was given up went with it."""
    for earlier in range(number - 1, 0, -1):
        version = await programmes.version_number(tx, programme_id, earlier)
        if version is None or version.state not in (VersionState.RETURNED, VersionState.AGREED):
            continue
        if not await in_force.is_given_up(tx, version):
            return version
    return None


async def changes_of(tx: Connection, version: Version) -> Compared | None:
    """None: it is the first of its programme that anybody decides on."""
    earlier = await decided_before(tx, version.programme_id, version.number)
    return Compared(earlier, compare(thaw(earlier.inspections), thaw(version.content))) if earlier else None
