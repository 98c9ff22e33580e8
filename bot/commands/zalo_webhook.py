"""`ktgs webhook set|delete|info --channel zalo`: changed by a person, never by a start of the bot."""

from __future__ import annotations

from bot.channels.base import CannotRunError
from bot.channels.zalo import ZaloChannel
from bot.channels.zalo.webhook import ZaloWebhook
from bot.commands.run import zalo
from bot.config import ConfigError, Settings
from bot.lock import AlreadyRunningError, single


async def command(settings: Settings, action: str, name: str) -> bool:
    """True when things are as they should be. Raises ConfigError, CannotRunError or RetryError."""
    found = [channel for channel in zalo(settings) if channel.name == name]
    if not found:
        names = ", ".join(bot.channel for bot in settings.zalo.bots)
        raise ConfigError(f"webhook: there is no channel {name}; there are: telegram, {names}")
    channel = found[0]
    try:
        if action == "info":
            return await _info(channel)
        try:
            with single(settings.office.database):
                await (_set(channel) if action == "set" else _delete(channel))
        except AlreadyRunningError:
            raise CannotRunError(f"webhook {action}: the bot is running; stop it first") from None
        return True
    finally:
        await channel.close()


async def _set(channel: ZaloChannel) -> None:
    webhook = channel.webhook
    if webhook is None:
        raise ConfigError('webhook set: zalo.mode is "polling"; set it to "webhook", and zalo.webhook_url')
    said = await channel.register(webhook.url, webhook.secret)
    print(f"the webhook is set: {webhook.url}")
    looked = said.get("verification") or {}
    if looked and not looked.get("ok"):
        # it is kept all the same; while the bot is stopped nobody can answer
        print(f"zalo could not reach it yet ({looked.get('outcome')}); start the bot and ask again: ktgs webhook info")
    print("start the bot with: ktgs run")


async def _delete(channel: ZaloChannel) -> None:
    before = await channel.registered()
    if not before:
        print("no webhook was set; nothing has changed")
        return
    await channel.unregister()
    print(f"the webhook is deleted: {before}")


async def _info(channel: ZaloChannel) -> bool:
    url = await channel.registered()
    ours = _url(channel.webhook)
    print(f"settings: {f'webhook at {ours}' if ours else 'polling'}")
    print(f"{channel.name}: {f'webhook at {url}' if url else 'no webhook'}")
    wrong = channel.amiss(url)
    print(f"WRONG {wrong}" if wrong else "ok    the two fit")
    return not wrong


def _url(webhook: ZaloWebhook | None) -> str:
    return webhook.url if webhook else ""
