"""A Zalo to play with: the Zalo Bot Platform, in process or over HTTP, and people's phones.

It is as bare as the real one: no buttons, no edits, no files; updates that nobody waits for are lost.
"""

from sandbox.zalo.bot import ZaloBot
from sandbox.zalo.model import ZaloAnswer, ZaloMessage, ZaloRefused, ZaloWebhook
from sandbox.zalo.phone import ZaloGroup, ZaloPhone
from sandbox.zalo.platform import ZaloPlatform

__all__ = [
    "ZaloAnswer",
    "ZaloBot",
    "ZaloGroup",
    "ZaloMessage",
    "ZaloPhone",
    "ZaloPlatform",
    "ZaloRefused",
    "ZaloWebhook",
]
