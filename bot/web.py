"""One HTTP server for what platforms bring to us, behind a reverse proxy that ends TLS. It knows paths, not platforms.

Whatever goes wrong, the answer is a status without a body: nothing that was sent is repeated.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Awaitable, Callable

from aiohttp import web

log = logging.getLogger(__name__)
Handler = Callable[[web.BaseRequest], Awaitable[web.Response]]
Health = Callable[[], Awaitable[dict[str, object]]]  # JSON values; "stale" lists what does not work
HEALTH = "/health"
MOST_BODY = 1024 * 1024  # bytes, as the library's own limit when it reads a body
MOST_HEADER = 64 * 1024
READ_SECONDS = 20.0  # for a whole body
FINISH_SECONDS = 10.0  # for requests in work when a path is closed; longer than the database waits for a lock
LINGER_SECONDS = 1.0  # what is left of a refused body is thrown away so long, so that the answer is still seen


async def body(request: web.BaseRequest) -> bytes:
    """The whole body. Raises an HTTPException when it is too big (read no further than that) or comes too slowly."""
    size = request.content_length or 0
    if size > MOST_BODY:
        raise web.HTTPRequestEntityTooLarge(MOST_BODY, size)
    try:
        async with asyncio.timeout(READ_SECONDS):
            return await request.read()
    except TimeoutError:
        raise web.HTTPRequestTimeout from None
    except web.RequestPayloadError:
        raise web.HTTPBadRequest from None


class Web:
    """Serves `/health` and the paths that were added; nothing listens before `start`."""

    def __init__(self, host: str, port: int) -> None:
        """`port` 0 takes a free one."""
        self._host = host
        self._port = port
        self._handlers: dict[str, Handler] = {}
        self._methods: dict[str, tuple[str, ...]] = {}
        self._working: dict[str, set[asyncio.Task[object]]] = {}
        self._runner: web.ServerRunner | None = None
        self.health: Health | None = None  # what a running program says of itself

    @property
    def address(self) -> str:
        """Where it listens, for a proxy or a person on this machine."""
        host = f"[{self._host}]" if ":" in self._host else self._host
        return f"http://{host}:{self._port}"

    async def start(self) -> None:
        """Listen. Raises OSError when the address cannot be had."""
        self._runner = web.ServerRunner(_Server(self._answer), shutdown_timeout=LINGER_SECONDS)
        await self._runner.setup()
        try:
            await web.TCPSite(self._runner, self._host, self._port).start()
        except BaseException:
            await self.stop()
            raise
        self._port = self._runner.addresses[0][1]
        log.info("listening on %s", self.address)

    async def stop(self) -> None:
        if self._runner:
            await self._runner.cleanup()
            self._runner = None

    def add(self, path: str, handler: Handler, methods: tuple[str, ...] = ("POST",)) -> None:
        """From now on such requests to this path are answered by `handler`; one that ends in "/" means all below it."""
        if path == HEALTH or path in self._handlers:
            raise ValueError(f"{path} is taken")
        self._handlers[path] = handler
        self._methods[path] = methods
        self._working.setdefault(path, set())

    async def remove(self, path: str) -> None:
        """Refuse new requests to this path and finish those in work."""
        del self._handlers[path]
        if self._working[path]:
            await asyncio.wait(self._working[path], timeout=FINISH_SECONDS)

    async def _answer(self, request: web.BaseRequest) -> web.StreamResponse:
        path = request.path
        if path == HEALTH:
            return await self._healthy() if request.method in ("GET", "HEAD") else _refused(405, "GET, HEAD")
        if path not in self._handlers:
            path = next((known for known in self._handlers if known.endswith("/") and path.startswith(known)), path)
        handler = self._handlers.get(path)
        if handler is None:
            return _refused(404)
        if request.method not in self._methods[path]:
            return _refused(405, ", ".join(self._methods[path]))
        task = asyncio.current_task()
        assert task  # noqa: S101
        self._working[path].add(task)
        task.add_done_callback(self._working[path].discard)  # done is when the answer is written
        try:
            return await handler(request)
        except web.HTTPException as refused:
            return _refused(refused.status)
        except ConnectionError:
            raise  # who sent it is gone
        except Exception:
            log.exception("the handler of a request failed")
            return _refused(500)

    async def _healthy(self) -> web.Response:
        """200, or 503 when something does not work."""
        if self.health is None:
            return web.Response(text="ok")
        try:
            told = await self.health()
        except Exception:
            log.exception("the program does not know how it is")
            return _refused(503)
        return web.json_response(told, status=503 if told["stale"] else 200)


def _refused(status: int, allowed: str = "") -> web.Response:
    return web.Response(status=status, headers={"Allow": allowed} if allowed else None)


class _Connection(web.RequestHandler):
    """The library's own refusals of broken HTTP repeat what was sent, in the answer and in the log."""

    __slots__ = ()

    def handle_error(
        self,
        request: web.BaseRequest,
        status: int = 500,
        exc: BaseException | None = None,
        message: str | None = None,
    ) -> web.StreamResponse:
        log.debug("a request that is no HTTP was refused: %s", type(exc).__name__)
        response = _refused(status)
        response.force_close()
        return response


class _Server(web.Server):
    def __call__(self) -> web.RequestHandler:
        return _Connection(
            self,
            loop=asyncio.get_running_loop(),
            access_log=None,  # type: ignore[arg-type]  # it takes none, which is what its runners pass for "off"
            max_field_size=MOST_HEADER,
            lingering_time=LINGER_SECONDS,
        )
