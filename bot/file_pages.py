"""The two pages of a link to a file: one that says what it is, and the file itself.

A platform's preview asks for the first page of every link it sees, so that one counts nothing and gives nothing away
but the name of the document. The file is a plain link on it, because a phone's downloader sends no forms.
"""

from __future__ import annotations

import html
import logging
from urllib.parse import quote

from aiohttp import web

from bot.files import PATH, Files
from handlers.texts import files as texts
from storage import audit, files
from storage.files import File

log = logging.getLogger(__name__)
HEADERS = {
    "Cache-Control": "no-store",
    "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; frame-ancestors 'none'",
    "Referrer-Policy": "no-referrer",
    "X-Content-Type-Options": "nosniff",
    "X-Robots-Tag": "noindex, nofollow",
}
STYLE = (
    "body{font:18px/1.5 sans-serif;max-width:30rem;margin:2rem auto;padding:0 1rem;color:#1b2733;background:#fff}"
    "a{display:block;padding:.9rem;border-radius:.6rem;background:#0068ff;color:#fff;text-align:center;"
    "text-decoration:none;font-weight:bold}h1{font-size:1.25rem;overflow-wrap:anywhere}"
)
TYPES = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


def _page(status: int, title: str, *body: str) -> web.Response:
    text = (
        '<!doctype html><html lang="vi"><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{html.escape(title)}</title><style>{STYLE}</style><h1>{html.escape(title)}</h1>{''.join(body)}</html>"
    )
    return web.Response(status=status, text=text, content_type="text/html", headers=HEADERS)


class FilePages:
    """Answers requests below `PATH`; what it cannot find it says to be over, whatever the reason."""

    def __init__(self, ours: Files) -> None:
        self._files = ours

    async def __call__(self, request: web.BaseRequest) -> web.Response:
        code, _, name = request.path.removeprefix(PATH).partition("/")
        async with self._files.database.read() as tx:
            file = await files.linked(tx, code, self._files.clock()) if code else None
        if file is None or (name and name != file.name):
            return _page(404, texts.GONE, f"<p>{html.escape(texts.gone_help())}</p>")
        return await self._download(request, file) if name else self._front(code, file)

    def _front(self, code: str, file: File) -> web.Response:
        address = html.escape(f"{PATH}{quote(code)}/{quote(file.name)}")
        note = f"<p>{html.escape(texts.front(files.MOST_FETCHES))}</p>"
        return _page(200, file.name, f'<p><a href="{address}">{html.escape(texts.DOWNLOAD)}</a></p>', note)

    async def _download(self, request: web.BaseRequest, file: File) -> web.Response:
        content = await self._files.make(file)
        if request.method == "GET":
            async with self._files.database.write() as tx:
                if not await files.fetch(tx, file.link_id, self._files.clock()):
                    return _page(404, texts.GONE, f"<p>{html.escape(texts.gone_help())}</p>")
                await audit.record(tx, "file.fetched", f"file:{file.id}", file.person_id, self._files.clock())
            log.info("file %s was fetched by its link", file.id)
        type_ = TYPES.get("." + file.name.rpartition(".")[2], "application/octet-stream")
        headers = {**HEADERS, "Content-Disposition": f'attachment; filename="{file.name}"'}
        return web.Response(body=content, content_type=type_, headers=headers)
