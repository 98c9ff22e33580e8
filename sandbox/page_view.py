"""What the page is told about the phones, as plain data; the page draws it."""

from typing import TYPE_CHECKING, Any

from sandbox.model import Chat, Json, ShownMessage, StoredFile, unix

if TYPE_CHECKING:
    from sandbox.sandbox import Sandbox

SHOWN_MESSAGES = 300  # per phone; older ones would only make the page slow


def clock_view(sandbox: "Sandbox") -> Json:
    """The sandbox's time in milliseconds, and whether it is the real one."""
    moved = bool(sandbox.world.clock.offset)
    return {"now": int(sandbox.now().timestamp() * 1000), "moved": moved}


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
    }


def state_view(sandbox: "Sandbox", user_ids: list[int]) -> Json:
    """The clock, the bot, the order of the phones, and those phones that changed."""
    return {
        "session": sandbox.session,
        "clock": clock_view(sandbox),
        "bot": {"name": sandbox.world.bot["first_name"], "username": sandbox.world.bot["username"]},
        "order": list(sandbox.world.chats),
        "phones": [phone_view(sandbox, user_id) for user_id in user_ids],
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
        "file": _file_view(message.file) if message.file else None,
    }


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


def _file_view(file: StoredFile) -> Json:
    return {
        "name": file.name,
        "size": len(file.content),
        "photo": file.is_photo,
        "url": f"/page/file/{file.file_id}",
    }
