"""HTTP around the sandbox: Bot API, file download, and the page's routes."""

import json
import logging
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from aiohttp import web

from sandbox.faults import Dropped
from sandbox.model import Answer, UploadedFile, bad_request
from sandbox.net import LOOPBACK
from sandbox.page_routes import PageRoutes
from sandbox.zalo.http import ZaloRoutes
from sandbox.zalo_oa.http import OaRoutes

if TYPE_CHECKING:
    from sandbox.sandbox import Sandbox

log = logging.getLogger(__name__)

MAX_REQUEST = 55 * 1024 * 1024  # an upload of 50 MB and the fields around it
HEADERS = {
    "Content-Security-Policy": "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self';"
    " connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "no-referrer",
    "Cache-Control": "no-store",
}


class Server:
    """The listening side; everything it does is a call to the sandbox."""

    def __init__(self, sandbox: "Sandbox") -> None:
        self._sandbox = sandbox
        self._page = PageRoutes(sandbox)
        self._zalo = ZaloRoutes(sandbox.zalo)
        self._oa = OaRoutes(sandbox.oa)
        self._runner: web.AppRunner | None = None
        self._host = "127.0.0.1"
        self.port = 0

    @property
    def origin(self) -> str:
        """Where a client on this machine finds it."""
        host = "127.0.0.1" if self._host in {"0.0.0.0", "::"} else self._host  # noqa: S104 - compared, not bound
        return f"http://[{host}]:{self.port}" if ":" in host else f"http://{host}:{self.port}"

    async def start(self, host: str, port: int) -> None:
        """Listen."""
        application = web.Application(client_max_size=MAX_REQUEST, middlewares=[self._guard])
        application.router.add_route("*", "/bot{token:[^/]+}/{method:[^/]+}", self._bot_api)
        application.router.add_get("/file/bot{token:[^/]+}/{path:.+}", self._download)
        self._zalo.add_to(application)
        self._oa.add_to(application)
        self._page.add_to(application)
        self._host = host
        self._runner = web.AppRunner(application, access_log=None, shutdown_timeout=1.0)
        await self._runner.setup()
        site = web.TCPSite(self._runner, host, port)
        await site.start()
        self.port = self._runner.addresses[0][1]
        log.info("sandbox listens on %s", self.origin)

    async def stop(self) -> None:
        """Close every connection."""
        await self._page.close()
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    @web.middleware
    async def _guard(self, request: web.Request, handler: Any) -> web.StreamResponse:
        if not self._is_welcome(request):
            return web.Response(status=403, text="requests from other sites are refused")
        response: web.StreamResponse = await handler(request)
        if not response.prepared:
            for name, value in HEADERS.items():
                response.headers.setdefault(name, value)
        return response

    def _is_welcome(self, request: web.Request) -> bool:
        """No foreign website may drive the sandbox, also not by a name that resolves to this machine."""
        host = urlsplit(f"//{request.host}").hostname or ""
        if self._host in LOOPBACK and host not in LOOPBACK:
            return False
        origin = request.headers.get("Origin")
        if origin is not None and urlsplit(origin).netloc != request.host:
            return False
        # a plain link or an <img> sends no Origin, but browsers say where it comes from
        foreign = request.headers.get("Sec-Fetch-Site") in {"cross-site", "same-site"}
        return request.path == "/" or not foreign

    async def _bot_api(self, request: web.Request) -> web.Response:
        token, method = request.match_info["token"], request.match_info["method"]
        params: dict[str, Any] = dict(request.query)
        files: dict[str, UploadedFile] = {}
        try:
            await _read_body(request, params, files)
        except ValueError:
            error = bad_request("can't parse the request's body")
            return _json(self._sandbox.refuse(method, params, error))
        try:
            return _json(await self._sandbox.call(token, method, params, files))
        except Dropped:
            return _cut(request)

    async def _download(self, request: web.Request) -> web.Response:
        if self._sandbox.faults.down:
            return _cut(request)
        if request.match_info["token"] != self._sandbox.token:
            return _json(Answer(401, {"ok": False, "error_code": 401, "description": "Unauthorized"}))
        file = self._sandbox.world.files.by_path(request.match_info["path"])
        if file is None:
            return _json(Answer(404, {"ok": False, "error_code": 404, "description": "Not Found"}))
        return web.Response(body=file.content, content_type="application/octet-stream")


def _cut(request: web.Request) -> web.Response:
    """Close the connection without an answer: the client sees a server that disconnected."""
    if request.transport is not None:
        request.transport.abort()
    return web.Response()  # nobody gets it


def _json(answer: Answer) -> web.Response:
    return web.json_response(answer.body, status=answer.status)


async def _read_body(request: web.Request, params: dict[str, Any], files: dict[str, UploadedFile]) -> None:
    if request.content_type == "application/json":
        body = json.loads(await request.text() or "{}")
        if not isinstance(body, dict):
            raise ValueError("an object is needed")
        params.update(body)
        return
    for name, value in (await request.post()).items():
        if isinstance(value, web.FileField):
            files[name] = UploadedFile(value.filename, value.file.read(), value.content_type)
        else:
            params[name] = value if isinstance(value, str) else bytes(value).decode()
