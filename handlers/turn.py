"""One turn: what a person did, the open transaction it is handled in, and the ways to answer."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from handlers import notify
from handlers.dialog.chat import Capabilities, Said, Say
from handlers.texts import common
from planning.deadline import after_working_days, working_days_left
from planning.lexicon import Lexicon, shipped
from planning.names.find import is_valid
from planning.organisation import Body, Directory
from planning.programme import Role, TrackStep, steps_on
from storage import audit, mailbox, people
from storage.campaigns import Campaign
from storage.engine import Connection
from storage.entries import QuestionRow
from storage.people import Chat, Person
from storage.programmes import Version


@dataclass(frozen=True, slots=True)
class Door:
    """A channel by which people get in: by a link that carries the code, or (`typed`) by typing it to the bot that the
    link leads to. `seats`: how many people it takes, 0: as many as one likes."""

    channel: str
    label: str
    link: Callable[[str], str]
    typed: bool = False
    edits: bool = True
    seats: int = 0

    @property
    def family(self) -> str:
        """The platform: an office may have several bots on one."""
        return self.channel.partition(":")[0]


@dataclass(frozen=True, slots=True)
class Office:
    """What every turn knows about the office. `group_link` is the channel's way to put the bot into a group ("": it
    knows no groups)."""

    directory: Directory
    campaign: Campaign
    zone: ZoneInfo
    doors: tuple[Door, ...]
    group_link: str = ""
    lexicon: Lexicon = field(default_factory=shipped)

    @property
    def unchanging(self) -> frozenset[str]:
        """Channels that cannot change a message which is there."""
        return frozenset(door.channel for door in self.doors if not door.edits)

    def label(self, channel: str) -> str:
        """What people call a channel."""
        return next((door.label for door in self.doors if door.channel == channel), channel)

    def today(self, now: datetime) -> date:
        return now.astimezone(self.zone).date()

    def bodies(self, today: date) -> tuple[Body, ...]:
        """The bodies of units that exist today."""
        units = self.directory.units
        return tuple(body for body in self.directory.bodies.values() if is_valid(units[body.unit_id], today))

    def steps(self, body: Body, day: date) -> tuple[TrackStep, ...]:
        """The steps that a draft which this body submits on a day goes through; none: it is not appraised here."""
        return steps_on(self.campaign.tracks.get(body.track, ()), day)

    def steps_of(self, version: Version, body: Body) -> tuple[TrackStep, ...]:
        """The steps that a version goes through: those of the day on which it was submitted."""
        return self.steps(body, self.today(version.submitted_at))

    def due(self, version: Version, step: TrackStep) -> date | None:
        """The last day of the step where a version is now; None without a limit."""
        return after_working_days(self.today(version.step_since), step.days) if step.days else None

    def days_left(self, version: Version, step: TrackStep, now: datetime) -> int | None:
        """The working days that the step has left, negative once it is overdue."""
        due = self.due(version, step)
        return None if due is None else working_days_left(due, self.today(now))

    def body(self, body_id: str) -> Body:
        return self.directory.bodies[body_id]


@dataclass(frozen=True, slots=True)
class Principal:
    """Somebody in whose stead a person acts today, in this seat, up to and including `until`."""

    person: Person
    seat: Role
    until: date


@dataclass
class Turn:
    """Handlers read and write through `tx`, and answer with `reply` and `tell`. All of it commits together."""

    tx: Connection
    now: datetime
    office: Office
    said: Said
    capabilities: Capabilities
    person: Person | None = None
    principals: tuple[Principal, ...] = ()  # for whom the person acts today
    chat: Chat | None = None
    pressed: QuestionRow | None = None
    double_tap: bool = False  # the same button of the same message, a moment ago
    looked_up: dict[Any, Any] = field(default_factory=dict)  # what a use case reads more than once and does not change
    forget: bool = False  # what was said is not to be kept
    _replied: bool = field(default=False, init=False)

    @property
    def today(self) -> date:
        return self.office.today(self.now)

    @property
    def me(self) -> Person:
        """The person; only handlers that strangers never reach may ask."""
        assert self.person  # noqa: S101
        return self.person

    def may(self, role: Role, unit_id: str | None = None) -> bool:
        """Whether the person has the role now (in that unit)."""
        if self.person is None or self.person.removed:
            return False
        return any(m.role is role and unit_id in (None, m.unit_id) for m in self.person.memberships)

    @property
    def appraises(self) -> bool:
        """Whether the person may read every draft: by a seat, or today in somebody's stead."""
        return self.may(Role.REVIEWER) or self.may(Role.STANDING) or (self._is_here and bool(self.principals))

    @property
    def _is_here(self) -> bool:
        return self.person is not None and not self.person.removed

    async def reply(
        self,
        say: Say,
        *,
        focus: bool = True,
        card: str | None = None,
        in_place: bool = False,
        fresh: bool = False,
    ) -> None:
        """Answer in this chat.

        The first answer to a press takes the place of the pressed message if nothing came after it, or wherever it
        stands with `in_place`; never with `fresh`, nor that of a message worth keeping. `focus`: typed text belongs to
        this answer from now on.
        """
        if self.capabilities.spells(len(say.choices)):
            focus = True  # a number belongs to what was shown last
        replaces = None
        if self.pressed and not self._replied and not fresh and not self.pressed.say.get("keep"):
            last = await mailbox.last_posted(self.tx, self.said.channel, self.said.address)
            replaces = self.pressed.outbox_id if in_place or last == self.pressed.outbox_id else None
        if not focus and self.pressed and self.chat and self.chat.question_id == self.pressed.id:
            await self.drop_focus()  # what was asked there is over
        self._replied = True
        chat = (self.said.channel, self.said.address)
        person_id = self.person.id if self.person else None
        question_id = await notify.show(
            self.tx, chat, person_id, say, self.now, priority=mailbox.ANSWER, card=card, replaces=replaces
        )
        if focus:
            await people.set_question(self.tx, *chat, question_id)

    async def drop_focus(self) -> None:
        """No question is open in this chat: what is typed next answers nothing."""
        await people.set_question(self.tx, self.said.channel, self.said.address, None)

    async def refuse(self, words: str = "") -> None:
        """Not theirs to do: a polite sentence (`words`, or that it is not theirs), and a row in the audit."""
        who = self.person.id if self.person else None
        pressed = self.pressed.id if self.pressed else ""
        await audit.record(self.tx, "act.refused", f"person:{who}", who, self.now, question=pressed)
        await self.note(words or common.not_yours())

    async def note(self, text: str) -> None:
        """A line in this chat that asks nothing and leaves the open question as it is."""
        await mailbox.post(
            self.tx,
            channel=self.said.channel,
            address=self.said.address,
            payload=Say(text).to_json(),
            now=self.now,
        )
