"""Zalo Official Account (OpenAPI v3): five buttons, files, and a window of seven days after somebody last wrote."""

from bot.channels.zalo_oa.channel import ZaloOaChannel

__all__ = ["ZaloOaChannel"]
