"""Proposals of joint teams as rows: one waits or holds for two inspections, and the first answer wins."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from planning.overlap import JointState
from storage import campaigns, inspections, joint, rechecks
from storage.engine import Database
from storage.joint import Proposal

NOW = datetime(2026, 11, 22, 2, tzinfo=UTC)


@pytest.fixture
async def database(tmp_path: Path, example_database: Path) -> AsyncIterator[Database]:
    shutil.copy(example_database, tmp_path / "ktgs.sqlite3")
    database = Database(tmp_path / "ktgs.sqlite3")
    await database.open()
    async with database.write() as tx:
        await tx.execute("insert into people (id, name, created_at) values ('lan', 'Lan', '2026')")
    yield database
    await database.close()


async def two(database: Database) -> tuple[str, str]:
    async with database.read() as tx, tx.execute("select id from inspections order by code limit 2") as cursor:
        first, second = [row["id"] for row in await cursor.fetchall()]
        return first, second


async def proposes(database: Database, mine: str, theirs: str) -> Proposal | None:
    async with database.write() as tx:
        campaign_id = await campaigns.current_id(tx)
        assert campaign_id
        return await joint.propose(
            tx,
            campaign_id=campaign_id,
            inspection_id=mine,
            other_id=theirs,
            lead_id=mine,
            person_id="lan",
            now=NOW,
        )


async def test_two_that_propose_to_each_other_at_one_moment_make_one_proposal(database: Database) -> None:
    a, b = await two(database)
    made = await asyncio.gather(proposes(database, a, b), proposes(database, b, a), proposes(database, a, b))
    assert len([one for one in made if one]) == 1


async def test_the_first_answer_wins(database: Database) -> None:
    a, b = await two(database)
    proposal = await proposes(database, a, b)
    assert proposal

    async def answers(state: JointState) -> bool:
        async with database.write() as tx:
            return await joint.settle(tx, proposal, state, person_id="lan", now=NOW)

    won = await asyncio.gather(*map(answers, (JointState.ACCEPTED, JointState.DECLINED, JointState.WITHDRAWN)))
    assert sorted(won) == [False, False, True]


async def test_after_an_end_it_may_be_proposed_again_and_a_team_may_not(database: Database) -> None:
    a, b = await two(database)
    for state in (JointState.DECLINED, JointState.WITHDRAWN, JointState.LAPSED, JointState.ACCEPTED):
        proposal = await proposes(database, a, b)
        assert proposal
        async with database.write() as tx:
            assert await joint.settle(tx, proposal, state, person_id="lan", now=NOW)
    assert await proposes(database, b, a) is None
    async with database.read() as tx:
        (held,) = await joint.of_inspections(tx, [b])
        assert (held.state, held.lead_id, held.partner_id, held.opposite(b)) == (JointState.ACCEPTED, a, b, a)
        assert await joint.of_inspections(tx, []) == []


async def test_only_live_inspections_of_the_campaign(database: Database) -> None:
    a, b = await two(database)
    async with database.write() as tx:
        await inspections.drop(tx, b, NOW)
    assert await proposes(database, a, b) is None
    assert await proposes(database, a, "nobody") is None


async def test_a_mark_keeps_its_moment_and_is_looked_at_again(database: Database) -> None:
    a, b = await two(database)
    later = NOW.replace(hour=5)
    async with database.write() as tx:
        campaign_id = await campaigns.current_id(tx)
        assert campaign_id
        await rechecks.mark(tx, campaign_id, [a, "nobody"], NOW)
        await rechecks.can_wait(tx, a)
        assert await rechecks.unlooked(tx, 9) == []
        await rechecks.mark(tx, campaign_id, [a, b], later)
        assert await rechecks.unlooked(tx, 9) == [a, b]
        assert [one for ids in (await rechecks.due(tx, later)).values() for one in ids] == [a]
        await rechecks.mark(tx, "another campaign", [a, b], NOW)
        assert await rechecks.due(tx, NOW) == {}
        await rechecks.tell(tx, a, [], later)
        assert await rechecks.unlooked(tx, 9) == [b]
