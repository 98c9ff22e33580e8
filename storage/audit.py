"""What was done, by whom, when: one row a move, in the transaction of the move, tied to the row before it."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Any

from storage.chain import SHOWN
from storage.engine import Connection, load, moment, stamp
from storage.errors import StorageError
from storage.ids import new_id
from storage.packed import pack, unpack

queries = load(__file__)
PAGE = 1000  # rows read at once
NEWEST = 2**62  # above every number
RENEWED = "audit.renewed"  # the act with which a chain begins after the key of the one before was lost
RESTORED = "backup.restored"  # the act after which rows of the time that was lost are missing for a good reason


async def record(tx: Connection, action: str, obj: str, person_id: str | None, now: datetime, **detail: Any) -> None:
    """`obj` names the thing, for example "version:ID"; `detail` is what changed, without personal names.

    What this connection wrote last is only a guess of what comes before: after a rollback, or when another program
    wrote meanwhile, the insert finds another row at the end, adds nothing, and is made again from what is there.
    """
    id_, at, packed = new_id(), stamp(now), pack(detail)
    seq, before = tx.chain.last or await last(tx)
    for _ in range(2):
        seq += 1
        chain = tx.chain.after(before, (seq, id_, at, person_id, action, obj, packed))
        if await queries.add(
            tx,
            seq=seq,
            id=id_,
            now=at,
            person_id=person_id,
            action=action,
            object=obj,
            detail=packed,
            chain=chain,
            before=before,
        ):
            tx.chain.last = (seq, chain)
            if not before and tx.chain.has_key:
                await queries.note_key(tx, mark=tx.chain.mark())
            return
        seq, before = await last(tx)
    raise StorageError("the audit took no row")  # within a write transaction nobody else can have written


async def last(tx: Connection) -> tuple[int, str]:
    """(number, hash) of the newest row; (0, "") when there is none."""
    row = await queries.last(tx)
    return (int(row["seq"]), str(row["chain"])) if row else (0, "")


async def begin_anew(tx: Connection, now: datetime) -> str:
    """The key is lost: rows so far stay, uncovered, and a chain with this connection's key begins; the old end."""
    old = await anchor(tx)
    triggers = [dict(row) async for row in queries.triggers(tx)]
    for trigger in triggers:
        await tx.execute(f'drop trigger "{trigger["name"]}"')
    await tx.execute("update audit set seq = seq - 4611686018427387904")  # out of the way: numbers are unique
    await queries.unseal(tx)
    for trigger in triggers:
        await tx.execute(trigger["sql"])
    await queries.forget_key(tx)
    tx.chain.last = None
    await record(tx, RENEWED, "database", None, now, old=old)
    return old


async def anchor(tx: Connection) -> str:
    """The end of the chain in short, "124:3fa9c1d2e4b5a697": who keeps it can tell later that nothing was cut off."""
    seq, chain = await last(tx)
    return f"{seq}:{chain[:SHOWN]}"


async def of(tx: Connection, obj: str) -> list[tuple[str, str | None, dict[str, Any]]]:
    """(action, person, detail) of everything that happened to a thing, oldest first."""
    return [(row["action"], row["person_id"], unpack(row["detail"])) async for row in queries.of_object(tx, object=obj)]


async def rows(tx: Connection) -> AsyncIterator[dict[str, Any]]:
    """Every row as it is stored, oldest first."""
    after = -NEWEST
    while page := [dict(row) async for row in queries.in_order(tx, after=after, most=PAGE)]:
        for row in page:
            yield row
        after = page[-1]["seq"]


@dataclass(frozen=True, slots=True)
class Anchor:
    """A hash that was noted down elsewhere. `at`: when, if that is known."""

    seq: int
    hash: str
    at: datetime | None = None


@dataclass
class Verdict:
    """What looking through the chain has found. `unsealed`: rows from before there was a chain; `seq`: the first row at
    fault, None: none; `fault`: "missing" (removed), "changed" (or put in, or moved), "cut" (the end was removed)."""

    rows: int = 0
    unsealed: int = 0
    last: str = "0:"
    seq: int | None = None
    fault: str = ""
    row: dict[str, Any] | None = None
    anchored: int = 0
    renewed: datetime | None = None  # when the chain was begun anew, the key of the one before being lost
    untold: list[tuple[str, datetime]] = field(default_factory=list)  # version and moment of decisions not as told here
    gaps: list[tuple[datetime, datetime]] = field(default_factory=list)  # what was noted then counts not

    @property
    def whole(self) -> bool:
        return self.seq is None and not self.untold

    def blame(self, seq: int, fault: str, row: dict[str, Any] | None = None) -> None:
        """Only the first fault is named: everything after it hangs on it."""
        if self.seq is None or seq < self.seq:
            self.seq, self.fault, self.row = seq, fault, row


async def verify(tx: Connection, anchors: Iterable[Anchor] = ()) -> Verdict:
    """Look through the whole chain, whether it still holds what was noted elsewhere, and whether decisions agree."""
    found, before, seq = Verdict(), "", 0
    noted: dict[int, list[Anchor]] = {}
    for one in anchors:
        noted.setdefault(one.seq, []).append(one)
    seen: dict[int, str] = {}
    async for row in rows(tx):
        if row["seq"] <= 0:
            found.unsealed += 1
            continue
        found.rows += 1
        seq += 1
        if row["seq"] != seq:
            found.blame(seq, "missing", row)
            break
        fields = (row["id"], row["at"], row["person_id"], row["action"], row["object"], row["detail"])
        if row["chain"] != tx.chain.after(before, (seq, *fields)):
            found.blame(seq, "changed", row)
            break
        before = row["chain"]
        if seq in noted:
            seen[seq] = before
        if row["action"] == RESTORED and (taken := unpack(row["detail"]).get("taken")):
            found.gaps.append((moment(taken), moment(row["at"])))
        if row["action"] == RENEWED:
            found.renewed = moment(row["at"])
            found.gaps.append((datetime.min.replace(tzinfo=UTC), found.renewed))
    found.last = f"{seq}:{before[:SHOWN]}"
    if found.seq is None:
        _compare(found, noted, seen, seq)
        found.untold = [(row["version_id"], moment(row["at"])) async for row in queries.untold_decisions(tx)]
    return found


def _compare(found: Verdict, noted: Mapping[int, list[Anchor]], seen: Mapping[int, str], seq: int) -> None:
    """What was noted while a time lasted that a restored back-up does not know is not there, and nobody's fault."""
    for number, anchors in sorted(noted.items()):
        for one in anchors:
            if one.at and any(taken < one.at <= restored for taken, restored in found.gaps):
                continue
            found.anchored += 1
            if number and not seen.get(number, "").startswith(one.hash or "-"):
                # the rows themselves hang together, so they end too soon or all of them were made anew
                found.blame(min(number, seq + 1), "cut" if number > seq else "changed")


async def told_after(tx: Connection, after: str) -> list[dict[str, Any]]:
    """Rows after the one with this id, with the names of what they are about; `detail` as values."""
    return [{**row, "detail": unpack(row["detail"])} async for row in queries.told_after(tx, after=after)]


async def told_page(
    tx: Connection,
    *,
    before: int = NEWEST,
    unit_id: str | None = None,
    person_id: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
    most: int,
) -> list[dict[str, Any]]:
    """Rows with numbers below `before`, newest first, as `told_after` gives them."""
    found = queries.told_page(
        tx,
        before=before,
        unit_id=unit_id,
        person_id=person_id,
        since=stamp(since) if since else None,
        until=stamp(until) if until else None,
        most=most,
    )
    return [{**row, "detail": unpack(row["detail"])} async for row in found]
