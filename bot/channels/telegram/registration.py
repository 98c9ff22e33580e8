"""What Telegram knows of our webhook: asking, setting, deleting, and whether that fits the settings.

Updates come one way or the other, never both: Telegram refuses polling while a webhook is set, and a bot that waits for
a webhook which is not set hears nothing, without any error.
"""

from __future__ import annotations

import hashlib
import hmac
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import telegram
from telegram.error import BadRequest, InvalidToken, NetworkError, RetryAfter, TelegramError

from bot.channels.base import CannotRunError, ChannelError, RetryError
from bot.channels.telegram import incoming
from bot.channels.telegram.sender import FOREIGN, is_foreign, seconds

log = logging.getLogger(__name__)
SET = "run `ktgs webhook set`"
DELETE = 'run `ktgs webhook delete`, or set telegram.mode = "webhook"'


def secret(token: str) -> str:
    """What Telegram shows with every delivery. It follows from the token, so there is nothing more to keep."""
    return hmac.new(token.encode(), b"ktgs webhook secret", hashlib.sha256).hexdigest()


@contextmanager
def asking() -> Iterator[None]:
    """The library's errors outside of sending as ours, without the token that some of them hold."""
    try:
        yield
    except TelegramError as error:
        raise _as_ours(error) from None


def _as_ours(error: TelegramError) -> ChannelError:
    if is_foreign(error):  # its text is the whole body, which may repeat the address and so the token
        return RetryError(f"telegram: {FOREIGN}")
    match error:
        case InvalidToken():
            return CannotRunError("telegram: the token was refused; get the right one from @BotFather")
        case RetryAfter():
            return RetryError("telegram asks to wait", seconds(error))
        case BadRequest():  # to the library a kind of network error
            return CannotRunError(f"telegram: {error.message}")
        case NetworkError():
            return RetryError(f"telegram: {error.message}")
    return CannotRunError(f"telegram: {error.message}")


@dataclass(frozen=True, slots=True)
class Registered:
    """What Telegram says about the webhook. `url` is empty when there is none."""

    url: str
    pending: int
    wanted: frozenset[str] = frozenset()
    error: str = ""
    error_at: datetime | None = None

    def amiss(self, ours: str) -> str:
        """What keeps updates from coming in the way that is set up, and what to do; "" when nothing does.

        `ours`: the address that should be set, "" for polling. Another address is told by its host only: the path may
        be another program's secret.
        """
        if self.url == ours:
            return ""
        host = urlsplit(self.url).hostname
        if not ours:
            return f"a webhook is set (at {host}); {DELETE}"
        return f"the webhook leads to another address (at {host}); {SET}" if self.url else f"no webhook is set; {SET}"

    def outdated(self) -> str:
        """Whether it was set by a release that read other kinds of updates, and what to do; "" when it was not."""
        if not self.url or self.wanted == frozenset(incoming.WANTED):
            return ""
        return f"the webhook was set for other kinds of updates than this release reads; {SET}"

    def failure(self) -> str:
        """The last failed delivery there was, however long ago; "" when there was none."""
        if not self.url or not self.error:
            return ""
        hint = f"; {SET}, for the secret changes with the token" if "403" in self.error else ""
        return f"a delivery failed at {self.error_at:%Y-%m-%d %H:%M:%S} UTC: {self.error}{hint}"


class Registration:
    """The webhook of one bot at Telegram. Every method raises CannotRunError or RetryError."""

    def __init__(self, bot: telegram.Bot, ours: str = "", most_connections: int = 40) -> None:
        """`ours`: the address that updates should be brought to, "" for polling."""
        self.ours = ours
        self._bot = bot
        self._most_connections = most_connections
        self._told: set[str] = set()

    async def ask(self) -> Registered:
        with asking():
            info = await self._bot.get_webhook_info()
        wanted = frozenset(info.allowed_updates or ())
        error = info.last_error_message or ""
        return Registered(info.url, info.pending_update_count, wanted, error, info.last_error_date)

    async def check(self) -> None:
        """Raises CannotRunError when updates do not come in the way that is set up; lesser trouble is logged once."""
        now = await self.ask()
        if amiss := now.amiss(self.ours):
            raise CannotRunError(f"telegram: {amiss}")
        troubles = {text for text in (now.outdated(), now.failure()) if text}
        for trouble in sorted(troubles - self._told):
            log.warning("telegram: %s", trouble)
        self._told = troubles

    async def set(self) -> None:
        """Updates are brought to our address from now on; what waits is kept."""
        with asking():
            await self._bot.set_webhook(
                self.ours,
                max_connections=self._most_connections,
                allowed_updates=incoming.WANTED,
                secret_token=secret(self._bot.token),
            )

    async def delete(self) -> None:
        """Updates wait until somebody polls."""
        with asking():
            await self._bot.delete_webhook()
