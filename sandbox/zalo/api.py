"""The Bot API without sockets: a method and its parameters in, an answer out."""

from collections.abc import Awaitable, Callable

from sandbox.entities import units
from sandbox.model import Json
from sandbox.zalo import webhook
from sandbox.zalo.bot import ZaloBot
from sandbox.zalo.checks import Params
from sandbox.zalo.inbox import Gone
from sandbox.zalo.model import (
    ZaloAnswer,
    ZaloError,
    ZaloMessage,
    ZaloRefused,
    bad_request,
    idle,
    milliseconds,
    new_message,
    unauthorized,
)
from sandbox.zalo.world import ZaloWorld

DEFAULT_TIMEOUT = 30.0

Method = Callable[[ZaloWorld, ZaloBot, Params], Awaitable[Json]]


class ZaloApi:
    """Answers requests and remembers the refused ones."""

    def __init__(self, world: ZaloWorld) -> None:
        self._world = world
        self.refused: list[ZaloRefused] = []

    async def call(self, token: str, method: str, params: Json, gone: Gone) -> ZaloAnswer:
        """One request; `gone` tells whether whoever asked still waits for the answer."""
        try:
            bot = self._bot(token)
            if method == "getUpdates":
                return ZaloAnswer(200, await _get_updates(bot, Params(params), gone))
            handler = METHODS.get(method)  # names are compared with case
            if handler is None:
                raise ZaloError(404, "Not found")
            return ZaloAnswer(200, await handler(self._world, bot, Params(params)))
        except ZaloError as error:
            return self._refuse(method, params, error)

    def unreadable(self, token: str, method: str) -> ZaloAnswer:
        """The answer to a request of which not even the parameters can be read."""
        try:
            self._bot(token)
        except ZaloError as error:
            return self._refuse(method, {}, error)
        return self._refuse(method, {}, bad_request("the request cannot be read"))

    def _bot(self, token: str) -> ZaloBot:
        bot = self._world.bot(token)
        if bot is None:
            raise unauthorized()
        return bot

    def _refuse(self, method: str, params: Json, error: ZaloError) -> ZaloAnswer:
        if error.blamed:
            self.refused.append(ZaloRefused(method, params, error.code, error.description))
        return error.answer()


async def _get_updates(bot: ZaloBot, params: Params, gone: Gone) -> Json:
    """One update. Beside a webhook there is nothing to get, which the platform does not tell unless it is strict."""
    timeout = params.seconds("timeout", DEFAULT_TIMEOUT)
    if bot.webhook and bot.strict_polling:
        raise bad_request("getUpdates does not work while a webhook is set")
    update = await bot.inbox.fetch(timeout, gone)
    if update is None:
        raise idle()
    return {"ok": True, "result": update}


async def _get_me(world: ZaloWorld, bot: ZaloBot, params: Params) -> Json:
    account = {"id": bot.id, "account_name": bot.account_name, "account_type": "BASIC", "can_join_groups": False}
    return {"ok": True, "result": account}


async def _send_message(world: ZaloWorld, bot: ZaloBot, params: Params) -> Json:
    chat_id, mode = params.needed("chat_id"), params.parse_mode()
    params.needed("text")
    text = params.limited("text")
    styles = () if mode else params.text_styles(units(text))  # parse_mode wins
    message = _new(world, bot, text=text, parse_mode=mode, text_styles=styles)
    return _sent(world, bot, chat_id, message)


async def _send_photo(world: ZaloWorld, bot: ZaloBot, params: Params) -> Json:
    chat_id, photo, caption = params.needed("chat_id"), params.address("photo"), params.limited("caption")
    world.chat(bot, chat_id)
    if world.fetch and not 200 <= await world.fetch(photo) < 300:
        raise bad_request("the photo cannot be fetched")
    return _sent(world, bot, chat_id, _new(world, bot, kind="photo", photo=photo, caption=caption))


async def _send_sticker(world: ZaloWorld, bot: ZaloBot, params: Params) -> Json:
    chat_id, sticker = params.needed("chat_id"), params.needed("sticker")
    return _sent(world, bot, chat_id, _new(world, bot, kind="sticker", sticker=sticker))


async def _send_voice(world: ZaloWorld, bot: ZaloBot, params: Params) -> Json:
    chat_id, voice = params.needed("chat_id"), params.address("voice_url")
    if not voice.partition("?")[0].endswith(".aac"):
        raise bad_request("voice_url must be an .aac file")
    return _sent(world, bot, chat_id, _new(world, bot, kind="voice", voice=voice))


async def _send_chat_action(world: ZaloWorld, bot: ZaloBot, params: Params) -> Json:
    chat_id, action = params.needed("chat_id"), params.needed("action")
    if action != "typing":
        raise bad_request("action must be typing")
    world.chat(bot, chat_id).shows_typing()
    return {"ok": True}


def _new(world: ZaloWorld, bot: ZaloBot, **fields: object) -> ZaloMessage:
    return new_message(world.clock, from_bot=True, bot_id=bot.id, **fields)


def _sent(world: ZaloWorld, bot: ZaloBot, chat_id: str, message: ZaloMessage) -> Json:
    world.writes(bot, chat_id, message)
    return {"ok": True, "result": {"message_id": message.id, "date": milliseconds(message.date)}}


METHODS: dict[str, Method] = {
    "getMe": _get_me,
    "setWebhook": webhook.set_webhook,
    "deleteWebhook": webhook.delete_webhook,
    "getWebhookInfo": webhook.get_webhook_info,
    "testWebhook": webhook.test_webhook,
    "sendMessage": _send_message,
    "sendPhoto": _send_photo,
    "sendSticker": _send_sticker,
    "sendVoice": _send_voice,
    "sendChatAction": _send_chat_action,
}
