"""HTTP around the Zalo sandbox's Bot API."""

import json
from typing import TYPE_CHECKING, Any

from aiohttp import web

from sandbox.faults import Dropped
from sandbox.zalo.model import ZaloAnswer

if TYPE_CHECKING:
    from sandbox.zalo.platform import ZaloPlatform

PREFIX = "/zalo"


class ZaloRoutes:
    """`/zalo/bot<token>/<method>`, by GET or POST, parameters wherever they are found."""

    def __init__(self, platform: "ZaloPlatform") -> None:
        self._platform = platform

    def add_to(self, application: web.Application) -> None:
        """Register the route."""
        application.router.add_route("*", PREFIX + "/bot{token:[^/]+}/{method:[^/]+}", self._bot_api)

    async def _bot_api(self, request: web.Request) -> web.Response:
        try:
            return _response(await self._answer(request))
        except Dropped:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()  # nobody gets it

    async def _answer(self, request: web.Request) -> ZaloAnswer:
        token, method = request.match_info["token"], request.match_info["method"]
        try:
            params = await _params(request)
        except (ValueError, LookupError):  # the latter for an unknown charset
            return self._platform.unreadable(token, method)
        return await self._platform.call(token, method, params, gone=lambda: _is_gone(request))


def _is_gone(request: web.Request) -> bool:
    """Whether the client has hung up."""
    return request.transport is None or request.transport.is_closing()


def _response(answer: ZaloAnswer) -> web.Response:
    if isinstance(answer.body, str):
        return web.Response(status=answer.status, text=answer.body, content_type="text/html")
    return web.json_response(answer.body, status=answer.status)


async def _params(request: web.Request) -> dict[str, Any]:
    """From the query and from the body, which wins; raises ValueError for a body that is none."""
    if request.method not in {"GET", "POST"}:
        raise ValueError("GET or POST is needed")
    params: dict[str, Any] = dict(request.query)
    if request.content_type == "application/json":
        body = json.loads(await request.text() or "{}")
        if not isinstance(body, dict):
            raise ValueError("an object is needed")
        return params | body
    for name, value in (await request.post()).items():
        if not isinstance(value, web.FileField):  # there are no uploads
            params[name] = value if isinstance(value, str) else bytes(value).decode()
    return params
