"""The audit's chain: whole after rollbacks and other writers, and telling of every change by hand."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from planning.programme import Role, Verb, decide
from storage import audit, campaigns, people, programmes
from storage.audit import Anchor, Verdict
from storage.engine import Database
from storage.errors import WrongKeyError
from storage.migrate import migrations

NOW = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)
KEY = b"a key of thirty-two random bytes"
COLUMNS = ("id", "at", "person_id", "action", "object", "detail", "chain")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ktgs.sqlite3"


@pytest.fixture
async def database(path: Path) -> AsyncIterator[Database]:
    database = Database(path, KEY)
    await database.open()
    yield database
    await database.close()


async def note(database: Database, name: str, *, fail: bool = False) -> None:
    async with database.write() as tx:
        await audit.record(tx, "thing.done", f"thing:{name}", "lan", NOW, name=name)
        if fail:
            raise ZeroDivisionError


async def verdict(database: Database, *anchors: Anchor) -> Verdict:
    async with database.read() as tx:
        return await audit.verify(tx, anchors)


async def objects(database: Database) -> list[str]:
    async with database.read() as tx:
        return [row["object"] async for row in audit.rows(tx)]


def by_hand(path: Path, *statements: str) -> None:
    """What somebody does who has the file: the triggers are no obstacle to them."""
    with closing(sqlite3.connect(path)) as file, file:
        file.execute("drop trigger audit_unchanged")
        file.execute("drop trigger audit_undeleted")
        for statement in statements:
            file.execute(statement)


async def test_what_is_rolled_back_leaves_no_gap(database: Database) -> None:
    await note(database, "1")
    for name in ("lost", "lost again"):
        with pytest.raises(ZeroDivisionError):
            await note(database, name, fail=True)
    await note(database, "2")
    async with database.write() as tx:
        for name in ("3", "4"):
            await audit.record(tx, "thing.done", f"thing:{name}", None, NOW)
    assert await objects(database) == ["thing:1", "thing:2", "thing:3", "thing:4"]
    found = await verdict(database)
    assert (found.rows, found.seq, found.last.partition(":")[0]) == (4, None, "4")


async def test_rows_of_two_programs_are_one_chain(database: Database, path: Path) -> None:
    """`ktgs invite` writes beside the running bot, also over what the bot has rolled back."""
    other = Database(path, KEY)
    await other.open()
    try:
        for number in range(4):
            await note(database, f"bot {number}")
            with pytest.raises(ZeroDivisionError):
                await note(database, "lost", fail=True)
            await note(other, f"office {number}")
    finally:
        await other.close()
    assert len(await objects(database)) == 8
    assert (await verdict(database)).seq is None


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(acts=st.lists(st.tuples(st.booleans(), st.lists(st.booleans(), min_size=1, max_size=3)), max_size=8))
async def test_any_order_of_writers_and_rollbacks(
    acts: list[tuple[bool, list[bool]]], tmp_path_factory: pytest.TempPathFactory
) -> None:
    """acts: (which program, for each row of a transaction whether the next one fails)."""
    path = tmp_path_factory.mktemp("chain") / "ktgs.sqlite3"
    writers, kept = (Database(path, KEY), Database(path, KEY)), 0
    for writer in writers:
        await writer.open()
    try:
        for which, fails in acts:
            try:
                async with writers[which].write() as tx:
                    for fail in fails:
                        await audit.record(tx, "thing.done", "thing", None, NOW)
                        if fail:
                            raise ZeroDivisionError
                kept += len(fails)
            except ZeroDivisionError:
                pass
        found = await verdict(writers[0])
        assert (found.rows, found.seq) == (kept, None)
    finally:
        for writer in writers:
            await writer.close()


async def test_the_program_itself_cannot_change_a_row(database: Database) -> None:
    await note(database, "1")
    for statement in ("update audit set action = 'x'", "delete from audit"):
        with pytest.raises(sqlite3.IntegrityError, match="rows of the audit are only added"):
            async with database.write() as tx:
                await tx.execute(statement)


CHANGES: dict[str, tuple[str, int, str]] = {
    # what is done by hand: the statement, the row that is named, and how
    **{
        f"{column} changed": (f"update audit set {column} = {column} || 'x' where seq = 3", 3, "changed")  # noqa: S608
        for column in COLUMNS
        if column != "person_id"
    },
    "somebody else's name": ("update audit set person_id = 'minh' where seq = 3", 3, "changed"),
    "nobody's name": ("update audit set person_id = null where seq = 5", 5, "changed"),
    "removed": ("delete from audit where seq = 2", 2, "missing"),
    "the first removed": ("delete from audit where seq = 1", 1, "missing"),
    "moved before all": ("update audit set seq = -1 where seq = 1", 1, "missing"),
    "put at the end": (
        "insert into audit select 6, 'new', at, person_id, action, object, detail, chain from audit where seq = 5",
        6,
        "changed",
    ),
}


@pytest.mark.parametrize("what", CHANGES)
async def test_a_change_by_hand_names_the_row(database: Database, path: Path, what: str) -> None:
    for number in range(1, 6):
        await note(database, str(number))
    statement, seq, fault = CHANGES[what]
    by_hand(path, statement)
    found = await verdict(database)
    assert (found.seq, found.fault) == (seq, fault)


def _closed_up(*first: str) -> tuple[str, ...]:
    return *first, "update audit set seq = -seq where seq > 2", "update audit set seq = -seq - 1 where seq < -2"


@pytest.mark.parametrize(
    ("statements", "seq"),
    [
        (_closed_up("delete from audit where seq = 2"), 2),
        (
            (
                "update audit set seq = -seq where seq > 2",
                "insert into audit select 3, 'new', at, person_id, action, object, detail, chain from audit"
                " where seq = 2",
                "update audit set seq = 1 - seq where seq < 0",
            ),
            3,
        ),
        (
            (
                "update audit set seq = -2 where seq = 2",
                "update audit set seq = 2 where seq = 4",
                "update audit set seq = 4 where seq = -2",
            ),
            2,
        ),
    ],
    ids=["removed and numbered anew", "put in and numbered anew", "two rows exchanged"],
)
async def test_numbering_anew_hides_nothing(
    database: Database, path: Path, statements: tuple[str, ...], seq: int
) -> None:
    for number in range(1, 6):
        await note(database, str(number))
    by_hand(path, *statements)
    found = await verdict(database)
    assert (found.seq, found.fault) == (seq, "changed")


async def test_an_end_that_was_cut_off_is_seen_from_what_was_noted(database: Database, path: Path) -> None:
    for number in range(1, 6):
        await note(database, str(number))
    async with database.read() as tx:
        seq, hash_ = (await audit.anchor(tx)).split(":")
    noted = Anchor(int(seq), hash_)
    assert (await verdict(database, noted, Anchor(0, ""))).seq is None
    by_hand(path, "delete from audit where seq > 3")
    assert (await verdict(database)).seq is None, "the rows that are left hang together"
    found = await verdict(database, noted)
    assert (found.seq, found.fault) == (4, "cut")


async def test_a_chain_made_anew_is_seen_from_what_was_noted(database: Database, path: Path, tmp_path: Path) -> None:
    """Somebody with the key makes other rows of the same number."""
    for number in range(1, 4):
        await note(database, str(number))
    forged = Database(tmp_path / "forged.sqlite3", KEY)
    await forged.open()
    for number in range(1, 4):
        await note(forged, f"other {number}")
    async with database.read() as tx:
        seq, hash_ = (await audit.anchor(tx)).split(":")
    found = await verdict(forged, Anchor(int(seq), hash_))
    await forged.close()
    assert (found.seq, found.fault) == (3, "changed")


async def test_a_restored_back_up_does_not_know_what_came_after_it(database: Database) -> None:
    """Anchors of the time between are of rows that were lost, and the audit says so itself."""
    await note(database, "1")
    lost = Anchor(9, "0123456789abcdef", NOW + timedelta(minutes=30))
    later = Anchor(9, "0123456789abcdef", NOW + timedelta(hours=2))
    assert (await verdict(database, lost)).fault == "cut"
    async with database.write() as tx:
        at = NOW + timedelta(hours=1)
        await audit.record(tx, audit.RESTORED, "database", None, at, taken="2026-11-22T02:00:00.000000Z")
    assert (await verdict(database, lost)).fault == ""
    assert (await verdict(database, later)).fault == "cut"


async def test_another_key_is_refused(database: Database, path: Path) -> None:
    await note(database, "1")
    other = Database(path, b"another key")
    with pytest.raises(WrongKeyError, match=r"ktgs.sqlite3: its audit was written with another key"):
        await other.open()


async def test_a_change_in_the_file_needs_the_key(database: Database, path: Path) -> None:
    """Who can write the file but has no key cannot make a chain that holds."""
    for number in range(1, 4):
        await note(database, str(number))
    async with database.read() as tx:
        rows = [row async for row in audit.rows(tx)]
        guess = Database(path, b"").chain
    before = rows[0]["chain"]
    fields = (2, rows[1]["id"], rows[1]["at"], "minh", rows[1]["action"], rows[1]["object"], rows[1]["detail"])
    forged = guess.after(before, fields)
    by_hand(path, f"update audit set person_id = 'minh', chain = '{forged}' where seq = 2")  # noqa: S608
    assert (await verdict(database)).seq == 2


async def test_rows_from_before_the_chain_are_kept_and_counted(path: Path) -> None:
    before = [(number, sql) for number, sql in migrations() if number < 12]
    with closing(sqlite3.connect(path)) as file, file:
        for _, sql in before:
            file.executescript(sql)
        for id_ in ("a", "b"):
            file.execute("insert into audit values (?, '2026', null, 'unit.added', 'unit:x', '{}')", (id_,))
        file.execute(f"pragma user_version = {before[-1][0]}")
    database = Database(path, KEY)
    await database.open()
    await note(database, "1")
    found = await verdict(database)
    assert (found.unsealed, found.rows, found.seq) == (2, 1, None)
    assert await objects(database) == ["unit:x", "unit:x", "thing:1"]
    await database.close()


def test_a_mark_tells_nothing_of_the_key() -> None:
    def mark(key: bytes) -> str:
        return Database(Path("x"), key).chain.mark()

    assert mark(b"1") == mark(b"1") != mark(b"2")
    assert KEY.hex() not in mark(KEY)


@pytest.mark.parametrize(
    "statement",
    [
        "update decisions set reason = 'another one'",
        "update decisions set verb = 'agree'",
        "update decisions set person_id = (select id from people where name = 'Thu')",
        "delete from decisions",
    ],
)
async def test_the_audit_is_the_witness_of_decisions(example_database: Path, tmp_path: Path, statement: str) -> None:
    """The table of decisions has no chain of its own: somebody with the file changed it and nothing told."""
    path = tmp_path / "office.sqlite3"
    shutil.copy(example_database, path)
    database = Database(path)
    await database.open()
    try:
        async with database.write() as tx:
            minh, _ = [await people.add(tx, name, NOW) for name in ("Minh", "Thu")]
            campaign = await campaigns.current(tx, ZoneInfo("Asia/Ho_Chi_Minh"))
            assert campaign
            programme = await programmes.ensure(tx, campaign.id, "p-dong-tho/du", NOW)
            version = await programmes.submit(tx, programme, content="[]", late=False, person_id=minh, now=NOW)
            assert version
            outcome, verb = decide(campaign.tracks["B"], 0, agree=False), Verb.RETURN
            assert await programmes.decide(
                tx, version, outcome, seat=Role.REVIEWER, verb=verb, reason="đất đai", person_id=minh, now=NOW
            )
            await audit.record(tx, "version.return", f"version:{version.id}", minh, NOW, step=0, reason="đất đai")
        assert (await verdict(database)).whole
        async with database.write() as tx:
            await tx.execute(statement)
        found = await verdict(database)
        assert (found.seq, set(found.untold), found.whole) == (None, {(version.id, NOW)}, False)
    finally:
        await database.close()
