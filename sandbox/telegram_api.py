"""The Bot API without sockets: a method and its parameters in, an answer out."""

from collections.abc import Callable
from typing import Any

from sandbox import api_bot, api_chats, api_messages, webhook
from sandbox.checks import Params
from sandbox.limits import Pauses, RateLimits, TooManyError
from sandbox.model import Answer, ApiError, Described, Json, Refused, Request, UploadedFile
from sandbox.world import World

Method = Callable[[World, Request], Any]

# method names are compared without case, as on the platform
METHODS: dict[str, Method] = {
    "getme": api_bot.get_me,
    "getfile": api_bot.get_file,
    "setmycommands": api_bot.set_my_commands,
    "getmycommands": api_bot.get_my_commands,
    "deletemycommands": api_bot.delete_my_commands,
    "setchatmenubutton": api_bot.set_chat_menu_button,
    "getwebhookinfo": webhook.get_webhook_info,
    "deletewebhook": webhook.delete_webhook,
    "setwebhook": webhook.set_webhook,
    "getchat": api_chats.get_chat,
    "getchatmember": api_chats.get_chat_member,
    "getchatadministrators": api_chats.get_chat_administrators,
    "leavechat": api_chats.leave_chat,
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
        self.limits = RateLimits(world.monotonic)
        self.pauses = Pauses(world.monotonic)

    async def call(self, token: str, method: str, params: Json, files: dict[str, UploadedFile] | None = None) -> Answer:
        """One request."""
        try:
            if token != self._token:
                raise ApiError(401, "Unauthorized")
            self.limits.check(method.lower(), params)
            result = await self._result(method.lower(), Request(params, files or {}))
        except TooManyError as error:
            self.limits.too_fast.append(Refused(method, params, error.description))
            return self.too_many(method, error)
        except ApiError as error:
            return self.refuse(method, params, error)
        if isinstance(result, Described):
            return Answer(200, {"ok": True, "result": result.result, "description": result.description})
        return Answer(200, {"ok": True, "result": result})

    def refuse(self, method: str, params: Json, error: ApiError) -> Answer:
        """The answer to a request that cannot be carried out."""
        if 400 <= error.status < 500:
            self.refused.append(Refused(method, params, error.description))
        return error.answer()

    def too_many(self, method: str, error: TooManyError) -> Answer:
        """The answer to a request that came too fast; from now on the bot has to wait."""
        self.pauses.begin(method, error)
        return error.answer()

    def clear(self) -> None:
        """Forget what was refused and who has to wait."""
        self.refused.clear()
        self.limits.clear()
        self.pauses.clear()

    async def _result(self, method: str, request: Request) -> Any:
        if method == "getupdates":  # the only one that waits
            return await self._get_updates(Params(request.params))
        handler = METHODS.get(method)
        if handler is None:
            raise ApiError(404, "Not Found")
        return handler(self._world, request)

    async def _get_updates(self, params: Params) -> list[Json]:
        if self._world.webhook:
            raise ApiError(409, webhook.ACTIVE)
        limit = params.integer("limit", 100)
        return await self._world.updates.fetch(
            offset=params.integer("offset"),
            limit=min(max(limit, 1), 100),
            timeout=params.integer("timeout"),
            allowed=params.decoded("allowed_updates", "allowed_updates"),
        )
