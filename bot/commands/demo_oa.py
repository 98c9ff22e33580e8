"""The Official Account of the demo: its consent is given by a stand-in, its events come over real HTTP."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Protocol

from bot.app import App
from bot.channels.http import Http
from bot.channels.zalo_oa import ZaloOaChannel
from bot.channels.zalo_oa.api import Api
from bot.channels.zalo_oa.keeper import Keeper
from bot.channels.zalo_oa.oauth import OAuth, challenge
from bot.channels.zalo_oa.sender import Template
from bot.channels.zalo_oa.webhook import OaWebhook
from bot.web import Web
from storage.engine import Database

TEMPLATE = Template("1", "noi_dung", 200)
PATH = "/zalo-oa"


class Account(Protocol):
    """Of the platform that is played: what the consoles of the real one know."""

    app_id: str
    app_secret: str
    oa_secret: str
    oa_id: str
    webhook_url: str


class DemoOa:
    """One account for one round of the demo. `consent`: what its administrator's browser is sent back with."""

    def __init__(
        self,
        account: Account,
        consent: Callable[[str], str],
        url: str,
        database: Database,
        web: Web,
        clock: Callable[[], datetime],
    ) -> None:
        self._account = account
        self._consent = consent
        self._web = web
        http = Http()
        self._keeper = Keeper(database, account.app_id, OAuth(http, account.app_id, account.app_secret, url))
        self.channel = ZaloOaChannel(
            Api(http, url),
            self._keeper,
            database,
            link=f"https://zalo.me/{account.oa_id}",
            webhook=OaWebhook(f"https://demo.invalid{PATH}", account.app_id, [account.oa_secret], web),
            template=TEMPLATE,
            clock=clock,
            close=http.close,
        )

    async def start(self) -> None:
        """Consent, and begin."""
        self._account.webhook_url = f"{self._web.address}{PATH}"
        consent = await self._keeper.prepared()
        await self._keeper.connect(self._consent(challenge(consent.verifier)), self._account.oa_id)
        await self.channel.start()

    @asynccontextmanager
    async def open(self, app: App) -> AsyncIterator[None]:
        """Events are taken meanwhile, also while the program does not run yet."""
        listening = asyncio.create_task(self.channel.poll(app.inbox.store))
        await asyncio.sleep(0)
        try:
            yield
        finally:
            listening.cancel()
            await asyncio.gather(listening, return_exceptions=True)
