"""Loading an office: the example reads; what is wrong is one line with its place; loading again is harmless."""

from __future__ import annotations

import shutil
from collections.abc import AsyncIterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from bot.office import load_folder
from bot.office_files import EXAMPLE, OfficeError, read_folder
from planning.organisation import BodyKind
from planning.programme import Quorum, steps_on
from planning.review import Expected
from storage import campaigns, units
from storage.engine import Database
from tests.stage import START, ZONE

UNIT = "x\tChi bộ thử\tcell\ttu\t\t\t\t\n"
BODY = "x/du\ttu\tĐảng ủy thử\tcommittee\tB\n"
INSPECTION = (
    '{"body": "%s", "form": "%s", "subjects": ["%s"], "content": "Quản lý thu, chi", '
    '"periods": [["2027-07-01", "2027-09-30", "quarter"]]}\n'
)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A copy of the example office, to spoil."""
    return Path(shutil.copytree(EXAMPLE, tmp_path / "office"))


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    database = Database(tmp_path / "ktgs.sqlite3")
    await database.open()
    yield database
    await database.close()


async def load(database: Database, folder: Path) -> None:
    async with database.write() as tx:
        await load_folder(tx, read_folder(folder), START)


async def content(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """Every row of every table, except the directory's revision, which may move."""
    found = {}
    async with database.read() as tx:
        async with tx.execute("select name from sqlite_master where type = 'table'") as cursor:
            tables = [str(row[0]) async for row in cursor]
        for table in tables:
            async with tx.execute(f"select * from {table} order by 1, 2") as cursor:  # noqa: S608 - our own names
                found[table] = [tuple(row) async for row in cursor if next(iter(row)) != units.REVISION]
    return found


def spoil(folder: Path, name: str, old: str, new: str) -> None:
    text = (folder / name).read_text("utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), "utf-8")


def append(folder: Path, name: str, line: str) -> int:
    """Adds a line to a file; returns the line's number."""
    text = (folder / name).read_text("utf-8")
    assert text.endswith("\n")
    (folder / name).write_text(text + line, "utf-8")
    return text.count("\n") + 1


def refusal(folder: Path) -> str:
    with pytest.raises(OfficeError) as refused:
        read_folder(folder)
    assert "\n" not in str(refused.value)
    return str(refused.value)


async def test_the_example_reads_and_loads_whole(database: Database) -> None:
    whole = read_folder(EXAMPLE)
    await load(database, EXAMPLE)
    async with database.read() as tx:
        directory = await units.directory(tx)
        campaign = await campaigns.current(tx, ZONE)
    assert campaign
    assert directory.units.keys() == {row.id for row in whole.units}
    assert directory.bodies.keys() == {row.id for row in whole.bodies}
    assert (campaign.year, campaign.deadline) == (2027, date(2026, 12, 15))
    assert {name: len(steps) for name, steps in campaign.tracks.items()} == {"A": 2, "B": 1, "UBKT": 1}
    rows = await content(database)
    assert len(rows["inspections"]) == len(whole.inspections)
    assert len(rows["inspection_subjects"]) == sum(len(row.subjects) for row in whole.inspections)


async def test_loading_again_changes_nothing(database: Database) -> None:
    await load(database, EXAMPLE)
    before = await content(database)
    assert len(before["units"]) > 100
    await load(database, EXAMPLE)
    assert await content(database) == before


async def test_a_deadline_that_was_moved_meanwhile_stays_moved(database: Database, folder: Path) -> None:
    await load(database, folder)
    async with database.write() as tx:
        campaign = await campaigns.current(tx, ZONE)
        assert campaign
        assert await campaigns.move_deadline(tx, campaign.id, date(2026, 12, 31), START + timedelta(days=1))
    spoil(folder, "office.toml", "after_deadline = 5", "after_deadline = 9")
    await load(database, folder)
    async with database.read() as tx:
        campaign = await campaigns.current(tx, ZONE)
    assert campaign
    assert (campaign.deadline, campaign.ladder.after) == (date(2026, 12, 31), 9)
    assert campaign.deadline_set_at == START + timedelta(days=1)


async def test_a_step_taken_out_of_a_track_is_gone(database: Database, folder: Path) -> None:
    await load(database, folder)
    spoil(
        folder,
        "office.toml",
        '[[track.step]]\nseat = "standing"\nverb = "agree"\n\n[[track]]\nid = "B"',
        '[[track]]\nid = "B"',
    )
    await load(database, folder)
    async with database.read() as tx:
        campaign = await campaigns.current(tx, ZONE)
    assert campaign
    assert len(campaign.tracks["A"]) == 1


async def test_steps_take_turns_at_one_place(database: Database, folder: Path) -> None:
    spoil(
        folder,
        "office.toml",
        'seat = "reviewer"\nverb = "agree"\ndays = 7\n',
        'seat = "reviewer"\nverb = "agree"\nplace = 1\ndays = 7\nvalid_to = 2026-11-30\n\n'
        '[[track.step]]\nseat = "reviewer"\nverb = "agree"\nplace = 1\nwho = "all"\nvalid_from = 2026-12-01\n',
    )
    await load(database, folder)
    async with database.read() as tx:
        campaign = await campaigns.current(tx, ZONE)
    assert campaign
    (before,) = steps_on(campaign.tracks["B"], date(2026, 11, 30))
    (after,) = steps_on(campaign.tracks["B"], date(2026, 12, 1))
    assert (before.quorum, before.days, after.quorum, after.days) == (Quorum.ANY, 7, Quorum.ALL, None)
    assert campaign.expected[BodyKind.COMMITTEE] == Expected(1, 1, 30)


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ("place = 1\n", "office.toml: track.1: Value error, two steps at place 1 on the same day"),
        ("", "office.toml: track.1: Value error, give every step of the track a place, or none"),
        ("place = 1\nvalid_from = 2027-01-02\nvalid_to = 2027-01-01\n", "office.toml: track.1.step.1: Value error"),
    ],
)
def test_steps_that_meet_at_one_place_are_refused(folder: Path, more: str, said: str) -> None:
    step = 'seat = "reviewer"\nverb = "agree"\n'
    spoil(folder, "office.toml", f"{step}days = 7\n", f"{step}place = 1\n\n[[track.step]]\n{step}{more}")
    assert refusal(folder).startswith(said)


async def test_a_unit_added_and_renamed_in_the_folder_arrives(database: Database, folder: Path) -> None:
    await load(database, folder)
    append(folder, "units.tsv", UNIT)
    spoil(folder, "units.tsv", "Đảng ủy phường Hàm Rồng", "Đảng ủy phường Hàm Rồng mới")
    await load(database, folder)
    async with database.read() as tx:
        directory = await units.directory(tx)
    assert directory.units["x"].parent_id == "tu"
    assert directory.units["p-ham-rong"].name == "Đảng ủy phường Hàm Rồng mới"


@pytest.mark.parametrize(
    ("file", "line", "said"),
    [
        ("units.tsv", UNIT.replace("\ttu\t", "\tnowhere\t"), "units.tsv: x: no unit nowhere"),
        ("units.tsv", UNIT.replace("\t\n", "\tgone\n"), "units.tsv: x: no unit gone"),
        ("units.tsv", UNIT.replace("cell", "club"), "units.tsv:{n}: kind: Input should be"),
        ("units.tsv", UNIT.replace("x\t", "X Y\t", 1), "units.tsv:{n}: id: String should match"),
        ("units.tsv", "x\tChi bộ thử\n", "units.tsv:{n}: "),
        ("units.tsv", UNIT.replace("\n", "\tmore\n"), "units.tsv:{n}: "),
        ("bodies.tsv", BODY.replace("B\n", "C\n"), "bodies.tsv: x/du: no unit tu or no track C"),
        ("bodies.tsv", BODY.replace("\ttu\t", "\tnowhere\t"), "bodies.tsv: x/du: no unit nowhere or"),
        ("inspections.jsonl", INSPECTION % ("tu/btv", "XX", "p-phu-son"), "inspections.jsonl:{n}: unknown body, form"),
        ("inspections.jsonl", INSPECTION % ("tu/btv", "KT_DT", "p-phu-son"), "inspections.jsonl:{n}: tu/btv may not"),
        ("inspections.jsonl", INSPECTION % ("tu/btv", "KT_CH", "nowhere"), "inspections.jsonl:{n}: unknown body, form"),
        ("inspections.jsonl", INSPECTION % ("nobody", "KT_CH", "p-phu-son"), "inspections.jsonl:{n}: unknown body"),
        ("inspections.jsonl", "{not json\n", "inspections.jsonl:{n}: "),
        ("inspections.jsonl", '{"body": "tu/btv"}\n', "inspections.jsonl:{n}: form: Field required"),
        pytest.param(
            *("inspections.jsonl", "\n" + INSPECTION % ("nobody", "KT_CH", "p-phu-son"), "inspections.jsonl:{n+1}: "),
        ),
        ("office.toml", "year = \n", "office.toml: Invalid value (at line {n}, column 8)"),
        ("office.toml", "[office.more]\n", "office.toml: office.more: "),
        ("office.toml", "[[track]]\nid = 'Z'\nsteps = 1\n", "office.toml: track.5.steps: "),
    ],
)
def test_a_wrong_line_is_refused_with_its_place(folder: Path, file: str, line: str, said: str) -> None:
    number = append(folder, file, line)
    assert refusal(folder).startswith(said.replace("{n}", str(number)).replace("{n+1}", str(number + 1)))


@pytest.mark.parametrize("name", ["office.toml", "units.tsv", "bodies.tsv"])
def test_a_missing_file_is_named(folder: Path, name: str) -> None:
    (folder / name).unlink()
    assert refusal(folder).startswith(f"{name}: ")


def test_inspections_are_not_needed(folder: Path) -> None:
    (folder / "inspections.jsonl").unlink()
    assert read_folder(folder).inspections == ()


async def test_parents_in_a_ring_are_refused_and_nothing_is_loaded(database: Database, folder: Path) -> None:
    append(folder, "units.tsv", UNIT.replace("x\t", "y\t", 1).replace("\ttu\t", "\tx\t"))
    append(folder, "units.tsv", UNIT.replace("\ttu\t", "\ty\t"))
    with pytest.raises(OfficeError, match=r"^units.tsv: [xy]: its parents form a ring$"):
        await load(database, folder)
    assert (await content(database))["units"] == []


@pytest.mark.parametrize("name", ["remind_at", "quiet_from"])
def test_a_time_of_day_that_does_not_exist_is_refused(folder: Path, name: str) -> None:
    spoil(folder, "office.toml", f'{name} = "', f'{name} = "99:99" # "')
    assert refusal(folder).startswith(f"office.toml: campaign.{name}: ")


async def test_last_years_folder_leaves_this_years_tracks_alone(database: Database, folder: Path) -> None:
    await load(database, folder)
    spoil(folder, "office.toml", "year = 2027", "year = 2026")
    spoil(folder, "office.toml", 'verb = "agree"', 'verb = "forward"')
    await load(database, folder)
    async with database.read() as tx:
        campaign = await campaigns.current(tx, ZONE)
    assert campaign and campaign.year == 2027
    assert [step.verb for step in campaign.tracks["B"]] == ["agree"]
