"""What happens, as the page's panel lists it: the newest few hundred events.

The platform's side comes from the world's listeners; the program's side is told by whoever runs both (`Sandbox.tells`).
"""

import asyncio
import re
from collections import deque
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING
from weakref import WeakKeyDictionary

if TYPE_CHECKING:
    from sandbox.faults import Faults
    from sandbox.world import World
    from sandbox.zalo import ZaloPhone, ZaloPlatform
    from sandbox.zalo_oa import OaPhone, OaPlatform

KEPT = 300
LONGEST = 90  # characters of one line

# What the program does only after it has stored something: that is told first.
FROM_PROGRAM = frozenset({"sent", "edited", "deleted"})
CODE = re.compile(r"[0-9A-Za-z]{4}-[0-9A-Za-z]{4}")  # an invitation's, as it is typed
HEARD = {"queued": "received", "sent": "sent", "edited": "edited", "deleted": "deleted", "fault": "fault"}


@dataclass(frozen=True)
class Event:
    """One line. Kinds: received, stored, decided, refused, sent, edited, deleted, fault, outage (on, off), clock."""

    id: int
    kind: str
    at: datetime
    who: str
    text: str


class Events:
    """The newest events, oldest first, with ids that only grow."""

    def __init__(self, now: Callable[[], datetime]) -> None:
        self._now = now
        self.watchers: list[Callable[[], None]] = []
        self._kept: deque[Event] = deque(maxlen=KEPT)
        self._last_id = 0
        self._heard: deque[tuple[str, str, str]] = deque()
        self._pump: asyncio.Task[None] | None = None
        # lets the program tell what it stored before a message of its own is listed; None: nobody to ask
        self.catch_up: Callable[[], Awaitable[None]] | None = None

    def add(self, kind: str, who: str, text: str) -> None:
        """List it now."""
        self._last_id += 1
        self._kept.append(Event(self._last_id, kind, self._now(), who, one_line(text)))
        self._changed()

    def hears(self, kind: str, who: str, text: str) -> None:
        """The platform saw it: list it in its turn, after what the program has to tell first."""
        if self.catch_up is None:
            self.add(kind, who, text)
            return
        self._heard.append((kind, who, text))
        if self._pump is None or self._pump.done():
            self._pump = asyncio.get_running_loop().create_task(self._list_heard())

    async def _list_heard(self) -> None:
        while self._heard:
            kind, who, text = self._heard.popleft()
            if kind in FROM_PROGRAM and self.catch_up is not None:
                await self.catch_up()
            self.add(kind, who, text)

    async def settle(self) -> None:
        """Wait until everything heard is listed."""
        if self._pump is not None:
            await asyncio.gather(self._pump)

    def since(self, event_id: int) -> list[Event]:
        """Everything kept that came after this one."""
        return [event for event in self._kept if event.id > event_id]

    @property
    def first_id(self) -> int:
        """The oldest id kept; one more than the last when none is."""
        return self._kept[0].id if self._kept else self._last_id + 1

    def _changed(self) -> None:
        for watcher in self.watchers:
            watcher()

    def clear(self) -> None:
        """Forget all; ids go on growing."""
        self._heard.clear()
        self._kept.clear()
        self._changed()


def one_line(text: str) -> str:
    """The lines of a text as one, shortened at a word."""
    joined = " · ".join(line.strip() for line in text.splitlines() if line.strip()).replace(" · • ", " • ")
    if len(joined) <= LONGEST:
        return joined
    return joined[: LONGEST - 1].rsplit(" ", 1)[0].rstrip(" ·•,.") + "…"


def listen(events: Events, world: "World", faults: "Faults") -> None:
    """List what the platform sees from now on."""

    def hears(kind: str, who: int, text: str) -> None:
        if kind not in HEARD:
            return
        if text.startswith("/start "):
            text = "/start"  # phones do not show the code of an invitation either
        chat, group = world.chats.get(who), world.groups.get(who)
        events.hears(HEARD[kind], chat.name if chat else group.title if group else "", text)

    world.listeners.append(hears)
    world.clock.on_move(lambda: events.add("clock", "", ""))
    faults.on_outage.append(lambda on: events.add("outage", "", "on" if on else "off"))


def listen_to_zalo(events: Events, zalo: "ZaloPlatform") -> None:
    """List what is said in private on Zalo, both ways, from now on."""
    told: WeakKeyDictionary[ZaloPhone, int] = WeakKeyDictionary()

    def hears(zalo_id: str) -> None:
        phone = zalo.phone(zalo_id)
        messages = phone.messages
        fresh, told[phone] = messages[told.get(phone, 0) :], len(messages)
        for message in fresh:
            text = message.text or message.caption or message.kind
            if not message.from_bot and CODE.fullmatch(text.strip()):
                text = "••••-••••"  # nobody's business
            events.hears("sent" if message.from_bot else "received", f"{phone.name} (Zalo)", text)

    zalo.watchers.append(hears)


def listen_to_oa(events: Events, oa: "OaPlatform") -> None:
    """List what is said to and by the Official Account; a press is listed by what its button says."""
    told: WeakKeyDictionary[OaPhone, int] = WeakKeyDictionary()

    def hears(oa_id: str) -> None:
        phone = oa.phone(oa_id)
        messages = phone.everything
        fresh, told[phone] = messages[told.get(phone, 0) :], len(messages)
        titles = {button.payload: button.title for message in messages for button in message.buttons}
        for message in fresh:
            text = titles.get(message.text, message.text) or (message.file.file_name if message.file else "")
            if not message.from_bot and CODE.fullmatch(text.strip()):
                text = "••••-••••"
            events.hears("sent" if message.from_bot else "received", f"{phone.name} (Zalo OA)", text)

    oa.watchers.append(hears)
