"""Which bot of a platform has room: each takes so many people, and open invitations are people to come."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from handlers.turn import Door, Turn
from storage import people

FREE = 1_000_000  # seats of a channel without a limit


def room(doors: Sequence[Door], taken: Mapping[str, int], coming: int) -> dict[Door, int]:
    """Free seats of the bots of one platform, with `coming` people on their way: each is sent where most is free."""
    free = {door: door.seats - taken.get(door.channel, 0) if door.seats else FREE for door in doors}
    for _ in range(coming if all(door.seats for door in doors) else 0):
        free[max(free, key=lambda door: free[door])] -= 1
    return free


async def elsewhere(turn: Turn) -> tuple[Door, Door | None] | None:
    """The door of this chat when it is full, and another of the platform with room, if there is one. None: there is
    room here, or the person has a seat already."""
    here = next((door for door in turn.office.doors if door.channel == turn.said.channel), None)
    if here is None or not here.seats or (turn.person is not None and not turn.person.removed):
        return None
    taken = await people.seats(turn.tx)
    if taken.get(here.channel, 0) < here.seats:
        return None
    free = room([door for door in turn.office.doors if door.family == here.family], taken, 0)
    other = max(free, key=lambda door: free[door])
    return here, other if free[other] > 0 else None
