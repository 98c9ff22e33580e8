"""One Official Account as a channel: events come by webhook, messages leave within days after somebody last wrote.

Nothing here has been run against the live service; the contract is that of the public papers, see README.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any, TypeVar

from bot.channels.base import (
    Alarm,
    CannotRunError,
    ChannelError,
    RejectedError,
    RetryError,
    Sent,
    Store,
)
from bot.channels.http import Upload
from bot.channels.zalo_oa import api, incoming, message
from bot.channels.zalo_oa.api import Api
from bot.channels.zalo_oa.errors import (
    FailedError,
    LostConsentError,
    StaleUploadError,
    StoppedError,
    TokenError,
    WindowError,
)
from bot.channels.zalo_oa.keeper import Keeper
from bot.real_time import real_time
from handlers.dialog.chat import Capabilities, Said
from handlers.texts import zalo_oa as texts
from storage import interactions
from storage.engine import Database
from storage.mailbox import ANSWER, Post, Received

if TYPE_CHECKING:
    from bot.channels.zalo_oa.webhook import OaWebhook

log = logging.getLogger(__name__)
T = TypeVar("T")
WINDOW, FREE_WINDOW = timedelta(days=7), timedelta(hours=48)
FREE, PAID, TEMPLATE = "free", "paid", "template"  # tariffs
LOOK = 60.0  # seconds between two looks at the tokens
NAME_SECONDS = 1.0  # an event has to be answered within two
SAID = frozenset({"say", "edit"})


@dataclass(frozen=True, slots=True)
class Template:
    """A message approved beforehand: its number, its blank for our words, and how many characters that takes."""

    id: str
    field: str
    max_text: int


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
        self._api = requests
        self._keeper = keeper
        self._database = database
        self._link = link
        self._oa_id = oa_id
        self._template = template
        self._clock = clock
        self._close = close
        self._key = ""
        self._names: dict[str, str] = {}
        self._alarmed: dict[str, datetime] = {}

    async def start(self) -> None:
        try:
            consent = await self._keeper.usable()
        except LostConsentError as error:
            raise CannotRunError(str(error)) from None
        self._key = consent.button_key
        about = await self.about()
        own = str(about.get("oa_id") or consent.oa_id)
        if self._oa_id and own and own != self._oa_id:
            raise CannotRunError(f"zalo-oa: the consent is of another account ({own}); run `ktgs zalo-oa connect`")
        self._oa_id = self._oa_id or own

    async def about(self) -> dict[str, Any]:
        """The account as the platform describes it. Raises CannotRunError or RetryError."""
        try:
            return await self._with_token(lambda token: self._api.get(token, api.ABOUT))
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
        name = await self._name(address)
        row = incoming.receive(self.name, event, self._key, self._oa_id, name)
        if row:
            await store([row])

    async def _name(self, address: str) -> str:
        """What a user is called; "" where that cannot be said in time. It is asked again with their next message."""
        if address not in self._names:
            try:
                async with asyncio.timeout(NAME_SECONDS):
                    found = await self._with_token(lambda token: self._api.get(token, api.PERSON, {"user_id": address}))
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
        age = self._clock() - last if last else None
        try:
            if age is not None and age > WINDOW and not post.begun:
                raise WindowError("zalo-oa: the window of seven days is over")
            return await self._say(post, FREE if age is not None and age <= FREE_WINDOW else PAID)
        except WindowError as error:
            return await self._by_template(post, error)
        except (LostConsentError, StoppedError) as error:
            await self._tell(error)
            raise
        except FailedError as error:
            if post.attempts:
                raise RejectedError(str(error)) from None
            raise

    async def _say(self, post: Post, tariff: str) -> Sent:
        messages = await self._messages(post)
        last: dict[str, Any] = {}
        for number, one in enumerate(messages):
            if number < post.begun:
                continue
            try:
                last = await self._post(api.MESSAGE, {"recipient": {"user_id": post.address}, "message": one})
            except StaleUploadError:
                # it was kept for seven days, which a message may wait
                fresh = (await self._messages(post))[number]
                last = await self._post(api.MESSAGE, {"recipient": {"user_id": post.address}, "message": fresh})
            except RetryError as error:
                error.begun = number
                raise
        return _sent(last, (tariff,) * len(messages))

    async def _messages(self, post: Post) -> list[dict[str, Any]]:
        """What has to be said, one after the other; a document is uploaded beforehand and follows its words."""
        attachment = post.attachment
        if attachment is None:
            return message.texts(post, self._key)
        kind = message.ending(attachment.name)
        upload = Upload(attachment.name, attachment.content, message.MIME[kind])
        path = api.UPLOAD_IMAGE if kind in message.IMAGES else api.UPLOAD_FILE
        handle = await self._with_token(lambda token: self._api.upload(token, path, upload))
        words = message.texts(post, self._key)
        if kind in message.IMAGES:
            return [*words[:-1], message.image(handle, words[-1]["text"])]
        return [*words, message.file(handle)]

    async def _by_template(self, post: Post, error: WindowError) -> Sent:
        """What came by itself leaves as a template, where the office has one."""
        if self._template is None or post.priority == ANSWER or post.kind == "edit":
            raise error
        ours = self._template
        data = {ours.field: message.one_line(post, ours.max_text)}
        body = {"user_id": post.address, "template_id": ours.id, "template_data": data}
        return _sent(await self._post(api.TEMPLATE, body), (TEMPLATE,))

    async def _post(self, path: str, body: dict[str, Any]) -> dict[str, Any]:
        return await self._with_token(lambda token: self._api.post(token, path, body))

    async def _with_token(self, ask: Callable[[str], Awaitable[T]]) -> T:
        """A request with the token that is good; one that is not any more is renewed once."""
        consent = await self._keeper.usable()
        try:
            return await ask(consent.access_token)
        except TokenError:
            consent = await self._keeper.renewed(consent)
        try:
            return await ask(consent.access_token)
        except TokenError as error:
            raise RetryError(f"{error}, also with new tokens", 60, everywhere=True) from None

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


def _sent(data: dict[str, Any], costs: tuple[str, ...]) -> Sent:
    return Sent(str(data.get("message_id") or ""), incoming.moment(data.get("sent_time")), costs)


async def _nobody(text: str) -> None:
    """Outside a running program nobody is there to be told."""
