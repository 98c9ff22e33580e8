"""One Zalo bot as a channel: polling, which consumes what it reads, or a webhook; and the way out.

Between reading an update and committing it a kill loses it, and nothing can be done about that on this side: the
promise that nothing is lost begins with our first reply.
"""

from __future__ import annotations

import asyncio
import logging
import time
from functools import partial
from typing import TYPE_CHECKING, Any

from bot.channels.base import (
    CannotRunError,
    ChannelError,
    Pulse,
    RejectedError,
    RetryError,
    Sent,
    Store,
    UncertainError,
    UsedUpError,
)
from bot.channels.render import parts
from bot.channels.zalo import incoming
from bot.channels.zalo.client import IdleError, ZaloClient
from handlers.dialog.chat import Capabilities, Said
from storage.mailbox import Post, Received
from storage.packed import pack

if TYPE_CHECKING:
    from bot.channels.zalo.webhook import ZaloWebhook

log = logging.getLogger(__name__)
FIRST_PAUSE, LONGEST_PAUSE = 1.0, 30.0
ASK_AGAIN = 20  # empty polls
LATE = 8.0  # seconds that a poll may come back later than it should
SEATS, MONTHLY = 50, 3000  # of the free plan, both directions counted
SAID = frozenset({"say", "edit"})


class ZaloChannel:
    """One bot. `name` is "zalo" or "zalo:NAME": people's addresses differ from bot to bot."""

    def __init__(
        self,
        client: ZaloClient,
        name: str = "zalo",
        *,
        label: str = "Zalo",
        link: str = "",
        poll_seconds: int = 30,
        seats: int = SEATS,
        monthly: int = MONTHLY,
        webhook: ZaloWebhook | None = None,
    ) -> None:
        """`label` and `link`: the bot's name and its address to share, for invitations."""
        self.name = name
        self.label = label
        self.capabilities = Capabilities(
            buttons=0,
            can_edit=False,
            max_text=2000,
            files=False,
            typed_codes=True,
            joins=True,
            monthly=monthly,
            seats=seats,
        )
        self._client = client
        self._link = link
        self._poll_seconds = poll_seconds
        self.webhook = webhook
        self.pulse = Pulse()
        self._own_id = ""
        self._idled = 0  # polls in a row that brought nothing

    async def connect(self) -> None:
        """Ask who we are, and change nothing. Raises CannotRunError or RetryError."""
        me = await self._ask("getMe")
        self._own_id = str((me or {}).get("id", ""))

    @property
    def polls(self) -> bool:
        return self.webhook is None

    async def ping(self) -> None:
        await self._ask("getMe")
        self.pulse.beats()

    async def registered(self) -> str:
        """The webhook that is set, "" for none. Raises CannotRunError or RetryError."""
        info = await self._ask("getWebhookInfo")
        return str((info or {}).get("url") or "")

    async def register(self, url: str, secret: str) -> dict[str, Any]:
        """Set the webhook; what the platform says of it."""
        return dict(await self._ask("setWebhook", url=url, secret_token=secret) or {})

    async def unregister(self) -> None:
        """Delete the webhook; none is as good."""
        if await self.registered():
            await self._ask("deleteWebhook")

    async def start(self) -> None:
        await self.connect()
        if wrong := self.amiss(await self.registered()):
            raise CannotRunError(wrong)

    def amiss(self, url: str) -> str:
        """What keeps updates from coming in the way that is set up, and what to do; "" when nothing does.

        `url`: the webhook that the platform knows. While one is set a poll stays empty for ever, without any error.
        """
        if url == (self.webhook.url if self.webhook else ""):
            return ""
        if self.webhook:
            return f"{self.name}: the webhook is not set; run `ktgs webhook set --channel {self.name}`"
        return (
            f"{self.name}: a webhook is set; run `ktgs webhook delete --channel {self.name}`, "
            'or set zalo.mode = "webhook"'
        )

    async def close(self) -> None:
        await self._client.close()

    def invite_link(self, code: str) -> str:
        """Zalo's links carry no code: it is typed."""
        return self._link

    def group_link(self) -> str:
        return ""

    def read(self, payload: dict[str, Any], item: Received) -> Said:
        return incoming.read(payload, item)

    async def poll(self, store: Store) -> None:
        if self.webhook:
            from bot.channels.zalo.webhook import serve

            await serve(self.webhook, partial(self.take, store=store))
        pause = FIRST_PAUSE
        while True:
            try:
                await self.poll_once(store)
                pause = FIRST_PAUSE
            except CannotRunError:
                raise
            except ChannelError as error:
                log.warning("%s: polling failed, trying again in %.0f s: %s", self.name, pause, error)
                await asyncio.sleep(pause)
                pause = min(pause * 2, LONGEST_PAUSE)

    async def poll_once(self, store: Store) -> bool:
        """One long poll; whether something came. What came is stored before anything else is done."""
        seconds, begun = self._poll_seconds, time.monotonic()
        try:
            update = await self._client.call("getUpdates", timeout=str(seconds), seconds=seconds + LATE)
        except IdleError:
            self.pulse.beats()
            await self._idle(early=time.monotonic() - begun < seconds / 2)
            return False
        self._idled = 0
        self.pulse.beats()
        # one object as documented, a list as some have seen it
        for one in update if isinstance(update, list) else [update]:
            await self._keep(one, store)
        return True

    async def _idle(self, *, early: bool) -> None:
        """Nothing came. Beside a webhook a poll stays empty without a word, so the platform is asked now and then."""
        self._idled += 1
        if self._idled % ASK_AGAIN == 0 and (wrong := self.amiss(await self.registered())):
            raise CannotRunError(wrong)
        if early:
            await asyncio.sleep(FIRST_PAUSE)  # an answer that does not wait must not be asked for without end

    async def _keep(self, update: Any, store: Store) -> None:
        """Store what will never come again: wait for a full disk or a locked file, whatever that takes."""
        while True:
            try:
                await self.take(update, store)
                return
            except RetryError as error:
                log.error("%s: an update is held in memory until it can be stored: %s", self.name, error)
                await asyncio.sleep(1)

    async def take(self, update: Any, store: Store) -> None:
        """Screen and store; returns when that is committed. Raises RetryError."""
        self.pulse.beats()
        found = incoming.update_of(update)
        try:
            row = incoming.receive(self.name, found, self._own_id) if found else None
            if row:
                pack(row.payload)
        except Exception as error:
            log.error("%s: an update cannot be read and is left out: %s", self.name, type(error).__name__)
            return
        if row:
            await store([row])
        elif found is None:
            log.warning("%s: something that is no update was left out", self.name)

    async def send(self, post: Post, target: Post | None) -> Sent | None:
        """Nothing is ever changed here: what would be an edit is a message of its own."""
        if post.kind not in SAID:
            return None
        last: Sent | None = None
        for number, part in enumerate(parts(post.payload, self.capabilities.max_text)):
            if number < post.begun:
                continue
            try:
                last = await self._say(post.address, part)
            except RetryError as error:
                error.begun = number
                raise
        return last

    async def _say(self, address: str, text: str) -> Sent:
        try:
            message = await self._client.call("sendMessage", chat_id=address, text=text)
        except IdleError as error:
            raise UncertainError(str(error)) from None
        except CannotRunError:
            raise RetryError("zalo refuses the token", 60, everywhere=True) from None
        if not isinstance(message, dict):  # it was taken, so much is certain
            return Sent(str(message or ""))
        return Sent(str(message.get("message_id", "")), incoming.moment(message.get("date")))

    async def _ask(self, method: str, **params: Any) -> Any:
        """A request that is harmless to repeat. Raises CannotRunError or RetryError."""
        try:
            return await self._client.call(method, **params)
        except (RejectedError, UsedUpError) as error:
            raise CannotRunError(f"{self.name}: {error}") from None
        except (UncertainError, IdleError) as error:
            raise RetryError(str(error)) from None
