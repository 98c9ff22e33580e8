"""T7: two bodies register overlapping inspections at one moment, also while the other's draft is being appraised."""

from __future__ import annotations

import asyncio
import shutil
from dataclasses import replace
from random import Random

from planning.inspection import Inspection
from planning.organisation import Unit, UnitKind
from planning.overlap import OverlapKind
from planning.period import Interval
from planning.programme import Role
from storage import inspections, people, programmes, units
from storage.campaigns import current_id
from storage.engine import Database
from storage.ids import new_id
from tests.faults.harness.row import Orders, Row
from tests.storage.test_overlap_races import CELL, LAND, NOW, PAIRS, SECRETARY, WARD, registers

WANTED = "at least one of two is warned 100 %, drafts that wait for a decision included"
FIRST, SECOND = "p-phu-son/du", "ubkt-tu/ubkt"


def run(orders: Orders) -> Row:
    return asyncio.run(_run(orders))


async def _run(orders: Orders) -> Row:
    row = Row("T7", "overlap race", WANTED, orders.seed)
    random, path = orders.random(), orders.folder / "ktgs.sqlite3"
    shutil.copy(orders.base, path)
    database = Database(path)
    await database.open()
    try:
        async with database.write() as tx:
            await units.put(tx, Unit(CELL, "Chi bộ Phố 1", UnitKind.CELL, WARD), now=NOW)
            await units.put(tx, Unit(SECRETARY, "Bí thư Chi bộ Phố 1", UnitKind.PERSON, CELL), now=NOW)
        rounds = orders.times(60, 10_000)
        for number in range(rounds):
            mine, theirs, when, kind = PAIRS[number % len(PAIRS)]
            await _round(database, mine, theirs, when, kind, random, row)
        await _beside_drafts(database, rounds // 10, random, row)
    finally:
        await database.close()
    row.notes.append(f"{rounds} races of two, {row.tried - rounds} against a draft that waits for a decision")
    return row


async def _round(
    database: Database, mine: str, theirs: str, when: Interval, kind: OverlapKind, random: Random, row: Row
) -> None:
    """Both at one moment: exactly the later one is warned, of what it is."""
    async with database.read() as tx:
        directory = await units.directory(tx)
    both = [Inspection(new_id(), "", body, "GS_CD", (unit,), (when,), LAND) for body, unit in _pairs(mine, theirs)]
    random.shuffle(both)
    said = await asyncio.gather(*(registers(database, directory, item, random.randrange(4)) for item in both))
    warned = [kinds for _, kinds in said if kinds]
    row.counts(warned == [{kind}], f"{mine} and {theirs}: warned {warned}, not {kind}")
    row.lost += not warned
    async with database.write() as tx:
        for id_, _ in said:
            await inspections.drop(tx, id_, NOW)


def _pairs(mine: str, theirs: str) -> list[tuple[str, str]]:
    return [(FIRST, mine), (SECOND, theirs)]


async def _beside_drafts(database: Database, rounds: int, random: Random, row: Row) -> None:
    """The other's programme is at the reviewers: what stands in it counts as what is being written does."""
    async with database.write() as tx:
        lan = await people.add(tx, "Lan", NOW)
        await people.join(tx, lan, WARD, Role.UNIT, None, NOW)
        campaign_id = await current_id(tx)
        assert campaign_id
        directory = await units.directory(tx)
    for number in range(rounds):
        mine, theirs, when, kind = PAIRS[number % len(PAIRS)]
        item = Inspection(new_id(), "", FIRST, "GS_CD", (mine,), (when,), LAND)
        other = replace(item, id=new_id(), body_id=SECOND, subjects=(theirs,))

        async def writes(tx_item: Inspection = item) -> None:
            async with database.write() as tx:
                programme = await programmes.ensure(tx, campaign_id, FIRST, NOW)
                await inspections.add(
                    tx, tx_item, campaign_id=campaign_id, programme_id=programme.id, person_id=lan, now=NOW
                )
                assert await programmes.submit(tx, programme, content="[]", late=False, person_id=lan, now=NOW)

        late = registers(database, directory, other, 1 + random.randrange(4))
        _, (_, kinds) = await asyncio.gather(writes(), late)
        row.counts(kinds == {kind}, f"a draft at the reviewers was overlooked: {theirs} beside {mine}")
        row.lost += not kinds
        async with database.write() as tx:
            await inspections.drop(tx, item.id, NOW)
            await inspections.drop(tx, other.id, NOW)
            await tx.execute("update versions set state = 'withdrawn' where state = 'submitted'")
            await tx.execute("update programmes set state = 'drafting' where body_id = ?", (FIRST,))
