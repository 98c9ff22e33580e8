"""The main job with people on an Official Account, on a Zalo bot and on Telegram, in one campaign."""

from __future__ import annotations

from planning.programme import Role
from tests.oa_stage import AllStage
from tests.stage import Actor
from tests.test_story import main_job


class MixedStage(AllStage):
    """One reviewer has Telegram, the other one Zalo, the ward that registers the account."""

    async def joins(self, name: str, unit: str, role: Role = Role.UNIT) -> Actor:
        if name == "Minh":
            return await self.joins_on_telegram(name, unit, role)
        if name in ("Thu", "Bình"):
            return await self.joins_on_zalo(name, unit, role)
        return await self.joins_on_oa(name, unit, role)

    def stranger(self, name: str) -> Actor:
        return self.on_oa(name)


async def test_the_main_job_on_three_platforms(all_three: AllStage) -> None:
    all_three.__class__ = MixedStage
    all_three.attentive = True
    await main_job(all_three)
    channels = await all_three.rows("select distinct channel from outbox where state = 'sent' order by channel")
    assert [row["channel"] for row in channels] == ["telegram", "zalo", "zalo-oa"]
    assert await all_three.rows("select id from outbox where state <> 'sent'") == []
