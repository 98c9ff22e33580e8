"""`ktgs run`: the bot with its real channels."""

from __future__ import annotations

import asyncio
import signal
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

from bot import logs
from bot.app import App
from bot.channels.base import CannotRunError
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.channel import TelegramAddress
from bot.config import ConfigError, Settings
from bot.limiter import Limiter, Rate
from bot.lock import AlreadyRunningError, single
from storage.engine import Database

if TYPE_CHECKING:
    from bot.web import Web


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
    """The server, if a channel needs it. Raises CannotRunError."""
    if settings.telegram.mode != "webhook":
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


async def run(settings: Settings) -> None:
    """Open the database, start the channels, work until stopped."""
    logs.set_up(settings.log.level)
    if not settings.telegram.enabled:
        raise ConfigError("telegram.enabled: no channel is on; set it to true")
    settings.telegram_token()  # what is missing is said before anything is opened
    database = Database(settings.office.database)
    try:
        with single(settings.office.database):
            await database.open()
            try:
                async with listening(settings) as web:
                    channel = telegram(settings, web)
                    await until_stopped(App(database, [channel], limiter(settings), zone=settings.zone))
            finally:
                await database.close()
    except AlreadyRunningError as error:
        raise CannotRunError(str(error)) from None
