"""HTTP around the sandbox of an Official Account: both of its servers under one prefix."""

import json
from typing import TYPE_CHECKING

from aiohttp import web

from sandbox.faults import Dropped
from sandbox.model import Json, UploadedFile
from sandbox.zalo_oa.model import OaAnswer, OaRequest

if TYPE_CHECKING:
    from sandbox.zalo_oa.platform import OaPlatform

PREFIX = "/zalo-oa"


class OaRoutes:
    """`/zalo-oa/v4/oa/...` is the OAuth server's, `/zalo-oa/v2.0|v3.0/oa/...` OpenAPI's."""

    def __init__(self, platform: "OaPlatform") -> None:
        self._platform = platform

    def add_to(self, application: web.Application) -> None:
        """Register the route."""
        application.router.add_route("*", PREFIX + "/{path:v[0-9.]+/oa/.+}", self._answer)

    async def _answer(self, request: web.Request) -> web.Response:
        try:
            answer = await self._platform.ask(await _read(request))
        except ValueError:
            answer = OaAnswer(200, {"error": -201, "message": "body is invalid!"})
        except Dropped:
            if request.transport is not None:
                request.transport.abort()
            return web.Response()  # nobody gets it
        if isinstance(answer.body, str):
            return web.Response(status=answer.status, text=answer.body, content_type="text/html")
        return web.json_response(answer.body, status=answer.status)


async def _read(request: web.Request) -> OaRequest:
    body: Json = {}
    fields: dict[str, str] = {}
    files: dict[str, UploadedFile] = {}
    if request.content_type == "application/json":
        body = json.loads(await request.text() or "{}")
        if not isinstance(body, dict):
            raise ValueError("an object is needed")
    else:
        for name, value in (await request.post()).items():
            if isinstance(value, web.FileField):
                files[name] = UploadedFile(value.filename, value.file.read(), value.content_type)
            else:
                fields[name] = value if isinstance(value, str) else bytes(value).decode()
    path = "/" + request.match_info["path"]
    return OaRequest(path, dict(request.headers), dict(request.query), body, fields, files)
