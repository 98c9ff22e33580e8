"""Several short messages as one, for a channel on which every message counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from bot.channels import render
from handlers.dialog.chat import Capabilities
from handlers.typed import spelt
from storage.mailbox import Post

SPOKEN = frozenset({"say", "edit"})  # kinds of messages that are nothing but words


def bundle(posts: Sequence[Post], capabilities: Capabilities) -> Sequence[Post]:
    """The first and those behind it that leave as one message: the last may ask something, the others only tell."""
    count = 1
    while capabilities.joins and count < len(posts) and _may_join(posts[:count], posts[count], capabilities.max_text):
        count += 1
    return posts[:count]


def _may_join(before: Sequence[Post], post: Post, max_text: int) -> bool:
    """Only texts that ask nothing are put before another one, and the whole stays one message."""
    if any(one.kind not in SPOKEN for one in (*before, post)) or any(
        one.payload.get("rows") or one.begun for one in before
    ):
        return False
    return render.utf16(spelt(joined((*before, post)).payload)) <= max_text


def joined(posts: Sequence[Post]) -> Post:
    """One message that says what all of them say, and asks what the last one asks."""
    if len(posts) == 1:
        return posts[0]
    text = "\n\n".join(str(post.payload["text"]) for post in posts)
    return replace(posts[0], payload={**posts[-1].payload, "text": text})


def parts(post: Post, capabilities: Capabilities) -> int:
    """How many messages of a platform it takes."""
    if post.attachment:
        return 1
    return len(render.parts(post.payload, capabilities.max_text, capabilities.buttons)) if post.kind in SPOKEN else 0
