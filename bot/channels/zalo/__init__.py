"""Zalo Bot Platform: no buttons, no editing, no files, updates that are gone once they were read."""

from bot.channels.zalo.channel import ZaloChannel

__all__ = ["ZaloChannel"]
