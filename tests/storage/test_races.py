"""Two at once: whoever comes second changes nothing and hears so."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from planning.inspection import Inspection
from planning.period import month
from planning.programme import ProgrammeState, Role, Verb, VersionState, decide
from storage import campaigns, inspections, office, people, programmes
from storage.campaigns import Campaign
from storage.engine import Connection, Database
from storage.ids import new_id
from storage.programmes import Version

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)
ROUNDS = 300
BODY = "p-dong-tho/du"
CONTENT = "Quản lý thu, chi"


@pytest.fixture
async def database(tmp_path: Path, example_database: Path) -> AsyncIterator[Database]:
    """The example office, written to twice at once by whoever wants."""
    shutil.copy(example_database, tmp_path / "ktgs.sqlite3")
    database = Database(tmp_path / "ktgs.sqlite3")
    await database.open()
    yield database
    await database.close()


@pytest.fixture
async def campaign(database: Database) -> Campaign:
    async with database.read() as tx:
        found = await campaigns.current(tx, ZoneInfo("Asia/Ho_Chi_Minh"))
    assert found
    return found


async def at_once(database: Database, *moves: Callable[[Connection], Awaitable[bool]]) -> list[bool]:
    """What each move said, each in a transaction of its own, all started together."""

    async def makes(move: Callable[[Connection], Awaitable[bool]]) -> bool:
        async with database.write() as tx:
            return await move(tx)

    return await asyncio.gather(*(makes(move) for move in moves))


async def counted(database: Database, sql: str, *values: str) -> int:
    async with database.read() as tx, tx.execute(sql, values) as cursor:
        row = await cursor.fetchone()
    assert row
    return int(row[0])


async def submitted(tx: Connection, campaign: Campaign, person_id: str) -> Version:
    """The next version of the body's programme, sent for the first time or after it was returned."""
    programme = await programmes.ensure(tx, campaign.id, BODY, NOW)
    version = await programmes.submit(tx, programme, content="[]", late=False, person_id=person_id, now=NOW)
    assert version
    return version


async def test_of_two_reviewers_one_decides(database: Database, campaign: Campaign) -> None:
    async with database.write() as tx:
        minh, hoa = [await people.add(tx, name, NOW) for name in ("Minh", "Hòa")]
    steps = campaign.tracks["B"]
    won = {minh: 0, hoa: 0}
    for number in range(ROUNDS):
        async with database.write() as tx:
            version = await submitted(tx, campaign, minh)

        async def presses(tx: Connection, who: str, agree: bool, seen: Version = version) -> bool:
            verb = Verb.AGREE if agree else Verb.RETURN
            outcome = decide(steps, 0, agree=agree)
            return await programmes.decide(
                tx, seen, outcome, seat=Role.REVIEWER, verb=verb, reason="", person_id=who, now=NOW
            )

        pair = [(minh, False), (hoa, True)] if number % 2 else [(hoa, True), (minh, False)]
        said = await at_once(database, *(lambda tx, move=move: presses(tx, *move) for move in pair))
        assert sum(said) == 1
        winner, agrees = pair[said.index(True)]
        won[winner] += 1
        async with database.write() as tx:
            decision = await programmes.last_decision(tx, version.id)
            after = await programmes.version(tx, version.id)
            programme = await programmes.of_body(tx, campaign.id, BODY)
            assert decision and after and programme
            assert decision.person_id == winner
            assert after.state is (VersionState.AGREED if agrees else VersionState.RETURNED)
            assert programme.state == (ProgrammeState.AGREED if agrees else ProgrammeState.RETURNED)
            await tx.execute("update programmes set state = 'returned' where id = ?", (programme.id,))
    assert await counted(database, "select count(*) from decisions") == ROUNDS
    assert all(won.values()), "one of the two never came first: nothing was raced for"


async def test_of_withdrawing_and_deciding_one_happens(database: Database, campaign: Campaign) -> None:
    async with database.write() as tx:
        lan = await people.add(tx, "Lan", NOW)
        version = await submitted(tx, campaign, lan)
    outcome = decide(campaign.tracks["B"], 0, agree=True)

    async def agrees(tx: Connection) -> bool:
        return await programmes.decide(
            tx, version, outcome, seat=Role.REVIEWER, verb=Verb.AGREE, reason="", person_id=lan, now=NOW
        )

    said = await at_once(database, lambda tx: programmes.withdraw(tx, version, NOW), agrees)
    assert said == [True, False]
    async with database.read() as tx:
        programme = await programmes.of_body(tx, campaign.id, BODY)
        assert programme
        assert programme.state is ProgrammeState.DRAFTING
        assert await programmes.last_decision(tx, version.id) is None


async def test_a_programme_is_submitted_once(database: Database, campaign: Campaign) -> None:
    async with database.write() as tx:
        lan = await people.add(tx, "Lan", NOW)
        seen = await programmes.ensure(tx, campaign.id, BODY, NOW)

    async def sends(tx: Connection) -> bool:
        return bool(await programmes.submit(tx, seen, content="[]", late=False, person_id=lan, now=NOW))

    assert sum(await at_once(database, sends, sends)) == 1
    assert await counted(database, "select count(*) from versions") == 1


async def test_of_two_people_with_one_link_one_gets_in(database: Database) -> None:
    async with database.write() as tx:
        code = await people.invite(tx, "p-dong-tho", Role.UNIT, None, NOW)
        invitation = await people.invitation(tx, code, NOW)
    assert invitation
    said = await at_once(
        database,
        *(lambda tx, who=who: people.use_invitation(tx, invitation.id, who, NOW) for who in ("lan", "minh", "lan")),
    )
    assert sum(said) == 1
    async with database.read() as tx:
        again = await people.invitation(tx, code, NOW)
    assert again
    assert not again.open


async def test_an_invitation_is_over_after_72_hours(database: Database) -> None:
    async with database.write() as tx:
        code = await people.invite(tx, "p-dong-tho", Role.UNIT, None, NOW)
        late = NOW + people.INVITATION_LIFE
        invitation = await people.invitation(tx, code, late)
        assert invitation
        assert not invitation.open
        assert not await people.use_invitation(tx, invitation.id, "lan", late)
    assert await counted(database, "select count(*) from invitations where code_hash = ?", code) == 0, (
        "kept in the clear"
    )


async def test_a_reminder_is_claimed_once_per_rung_and_deadline(database: Database, campaign: Campaign) -> None:
    async with database.write() as tx:
        lan = await people.add(tx, "Lan", NOW)

    async def claims(tx: Connection, rung: int, of: Campaign = campaign) -> bool:
        return await campaigns.claim_reminder(tx, of, lan, rung, [BODY], NOW)

    said = await at_once(database, *(lambda tx, rung=rung: claims(tx, rung) for rung in (7, 7, 3, 7, 3)))
    assert said == [True, False, True, False, False]
    moved = replace(campaign, ladder=replace(campaign.ladder, deadline=date(2026, 12, 31)))
    assert await at_once(database, *(lambda tx: claims(tx, 7, moved) for _ in range(2))) == [True, False]


async def saved(tx: Connection, campaign: Campaign) -> Inspection:
    programme = await programmes.ensure(tx, campaign.id, BODY, NOW)
    item = Inspection(new_id(), "", BODY, "KT_CH", ("p-dong-tho.cb-thcs-tran-phu",), (month(5, 2027),), CONTENT)
    await inspections.add(tx, item, campaign_id=campaign.id, programme_id=programme.id, person_id=None, now=NOW)
    found = await inspections.get(tx, item.id)
    assert found
    return found


async def test_the_code_of_a_dropped_inspection_is_not_used_again(database: Database, campaign: Campaign) -> None:
    codes = []
    for _ in range(3):
        async with database.write() as tx:
            item = await saved(tx, campaign)
            codes.append(item.code)
        drops = [lambda tx, id_=item.id: inspections.drop(tx, id_, NOW)] * 2
        assert sum(await at_once(database, *drops)) == 1
    async with database.read() as tx, tx.execute("select code from inspections") as cursor:
        every = [row[0] async for row in cursor]
    assert len(set(every)) == len(every)
    assert codes == sorted(set(codes))


async def test_of_two_changes_of_the_same_revision_one_is_kept(database: Database, campaign: Campaign) -> None:
    async with database.write() as tx:
        item = await saved(tx, campaign)
    june = replace(item, content="Quản lý đất đai", intervals=(month(6, 2027),))
    july = replace(item, content="Cải cách hành chính", intervals=(month(7, 2027), month(8, 2027)))
    said = await at_once(database, *(lambda tx, new=new: inspections.change(tx, new, NOW) for new in (june, july)))
    assert said == [True, False]
    async with database.read() as tx:
        assert await inspections.get(tx, item.id) == replace(june, revision=item.revision + 1)


async def test_what_was_committed_is_seen_by_every_later_read(database: Database) -> None:
    """Else the outbox finds a message that was sent a moment ago still waiting, and sends it again."""
    reads, may_end = asyncio.Event(), asyncio.Event()

    async def reads_slowly() -> None:
        async with database.read() as tx, tx.execute("select id from units") as cursor:
            await cursor.fetchone()
            reads.set()
            await may_end.wait()

    async def counts() -> int:
        async with database.read() as tx:
            return await office.count(tx, "lane")

    slow = asyncio.create_task(reads_slowly())
    await reads.wait()
    async with database.write() as tx:
        await office.bump(tx, "lane")
    count = asyncio.create_task(counts())
    await asyncio.wait({count}, timeout=0.3)  # it may well wait for the slow one
    may_end.set()
    await slow
    assert await count == 1
