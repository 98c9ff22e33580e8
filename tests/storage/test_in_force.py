"""Voiding, promulgating and amending are conditional; what is in force is found beside its amendment."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from random import Random

import pytest

from planning.amendment import still_counting
from planning.inspection import Inspection, freeze
from planning.organisation import Directory
from planning.overlap import content_of, find_overlaps, ties_of
from planning.period import month, quarter
from planning.programme import Cause, Outcome, ProgrammeState, Role, Verb, VersionState
from storage import campaigns, in_force, inspections, opinions, programmes, units
from storage.engine import Connection, Database
from storage.programmes import Programme, Version

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
TODAY = date(2026, 11, 22)
BODY, PERSON = "p-dong-tho/du", "person"
AGREED = Outcome(VersionState.AGREED, ProgrammeState.AGREED, 0)
SUBJECTS = ("p-dong-tho", "p-dong-tho.cb-quan-su", "p-dong-tho.cb-mn-hoa-sen")
CONTENTS = ("Quản lý đất đai", "Nghị quyết 57-NQ/TW", "thu nộp đảng phí")
TIMES = (month(5, 2027), quarter(2, 2027), month(9, 2027), month(3, 2027))


@pytest.fixture
async def database(tmp_path: Path, example_database: Path) -> AsyncIterator[Database]:
    shutil.copy(example_database, tmp_path / "ktgs.sqlite3")
    database = Database(tmp_path / "ktgs.sqlite3")
    await database.open()
    async with database.write() as tx:
        await tx.execute("insert into people (id, name, created_at) values ('person', 'Lan', '2026-11-22')")
    yield database
    await database.close()


async def campaign(tx: Connection) -> str:
    found = await campaigns.current_id(tx)
    assert found
    return found


async def programme(tx: Connection) -> Programme:
    return await programmes.ensure(tx, await campaign(tx), BODY, NOW)


def plan(number: int, random: Random) -> Inspection:
    subject, content, when = random.choice(SUBJECTS), random.choice(CONTENTS), random.choice(TIMES)
    return Inspection(f"own {number}", "", BODY, "GS_CD", (subject,), (when,), content)


async def agreed(tx: Connection, items: int = 3, random: Random | None = None) -> Version:
    """A version of so many inspections, agreed."""
    random = random or Random(7)  # noqa: S311
    one = await programme(tx)
    for number in range(items):
        await inspections.add(
            tx,
            plan(number, random),
            campaign_id=one.campaign_id,
            programme_id=one.id,
            person_id=PERSON,
            now=NOW,
        )
    content = freeze(await inspections.of_programme(tx, one.id))
    version = await programmes.submit(tx, one, content=content, late=False, person_id=PERSON, now=NOW)
    assert version
    assert await programmes.decide(
        tx,
        version,
        AGREED,
        seat=Role.REVIEWER,
        verb=Verb.AGREE,
        reason="",
        person_id=PERSON,
        now=NOW,
        agreed=content,
    )
    return version


async def test_an_agreement_is_void_once_and_never_after_the_promulgation(database: Database) -> None:
    async with database.write() as tx:
        version = await agreed(tx)
        assert await opinions.add(tx, version.id, {"x": 1}, PERSON, NOW)
        assert not await opinions.add(tx, version.id, {"x": 2}, PERSON, NOW)
        assert await in_force.void(tx, version, NOW)
        assert not await in_force.void(tx, version, NOW)
        assert await opinions.of_version(tx, version.id) is None
        assert (await programme(tx)).state is ProgrammeState.DRAFTING
        assert not await in_force.promulgate(tx, version, "7", TODAY, PERSON, NOW)


@pytest.mark.parametrize("first", ["void", "issue"])
async def test_two_who_void_and_promulgate_at_once_do_one_of_both(database: Database, first: str) -> None:
    async with database.write() as tx:
        version = await agreed(tx)
    acts = [_void(database, version), _issue(database, version)]
    done = await asyncio.gather(*(acts if first == "void" else acts[::-1]))
    assert sorted(done) == [False, True]


async def _void(database: Database, version: Version) -> bool:
    async with database.write() as tx:
        return await in_force.void(tx, version, NOW)


async def _issue(database: Database, version: Version) -> bool:
    async with database.write() as tx:
        return await in_force.promulgate(tx, version, "7-CTr/ĐU", TODAY, PERSON, NOW)


async def test_a_number_is_recorded_over_what_was_seen_only(database: Database) -> None:
    async with database.write() as tx:
        version = await agreed(tx)
        await opinions.add(tx, version.id, {"x": 1}, PERSON, NOW)
        seen = await opinions.of_version(tx, version.id)
        assert seen
        assert await opinions.record(tx, seen, "15-CV/TU", TODAY, PERSON, NOW)
        assert not await opinions.record(tx, seen, "16-CV/TU", TODAY, PERSON, NOW)
        again = await opinions.of_version(tx, version.id)
        assert again and again.number == "15-CV/TU" and again.final
        assert await in_force.promulgate(tx, version, "7-CTr/ĐU", TODAY, PERSON, NOW)
        assert not await opinions.record(tx, again, "17-CV/TU", TODAY, PERSON, NOW)
        assert await opinions.not_carried_out(tx, await campaign(tx)) == []


async def test_giving_up_leads_back_whatever_was_done(database: Database) -> None:
    random = Random(11)  # noqa: S311
    async with database.write() as tx:
        version = await agreed(tx, 5, random)
        assert await in_force.promulgate(tx, version, "7-CTr/ĐU", TODAY, PERSON, NOW)
        before = await inspections.of_programme(tx, version.programme_id)
        for turn in range(20):
            assert await in_force.amend(tx, await programme(tx), Cause.MOVE, "Vì", PERSON, NOW)
            assert not await in_force.amend(tx, await programme(tx), Cause.MOVE, "Vì", PERSON, NOW)
            await disturb(tx, version.programme_id, random, turn)
            assert await in_force.discard(tx, await programme(tx), PERSON, NOW)
            await inspections.restore(tx, version.programme_id, before, NOW)
            after = await inspections.of_programme(tx, version.programme_id)
            assert [replace(one, revision=0) for one in after] == [replace(one, revision=0) for one in before]
            assert (await programme(tx)).state is ProgrammeState.PROMULGATED


async def disturb(tx: Connection, programme_id: str, random: Random, turn: int) -> None:
    """What people do to an open programme."""
    for number in range(random.randint(1, 4)):
        live = await inspections.of_programme(tx, programme_id)
        item = random.choice(live) if live else None
        act = random.choice(("add", "change", "drop"))
        if item and act == "drop":
            await inspections.drop(tx, item.id, NOW)
        elif item and act == "change":
            await inspections.change(tx, replace(item, intervals=(random.choice(TIMES),)), NOW)
        else:
            new = replace(plan(0, random), id=f"new {turn} {number}")
            where = {"campaign_id": await campaign(tx), "programme_id": programme_id}
            await inspections.add(tx, new, **where, person_id=PERSON, now=NOW)


async def test_overlaps_are_those_with_the_live_and_with_what_is_in_force(database: Database) -> None:
    """Near against comparing with every live inspection and every one that still counts."""
    random = Random(23)  # noqa: S311
    met = 0
    async with database.write() as tx:
        version = await agreed(tx, 6, random)
        assert await in_force.promulgate(tx, version, "7-CTr/ĐU", TODAY, PERSON, NOW)
        assert await in_force.amend(tx, await programme(tx), Cause.MOVE, "Vì", PERSON, NOW)
        frozen = await in_force.content(tx, version.id)
        directory = await units.directory(tx)
        for turn in range(40):
            await disturb(tx, version.programme_id, random, turn)
            candidate = replace(plan(0, random), id="candidate", body_id="tu/btv")
            live = await everything(tx)
            own = await inspections.of_programme(tx, version.programme_id)
            wanted = keys(candidate, [*live, *still_counting(frozen, own)], directory)
            content = content_of(candidate)
            around = ties_of(directory).around(candidate.subjects)
            found = await inspections.near(tx, await campaign(tx), around, candidate.intervals, content)
            assert keys(candidate, [one.item for one in found], directory) == wanted
            met += sum(finding[0].startswith("own") for finding in wanted)
    assert met > 40


async def everything(tx: Connection) -> list[Inspection]:
    rows = tx.all("select id from inspections where state = 'live'", ())
    return [item for row in rows if (item := await inspections.get(tx, row["id"]))]


def keys(candidate: Inspection, others: list[Inspection], directory: Directory) -> list[tuple[str, str, str]]:
    found = find_overlaps(candidate, others, directory)
    return sorted((one.other.id, str(one.other.intervals), one.kind) for one in found)
