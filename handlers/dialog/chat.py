"""What passes between a person and the program, on whatever channel: what was said, what to say, what to choose.

Text carries bold and moments between control characters (see `bold`, `at_time`): a channel turns them into its own
marks after escaping, and nobody can type them, because everything typed is cleaned of control characters first.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from itertools import islice
from typing import Any

from handlers.dialog.labels import apart, whole_of

BOLD_ON, BOLD_OFF = "\x02", "\x03"
TIME_ON, TIME_MID, TIME_OFF = "\x04", "\x05", "\x06"


def bold(text: str) -> str:
    """Mark text to be shown bold."""
    return f"{BOLD_ON}{text}{BOLD_OFF}"


def at_time(text: str, moment: datetime) -> str:
    """Mark a moment: shown as `text` (the office's time), or in the reader's own zone where the client can do that."""
    return f"{TIME_ON}{int(moment.timestamp())}{TIME_MID}{text}{TIME_OFF}"


@dataclass(frozen=True, slots=True)
class Capabilities:
    """What a channel can do. Handlers never ask which channel it is; only the dialogue reads this."""

    buttons: int  # at most so many choices become buttons; 0: choices are numbered and typed
    can_edit: bool
    max_text: int  # UTF-16 units a message
    files: bool
    file_limits: Mapping[str, int] | None = None  # endings of files and bytes, where only some are carried; None: all
    typed_codes: bool = False  # links carry no code of an invitation, people type it
    joins: bool = False  # several short messages that wait become one
    monthly: int = 0  # messages a month, both directions; 0: as many as one likes
    window: timedelta | None = None  # how long after somebody last wrote they may be written to; None: always
    seats: int = 0  # people who may talk with it; 0: as many as one likes

    def carries(self, name: str, size: int) -> bool:
        """Whether a file of this name and so many bytes can be sent."""
        if not self.files or self.file_limits is None:
            return self.files
        return size <= self.file_limits.get(name.rpartition(".")[2].lower(), -1)

    def spells(self, choices: int) -> bool:
        """Whether so many choices under one message are more than there are buttons: then they are typed."""
        return choices > self.buttons


@dataclass(frozen=True, slots=True)
class Action:
    """What follows a choice or a typed text: the name of a use case and its arguments (JSON values)."""

    name: str
    args: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Choice:
    """One thing to choose. `style` is "good", "bad" or "" and only colours it.

    For channels where choices are typed: `word` is what stands before the code ("DUYET K7Q2"); a `firm` one cannot be
    taken back and needs its code, a number that went astray must not be enough; `whole` is the label before it was cut
    for a button, "" when it was not.
    """

    label: str
    action: Action
    style: str = ""
    word: str = ""
    firm: bool = False
    whole: str = ""

    @property
    def name(self) -> str:
        """The label where there is room for all of it."""
        return self.whole or whole_of(self.label) or self.label

    def to_json(self) -> dict[str, Any]:
        data: dict[str, Any] = {"label": self.label, "do": self.action.name, "args": self.action.args}
        data["style"] = self.style
        if self.word:
            data["word"] = self.word
        if self.firm:
            data["firm"] = True
        if self.name != self.label:
            data["whole"] = self.name
        return data

    @staticmethod
    def from_json(data: dict[str, Any]) -> Choice:
        action = Action(data["do"], data["args"])
        word, whole = data.get("word", ""), data.get("whole", "")
        return Choice(data["label"], action, data["style"], word, bool(data.get("firm")), whole)


Row = tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class Say:
    """One message: its text, the choices under it, and what a typed text means while it is the open question.

    lasting: its choices stay good when another question has come (menus, lists, cards, steps of an entry).
    """

    text: str
    rows: tuple[Row, ...] = ()
    on_text: Action | None = None
    lasting: bool = False
    keep: bool = False  # worth reading again: the answer to a press on it comes below, never in its place
    vital: bool = False  # must arrive even when a channel's month is nearly used up: decisions, last reminders
    repeated: bool = False  # shown once more because an answer came too early for it: the next one counts
    by_label: bool = False  # its choices have no numbers: a number may be content
    lead: str = ""  # what was said in front of the question, this time only
    seal: str = ""  # what was decided, as a button that can't be pressed; left out where there is no such button

    @property
    def choices(self) -> tuple[Choice, ...]:
        return tuple(choice for row in self.rows for choice in row)

    def after(self, lead: str) -> Say:
        """The same question once more, with a sentence in front (and not the one it had)."""
        asked = self.text.removeprefix(f"{self.lead}\n\n") if self.lead else self.text
        return replace(self, text=f"{lead}\n\n{asked}", lead=lead)

    def told_apart(self) -> Say:
        """The same with labels that stay apart although they were cut."""
        choices = self.choices
        shown = apart([one.label for one in choices], ["" if one.name == one.label else one.name for one in choices])
        left = iter(zip(choices, shown, strict=True))
        rows = tuple(
            tuple(
                replace(one, label=name, whole=one.name) if name != one.label else one
                for one, name in islice(left, len(row))
            )
            for row in self.rows
        )
        return replace(self, rows=rows)

    def cut(self) -> Say:
        """The same without the whole names of its choices, where there is no room for them."""
        rows = tuple(tuple(replace(one, label=str(one.label), whole="") for one in row) for row in self.rows)
        return replace(self, rows=rows)

    def to_json(self) -> dict[str, Any]:
        return {
            "text": self.text,
            "rows": [[choice.to_json() for choice in row] for row in self.told_apart().rows],
            "on_text": {"do": self.on_text.name, "args": self.on_text.args} if self.on_text else None,
            "lasting": self.lasting,
            "keep": self.keep,
            "seal": self.seal,
            **({"vital": True} if self.vital else {}),
            **({"repeated": True} if self.repeated else {}),
            **({"by_label": True} if self.by_label else {}),
            **({"lead": self.lead} if self.lead else {}),
        }

    @staticmethod
    def from_json(data: dict[str, Any]) -> Say:
        rows = tuple(tuple(Choice.from_json(choice) for choice in row) for row in data["rows"])
        on_text = data["on_text"]
        action = Action(on_text["do"], on_text["args"]) if on_text else None
        return Say(
            data["text"],
            rows,
            action,
            bool(data["lasting"]),
            keep=bool(data.get("keep")),
            vital=bool(data.get("vital")),
            repeated=bool(data.get("repeated")),
            by_label=bool(data.get("by_label")),
            lead=data.get("lead", ""),
            seal=data.get("seal", ""),
        )


def column(*choices: Choice) -> tuple[Row, ...]:
    """One choice a line."""
    return tuple((choice,) for choice in choices)


def grid(choices: list[Choice] | tuple[Choice, ...], width: int) -> tuple[Row, ...]:
    """Choices side by side, `width` a line."""
    return tuple(tuple(choices[at : at + width]) for at in range(0, len(choices), width))


@dataclass(frozen=True, slots=True)
class Group:
    """The group chat in which something happened; `title` where the platform says it."""

    address: str
    title: str = ""


@dataclass(frozen=True, slots=True)
class Said:
    """What a person did: exactly one of text, press, start, file, blocked, joined, moved; or refused before it was
    stored.

    press is (question id, number of the choice from 0); start is the code of a deep link, "" without one. `address` is
    always the person's own chat with the bot, also for what was done in a group: answers go there.
    """

    channel: str
    address: str
    name: str = ""
    text: str | None = None
    press: tuple[str, int] | None = None
    start: str | None = None
    file: str | None = None
    blocked: bool | None = None  # True: the person blocked the bot; False: opened it again
    refused: str | None = None
    group: Group | None = None  # where it was done, if not in the person's own chat
    joined: bool | None = None  # the bot was put into the group, or out of it
    moved: str | None = None  # the group's new address
    message: str | None = None  # the platform's id of the message whose button was pressed
    at: datetime | None = None  # when a text was typed, by the platform's clock, where it counts numbers
