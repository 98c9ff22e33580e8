"""The Bot API without sockets: a method and its parameters in, an answer out."""

from collections.abc import Callable
from typing import Any

from sandbox import api_bot, api_messages
from sandbox.checks import Params
from sandbox.model import Answer, ApiError, Json, Refused, Request, UploadedFile
from sandbox.world import World

Method = Callable[[World, Request], Any]

# method names are compared without case, as on the platform
METHODS: dict[str, Method] = {
    "getme": api_bot.get_me,
    "getchat": api_bot.get_chat,
    "getfile": api_bot.get_file,
    "setmycommands": api_bot.set_my_commands,
    "getmycommands": api_bot.get_my_commands,
    "deletemycommands": api_bot.delete_my_commands,
    "setchatmenubutton": api_bot.set_chat_menu_button,
    "getwebhookinfo": api_bot.get_webhook_info,
    "deletewebhook": api_bot.delete_webhook,
    "setwebhook": api_bot.set_webhook,
    "sendmessage": api_messages.send_message,
    "senddocument": api_messages.send_document,
    "sendphoto": api_messages.send_photo,
    "sendchataction": api_messages.send_chat_action,
    "editmessagetext": api_messages.edit_message_text,
    "editmessagereplymarkup": api_messages.edit_message_reply_markup,
    "deletemessage": api_messages.delete_message,
    "answercallbackquery": api_messages.answer_callback_query,
}


class TelegramApi:
    """Answers requests and remembers the refused ones."""

    def __init__(self, world: World, token: str) -> None:
        self._world = world
        self._token = token
        self.refused: list[Refused] = []

    async def call(self, token: str, method: str, params: Json, files: dict[str, UploadedFile] | None = None) -> Answer:
        """One request."""
        try:
            if token != self._token:
                raise ApiError(401, "Unauthorized")
            result = await self._result(method.lower(), Request(params, files or {}))
        except ApiError as error:
            return self.refuse(method, params, error)
        return Answer(200, {"ok": True, "result": result})

    def refuse(self, method: str, params: Json, error: ApiError) -> Answer:
        """The answer to a request that cannot be carried out."""
        if 400 <= error.status < 500:
            self.refused.append(Refused(method, params, error.description))
        return Answer(error.status, {"ok": False, "error_code": error.status, "description": error.description})

    async def _result(self, method: str, request: Request) -> Any:
        if method == "getupdates":  # the only one that waits
            return await self._get_updates(Params(request.params))
        handler = METHODS.get(method)
        if handler is None:
            raise ApiError(404, "Not Found")
        return handler(self._world, request)

    async def _get_updates(self, params: Params) -> list[Json]:
        limit = params.integer("limit", 100)
        allowed = params.decoded("allowed_updates", "allowed_updates")
        return await self._world.updates.fetch(
            offset=params.integer("offset"),
            limit=min(max(limit, 1), 100),
            timeout=params.integer("timeout"),
            allowed=allowed if isinstance(allowed, list) else None,
        )
