"""A campaign of any size in a database file: 5,000 units in four levels, inspections as offices plan them."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path
from random import Random

from prepared import START

from bot.office import load_folder
from bot.office_files import EXAMPLE, read_folder
from planning.inspection import Inspection
from planning.organisation import Directory, Unit, UnitKind
from planning.period import Interval, Precision, month, quarter
from storage import campaigns, programmes, units
from storage.engine import Connection, Database
from storage.migrate import migrations

YEAR = 2027
LEVELS = (30, 470, 4499)  # below one root
CONTENTS = (
    "Quản lý đất đai",
    "Thực hiện Nghị quyết số 57-NQ/TW",
    "Việc thu, nộp, sử dụng đảng phí",
    "Học tập và làm theo Bác theo Kết luận 01-KL/TW",
    "Thực hiện Quy chế dân chủ ở cơ sở",
    "Công tác cán bộ",
    "Cải cách hành chính",
    "Phòng, chống tham nhũng, lãng phí, tiêu cực",
)
BODIES = ("p-dong-tho/du", "p-dong-tho/ubkt", "p-ham-rong/du", "ubkt-tu/ubkt", "ban-to-chuc/ban")


def tree(random: Random) -> list[Unit]:
    """The units, parents first."""
    found = [Unit("bench", "Thành ủy Thử nghiệm", UnitKind.CITY_COMMITTEE)]
    above = found[:]
    for depth, count in enumerate(LEVELS, start=1):
        kind = UnitKind.CELL if depth == len(LEVELS) else UnitKind.GRASSROOTS_COMMITTEE
        made = [
            Unit(f"bench-{depth}-{n:04}", f"Đơn vị {depth}.{n}", kind, random.choice(above).id) for n in range(count)
        ]
        found += made
        above = made
    return found


def interval(random: Random) -> Interval:
    """A third quarters, four in ten months, a quarter exact days, a few half years and years."""
    sort = random.random()
    if sort < 0.33:
        return quarter(random.randint(1, 4), YEAR)
    if sort < 0.73:
        return month(random.randint(1, 12), YEAR)
    if sort < 0.97:
        start = date(YEAR, 1, 1) + timedelta(days=random.randint(0, 350))
        return Interval(start, min(start + timedelta(days=random.randint(0, 14)), date(YEAR, 12, 31)))
    return Interval(date(YEAR, 1 if sort < 0.98 else 7, 1), date(YEAR, 12, 31), Precision.HALF_YEAR)


def planned(random: Random, unit_ids: list[str], number: int) -> Inspection:
    """One inspection, nine in ten with one subject."""
    subjects = tuple(random.sample(unit_ids, 1 if random.random() < 0.9 else 2))
    content = random.choice(CONTENTS)
    return Inspection(
        f"b{number:030}", f"KT-B{number}", random.choice(BODIES), "GS_CD", subjects, (interval(random),), content
    )


async def fill(path: Path, size: int) -> Directory:
    """The file with `size` inspections; the visits come from the statement of the migration."""
    random = Random(size)  # noqa: S311
    database = Database(path)
    await database.open()
    try:
        async with database.write() as tx:
            await load_folder(tx, read_folder(EXAMPLE), START - timedelta(days=6))
            made = tree(random)
            for unit in made:
                await units.put(tx, unit, now=START)
            campaign_id = await campaigns.current_id(tx)
            assert campaign_id  # noqa: S101
            owners = {body: (await programmes.ensure(tx, campaign_id, body, START)).id for body in BODIES}
            unit_ids = [unit.id for unit in made]
            items = (planned(random, unit_ids, number) for number in range(size))
            while batch := [item for _, item in zip(range(20_000), items, strict=False)]:
                await _insert(tx, batch, campaign_id, owners)
            await tx.execute("delete from visits")
            await tx.execute(_backfill())
            directory = await units.directory(tx)
    finally:
        await database.close()
    return directory


async def _insert(tx: Connection, batch: list[Inspection], campaign_id: str, owners: dict[str, str]) -> None:
    many = tx.executemany
    await many(
        "insert into inspections (id, campaign_id, programme_id, code, form, content, state, revision, created_at,"
        " changed_at) values (?, ?, ?, ?, ?, ?, 'live', 1, '', '')",
        [(i.id, campaign_id, owners[i.body_id], i.code, i.form, i.content) for i in batch],
    )
    await many(
        "insert into inspection_subjects (inspection_id, position, unit_id) values (?, ?, ?)",
        [(i.id, at, unit_id) for i in batch for at, unit_id in enumerate(i.subjects)],
    )
    await many(
        "insert into inspection_periods values (?, ?, ?, ?, ?)",
        [
            (i.id, at, one.start.isoformat(), one.end.isoformat(), one.precision)
            for i in batch
            for at, one in enumerate(i.intervals)
        ],
    )


def _backfill() -> str:
    (sql,) = [sql for _, sql in migrations() if "insert into visits" in sql]
    return sql[sql.index("insert into visits") : sql.index(";", sql.index("insert into visits"))]
