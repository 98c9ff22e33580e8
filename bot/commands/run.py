"""`ktgs run`: the bot with its real channels."""

from __future__ import annotations

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack, asynccontextmanager, contextmanager
from typing import TYPE_CHECKING

from bot import logs
from bot.app import App
from bot.aside import database_of, seal_left
from bot.backups import backups_of
from bot.channels.base import CannotRunError, Channel
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.channel import TelegramAddress
from bot.config import ConfigError, Settings
from bot.forgetting import Keeping
from bot.limiter import Limiter, Rate
from bot.lock import AlreadyRunningError, polling, single
from bot.watch import limits_of
from storage import audit
from storage.engine import Database

if TYPE_CHECKING:
    from bot.channels.zalo import ZaloChannel
    from bot.channels.zalo_oa import ZaloOaChannel
    from bot.web import Web

log = logging.getLogger(__name__)


def telegram(settings: Settings, web: Web | None = None) -> TelegramChannel:
    """The Telegram channel as it is set up; `web` serves its webhook. Raises ConfigError."""
    ours = settings.telegram
    address = TelegramAddress(ours.base_url, ours.base_file_url, ours.proxy)
    webhook = None
    if ours.mode == "webhook" and ours.webhook_url:
        # a server costs a fifth of the start: loaded only where there is one
        from bot.channels.telegram.webhook import Webhook
        from bot.web import Web

        web = web or Web(settings.web.host, settings.web.port)
        webhook = Webhook(ours.webhook_url, web, ours.webhook_max_connections)
    return TelegramChannel(settings.telegram_token(), address, poll_seconds=ours.poll_seconds, webhook=webhook)


def zalo(settings: Settings, web: Web | None = None) -> list[ZaloChannel]:
    """The Zalo bots as they are set up; `web` serves their webhooks. Raises ConfigError."""
    from bot.channels.zalo import ZaloChannel
    from bot.channels.zalo.client import ZaloClient

    ours = settings.zalo
    channels = []
    for bot, token in zip(ours.bots, settings.zalo_tokens(), strict=True):
        webhook = None
        if ours.mode == "webhook" and ours.webhook_url:
            from bot.channels.zalo.webhook import ZaloWebhook, secret
            from bot.web import Web

            url = f"{ours.webhook_url}/{bot.name}" if bot.name else ours.webhook_url
            webhook = ZaloWebhook(url, secret(token), web or Web(settings.web.host, settings.web.port))
        channels.append(
            ZaloChannel(
                ZaloClient(token, ours.base_url, proxy=ours.proxy),
                bot.channel,
                label=bot.label,
                link=bot.link,
                poll_seconds=ours.poll_seconds,
                seats=bot.seats,
                monthly=bot.monthly,
                webhook=webhook,
            )
        )
    return channels


def zalo_oa(settings: Settings, database: Database, web: Web | None = None) -> ZaloOaChannel:
    """The Official Account as it is set up; its tokens are in the database. Raises ConfigError."""
    from bot.channels.http import Http
    from bot.channels.zalo_oa import ZaloOaChannel
    from bot.channels.zalo_oa.api import Api
    from bot.channels.zalo_oa.keeper import Keeper
    from bot.channels.zalo_oa.oauth import OAuth
    from bot.channels.zalo_oa.sender import Template
    from bot.channels.zalo_oa.webhook import OaWebhook
    from bot.web import Web

    ours = settings.zalo_oa
    secret, secrets = ours.secret_of_app(), ours.webhook_secrets()
    if ours.webhook_url is None:
        raise ConfigError("zalo_oa.webhook_url: not set; it is where Zalo brings events, there is no other way")
    http = Http(ours.proxy)
    keeper = Keeper(database, ours.app_id, OAuth(http, ours.app_id, secret, ours.oauth_url))
    return ZaloOaChannel(
        Api(http, ours.openapi_url),
        keeper,
        database,
        label=ours.label,
        link=ours.link,
        oa_id=ours.oa_id,
        webhook=OaWebhook(ours.webhook_url, ours.app_id, secrets, web or Web(settings.web.host, settings.web.port)),
        template=Template(ours.template_id, ours.template_field, ours.template_max_text) if ours.template_id else None,
        close=http.close,
    )


def channels(settings: Settings, database: Database, web: Web | None = None) -> list[Channel]:
    """Everything that is on, Zalo first: it is what people have. Raises ConfigError."""
    found: list[Channel] = []
    if settings.zalo_oa.enabled:
        found.append(zalo_oa(settings, database, web))
    if settings.zalo.enabled:
        found += zalo(settings, web)
    if settings.telegram.enabled:
        found.append(telegram(settings, web))
    if not found:
        raise ConfigError("telegram.enabled: no channel is on; set it, zalo.enabled or zalo_oa.enabled to true")
    return found


def limiter(settings: Settings) -> Limiter:
    ours = settings.limits
    return Limiter(
        per_chat=Rate(ours.chat_burst, ours.chat_per_second),
        overall=Rate(ours.overall_burst, ours.overall_per_second),
    )


async def until_stopped(app: App) -> None:
    """Run until a signal asks to stop. Raises CannotRunError."""
    task = asyncio.ensure_future(app.run())
    loop = asyncio.get_running_loop()
    for name in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(name, task.cancel)
    try:
        await task
    except asyncio.CancelledError:
        pass
    except BaseExceptionGroup as group:
        wrong = group.subgroup(CannotRunError)
        if wrong is None:
            raise
        raise CannotRunError(str(wrong.exceptions[0])) from None
    finally:
        for name in (signal.SIGINT, signal.SIGTERM):
            loop.remove_signal_handler(name)


@asynccontextmanager
async def listening(settings: Settings) -> AsyncIterator[Web | None]:
    """The server, if a channel, links to documents or somebody who watches need it. Raises CannotRunError."""
    modes = {one.mode for one in (settings.telegram, settings.zalo) if one.enabled}
    other = settings.web.public_url or settings.zalo_oa.enabled or settings.web.health
    if "webhook" not in modes and not other:
        yield None
        return
    from bot.web import Web

    web = Web(settings.web.host, settings.web.port)
    try:
        await web.start()
    except OSError as error:
        raise CannotRunError(f"web: cannot listen on {web.address}: {error.strerror}") from None
    try:
        yield web
    finally:
        await web.stop()


@contextmanager
def _polling_alone(settings: Settings) -> Iterator[None]:
    """Raises AlreadyRunningError when another program polls with one of Zalo's tokens."""
    with ExitStack() as held:
        if settings.zalo.enabled and settings.zalo.mode == "polling":
            for bot, token in zip(settings.zalo.bots, settings.zalo_tokens(), strict=True):
                held.enter_context(polling(bot.channel, token))
        yield


async def _note_end(database: Database) -> None:
    """Where the audit ends: whoever keeps the log can tell later that nothing was cut off."""
    async with database.read() as tx:
        log.info("stopped; the audit ends at %s", await audit.anchor(tx))


async def run(settings: Settings) -> None:
    """Open the database, start the channels, work until stopped."""
    logs.set_up(settings.log.level, settings.log.format)
    database = database_of(settings)
    channels(settings, database)  # what is missing is said before anything is opened
    try:
        with single(settings.office.database), _polling_alone(settings):
            await asyncio.to_thread(seal_left, settings)
            await database.open()
            try:
                async with listening(settings) as web:
                    on = channels(settings, database, web)
                    public_url = settings.web.public_url or ""
                    app = App(
                        database,
                        on,
                        limiter(settings),
                        zone=settings.zone,
                        web=web,
                        public_url=public_url,
                        backups=backups_of(settings) if settings.backup.enabled else None,
                        limits=limits_of(settings),
                        keeping=Keeping.of(settings.keeping),
                        beats=True,
                    )
                    await until_stopped(app)
            finally:
                try:
                    await _note_end(database)
                finally:
                    await database.close()
    except AlreadyRunningError as error:
        raise CannotRunError(str(error)) from None
