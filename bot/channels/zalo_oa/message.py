"""An outbox message as the platform takes it: text, up to five buttons, further choices as numbers in the text."""

from __future__ import annotations

import unicodedata
from typing import Any

from bot.channels import render
from bot.channels.render import without_marks
from bot.channels.zalo_oa.presses import payload as payload_of
from storage.mailbox import Post

BUTTONS = 5
MAX_TEXT, MAX_TITLE = 2000, 100
MEGABYTE = 1024 * 1024
FILES = {"pdf": 5 * MEGABYTE, "doc": 5 * MEGABYTE, "docx": 5 * MEGABYTE, "jpg": MEGABYTE, "png": MEGABYTE}
IMAGES = {"jpg": "image/jpeg", "png": "image/png"}
MIME = {
    "pdf": "application/pdf",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    **IMAGES,
}


def ending(name: str) -> str:
    """What kind of file a name says it is."""
    return name.rpartition(".")[2].lower()


def texts(post: Post, key: str) -> list[dict[str, Any]]:
    """The `message` of every request that this takes; the buttons are under the last one."""
    found: list[dict[str, Any]] = [{"text": text} for text in render.parts(post.payload, MAX_TEXT, BUTTONS)]
    if buttons := _buttons(post, key):
        found[-1]["attachment"] = {"type": "template", "payload": {"buttons": buttons}}
    return found


def file(handle: str) -> dict[str, Any]:
    """An uploaded document."""
    return {"attachment": {"type": "file", "payload": {"token": handle}}}


def image(handle: str, text: str) -> dict[str, Any]:
    """An uploaded picture and the words under it."""
    element = {"media_type": "image", "attachment_id": handle}
    return {
        "text": text,
        "attachment": {"type": "template", "payload": {"template_type": "media", "elements": [element]}},
    }


def one_line(post: Post, limit: int) -> str:
    """What a message says, for a blank in a template: its beginning in one line."""
    words = " ".join(unicodedata.normalize("NFC", without_marks(str(post.payload["text"]))).split())
    return words if len(words) <= limit else words[: limit - 1].rsplit(" ", 1)[0].rstrip(" ,.;:") + "…"


def _buttons(post: Post, key: str) -> list[dict[str, Any]]:
    question_id = post.payload.get("question")
    if not question_id:
        return []
    choices = [choice for row in post.payload.get("rows", ()) for choice in row]
    # where there is no room for all, what a number cannot choose comes first; the others can be typed
    shown = sorted(range(len(choices)), key=lambda at: not choices[at].get("firm"))[:BUTTONS]
    return [
        {
            "title": _title(choices[at]["label"]),
            "type": "oa.query.hide",
            "payload": payload_of(key, post.address, question_id, at),
        }
        for at in sorted(shown)
    ]


def _title(label: str) -> str:
    label = unicodedata.normalize("NFC", label)
    return label if len(label) <= MAX_TITLE else label[: MAX_TITLE - 1] + "…"
