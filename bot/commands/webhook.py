"""`ktgs webhook set|delete|info`: how updates come is changed by a person, never by a start of the bot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from bot.channels.base import CannotRunError
from bot.channels.telegram.registration import Registered, Registration
from bot.commands.run import telegram
from bot.config import ConfigError, Settings
from bot.lock import AlreadyRunningError, single


@asynccontextmanager
async def _registration(settings: Settings) -> AsyncIterator[Registration]:
    channel = telegram(settings)
    try:
        await channel.connect()
        yield channel.registration
    finally:
        await channel.close()


@asynccontextmanager
async def _changing(settings: Settings, word: str) -> AsyncIterator[Registration]:
    """The same, while the bot is stopped: it would go on waiting for updates that come another way."""
    try:
        with single(settings.office.database):
            async with _registration(settings) as registration:
                yield registration
    except AlreadyRunningError:
        raise CannotRunError(f"webhook {word}: the bot is running; stop it first") from None


async def register(settings: Settings) -> None:
    """Have updates brought to `telegram.webhook_url`."""
    if settings.telegram.mode != "webhook":
        raise ConfigError('webhook set: telegram.mode is "polling"; set it to "webhook", and telegram.webhook_url')
    async with _changing(settings, "set") as registration:
        await registration.set()
        now = await registration.ask()
    print(f"the webhook is set: {now.url}")
    print(f"{_waiting(now)}; start the bot with: ktgs run")


async def delete(settings: Settings) -> None:
    """Have updates wait until somebody polls."""
    async with _changing(settings, "delete") as registration:
        before = await registration.ask()
        if not before.url:
            print("no webhook was set; nothing has changed")
            return
        await registration.delete()
        now = await registration.ask()
    print(f"the webhook is deleted: {before.url}")
    further = "start the bot with: ktgs run"
    if settings.telegram.mode == "webhook":
        further = 'to poll for them, set telegram.mode = "polling"'
    print(f"{_waiting(now)}; {further}")


def _waiting(registered: Registered) -> str:
    return "1 update waits" if registered.pending == 1 else f"{registered.pending} updates wait"


async def info(settings: Settings) -> bool:
    """Print what is set up and what Telegram says; True when these fit."""
    async with _registration(settings) as registration:
        now = await registration.ask()
    ours = registration.ours
    print(f"settings: {f'webhook at {ours}' if ours else 'polling'}")
    print(f"telegram: {f'webhook at {now.url}' if now.url else 'no webhook'}; {_waiting(now)}")
    if failure := now.failure():
        print(f"telegram: {failure}")
    wrong = now.amiss(ours) or now.outdated()
    print(f"WRONG {wrong}" if wrong else "ok    the two fit")
    return not wrong
