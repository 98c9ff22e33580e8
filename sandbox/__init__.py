"""A Telegram to play with: the Bot API over real HTTP, and a page with phones.

Imports nothing of the project, so that it stays an independent judge of what the bot sends.
"""

from sandbox.faults import Dropped, Fault, Faults, Injected
from sandbox.group import Group
from sandbox.model import Answer, Refused, ShownButton, ShownMessage, UploadedFile
from sandbox.phone import Phone
from sandbox.sandbox import Sandbox

__all__ = [
    "Answer",
    "Dropped",
    "Fault",
    "Faults",
    "Group",
    "Injected",
    "Phone",
    "Refused",
    "Sandbox",
    "ShownButton",
    "ShownMessage",
    "UploadedFile",
]
