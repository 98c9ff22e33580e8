"""What comes from Telegram: screened and cut down before it is stored, read as what a person did afterwards."""

from __future__ import annotations

from typing import Any

from handlers.dialog.chat import Said
from planning.secrecy import screen
from planning.text import clean
from storage.ids import new_id
from storage.mailbox import Received

WANTED = ["message", "callback_query", "my_chat_member"]
LONGEST_NAME = 60


def receive(update: dict[str, Any]) -> Received | None:
    """The row to store for an update; None for what does not concern us (groups, other kinds).

    Everything that carries words is screened here, in memory: what must be refused is stored as ids and a mark.
    Only the fields that are read later are kept; quoted and forwarded texts are not.
    """
    external_id = str(update["update_id"])
    if "callback_query" in update:
        return _press(external_id, update["callback_query"])
    if "my_chat_member" in update:
        return _membership(external_id, update["my_chat_member"])
    if "message" in update:
        return _message(external_id, update["message"])
    return None


def _row(external_id: str, address: int, payload: dict[str, Any], refused: str | None = None) -> Received:
    return Received(new_id(), "telegram", external_id, str(address), payload, refused)


def _name(user: dict[str, Any]) -> str:
    whole = " ".join(part for part in (user.get("first_name"), user.get("last_name")) if part)
    return " ".join(clean(whole).split())[:LONGEST_NAME] or "?"


def _press(external_id: str, query: dict[str, Any]) -> Received | None:
    message = query.get("message") or {}
    chat = message.get("chat") or {}
    if chat.get("type") != "private":
        return None
    payload = {"query": query["id"], "data": str(query.get("data", ""))[:64], "name": _name(query["from"])}
    return _row(external_id, chat["id"], payload)


def _membership(external_id: str, change: dict[str, Any]) -> Received | None:
    if change["chat"].get("type") != "private":
        return None
    status = change["new_chat_member"]["status"]
    return _row(external_id, change["chat"]["id"], {"blocked": status in ("kicked", "left")})


def _message(external_id: str, message: dict[str, Any]) -> Received | None:
    chat = message["chat"]
    if chat.get("type") != "private" or "from" not in message:
        return None
    document = message.get("document") or {}
    words = [message.get("text"), message.get("caption"), document.get("file_name")]
    words += [item.get("file_name") for item in (message.get("audio"), message.get("video")) if item]
    for word in words:
        refusal = screen(clean(word)) if word else None
        if refusal:
            return _row(external_id, chat["id"], {}, refusal.mark)
    payload: dict[str, Any] = {"name": _name(message["from"])}
    if "text" in message:
        payload["text"] = message["text"]
    else:
        payload["file"] = document.get("file_name") or "?"
    return _row(external_id, chat["id"], payload)


def read(payload: dict[str, Any], item: Received) -> Said:
    """A stored row as what a person did."""
    said = Said(item.channel, item.address, name=str(payload.get("name", "?")))
    fields: dict[str, Any] = {}
    if item.refused:
        fields["refused"] = item.refused
    elif "blocked" in payload:
        fields["blocked"] = bool(payload["blocked"])
    elif "data" in payload:
        question, _, number = str(payload["data"]).partition(":")
        # data that is none of ours is a press on nothing
        fields["press"] = (question, int(number)) if number.isdecimal() and len(number) < 4 else ("", 0)
    elif "text" in payload:
        text = str(payload["text"])
        command, _, rest = text.partition(" ")
        if command.partition("@")[0] == "/start":
            fields["start"] = rest.strip()
        else:
            fields["text"] = text
    else:
        fields["file"] = str(payload.get("file", "?"))
    return Said(said.channel, said.address, said.name, **fields)
