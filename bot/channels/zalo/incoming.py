"""What comes from Zalo: screened and cut down before it is stored, read as what a person did afterwards."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from handlers.dialog.chat import Said
from planning.secrecy import screen
from planning.text import clean
from storage.ids import new_id
from storage.inbox import Received

LONGEST_NAME = 60
MOST_DATE = 32_503_680_000_000  # milliseconds: the year 3000
START = frozenset({"/start", "start"})


def update_of(body: Any) -> dict[str, Any] | None:
    """The update in what was brought: documented as wrapped in an answer, seen without that. None: it is none."""
    if isinstance(body, dict) and body.get("ok") is True and isinstance(body.get("result"), dict):
        body = body["result"]
    return body if isinstance(body, dict) and isinstance(body.get("event_name"), str) else None


def receive(channel: str, update: dict[str, Any], own_id: str = "") -> Received | None:
    """The row to store; None for what does not concern us (groups, our own echo, what names nobody).

    What carries words is screened here, in memory: what must be refused is stored as ids and a mark.
    """
    message = update.get("message")
    if not isinstance(message, dict):
        return None
    sender, chat = message.get("from") or {}, message.get("chat") or {}
    address, external_id = str(chat.get("id") or ""), str(message.get("message_id") or "")
    ours = sender.get("is_bot") or str(sender.get("id")) == own_id
    if not address or not external_id or ours or chat.get("chat_type", "PRIVATE") != "PRIVATE":
        return None
    # ids of messages are unique within a chat, so much is certain
    external_id = f"{address}:{external_id}"
    for words in (message.get("text"), message.get("caption")):
        refusal = screen(clean(str(words))) if words else None
        if refusal:
            return Received(new_id(), channel, external_id, address, {}, refusal.mark)
    name = " ".join(clean(str(sender.get("display_name") or "")).split())[:LONGEST_NAME] or "?"
    payload: dict[str, Any] = {"name": name}
    if moment(message.get("date")):
        payload["date"] = message["date"]
    if isinstance(message.get("text"), str):
        payload["text"] = message["text"]
    else:
        payload["file"] = str(update["event_name"])
    return Received(new_id(), channel, external_id, address, payload, None)


def moment(date: Any) -> datetime | None:
    """The platform's milliseconds as a moment; None for anything else."""
    if not isinstance(date, int) or not 0 < date < MOST_DATE:
        return None
    return datetime.fromtimestamp(date / 1000, UTC)


def read(payload: dict[str, Any], item: Received) -> Said:
    """A stored row as what a person did."""
    name = str(payload.get("name", "?"))
    if item.refused:
        return Said(item.channel, item.address, name, refused=item.refused)
    if "text" in payload:
        text = str(payload["text"])
        command, _, rest = text.strip().partition(" ")
        if command.lower() in START:
            return Said(item.channel, item.address, name, start=rest.strip())
        return Said(item.channel, item.address, name, text=text, at=moment(payload.get("date")))
    return Said(item.channel, item.address, name, file=str(payload.get("file", "?")))
