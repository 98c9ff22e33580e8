"""One message on its way out: in parts, with an uploaded file, or, after the window, as a template."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from bot.channels.base import RejectedError, RetryError, Sent, UncertainError
from bot.channels.http import Upload
from bot.channels.zalo_oa import api, incoming, message
from bot.channels.zalo_oa.errors import FailedError, StaleUploadError, WindowError
from bot.channels.zalo_oa.session import Session
from storage.mailbox import ANSWER, Post

WINDOW, FREE_WINDOW = timedelta(days=7), timedelta(hours=48)
FREE, PAID, TEMPLATE = "free", "paid", "template"  # tariffs


@dataclass(frozen=True, slots=True)
class Template:
    """A message approved beforehand: its number, its blank for our words, and how many characters that takes."""

    id: str
    field: str
    max_text: int


class Sender:
    """`key`: what buttons are signed with; it is known once the channel has started."""

    def __init__(self, session: Session, template: Template | None) -> None:
        self.key = ""
        self._session = session
        self._template = template

    async def send(self, post: Post, age: timedelta | None) -> Sent:
        """`age`: how long ago the person last wrote, as far as is known. What is known to be too long is not tried."""
        try:
            if age is not None and age > WINDOW and not post.begun:
                raise WindowError("zalo-oa: the window of seven days is over")
            return await self._say(post, FREE if age is not None and age <= FREE_WINDOW else PAID)
        except WindowError as error:
            # what was asked for is not worth money, and a card that has changed neither
            if self._template is None or post.priority == ANSWER or post.kind == "edit":
                raise
            return await self._by_template(post, self._template, error)

    async def _say(self, post: Post, tariff: str) -> Sent:
        messages = await self._messages(post)
        last: dict[str, Any] = {}
        for number, one in enumerate(messages):
            if number < post.begun:
                continue
            try:
                last = await self._part(post, number, one)
            except RetryError as error:
                error.begun = number
                raise _once(post, error) from None
            except UncertainError as error:
                error.costs = (tariff,) * (number + 1)
                raise
        return _sent(last, (tariff,) * len(messages))

    async def _part(self, post: Post, number: int, one: dict[str, Any]) -> dict[str, Any]:
        recipient = {"user_id": post.address}
        try:
            return await self._session.post(api.MESSAGE, {"recipient": recipient, "message": one})
        except StaleUploadError:
            fresh = (await self._messages(post))[number]
            return await self._session.post(api.MESSAGE, {"recipient": recipient, "message": fresh})

    async def _messages(self, post: Post) -> list[dict[str, Any]]:
        """What has to be said, one after the other; a document is uploaded beforehand and follows its words."""
        words, attachment = message.texts(post, self.key), post.attachment
        if attachment is None:
            return words
        kind = message.ending(attachment.name)
        upload = Upload(attachment.name, attachment.content, message.MIME[kind])
        handle = await self._session.upload(api.UPLOAD_IMAGE if kind in message.IMAGES else api.UPLOAD_FILE, upload)
        if kind in message.IMAGES:
            return [*words[:-1], message.image(handle, words[-1]["text"])]
        return [*words, message.file(handle)]

    async def _by_template(self, post: Post, ours: Template, why: WindowError) -> Sent:
        data = {ours.field: message.one_line(post, ours.max_text)}
        body = {"user_id": post.address, "template_id": ours.id, "template_data": data}
        try:
            return _sent(await self._session.post(api.TEMPLATE, body), (TEMPLATE,))
        except RetryError as error:
            raise _once(post, error) from why
        except UncertainError as error:
            error.costs = (TEMPLATE,)
            raise


def _once(post: Post, error: RetryError) -> RetryError | RejectedError:
    """ "Send message failed" is worth one more try, not two."""
    return RejectedError(str(error)) if isinstance(error, FailedError) and post.attempts else error


def _sent(data: dict[str, Any], costs: tuple[str, ...]) -> Sent:
    return Sent(str(data.get("message_id") or ""), incoming.moment(data.get("sent_time")), costs)
