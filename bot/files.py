"""Documents on their way out: made when they leave, as a file where a channel carries one, else as a link.

The link is for channels without files (or not of this kind or size), where the office has a public address; without one
the person hears where else to get it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from bot.channels.base import RejectedError
from handlers.dialog.chat import Capabilities
from handlers.texts import files as texts
from storage import audit, files
from storage.engine import Database
from storage.files import File
from storage.mailbox import Attachment, Post

PATH = "/files/"
Make = Callable[[dict[str, Any]], bytes]


class Files:
    """`makers`: how a document of each kind is made of its values; `public_url`: our server as seen from outside."""

    def __init__(
        self, database: Database, clock: Callable[[], datetime], makers: Mapping[str, Make], public_url: str = ""
    ) -> None:
        self.database = database
        self.clock = clock
        self._makers = makers
        self._public_url = public_url.rstrip("/")

    @property
    def linked(self) -> bool:
        """Whether files can be fetched by a link."""
        return bool(self._public_url)

    async def make(self, file: File) -> bytes:
        """The document. It takes a moment, so it is made beside the loop. Raises KeyError for a kind of old."""
        return await asyncio.to_thread(self._makers[file.kind], file.content)

    async def ready(self, post: Post, capabilities: Capabilities) -> Post:
        """What leaves for a message that carries a file. Raises RejectedError when there is no such file any more."""
        async with self.database.read() as tx:
            file = await files.get(tx, str(post.payload["file"]))
        if file is None or file.kind not in self._makers:
            raise RejectedError("the file is not kept any more")
        if capabilities.files and capabilities.carries(file.name, 0):
            content = await self.make(file)
            if capabilities.carries(file.name, len(content)):
                return replace(post, attachment=Attachment(file.name, content))
        text = str(post.payload["text"])
        return replace(post, kind="say", payload={**post.payload, "text": f"{text}\n\n{await self._way(file)}"})

    async def _way(self, file: File) -> str:
        if not self._public_url:
            return texts.elsewhere()
        async with self.database.write() as tx:
            # not committed before it is needed: a message that is sent again has a link of its own
            code = await files.link(tx, file.id, self.clock())
            await audit.record(tx, "file.linked", f"file:{file.id}", file.person_id, self.clock())
        return texts.link(f"{self._public_url}{PATH}{code}", files.LINK_LIVES, files.MOST_FETCHES)
