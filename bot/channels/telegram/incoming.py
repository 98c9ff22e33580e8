"""What comes from Telegram: screened and cut down before it is stored, read as what a person did afterwards."""

from __future__ import annotations

import re
from typing import Any

from handlers.dialog.chat import Group, Said
from planning.secrecy import screen
from planning.text import clean
from storage.ids import new_id
from storage.inbox import Received

WANTED = ["message", "callback_query", "my_chat_member"]
GROUPS = ("group", "supergroup")
LONGEST_NAME = 60
COMMAND = re.compile(r"/[A-Za-z0-9_]{1,32}")  # anything else after a slash is talk


def receive(update: dict[str, Any], username: str = "") -> Received | None:
    """The row to store for an update; None for what does not concern us (talk in groups, other kinds).

    Everything that carries words is screened here, in memory: what must be refused is stored as ids and a mark.
    Only the fields that are read later are kept; quoted and forwarded texts are not. `username` is ours: a group's
    command that names another bot is none of ours.
    """
    external_id = str(update["update_id"])
    if "callback_query" in update:
        return _press(external_id, update["callback_query"])
    if "my_chat_member" in update:
        return _membership(external_id, update["my_chat_member"])
    if "message" in update:
        return _message(external_id, update["message"], username)
    return None


def _row(external_id: str, address: int, payload: dict[str, Any], refused: str | None = None) -> Received:
    return Received(new_id(), "telegram", external_id, str(address), payload, refused)


def _name(user: dict[str, Any]) -> str:
    return _clean_line(" ".join(part for part in (user.get("first_name"), user.get("last_name")) if part)) or "?"


def _clean_line(text: str) -> str:
    return " ".join(clean(text).split())[:LONGEST_NAME]


def _press(external_id: str, query: dict[str, Any]) -> Received | None:
    message = query.get("message") or {}
    chat = message.get("chat") or {}
    if chat.get("type") != "private" and chat.get("type") not in GROUPS:
        return None
    payload = {"query": query["id"], "data": str(query.get("data", ""))[:64], "name": _name(query["from"])}
    payload["message"] = str(message.get("message_id", ""))
    # a person's id is also the address of their own chat: rights and answers are theirs, wherever the button is
    return _row(external_id, query["from"]["id"], payload | _group(chat))


def _membership(external_id: str, change: dict[str, Any]) -> Received | None:
    chat = change["chat"]
    gone = change["new_chat_member"]["status"] in ("kicked", "left")
    if chat.get("type") in GROUPS:
        was_gone = change["old_chat_member"]["status"] in ("kicked", "left")
        if gone == was_gone:
            return None  # other rights, not another place
        # kept under the group's address: what two people did with the bot one after the other stays in order
        payload = {"name": _name(change["from"]), "joined": not gone, "by": str(change["from"]["id"])}
        return _row(external_id, chat["id"], payload | _group(chat))
    if chat.get("type") != "private":
        return None
    return _row(external_id, chat["id"], {"blocked": gone})


def _message(external_id: str, message: dict[str, Any], username: str) -> Received | None:
    chat = message["chat"]
    if chat.get("type") in GROUPS:
        return _in_group(external_id, message, username)
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


def _group(chat: dict[str, Any]) -> dict[str, Any]:
    """The mark of a group; nothing for a person's own chat."""
    if chat.get("type") not in GROUPS:
        return {}
    return {"group": str(chat["id"]), "title": _clean_line(str(chat.get("title", "")))}


def _in_group(external_id: str, message: dict[str, Any], username: str) -> Received | None:
    """Of what is said in a group only commands and the group's new address concern us; the rest is never kept."""
    if "migrate_to_chat_id" in message:
        payload = {"moved": str(message["migrate_to_chat_id"])}
        return _row(external_id, message["chat"]["id"], payload | _group(message["chat"]))
    words = str(message.get("text", "")).split()
    command, _, addressee = words[0].partition("@") if words else ("", "", "")
    if addressee and addressee.lower() != username.lower():
        return None
    if "from" not in message or not COMMAND.fullmatch(command):
        return None
    payload = {"name": _name(message["from"]), "command": command}
    return _row(external_id, message["from"]["id"], payload | _group(message["chat"]))


def read(payload: dict[str, Any], item: Received) -> Said:
    """A stored row as what a person did."""
    fields: dict[str, Any] = {"name": str(payload.get("name", "?"))}
    if "group" in payload:
        fields["group"] = Group(str(payload["group"]), str(payload.get("title", "")))
    if item.refused:
        fields["refused"] = item.refused
    elif "moved" in payload:
        fields["moved"] = str(payload["moved"])
    elif "joined" in payload:
        fields["joined"] = bool(payload["joined"])
    elif "command" in payload:
        command = str(payload["command"])
        fields |= {"joined": True} if command == "/start" else {"text": command}
    elif "blocked" in payload:
        fields["blocked"] = bool(payload["blocked"])
    elif "data" in payload:
        fields["message"] = str(payload.get("message", "")) or None
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
    return Said(item.channel, str(payload.get("by", item.address)), **fields)
