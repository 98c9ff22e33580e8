"""How people get in by a channel."""

from __future__ import annotations

from bot.channels.base import Channel
from handlers.turn import Door


def door_of(channel: Channel) -> Door:
    """A channel as handlers know it."""
    can = channel.capabilities
    return Door(channel.name, channel.label, channel.invite_link, can.typed_codes, can.can_edit, can.seats)
