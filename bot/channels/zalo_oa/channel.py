"""One Official Account as a channel: events come by webhook, messages leave within days after somebody last wrote.

Nothing here has been run against the live service; the contract is that of the public papers, see README.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from bot.channels.base import Alarm, CannotRunError, ChannelError, RetryError, Sent, Store
from bot.channels.zalo_oa import api, incoming, message
from bot.channels.zalo_oa.api import Api
from bot.channels.zalo_oa.errors import LostConsentError, StoppedError
from bot.channels.zalo_oa.keeper import Keeper
from bot.channels.zalo_oa.sender import WINDOW, Sender, Template
from bot.channels.zalo_oa.session import Session
from bot.real_time import real_time
from handlers.dialog.chat import Capabilities, Said
from handlers.texts import zalo_oa as texts
from storage import interactions
from storage.engine import Database
from storage.mailbox import Post, Received

if TYPE_CHECKING:
    from bot.channels.zalo_oa.webhook import OaWebhook

log = logging.getLogger(__name__)
LOOK = 60.0  # seconds between two looks at the tokens
NAME_SECONDS = 1.0  # an event has to be answered within two
SAID = frozenset({"say", "edit"})


class ZaloOaChannel:
    """`clock`: the office's, by which windows run."""

    name = "zalo-oa"
    capabilities = Capabilities(
        buttons=message.BUTTONS,
        can_edit=False,
        max_text=message.MAX_TEXT,
        files=True,
        file_limits=message.FILES,
        typed_codes=True,
        window=WINDOW,
    )

    def __init__(
        self,
        requests: Api,
        keeper: Keeper,
        database: Database,
        *,
        label: str = "Zalo OA",
        link: str = "",
        oa_id: str = "",
        webhook: OaWebhook | None = None,
        template: Template | None = None,
        clock: Callable[[], datetime] = real_time,
        close: Callable[[], Awaitable[None]] | None = None,
    ) -> None:
        self.label = label
        self.alarm: Alarm = _nobody
        self.webhook = webhook
        self._keeper = keeper
        self._session = Session(requests, keeper)
        self.pulse = self._session.pulse
        self._sender = Sender(self._session, template)
        self._database = database
        self._link = link
        self._oa_id = oa_id
        self._clock = clock
        self._close = close
        self._names: dict[str, str] = {}
        self._alarmed: dict[str, datetime] = {}

    @property
    def polls(self) -> bool:
        return False

    async def ping(self) -> None:
        await self._session.get(api.ABOUT)

    async def start(self) -> None:
        consent = await self._keeper.known()
        self._sender.key = consent.button_key
        about: dict[str, Any] = {}
        if consent.good:  # else what comes in is stored all the same, and `poll` tells that a human is needed
            about = await self.about()
        own = str(about.get("oa_id") or consent.oa_id)
        if self._oa_id and own and own != self._oa_id:
            raise CannotRunError(f"zalo-oa: the consent is of another account ({own}); run `ktgs zalo-oa connect`")
        self._oa_id = self._oa_id or own

    async def about(self) -> dict[str, Any]:
        """The account as the platform describes it. Raises CannotRunError or RetryError."""
        try:
            return await self._session.get(api.ABOUT)
        except LostConsentError as error:
            raise CannotRunError(str(error)) from None
        except RetryError:
            raise
        except ChannelError as error:
            raise CannotRunError(str(error)) from None

    async def close(self) -> None:
        await self._keeper.close()
        if self._close:
            await self._close()

    def invite_link(self, code: str) -> str:
        """Links into a chat carry no code: it is typed."""
        return self._link

    def group_link(self) -> str:
        return ""

    def read(self, payload: dict[str, Any], item: Received) -> Said:
        return incoming.read(payload, item, self._names.get(item.address, ""))

    async def poll(self, store: Store) -> None:
        """Take deliveries, and look after the tokens."""
        if self.webhook is None:
            raise CannotRunError("zalo-oa: zalo_oa.webhook_url is not set; events come in no other way")
        from bot.channels.zalo_oa.webhook import Door

        async def take(event: dict[str, Any]) -> None:
            await self.take(event, store)

        self.webhook.web.add(self.webhook.path, Door(self.webhook.app_id, self.webhook.secrets, take))
        try:
            while True:
                await self.look_after_tokens()
                await asyncio.sleep(LOOK)
        finally:
            await self.webhook.web.remove(self.webhook.path)

    async def look_after_tokens(self) -> None:
        """Renew the pair before it ends. A consent that is lost is told; what comes in meanwhile is stored as ever."""
        try:
            consent = await self._keeper.usable()
            if self._keeper.is_due(consent):
                await self._keeper.renewed(consent)
        except RetryError as error:
            log.warning("%s", error)
            await self._tell(error)

    async def take(self, event: dict[str, Any], store: Store) -> None:
        """Screen and store; returns when that is committed. Raises RetryError."""
        address = incoming.address_of(event)
        if not address or address == self._oa_id:
            return
        self.pulse.beats()
        name = await self._name(address)
        row = incoming.receive(self.name, event, self._sender.key, self._oa_id, name)
        if row:
            await store([row])

    async def _name(self, address: str) -> str:
        """What a user is called; "" where that cannot be said in time. It is asked again with their next message."""
        if address not in self._names:
            try:
                async with asyncio.timeout(NAME_SECONDS):
                    found = await self._session.get(api.PERSON, {"user_id": address})
                if found.get("display_name"):
                    self._names[address] = str(found["display_name"])
            except (ChannelError, TimeoutError) as error:
                log.info("zalo-oa: the name of %s is not known yet (%s)", address, type(error).__name__)
        return self._names.get(address, "")

    async def send(self, post: Post, target: Post | None) -> Sent | None:
        """Nothing is ever changed here: what would be an edit is a message of its own."""
        if post.kind not in SAID and post.attachment is None:
            return None
        async with self._database.read() as tx:
            last = await interactions.last(tx, self.name, post.address)
        try:
            return await self._sender.send(post, self._clock() - last if last else None)
        except RetryError as error:
            await self._tell(error)
            raise

    async def _tell(self, error: ChannelError) -> None:
        """The administrators, once a day for each thing that only a human can put right."""
        if isinstance(error, LostConsentError):
            what, text = "consent", texts.consent_lost(self.label)
        elif isinstance(error, StoppedError):
            what, text = str(error.code), texts.stopped(self.label, error.code)
        else:
            return
        now = real_time()
        if what in self._alarmed and now - self._alarmed[what] < timedelta(days=1):
            return
        self._alarmed[what] = now
        log.error("%s", error)
        await self.alarm(text)


async def _nobody(text: str) -> None:
    """Outside a running program nobody is there to be told."""
