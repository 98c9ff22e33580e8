"""The same office on Zalo: a person types what others press. Tests of talks run on both without knowing."""

from __future__ import annotations

import json
import re
from typing import Any

from bot.channels.zalo import ZaloChannel
from bot.channels.zalo.client import NotSentError, Transport, ZaloClient
from planning.programme import Role
from sandbox.faults import Dropped, Fault
from sandbox.zalo import ZaloBot, ZaloMessage, ZaloPhone, ZaloPlatform
from tests.stage import Actor, Stage

TOKEN = "987654321:ZALO-sandbox"
NUMBERED = re.compile(r"^(\d+) (.+)$", re.MULTILINE)
CODED = re.compile(r"^• (.+): gõ “(\S+) (\S+?)( lý do)?”$", re.MULTILINE)
BY_LABEL = "Hoặc gõ một dòng dưới đây:"
CHOICES = re.compile(rf"\n\n(?=• .+: gõ “|Trả lời một số:|Hoặc trả lời một số:|{BY_LABEL})")


def transport(platform: ZaloPlatform, token: str) -> Transport:
    """The client's way to the platform, without sockets."""

    async def post(method: str, params: dict[str, Any], seconds: float) -> tuple[int, bytes]:
        before = len(platform.faults.done)
        try:
            answer = await platform.call(token, method, params)
        except Dropped:
            done = platform.faults.done[before:]
            if done and done[-1].kind is Fault.DROPPED_BEFORE:
                raise NotSentError("ConnectorError") from None
            raise ConnectionError("ServerDisconnected") from None
        body = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
        return answer.status, body.encode()

    return post


def options(message: ZaloMessage) -> dict[str, str]:
    """What can be chosen under a message, and what has to be typed for it."""
    return spelt_options(message.text)


def spelt_options(text: str) -> dict[str, str]:
    """The same of a text."""
    parts = CHOICES.split(text)
    found: dict[str, str] = {}
    for part in parts[1:]:
        found |= {label: f"{word} {code}" for label, word, code, _ in CODED.findall(part)}
        if part.startswith(BY_LABEL):
            found |= {line.removeprefix("• "): line.removeprefix("• ") for line in part.split("\n")[1:]}
        elif "rả lời một số:" in part.split("\n", 1)[0]:
            found |= {label: number for number, label in NUMBERED.findall(part)}
    return found


class ZaloActor(Actor):
    """Somebody on Zalo."""

    stage: ZaloStage

    def __init__(self, stage: ZaloStage, phone: ZaloPhone) -> None:
        super().__init__(stage, phone)  # type: ignore[arg-type]
        self.zalo = phone

    async def taps(self, label: str, *, on: Any = None) -> str:
        """Types what the newest message with this choice says; `on`: of that message."""
        messages = [on] if on else [m for m in reversed(self.zalo.messages) if m.from_bot]
        for message in messages:
            if typed := options(message).get(label):
                return await self.says(typed)
        raise AssertionError(f"nothing to type for {label!r}; there is {self.buttons}")

    async def starts(self, code: str | None = None) -> str:
        """`code`: as the link has it; here it is typed in its short form."""
        from storage.people import short_code

        return await self.says(short_code(code) if code else "/start")

    @property
    def screen(self) -> str:
        return CHOICES.split(self.zalo.last.text)[0]

    @property
    def buttons(self) -> list[str]:
        return list(options(self.zalo.last))

    @property
    def heard(self) -> list[str]:
        return [CHOICES.split(text)[0] for text in self.zalo.heard]


class ZaloStage(Stage):
    """One office whose only channel is a Zalo bot. `monthly`: what its plan allows."""

    edits = presses = False
    monthly = 1_000_000

    def make_channels(self) -> list[Any]:
        self.zalo_channels = [self.make_zalo(TOKEN, "zalo", "Zalo")]
        return list(self.zalo_channels)

    def make_zalo(self, token: str, name: str, label: str) -> ZaloChannel:
        known = {bot.token: bot for bot in self.sandbox.zalo.bots}
        bot = known.get(token) or self.sandbox.zalo.add_bot(token, f"Bot {label}", monthly=self.monthly)
        bot.keeps_for = float("inf")
        client = ZaloClient(token, "http://zalo", transport=transport(self.sandbox.zalo, token))
        link = f"https://zalo.me/s/{name.replace(':', '-')}"
        return ZaloChannel(client, name, label=label, link=link, poll_seconds=0, monthly=self.monthly)

    @property
    def bot(self) -> ZaloBot:
        """The first bot, as the platform knows it."""
        return self.sandbox.zalo.bots[0]

    async def start_channels(self) -> None:
        for channel in self.zalo_channels:
            await channel.start()

    async def settle(self) -> None:
        more = True
        while more:
            more = await self.settles_zalo()
            await self.app.settle()

    async def settles_zalo(self) -> bool:
        """Everything the bots have to hear; whether there was anything."""
        heard = False
        for channel in self.zalo_channels:
            while await channel.poll_once(self.app.inbox.store):
                heard = True
        return heard

    def stranger(self, name: str) -> Actor:
        return self.on_zalo(name)

    def on_zalo(self, name: str, bot: int = 0) -> ZaloActor:
        """Somebody who has not joined, with the chat of this bot open."""
        user_id = f"{len(self.actors) + 1:020x}"
        phone = self.sandbox.zalo.add_phone(user_id, name, bot=self.sandbox.zalo.bots[bot])
        actor = self.actors[name] = ZaloActor(self, phone)
        return actor

    async def joins(self, name: str, unit: str, role: Role = Role.UNIT) -> Actor:
        return await self.joins_on_zalo(name, unit, role)

    async def joins_on_zalo(self, name: str, unit: str, role: Role = Role.UNIT, bot: int = 0) -> ZaloActor:
        """Types an invitation's code, and that it is meant for them."""
        actor = self.on_zalo(name, bot)
        await actor.starts(await self.code(unit, role))
        await actor.says("1")
        return actor


class BothStage(ZaloStage):
    """Two Zalo bots and a Telegram bot in one office."""

    def make_channels(self) -> list[Any]:
        self.zalo_channels = [
            self.make_zalo(TOKEN, "zalo", "Zalo"),
            self.make_zalo(f"{TOKEN}-2", "zalo:2", "Zalo 2"),
        ]
        self.channel = self.make_channel()
        return [*self.zalo_channels, self.channel]

    async def start_channels(self) -> None:
        await super().start_channels()
        await self.start_channel()

    async def settle(self) -> None:
        more = True
        while more:
            more = await self.settles_zalo()
            await Stage.settle(self)

    def on_telegram(self, name: str) -> Actor:
        """Somebody who has not joined, with a Telegram phone."""
        return Stage.stranger(self, name)

    async def joins_on_telegram(self, name: str, unit: str, role: Role = Role.UNIT) -> Actor:
        return await Actor.joined(self.on_telegram(name), await self.code(unit, role))
