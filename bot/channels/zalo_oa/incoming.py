"""What comes from the account's users: told apart, screened and cut down before it is stored, read afterwards."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from bot.channels.zalo.incoming import LONGEST_NAME, MOST_DATE, START
from bot.channels.zalo_oa.api import number
from bot.channels.zalo_oa.presses import pressed
from handlers.dialog.chat import Said
from planning.secrecy import screen
from planning.text import clean
from storage.ids import new_id
from storage.mailbox import Received

SENT = "user_send_"  # and what: text, file, image, link, audio, video, sticker, location, business_card
FOLLOWED = {"follow": False, "unfollow": True}  # and whether that shuts the chat


def address_of(event: Any) -> str:
    """Whose doing it is, where that concerns us: "" for echoes of our own, receipts, and whatever else there is."""
    if not isinstance(event, dict):
        return ""
    name = str(event.get("event_name") or "")
    who = event.get("follower") if name in FOLLOWED else event.get("sender") if name.startswith(SENT) else None
    return str(who.get("id") or "") if isinstance(who, dict) else ""


def receive(channel: str, event: dict[str, Any], key: str, own_id: str = "", name: str = "") -> Received | None:
    """The row to store; None for what does not concern us.

    Words are screened here, in memory: what must be refused is stored as ids and a mark. `key`: what presses are signed
    with. `name`: of the person, which events do not carry.
    """
    address, kind = address_of(event), str(event.get("event_name"))
    if not address or address == own_id:
        return None
    at = moment(event.get("timestamp"))
    payload: dict[str, Any] = {"name": " ".join(clean(name).split())[:LONGEST_NAME]}
    if kind in FOLLOWED:
        stamp = str(event.get("timestamp") or "")
        payload["blocked"] = FOLLOWED[kind]
        came = None if FOLLOWED[kind] else at
        return Received(new_id(), channel, f"{address}:{kind}:{stamp}", address, payload, None, interacted_at=came)
    message = event.get("message")
    if not isinstance(message, dict) or not message.get("msg_id"):
        return None
    external_id, text = f"{address}:{message['msg_id']}", message.get("text")
    if kind == f"{SENT}text" and isinstance(text, str):
        if press := pressed(key, address, text):
            payload["press"] = list(press)
            return Received(new_id(), channel, external_id, address, payload, None, interacted_at=at)
        payload |= {"text": text, "date": event.get("timestamp")}
    else:
        payload["file"] = kind
    refusal = screen(clean(text)) if isinstance(text, str) else None
    if refusal:
        return Received(new_id(), channel, external_id, address, {}, refusal.mark, interacted_at=at)
    return Received(new_id(), channel, external_id, address, payload, None, interacted_at=at)


def moment(date: Any) -> datetime | None:
    """The platform's milliseconds, written as a text, as a moment; None for anything else."""
    milliseconds = number(date)
    if milliseconds is None or not 0 < milliseconds < MOST_DATE:
        return None
    return datetime.fromtimestamp(milliseconds / 1000, UTC)


def read(payload: dict[str, Any], item: Received, name: str = "") -> Said:
    """A stored row as what a person did. `name`: as it is known by now."""
    who = str(payload.get("name") or name or "?")
    if item.refused:
        return Said(item.channel, item.address, who, refused=item.refused)
    if "blocked" in payload:
        return Said(item.channel, item.address, who, blocked=bool(payload["blocked"]))
    if "press" in payload:
        question_id, at = payload["press"]
        return Said(item.channel, item.address, who, press=(str(question_id), int(at)))
    if "text" in payload:
        text = str(payload["text"])
        command, _, rest = text.strip().partition(" ")
        if command.lower() in START:
            return Said(item.channel, item.address, who, start=rest.strip())
        return Said(item.channel, item.address, who, text=text, at=moment(payload.get("date")))
    return Said(item.channel, item.address, who, file=str(payload.get("file", "?")))
