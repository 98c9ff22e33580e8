"""Telegram. Only this package imports the library `telegram`."""

import os

# the library's coming way to say how long to wait; without this it warns at every "too many requests"
os.environ.setdefault("PTB_TIMEDELTA", "true")

from bot.channels.telegram.channel import TelegramChannel

__all__ = ["TelegramChannel"]
