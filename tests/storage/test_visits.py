"""Tree and visits equal what directory and live inspections say, whatever was done; near finds all that meets."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest

from planning.inspection import Inspection
from planning.lexicon import Change, shipped
from planning.organisation import Directory, Unit, UnitKind
from planning.overlap import content_of, find_overlaps, ties_of
from planning.period import Interval, Precision, month, quarter
from storage import campaigns, inspections, programmes, units
from storage.engine import Database
from storage.ids import new_id
from storage.migrate import migrations

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
BODIES = ("p-dong-tho/du", "p-dong-tho/ubkt", "ubkt-tu/ubkt", "tu/btv", "p-ham-rong/du")
CONTENTS = (
    "Quản lý đất đai",
    "Chăm sóc cây xanh",
    "Trồng cây xanh ở công viên",
    "Nghị quyết 57-NQ/TW",
    "thu nộp đảng phí",
)
LEXICON = shipped().with_changes([Change("trees", "cây xanh", name="cây xanh")])
FIRST = date(2027, 1, 1)
TIMES = (
    month(5, 2027),
    quarter(2, 2027),
    Interval(date(2027, 5, 3), date(2027, 5, 7)),
    Interval(date(2027, 1, 1), date(2027, 12, 31), Precision.YEAR),
    Interval(date(2027, 3, 20), date(2027, 6, 30)),
)


@pytest.fixture
async def database(tmp_path: Path, example_database: Path) -> AsyncIterator[Database]:
    shutil.copy(example_database, tmp_path / "ktgs.sqlite3")
    database = Database(tmp_path / "ktgs.sqlite3")
    await database.open()
    yield database
    await database.close()


Rows = set[tuple[object, ...]]


async def stored(database: Database) -> tuple[Rows, Rows]:
    """The tree and the visits."""
    async with database.read() as tx:
        tree = tx.all("select above, below from unit_tree", ())
        rows = tx.all("select unit_id, starts_on, ends_on, exact, inspection_id from visits", ())
    return {tuple(row) for row in tree}, {tuple(row) for row in rows}


async def by_hand(database: Database) -> tuple[Rows, Rows]:
    """What should be there, from the directory and the inspections."""
    async with database.read() as tx:
        directory = await units.directory(tx)
        live = [row[0] for row in tx.all("select id from inspections where state = 'live'", ())]
        items = [item for id_ in live if (item := await inspections.get(tx, id_))]
    pairs = ((above, unit) for unit in directory.units for above in (unit, *(u.id for u in directory.ancestors(unit))))
    tree: Rows = set(pairs)
    visits: Rows = {
        (subject, i.start.isoformat(), i.end.isoformat(), int(i.precision is Precision.DAY), item.id)
        for item in items
        for subject in item.subjects
        for i in item.intervals
    }
    return tree, visits


def random_item(random: Random, directory: Directory) -> Inspection:
    under = [u for u in directory.units if u == "tu" or directory.is_under(u, "p-dong-tho")]
    subjects = tuple(random.sample(under, random.choice((1, 1, 2))))
    times = tuple(sorted(random.sample(TIMES[:3], random.choice((1, 1, 2))) if random.random() < 0.8 else [TIMES[3]]))
    item = Inspection("", "", random.choice(BODIES), "GS_CD", subjects, times, random.choice(CONTENTS))
    topics = random.choice((None, None, (), ("tai_chinh_dang",), ("ky_luat", "trees")))
    members = ((subjects[0], "Bí thư"),) if random.random() < 0.2 else ()
    return replace(item, topics=topics, members=members)


async def add(database: Database, item: Inspection) -> Inspection:
    async with database.write() as tx:
        campaign_id = await campaigns.current_id(tx)
        assert campaign_id
        programme = await programmes.ensure(tx, campaign_id, item.body_id, NOW)
        item = replace(item, id=new_id())
        code = await inspections.add(
            tx, item, campaign_id=campaign_id, programme_id=programme.id, person_id=None, now=NOW
        )
    return replace(item, code=code)


async def test_adding_changing_dropping_and_moving_keep_the_visits_right(database: Database) -> None:
    random = Random(7)  # noqa: S311
    async with database.read() as tx:
        directory = await units.directory(tx)
    assert await stored(database) == await by_hand(database)
    items = [await add(database, random_item(random, directory)) for _ in range(30)]
    assert await stored(database) == await by_hand(database)
    async with database.write() as tx:
        for item in items[:10]:
            assert await inspections.change(tx, replace(random_item(random, directory), id=item.id), NOW)
        for item in items[10:15]:
            assert await inspections.drop(tx, item.id, NOW)
    assert await stored(database) == await by_hand(database)
    async with database.write() as tx:  # a cell and a whole ward move, a new one comes in between
        await units.put(tx, Unit("new", "Đảng ủy mới", UnitKind.GRASSROOTS_COMMITTEE, "tu"), now=NOW)
        await units.put(tx, replace(directory.units["p-dong-tho"], parent_id="new"), now=NOW)
        await units.put(tx, replace(directory.units["p-dong-tho.cb-quan-su"], parent_id="p-ham-rong"), now=NOW)
    assert await stored(database) == await by_hand(database)
    tree, _ = await stored(database)
    assert {("new", "p-dong-tho.cb-cong-an"), ("p-ham-rong", "p-dong-tho.cb-quan-su")} <= tree
    assert not {("new", "p-dong-tho.cb-quan-su"), ("p-dong-tho", "p-dong-tho.cb-quan-su")} & tree


async def test_near_finds_everything_that_meets(database: Database) -> None:
    random = Random(11)  # noqa: S311
    async with database.read() as tx:
        directory = await units.directory(tx)
    for _ in range(60):
        await add(database, random_item(random, directory))
    async with database.read() as tx:
        campaign_id = await campaigns.current_id(tx)
        assert campaign_id
        rows = tx.all("select id from inspections where state = 'live'", ())
        everything = [item for row in rows if (item := await inspections.get(tx, row[0]))]
        kinds = set()
        for _ in range(150):
            item = random_item(random, directory)
            if random.random() < 0.3:
                item = replace(item, content="")
            around = ties_of(directory).around(item.subjects)
            near = await inspections.near(tx, campaign_id, around, item.intervals, content_of(item), LEXICON, on=FIRST)
            found = find_overlaps(item, [one.item for one in near], directory, LEXICON, on=FIRST)
            right = find_overlaps(item, everything, directory, LEXICON, on=FIRST)
            assert [f.key for f in found] == [f.key for f in right]
            kinds |= {f.kind for f in found}
    assert len(kinds) == 5


async def test_an_older_file_gets_its_visits(tmp_path: Path, database: Database) -> None:
    """The migration fills in what `put` would have written."""
    right = await stored(database)
    assert all(right)
    await database.close()
    raw = sqlite3.connect(database.path)
    (sql,) = [sql for _, sql in migrations() if "create table visits" in sql]
    raw.executescript(f"drop table visits; drop table unit_tree; alter table campaigns drop column discretion; {sql}")
    raw.close()
    await database.open()
    assert await stored(database) == right
