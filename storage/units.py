"""The directory of units and bodies. Small, so it is held in memory and read again when its revision moves."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any

from planning.names.learnt import alias_words
from planning.organisation import Body, BodyKind, Directory, Learnt, Unit, UnitKind
from storage import office, unit_tree
from storage.engine import Connection, load, stamp
from storage.packed import pack, unpack

queries = load(__file__)
REVISION = "directory"


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _unit(row: Any) -> Unit:
    return Unit(
        id=row["id"],
        name=row["name"],
        kind=UnitKind(row["kind"]),
        parent_id=row["parent_id"],
        aliases=tuple(unpack(row["aliases"])),
        valid_from=_day(row["valid_from"]),
        valid_to=_day(row["valid_to"]),
        successor_id=row["successor_id"],
        pending=bool(row["pending"]),
    )


def _body(row: Any) -> Body:
    return Body(row["id"], row["unit_id"], row["name"], BodyKind(row["kind"]), row["track"])


async def revision(tx: Connection) -> int:
    """Moves with every change to the directory."""
    return await office.count(tx, REVISION)


async def directory(tx: Connection) -> Directory:
    """Everything, as one value."""
    aliases = [row async for row in queries.all_aliases(tx)]
    given = [row for row in aliases if not row["heard_from"]]
    units = [
        _with_aliases(_unit(row), [one for one in given if one["unit_id"] == row["id"]])
        async for row in queries.all_units(tx)
    ]
    bodies = [_body(row) async for row in queries.all_bodies(tx)]
    learnt = [
        Learnt(row["heard_from"], row["name"], row["unit_id"], row["times"])
        for row in aliases
        if row["heard_from"] and row["state"] == "live"
    ]
    return Directory(units, bodies, learnt)


def _with_aliases(unit: Unit, rows: list[Any]) -> Unit:
    """The unit with what an administrator gave or dropped."""
    if not rows:
        return unit
    gone = {row["words"] for row in rows}
    kept = [name for name in unit.aliases if alias_words(name) not in gone]
    return replace(unit, aliases=(*kept, *(row["name"] for row in rows if row["state"] == "live")))


async def put(tx: Connection, unit: Unit, *, now: datetime, added_by: str | None = None) -> None:
    """Insert or overwrite; `pending` of an existing unit stays."""
    before = await queries.parent_of(tx, id=unit.id)
    moved = before is None or before["parent_id"] != unit.parent_id
    await queries.put_unit(
        tx,
        id=unit.id,
        name=unit.name,
        kind=unit.kind,
        parent_id=unit.parent_id,
        aliases=pack(unit.aliases),
        valid_from=unit.valid_from.isoformat() if unit.valid_from else None,
        valid_to=unit.valid_to.isoformat() if unit.valid_to else None,
        successor_id=unit.successor_id,
        pending=int(unit.pending),
        added_by=added_by,
        created_at=stamp(now),
    )
    if moved:
        await unit_tree.placed(tx, unit.id)
    await office.bump(tx, REVISION)


async def put_body(tx: Connection, body: Body) -> None:
    await queries.put_body(tx, id=body.id, unit_id=body.unit_id, name=body.name, kind=body.kind, track=body.track)
    await office.bump(tx, REVISION)


async def confirm(tx: Connection, unit_id: str) -> bool:
    """Whether this call confirmed it: False when somebody did before."""
    done = await queries.confirm_unit(tx, id=unit_id)
    await office.bump(tx, REVISION)
    return bool(done)


async def rename(tx: Connection, unit_id: str, name: str) -> None:
    await queries.rename_unit(tx, id=unit_id, name=name)
    await office.bump(tx, REVISION)
