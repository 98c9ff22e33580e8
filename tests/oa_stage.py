"""The same office on a Zalo Official Account: people press up to five buttons and type the rest."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import timedelta
from typing import Any
from urllib.parse import parse_qsl, urlsplit

from bot.channels.http import NotSentError, Request
from bot.channels.zalo_oa import ZaloOaChannel
from bot.channels.zalo_oa.api import Api, Transport
from bot.channels.zalo_oa.keeper import Keeper
from bot.channels.zalo_oa.oauth import OAuth, challenge
from bot.channels.zalo_oa.sender import Template
from bot.channels.zalo_oa.webhook import HEADER, Door
from bot.real_time import real_time
from planning.programme import Role
from sandbox.faults import Dropped, Fault
from sandbox.model import UploadedFile
from sandbox.zalo_oa import OaMessage, OaPhone, OaPlatform, OaRequest
from storage import zalo_oa
from storage.people import short_code
from tests.stage import Actor, Stage
from tests.zalo_stage import CHOICES, TOKEN, ZaloStage, spelt_options

HOST = "http://oa"


def transport(platform: OaPlatform) -> Transport:
    """The client's way to the platform, without sockets."""

    async def ask(request: Request) -> tuple[int, bytes]:
        address = urlsplit(request.url)
        fields: Mapping[str, str] = request.body if isinstance(request.body, Mapping) else {}
        files = {}
        if isinstance(request.body, tuple):
            name, upload = request.body
            files[name] = UploadedFile(upload.name, upload.content, upload.mime)
        body = json.loads(request.body) if isinstance(request.body, bytes) else {}
        query = dict(parse_qsl(address.query))
        sent = OaRequest(address.path, dict(request.headers), query, body, dict(fields), files)
        before = len(platform.faults.done)
        try:
            answer = await platform.ask(sent)
        except Dropped:
            done = platform.faults.done[before:]
            if done and done[-1].kind is Fault.DROPPED_BEFORE:
                raise NotSentError("ConnectorError") from None
            raise ConnectionError("ServerDisconnected") from None
        text = answer.body if isinstance(answer.body, str) else json.dumps(answer.body)
        return answer.status, text.encode()

    return ask


class OaActor(Actor):
    """Somebody with the account open."""

    stage: OaStage

    def __init__(self, stage: OaStage, phone: OaPhone) -> None:
        super().__init__(stage, phone)  # type: ignore[arg-type]
        self.oa = phone

    async def taps(self, label: str, *, on: Any = None) -> str:
        """Presses the newest message's button, or types what that message says; `on`: of that message."""
        messages: list[OaMessage] = [on] if on else [m for m in reversed(self.oa.messages) if m.from_bot]
        for message in messages:
            if any(button.title == label for button in message.buttons):
                self.oa.presses(label, on=message)
                return await self._hears()
            if typed := spelt_options(message.text).get(label):
                return await self.says(typed)
        raise AssertionError(f"nothing to press for {label!r}; there is {self.buttons}")

    async def starts(self, code: str | None = None) -> str:
        """`code`: as the link has it; here it is typed in its short form."""
        return await self.says(short_code(code) if code else "/start")

    @property
    def screen(self) -> str:
        return CHOICES.split(self._spoken.text)[0]

    @property
    def _spoken(self) -> OaMessage:
        """The newest message that has words: a document comes behind its words."""
        return next(message for message in reversed(self.oa.messages) if message.from_bot and message.text)

    @property
    def document(self) -> tuple[str, bytes]:
        assert self.oa.last.file
        return self.oa.last.file.file_name, self.oa.last.file.content

    @property
    def buttons(self) -> list[str]:
        return list(spelt_options(self._spoken.text)) or [button.title for button in self._spoken.buttons]

    @property
    def heard(self) -> list[str]:
        return [CHOICES.split(text)[0] for text in self.oa.heard]


class OaStage(Stage):
    """One office whose only channel is an Official Account. `template`: what may be sent after seven days."""

    edits = False
    attentive = True  # people have to do with the account at least whenever the clock is moved, as talks suppose
    template: Template | None = None

    def make_channels(self) -> list[Any]:
        return [self.make_oa()]

    def make_oa(self) -> ZaloOaChannel:
        account = self.sandbox.oa.account
        way = transport(self.sandbox.oa)
        self.oauth = OAuth(way, account.app_id, account.app_secret, HOST)
        self.keeper = Keeper(self.database, account.app_id, self.oauth)
        self.oa_channel = ZaloOaChannel(
            Api(way, HOST),
            self.keeper,
            self.database,
            link="https://zalo.me/388613280878808645",
            template=self.template,
            clock=self.sandbox.now,
        )
        account.webhook_url = "https://bot.office.example/zalo-oa"
        door = Door(
            account.app_id, [account.oa_secret], lambda event: self.oa_channel.take(event, self.app.inbox.store)
        )

        async def brings(url: str, headers: dict[str, str], raw: bytes) -> tuple[int, bytes]:
            return await door.brought(raw, headers[HEADER]), b""

        self.sandbox.oa.net.transport = brings
        return self.oa_channel

    async def start_channels(self) -> None:
        await self.connects()
        await self.oa_channel.start()

    async def connects(self) -> None:
        """Somebody has consented before anything begins."""
        consent = await self.keeper.prepared()
        if consent.generation:
            return
        oauth = self.sandbox.oa.account.oauth
        oauth.challenge = challenge(consent.verifier)
        access, refresh = oauth.seed()
        now = real_time()
        async with self.database.write() as tx:
            ends = now + timedelta(hours=25)
            await zalo_oa.put(tx, consent, access_token=access, refresh_token=refresh, expires_at=ends, now=now)

    async def settle(self) -> None:
        while await self.settles_oa():
            pass

    async def rings(self) -> None:
        if self.attentive:
            for phone in self.sandbox.oa.phones:
                if phone.user_id in self.sandbox.oa.account.interacted:
                    phone.follows()
            await self.sandbox.oa.courier.deliver()
        await super().rings()

    async def settles_oa(self) -> bool:
        """Bring what happened and answer it; whether there was anything."""
        heard = await self.sandbox.oa.courier.deliver()
        await self.app.settle()
        return bool(heard)

    def stranger(self, name: str) -> Actor:
        return self.on_oa(name)

    def on_oa(self, name: str) -> OaActor:
        """Somebody who has not joined."""
        actor = OaActor(self, self.sandbox.oa.add_phone(name))
        self.actors[name] = actor
        return actor

    async def joins_on_oa(self, name: str, unit: str, role: Role = Role.UNIT) -> OaActor:
        actor = self.on_oa(name)
        await actor.joined(await self.code(unit, role))
        return actor


class AllStage(OaStage, ZaloStage):
    """An Official Account, a Zalo bot and a Telegram bot in one office."""

    def make_channels(self) -> list[Any]:
        self.zalo_channels = [self.make_zalo(TOKEN, "zalo", "Zalo")]
        self.channel = self.make_channel()
        return [self.make_oa(), *self.zalo_channels, self.channel]

    async def start_channels(self) -> None:
        await OaStage.start_channels(self)
        await ZaloStage.start_channels(self)
        await self.start_channel()

    async def settle(self) -> None:
        more = True
        while more:
            more = await self.settles_zalo() | await self.settles_oa()
            await Stage.settle(self)

    def on_telegram(self, name: str) -> Actor:
        """Somebody who has not joined, with a Telegram phone."""
        return Stage.stranger(self, name)

    async def joins_on_telegram(self, name: str, unit: str, role: Role = Role.UNIT) -> Actor:
        return await Actor.joined(self.on_telegram(name), await self.code(unit, role))
