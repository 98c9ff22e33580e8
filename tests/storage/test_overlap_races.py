"""Two bodies register overlapping inspections at one moment: at least one of them is warned, whatever ties them.

300 rounds here, OVERLAP_ROUNDS of them in `make test-long`.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest

from planning.inspection import Inspection
from planning.organisation import Directory, Unit, UnitKind
from planning.overlap import OverlapKind, content_of, find_overlaps, ties_of
from planning.period import Interval, month
from storage import campaigns, inspections, programmes, units
from storage.engine import Database
from storage.ids import new_id

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
ROUNDS = int(os.environ.get("OVERLAP_ROUNDS", "300"))
LAND = "Quản lý đất đai"
EXACT = Interval(date(2027, 6, 7), date(2027, 6, 11))
WARD, CELL, SECRETARY, STATE = "p-phu-son", "p-phu-son.cb", "p-phu-son.cb.bi-thu", "p-phu-son.ubnd"
PAIRS = (
    (CELL, CELL, month(6, 2027), OverlapKind.BOTH),
    (CELL, SECRETARY, month(6, 2027), OverlapKind.RELATED),
    (CELL, WARD, EXACT, OverlapKind.SUPERIOR),
    (WARD, STATE, EXACT, OverlapKind.RELATED),
)


@pytest.fixture
async def database(tmp_path: Path, example_database: Path) -> AsyncIterator[Database]:
    shutil.copy(example_database, tmp_path / "ktgs.sqlite3")
    database = Database(tmp_path / "ktgs.sqlite3")
    await database.open()
    async with database.write() as tx:
        await units.put(tx, Unit(CELL, "Chi bộ Phố 1", UnitKind.CELL, WARD), now=NOW)
        await units.put(tx, Unit(SECRETARY, "Bí thư Chi bộ Phố 1", UnitKind.PERSON, CELL), now=NOW)
    yield database
    await database.close()


async def registers(
    database: Database, directory: Directory, item: Inspection, delay: int
) -> tuple[str, set[OverlapKind]]:
    """Look for overlaps and save, in one transaction, as the form does; what was found of this round's other one."""
    for _ in range(delay):
        await asyncio.sleep(0)
    async with database.write() as tx:
        campaign_id = await campaigns.current_id(tx)
        assert campaign_id
        around = ties_of(directory).around(item.subjects)
        near = await inspections.near(tx, campaign_id, around, item.intervals, content_of(item))
        found = find_overlaps(item, [one.item for one in near], directory)
        programme = await programmes.ensure(tx, campaign_id, item.body_id, NOW)
        await inspections.add(tx, item, campaign_id=campaign_id, programme_id=programme.id, person_id=None, now=NOW)
    return item.id, {finding.kind for finding in found}


@pytest.mark.parametrize(("mine", "theirs", "when", "kind"), PAIRS)
async def test_at_least_one_of_two_is_warned(
    database: Database, mine: str, theirs: str, when: Interval, kind: OverlapKind
) -> None:
    async with database.read() as tx:
        directory = await units.directory(tx)
    random = Random(ROUNDS)  # noqa: S311
    first = Inspection("", "", "p-phu-son/du", "GS_CD", (mine,), (when,), LAND)
    second = Inspection("", "", "ubkt-tu/ubkt", "GS_CD", (theirs,), (when,), LAND)
    for _ in range(ROUNDS // len(PAIRS)):
        both = [replace(item, id=new_id()) for item in (first, second)]
        random.shuffle(both)
        said = await asyncio.gather(*(registers(database, directory, item, random.randrange(4)) for item in both))
        assert [kinds for _, kinds in said if kinds] == [{kind}], "missed, or one of an earlier round"
        async with database.write() as tx:
            for id_, _ in said:
                assert await inspections.drop(tx, id_, NOW)
