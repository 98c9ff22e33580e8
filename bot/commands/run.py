"""`ktgs run`: the bot with its real channels."""

from __future__ import annotations

import asyncio
import signal

from bot import logs
from bot.app import App
from bot.channels.base import CannotRunError
from bot.channels.telegram import TelegramChannel
from bot.channels.telegram.channel import TelegramAddress
from bot.config import ConfigError, Settings
from bot.limiter import Limiter, Rate
from bot.lock import AlreadyRunningError, single
from storage.engine import Database


def telegram(settings: Settings) -> TelegramChannel:
    """The Telegram channel as it is set up. Raises ConfigError."""
    ours = settings.telegram
    address = TelegramAddress(ours.base_url, ours.base_file_url, ours.proxy)
    return TelegramChannel(settings.telegram_token(), address, poll_seconds=ours.poll_seconds)


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


async def run(settings: Settings) -> None:
    """Open the database, start the channels, work until stopped."""
    logs.set_up(settings.log.level)
    if not settings.telegram.enabled:
        raise ConfigError("telegram.enabled: no channel is on; set it to true")
    channel = telegram(settings)
    database = Database(settings.office.database)
    try:
        with single(settings.office.database):
            await database.open()
            try:
                await until_stopped(App(database, [channel], limiter(settings), zone=settings.zone))
            finally:
                await database.close()
    except AlreadyRunningError as error:
        raise CannotRunError(str(error)) from None
