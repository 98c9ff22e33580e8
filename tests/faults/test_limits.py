"""The limits as they are shipped keep to what the platform takes."""

from __future__ import annotations

from bot.commands.run import limiter
from bot.config import LimitSettings, Settings
from planning.programme import Role
from storage import people
from tests.faults.conftest import Opens
from tests.faults.live import LiveStage
from tests.stage import Actor

PEOPLE = 60


async def shipped(opens: Opens) -> LiveStage:
    """A stage with the limits of a fresh installation, on a platform that has its own."""
    stage = await opens(limiter=limiter(Settings(limits=LimitSettings())))
    stage.sandbox.rate_limits = True
    return stage


async def crowd(stage: LiveStage) -> list[Actor]:
    """People of many units who have joined before."""
    units = await stage.rows("select distinct unit_id from bodies where track in ('A', 'B') order by unit_id")
    actors = [stage.stranger(f"Người {number}") for number in range(PEOPLE)]
    async with stage.database.write() as tx:
        for actor, number in zip(actors, range(PEOPLE), strict=True):
            actor.phone.starts()
            stage.sandbox.world.updates.clear()
            person = await people.add(tx, actor.phone.name, stage.sandbox.now())
            unit = units[number % len(units)]["unit_id"]
            await people.join(tx, person, unit, Role.UNIT, None, stage.sandbox.now())
            await people.put_chat(tx, "telegram", str(actor.phone.user_id), person, stage.sandbox.now())
    return actors


async def test_a_morning_with_sixty_reminders_is_never_too_fast(opens: Opens) -> None:
    stage = await shipped(opens)
    actors = await crowd(stage)
    await stage.clock_at("2026-12-08 08:00")
    assert [len(who.heard) for who in actors] == [1] * PEOPLE
    assert stage.time.now <= PEOPLE / 20  # and not much slower than it could be


async def test_sixty_people_who_ask_at_once_are_never_answered_too_fast(opens: Opens) -> None:
    stage = await shipped(opens)
    actors = await crowd(stage)
    for who in actors:
        who.phone.says("/trogiup")
    await stage.settle()
    assert [len(who.heard) for who in actors] == [1] * PEOPLE


async def test_a_talkative_person_is_answered_at_the_pace_of_a_chat(opens: Opens) -> None:
    stage = await shipped(opens)
    lan = await stage.joins("Lan", "p-dong-tho")
    begin, before = stage.time.now, len(lan.heard)
    for _ in range(30):
        lan.phone.says("/huy")
    await stage.settle()
    assert len(lan.heard) == before + 30
    assert 26 <= stage.time.now - begin <= 30
