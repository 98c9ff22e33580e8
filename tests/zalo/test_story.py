"""The main job with people on two Zalo bots and on Telegram, in one campaign."""

from __future__ import annotations

from planning.programme import Role
from tests.stage import Actor
from tests.test_story import main_job
from tests.zalo_stage import BothStage


class MixedStage(BothStage):
    """Whoever joins does so where such people usually are: one reviewer has Telegram, everybody else Zalo."""

    async def joins(self, name: str, unit: str, role: Role = Role.UNIT) -> Actor:
        if name == "Minh":
            return await self.joins_on_telegram(name, unit, role)
        return await self.joins_on_zalo(name, unit, role, bot=len(self.actors) % 2)


async def test_the_main_job_on_three_bots(both: BothStage) -> None:
    both.__class__ = MixedStage
    await main_job(both)
    channels = await both.rows("select distinct channel from outbox where state = 'sent' order by channel")
    assert [row["channel"] for row in channels] == ["telegram", "zalo", "zalo:2"]
    assert await both.rows("select id from outbox where state <> 'sent'") == []
