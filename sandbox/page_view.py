"""What the page is told about the phones, as plain data; the page draws it."""

from datetime import datetime
from typing import TYPE_CHECKING, Any

from sandbox.events import Event
from sandbox.group import Group
from sandbox.group_chat import GroupChat
from sandbox.model import Chat, Json, ShownMessage, StoredFile, unix

if TYPE_CHECKING:
    from sandbox.sandbox import Sandbox

SHOWN_MESSAGES = 300  # per phone; older ones would only make the page slow


def clock_view(sandbox: "Sandbox") -> Json:
    """The sandbox's time in milliseconds, and whether it is the real one."""
    moved = bool(sandbox.world.clock.offset)
    return {"now": _milliseconds(sandbox.now()), "moved": moved}


def bell_view(bell: tuple[datetime, str] | None) -> Json | None:
    """When the program will next write to somebody of its own accord, and what."""
    return {"at": _milliseconds(bell[0]), "text": bell[1]} if bell else None


def event_view(event: Event) -> Json:
    """One line of the panel."""
    return {"id": event.id, "kind": event.kind, "at": _milliseconds(event.at), "who": event.who, "text": event.text}


def _milliseconds(moment: datetime) -> int:
    return int(moment.timestamp() * 1000)


def phone_view(sandbox: "Sandbox", user_id: int) -> Json:
    """Everything one phone shows."""
    world = sandbox.world
    chat: Chat = world.chats[user_id]
    return {
        "id": chat.user_id,
        "name": chat.name,
        "label": chat.label,
        "waiting": chat.waiting,
        "started": chat.started,
        "blocked": chat.blocked,
        "typing": max(0, round((chat.typing_until - world.monotonic()) * 1000)),
        "commands": world.commands_for(chat),
        "notices": [{"id": i, "text": text, "alert": alert} for i, text, alert in chat.notices[-5:]],
        "messages": [_message_view(message) for message in chat.messages[-SHOWN_MESSAGES:]],
        **sandbox.apps.view(chat),
    }


def group_view(group: Group, chat: GroupChat) -> Json:
    """Everything a group shows."""
    present = [
        person for person in chat.members.values() if chat.statuses.get(person.user_id) not in {"left", "kicked"}
    ]
    return {
        "id": group.chat_id,
        "name": group.title,
        "hasBot": group.has_bot,
        "people": [{"id": person.user_id, "name": person.name} for person in present],
        "messages": [_group_message_view(message) for message in group.messages[-SHOWN_MESSAGES:]],
    }


def state_view(sandbox: "Sandbox", changed: list[int]) -> Json:
    """The clock, the bot, what the page may offer, the order of the phones, and what changed of phones and groups."""
    world = sandbox.world
    return {
        "session": sandbox.session,
        "clock": clock_view(sandbox),
        "bot": {"name": world.bot["first_name"], "username": world.bot["username"]},
        "canReset": sandbox.on_reset is not None,
        "outage": sandbox.faults.down,
        "order": list(world.chats),
        "phones": [phone_view(sandbox, chat_id) for chat_id in changed if chat_id in world.chats],
        "groups": [
            group_view(group, world.groups[group.chat_id]) for group in sandbox.groups if group.chat_id in changed
        ],
    }


def _message_view(message: ShownMessage) -> Json:
    return {
        "id": message.id,
        "version": message.version,
        "fromBot": message.from_bot,
        "date": unix(message.date) * 1000,
        "edited": message.edited,
        "text": message.text,
        "entities": message.entities,
        "buttons": [[_button_view(button) for button in row] for row in _rows(message)],
        "file": file_view(message.file) if message.file else None,
    }


def _group_message_view(message: ShownMessage) -> Json:
    """The same with who wrote it, and what a message that nobody wrote says happened ("left_chat_member", ...)."""
    sender = str((message.author or {}).get("first_name", ""))
    return _message_view(message) | {"sender": sender, "service": next(iter(message.service), "")}


def _rows(message: ShownMessage) -> list[list[Json]]:
    rows: list[list[Json]] = (message.markup or {}).get("inline_keyboard", [])
    return rows


def _button_view(button: Json) -> Json:
    copied: Any = button.get("copy_text") or {}
    return {
        "text": button["text"],
        "data": button.get("callback_data"),
        "url": button.get("url"),
        "copy": copied.get("text"),
        "disabled": "disabled" in button,
        "style": button.get("style"),
    }


def file_view(file: StoredFile) -> Json:
    """A file under a message."""
    return {
        "name": file.name,
        "size": len(file.content),
        "photo": file.is_photo,
        "url": f"/page/file/{file.file_id}",
    }
