"""What a visitor does in a group, always as one of its people."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from sandbox.group import Group
from sandbox.model import Json
from sandbox.phone import Phone

if TYPE_CHECKING:
    from sandbox.sandbox import Sandbox


class GroupActs:
    """One method per act; a body names the group and the phone of whoever acts."""

    def __init__(self, sandbox: "Sandbox") -> None:
        self._sandbox = sandbox

    def by_name(self) -> list[tuple[str, Callable[[Json], None]]]:
        """The acts with the last part of their route."""
        return [
            ("group-says", self._says),
            ("group-press", self._press),
            ("group-start", self._start),
            ("group-bot", self._bot),
        ]

    def _who(self, body: Json) -> tuple[Group, Phone]:
        group = next((one for one in self._sandbox.groups if one.chat_id == int(body["group"])), None)
        if group is None:
            raise LookupError(f"no group {body['group']}")
        return group, self._sandbox.phone(int(body["phone"]))

    def _says(self, body: Json) -> None:
        group, phone = self._who(body)
        group.says(phone, str(body["text"]))

    def _press(self, body: Json) -> None:
        group, phone = self._who(body)
        group.presses_data(phone, int(body["message"]), str(body["data"]))

    def _start(self, body: Json) -> None:
        group, phone = self._who(body)
        group.starts(phone, str(body.get("start") or "") or None)

    def _bot(self, body: Json) -> None:
        group, phone = self._who(body)
        group.adds_bot(phone) if body["present"] else group.removes_bot(phone)
