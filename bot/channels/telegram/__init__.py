"""Telegram. Only this package imports the library `telegram`."""

from bot.channels.telegram.channel import TelegramChannel

__all__ = ["TelegramChannel"]
