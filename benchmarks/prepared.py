"""The office that the benchmark's people work in: the example office, with a full set of cells and everybody joined."""

from __future__ import annotations

import contextlib
import sqlite3
from datetime import datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from lax_api import FIRST_CHAT

from bot.office import load_folder
from bot.office_files import EXAMPLE, read_folder
from planning.organisation import Unit, UnitKind
from planning.programme import Role
from storage import people, units
from storage.engine import Connection, Database

ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
# Domain time of every run, so that "tháng 3" lies in the future whenever this is run: three weeks before the deadline.
START = datetime(2026, 11, 22, 9, 0, tzinfo=ZONE)


async def prepare(path: Path, chats: int, cells: int) -> None:
    """Make the database file: chat FIRST_CHAT + n belongs to the focal person of the n-th ward."""
    database = Database(path)
    try:
        await database.open()
        async with database.write() as tx:
            await load_folder(tx, read_folder(EXAMPLE), START - timedelta(days=6))
            directory = await units.directory(tx)
            units_ = directory.units.values()
            wards = [unit for unit in units_ if unit.id.startswith(("p-", "x-")) and "." not in unit.id]
            if len(wards) < chats:
                raise SystemExit(f"the example office has {len(wards)} wards, no room for {chats} chats")
            names = {(unit.parent_id, unit.name) for unit in directory.units.values()}
            for number, ward in enumerate(wards):
                await _add_cells(tx, ward, names, cells)
                if number < chats:
                    await _join(tx, ward, FIRST_CHAT + number)
    finally:
        await database.close()


async def _add_cells(tx: Connection, ward: Unit, names: set[tuple[str | None, str]], cells: int) -> None:
    """A real ward has dozens of cells; the example only names those of a few."""
    for number in range(1, cells + 1):
        name = f"Chi bộ Tổ dân phố {number}"
        if (ward.id, name) not in names:
            unit = Unit(f"{ward.id}.bench-{number}", name, UnitKind.CELL, parent_id=ward.id)
            await units.put(tx, unit, now=START)


async def _join(tx: Connection, ward: Unit, chat: int) -> None:
    person = await people.add(tx, f"Người {chat - FIRST_CHAT}", START)
    await people.put_chat(tx, "telegram", str(chat), person, START)
    await people.join(tx, person, ward.id, Role.UNIT, None, START)


def inspections(path: Path) -> int:
    """How many inspections the office holds; asked of SQLite itself, past the program that is measured."""
    with contextlib.closing(sqlite3.connect(path)) as connection:
        (count,) = connection.execute("select count(*) from inspections").fetchone()
    return int(count)
