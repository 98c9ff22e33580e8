"""Steps where all must agree, raced: each yes counts once, the last one decides once, a return beats what comes later;
and a decision is taken back once."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import timedelta

import pytest

from planning.appraisal import ItemOutcome, Ruling
from planning.programme import Quorum, Role, TrackStep, Verb, VersionState, decide
from storage import outcomes, people, programmes, undoing, votes
from storage.campaigns import Campaign
from storage.engine import Connection, Database
from storage.programmes import Version
from tests.storage.test_races import NOW, ROUNDS, at_once, counted, saved, submitted
from tests.storage.test_races import campaign as campaign
from tests.storage.test_races import database as database

STEPS = (TrackStep(0, Role.REVIEWER, Verb.AGREE, Quorum.ALL),)


async def decides(tx: Connection, version: Version, who: str, *, agree: bool) -> bool:
    """As the handler does, in one transaction: the yes is kept, and the last missing one decides."""
    if agree:
        await votes.cast(tx, version.id, 0, who, now=NOW)
        said = {vote.holder_id for vote in await votes.of_step(tx, version.id, 0)}
        if not set(await reviewers(tx)) <= said:
            return False
    verb = Verb.AGREE if agree else Verb.RETURN
    outcome = decide(STEPS, 0, agree=agree)
    return await programmes.decide(
        tx, version, outcome, seat=Role.REVIEWER, verb=verb, reason="", person_id=who, now=NOW
    )


async def reviewers(tx: Connection) -> list[str]:
    return [person.id for person in await people.with_role(tx, Role.REVIEWER)]


@pytest.fixture
async def seated(database: Database) -> AsyncIterator[list[str]]:
    """Three reviewers."""
    async with database.write() as tx:
        ids = [await people.add(tx, name, NOW) for name in ("Minh", "Hòa", "Thu")]
        for person in ids:
            await people.join(tx, person, "ubkt-tu", Role.REVIEWER, None, NOW)
    yield ids


async def test_of_all_who_must_agree_exactly_one_decides(
    database: Database, campaign: Campaign, seated: list[str]
) -> None:
    minh, hoa, thu = seated
    won = dict.fromkeys(seated, 0)
    for number in range(ROUNDS):
        async with database.write() as tx:
            version = await submitted(tx, campaign, minh)
        order = [(minh, hoa, thu), (hoa, thu, minh), (thu, minh, hoa)][number % 3]
        pressed = [*order, order[0]]  # one of them twice
        moves = [lambda tx, who=who, v=version: decides(tx, v, who, agree=True) for who in pressed]
        said = await at_once(database, *moves)
        assert sum(said) == 1
        won[pressed[said.index(True)]] += 1
        assert await counted(database, "select count(*) from votes where version_id = ?", version.id) == 3
        assert await counted(database, "select count(*) from decisions where version_id = ?", version.id) == 1
        async with database.write() as tx:
            await tx.execute("update programmes set state = 'returned' where id = ?", (version.programme_id,))
    assert all(won.values()), "somebody was never the last: nothing was raced for"


async def test_opposite_presses_decide_once(database: Database, campaign: Campaign, seated: list[str]) -> None:
    minh, hoa, thu = seated
    ends = dict.fromkeys(("agreed", "returned"), 0)
    for number in range(ROUNDS):
        async with database.write() as tx:
            version = await submitted(tx, campaign, minh)
            await votes.cast(tx, version.id, 0, minh, now=NOW)
            await votes.cast(tx, version.id, 0, hoa, now=NOW)
        pair = [(thu, True), (hoa, False)] if number % 2 else [(hoa, False), (thu, True)]
        moves = [lambda tx, move=move, v=version: decides(tx, v, move[0], agree=move[1]) for move in pair]
        assert sum(await at_once(database, *moves)) == 1
        async with database.write() as tx:
            after = await programmes.version(tx, version.id)
            decision = await programmes.last_decision(tx, version.id)
            assert after and decision
            assert (decision.verb is Verb.AGREE) == (after.state is VersionState.AGREED)
            ends[after.state] += 1
            await tx.execute("update programmes set state = 'returned' where id = ?", (version.programme_id,))
    assert await counted(database, "select count(*) from decisions") == ROUNDS
    assert all(ends.values()), "one of the two never came first: nothing was raced for"


async def test_a_decision_is_taken_back_once_and_by_its_maker(
    database: Database, campaign: Campaign, seated: list[str]
) -> None:
    minh, hoa, _ = seated
    made = decide(STEPS, 0, agree=True)
    async with database.write() as tx:
        version = await submitted(tx, campaign, minh)
        assert await programmes.decide(
            tx, version, made, seat=Role.REVIEWER, verb=Verb.AGREE, reason="", person_id=minh, now=NOW, agreed="[]"
        )
        decision = await programmes.last_decision(tx, version.id)
    assert decision

    async def undoes(tx: Connection, who: str, since_minutes: int = -10) -> bool:
        since = NOW + timedelta(minutes=since_minutes)
        return await undoing.undo(tx, version, decision, made, person_id=who, since=since, now=NOW)

    assert await at_once(database, lambda tx: undoes(tx, hoa), lambda tx: undoes(tx, minh, 1)) == [False, False]
    assert await at_once(database, lambda tx: undoes(tx, minh), lambda tx: undoes(tx, minh)) == [True, False]
    async with database.read() as tx:
        after = await programmes.version(tx, version.id)
        assert after and (after.state, after.step, after.agreed) == (VersionState.SUBMITTED, 0, None)
        assert await programmes.last_decision(tx, version.id) is None
    assert await counted(database, "select count(*) from programmes where state = 'submitted'") == 1
    # and it can be decided anew: the one that was taken back stays in the record
    async with database.write() as tx:
        assert await programmes.decide(
            tx, version, made, seat=Role.REVIEWER, verb=Verb.AGREE, reason="", person_id=hoa, now=NOW
        )
    assert await counted(database, "select count(*) from decisions") == 2


async def test_nothing_is_said_of_an_item_once_it_is_decided(
    database: Database, campaign: Campaign, seated: list[str]
) -> None:
    minh = seated[0]
    async with database.write() as tx:
        item = await saved(tx, campaign)
        version = await submitted(tx, campaign, minh)
        drop = Ruling(ItemOutcome.DROP, reason="Trùng")
        assert await outcomes.put(tx, version.id, 0, item.id, drop, person_id=minh, now=NOW)
        assert not await outcomes.put(tx, version.id, 1, item.id, drop, person_id=minh, now=NOW)
        assert await outcomes.of_step(tx, version.id, 0) == {item.id: drop}
        made = decide(STEPS, 0, agree=True)
        await programmes.decide(
            tx, version, made, seat=Role.REVIEWER, verb=Verb.AGREE, reason="", person_id=minh, now=NOW
        )
        late = Ruling(ItemOutcome.KEEP)
        assert not await outcomes.put(tx, version.id, 0, item.id, late, person_id=minh, now=NOW)
        assert not await outcomes.clear(tx, version.id, 0, item.id)
        assert not await votes.cast(tx, version.id, 0, minh, now=NOW)
        assert await outcomes.of_step(tx, version.id, 0) == {item.id: drop}
