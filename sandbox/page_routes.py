"""The page and what a visitor does on it."""

import inspect
import json
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

from aiohttp import web

from sandbox.model import Json
from sandbox.page_group import GroupActs
from sandbox.page_live import LivePages
from sandbox.phone import Phone

if TYPE_CHECKING:
    from sandbox.sandbox import Sandbox

PAGE = Path(__file__).parent / "page"
ZONE = ZoneInfo("Asia/Ho_Chi_Minh")
MORNING = 8

Action = Callable[[Any], Awaitable[None] | None]


class PageRoutes:
    """Static files, live updates, and one POST route per thing a visitor can do."""

    def __init__(self, sandbox: "Sandbox") -> None:
        self._sandbox = sandbox
        self._live = LivePages(sandbox)

    def add_to(self, application: web.Application) -> None:
        """Register the routes."""
        router = application.router
        router.add_get("/", self._index)
        router.add_static("/assets", PAGE)
        router.add_get("/page/live", self._live.attend)
        router.add_get("/page/file/{file_id}", self._file)
        router.add_post("/page/file", self._send_file)
        for name, action in [
            *GroupActs(self._sandbox).by_name(),
            ("says", self._says),
            ("zalo/says", self._sandbox.apps.says),
            ("zalo-oa/says", self._sandbox.apps.oa.says),
            ("zalo-oa/press", self._sandbox.apps.oa.presses),
            ("press", self._press),
            ("start", self._start),
            ("open", self._open),
            ("block", self._block),
            ("phone", self._new_phone),
            ("clock", self._clock),
            ("fault", self._fault),
            ("reset", self._reset),
        ]:
            router.add_post(f"/page/{name}", _json_action(action))

    async def close(self) -> None:
        """Say goodbye to the open pages."""
        await self._live.close()

    async def _index(self, request: web.Request) -> web.StreamResponse:
        return web.FileResponse(PAGE / "index.html")

    async def _file(self, request: web.Request) -> web.StreamResponse:
        file = self._sandbox.world.files.by_id(request.match_info["file_id"])
        if file is None:
            raise web.HTTPNotFound
        if file.is_photo:
            return web.Response(body=file.content, content_type=file.mime)
        response = web.Response(body=file.content, content_type="application/octet-stream")
        response.headers["Content-Disposition"] = "attachment"  # the link's `download` carries the name
        return response

    async def _send_file(self, request: web.Request) -> web.StreamResponse:
        form = await request.post()
        return await _outcome(self._sends_upload, form)

    def _sends_upload(self, form: Any) -> None:
        phone, upload, caption = self._phone(form), form["file"], str(form.get("caption") or "")
        if form.get("kind") == "photo":
            phone.sends_photo(upload.file.read(), caption)
        else:
            phone.sends_document(upload.filename, upload.file.read(), caption)

    def _phone(self, body: Any) -> Phone:
        return self._sandbox.phone(int(body["phone"]))

    def _says(self, body: Json) -> None:
        self._phone(body).says(str(body["text"]))

    def _press(self, body: Json) -> None:
        self._phone(body).presses_data(int(body["message"]), str(body["data"]))

    def _start(self, body: Json) -> None:
        self._phone(body).starts()

    def _open(self, body: Json) -> None:
        self._phone(body).opens_link(str(body.get("start") or ""))

    def _block(self, body: Json) -> None:
        phone = self._phone(body)
        phone.blocks() if body["blocked"] else phone.unblocks()

    def _new_phone(self, body: Json) -> None:
        name = str(body["name"]).strip()
        if not name:
            raise ValueError("a name is needed")
        start = str(body.get("start") or "") or None
        user_id = self._sandbox.new_user_id()
        self._sandbox.add_phone(user_id, name, label=str(body.get("label") or ""), start=start)
        if self._sandbox.zalo.bots:
            self._sandbox.apps.add_zalo(user_id)

    def _fault(self, body: Json) -> None:
        for faults in (self._sandbox.faults, self._sandbox.zalo.faults, self._sandbox.oa.faults):
            faults.outage(bool(body["outage"]))

    async def _reset(self, body: Json) -> None:
        if self._sandbox.on_reset is None:
            raise RuntimeError("nobody knows how to begin afresh")
        await self._sandbox.on_reset()

    async def _clock(self, body: Json) -> None:
        sandbox, local = self._sandbox, self._sandbox.now().astimezone(ZONE)
        match body["action"]:
            case "hour":
                sandbox.moves_clock(timedelta(hours=1))
            case "day":
                sandbox.moves_clock(timedelta(days=1))
            case "morning":
                morning = local.replace(hour=MORNING, minute=0, second=0, microsecond=0)
                sandbox.sets_clock(morning + timedelta(days=1))
            case "bell":
                bell = await sandbox.next_bell() if sandbox.next_bell else None
                if bell is None:
                    raise RuntimeError("no reminder is due any more")
                sandbox.sets_clock(bell[0])
            case "to":
                sandbox.sets_clock(datetime.fromisoformat(str(body["to"])).replace(tzinfo=ZONE))
            case "real":
                sandbox.resets_clock()
            case other:
                raise ValueError(f"no such action: {other}")


def _json_action(action: Action) -> Any:
    """A route that takes a JSON object."""

    async def handle(request: web.Request) -> web.Response:
        text = await request.text()
        return await _outcome(lambda body: action(json.loads(body)), text)

    return handle


async def _outcome(action: Action, body: Any) -> web.Response:
    """Do it and answer ok, or 400 when what the page sent makes no sense."""
    try:
        done = action(body)
        if inspect.isawaitable(done):
            await done
    except (ValueError, LookupError, TypeError, AttributeError, RuntimeError) as error:
        return web.json_response({"ok": False, "error": str(error)}, status=400)
    return web.json_response({"ok": True})
