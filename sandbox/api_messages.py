"""Bot API methods about messages: send, edit, delete, answer a press."""

import re
from datetime import timedelta
from typing import Any

from sandbox import checks
from sandbox.buttons import inline_keyboard
from sandbox.checks import Params
from sandbox.entities import units
from sandbox.group_chat import GroupChat
from sandbox.model import Json, Request, Room, ShownMessage, StoredFile, bad_request
from sandbox.updates import PRESS_LIFETIME
from sandbox.world import World

NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same as"
    " a current content and reply markup of the message"
)
TOO_OLD = "query is too old and response timeout expired or query ID is invalid"
DELETABLE = timedelta(hours=48)
START_LINK = re.compile(r"(?:https?://)?(?:t\.me|telegram\.me)/(?P<bot>\w+)\?start=(?P<start>[A-Za-z0-9_-]{1,64})")
TYPING_SECONDS = 5.0
MAX_UPLOAD = 50 * 1024 * 1024
MAX_NOTICE = 200
ACTIONS = {"typing", "upload_photo", "upload_document", "find_location", "choose_sticker", "record_voice"}


def send_message(world: World, request: Request) -> Any:
    """sendMessage."""
    params = Params(request.params)
    content = checks.message_text(params, world.features)
    markup = inline_keyboard(params, world.features)
    chat = world.chat_for_writing(params.text("chat_id"))
    reply_to = _reply_to(chat, params)
    message = world.add_message(chat, from_bot=True, content=content, markup=markup, reply_to=reply_to)
    return world.message_json(chat, message)


def send_document(world: World, request: Request) -> Any:
    """sendDocument."""
    return _send_file(world, request, "document")


def send_photo(world: World, request: Request) -> Any:
    """sendPhoto."""
    return _send_file(world, request, "photo")


def _send_file(world: World, request: Request, kind: str) -> Json:
    params = Params(request.params)
    if kind not in request.files and not params.text(kind):
        raise bad_request(f"there is no {kind} in the request")
    content = checks.caption(params, world.features)
    markup = inline_keyboard(params, world.features)
    chat = world.chat_for_writing(params.text("chat_id"))
    reply_to = _reply_to(chat, params)
    file = _file(world, request, params.text(kind), kind)
    message = world.add_message(chat, from_bot=True, content=content, file=file, markup=markup, reply_to=reply_to)
    return world.message_json(chat, message)


def _file(world: World, request: Request, reference: str, kind: str) -> StoredFile:
    """An upload (directly or by `attach://`), or a file already here by its id."""
    uploaded = request.files.get(kind) or request.files.get(reference.removeprefix("attach://"))
    if uploaded is None:
        known = world.files.by_id(reference)
        if known is None:
            raise bad_request("wrong file identifier/HTTP URL specified")
        if known.is_photo != (kind == "photo"):
            raise bad_request("type of file mismatch")
        return known
    if not uploaded.content:
        raise bad_request("file must be non-empty")
    if len(uploaded.content) > MAX_UPLOAD:
        raise bad_request("file is too big")
    if kind == "photo":
        return world.files.add_photo(uploaded.content)
    return world.files.add_document(uploaded.file_name, uploaded.content)


def _reply_to(chat: Room, params: Params) -> int | None:
    given = params.decoded("reply_parameters", "reply parameters") or {}
    if not isinstance(given, dict):
        raise bad_request("object expected as reply parameters")
    wanted = int(given.get("message_id", 0)) or params.integer("reply_to_message_id")
    if not wanted or chat.find(wanted):
        return wanted or None
    if given.get("allow_sending_without_reply") or params.flag("allow_sending_without_reply"):
        return None
    raise bad_request("message to be replied not found")


def _own_message(world: World, params: Params) -> tuple[Room, ShownMessage]:
    chat = world.chat_for_writing(params.text("chat_id"))
    message = chat.find(params.integer("message_id"))
    if message is None:
        raise bad_request("message to edit not found")
    if not message.from_bot:
        raise bad_request("message can't be edited")
    return chat, message


def _edited(world: World, chat: Room, message: ShownMessage) -> Json:
    message.edit_date = world.clock.now().replace(microsecond=0)
    message.version += 1
    world.changed(chat.id)
    world.happened("edited", chat.id, message.text or message.document or "")
    return world.message_json(chat, message)


def edit_message_text(world: World, request: Request) -> Any:
    """editMessageText; without a keyboard in the call, the message loses the one it had."""
    params = Params(request.params)
    content = checks.message_text(params, world.features)
    markup = inline_keyboard(params, world.features)
    chat, message = _own_message(world, params)
    if message.file:
        raise bad_request("there is no text in the message to edit")
    same_text = (message.text, message.entities) == (content.text, content.entities)
    if same_text and message.markup == markup:
        raise bad_request(NOT_MODIFIED)
    message.text, message.entities, message.markup = content.text, content.entities, markup
    message.edited = message.edited or not same_text
    return _edited(world, chat, message)


def edit_message_reply_markup(world: World, request: Request) -> Any:
    """editMessageReplyMarkup; clients do not mark such a message as edited."""
    params = Params(request.params)
    markup = inline_keyboard(params, world.features)
    chat, message = _own_message(world, params)
    if message.markup == markup:
        raise bad_request(NOT_MODIFIED)
    message.markup = markup
    return _edited(world, chat, message)


def delete_message(world: World, request: Request) -> Any:
    """deleteMessage, within 48 hours of sending."""
    params = Params(request.params)
    chat = world.chat_for_reading(params.text("chat_id"))
    message = chat.find(params.integer("message_id"))
    if message is None:
        raise bad_request("message to delete not found")
    if isinstance(chat, GroupChat) and (error := chat.closed()):
        raise error
    if isinstance(chat, GroupChat) and not message.from_bot:  # as it is no administrator
        raise bad_request("message can't be deleted")
    if world.clock.now() - message.date > DELETABLE:
        raise bad_request("message can't be deleted for everyone")
    chat.messages.remove(message)
    world.changed(chat.id)
    world.happened("deleted", chat.id, message.text or message.document or "")
    return True


def answer_callback_query(world: World, request: Request) -> Any:
    """answerCallbackQuery, once per press and within 150 seconds."""
    params = Params(request.params)
    text = params.text("text")
    if units(text) > MAX_NOTICE:
        raise bad_request("MESSAGE_TOO_LONG")
    start = _start_parameter(world, params.text("url"))
    query = world.queries.pop(params.text("callback_query_id"), None)
    if query is None or world.monotonic() - query.pressed_at > PRESS_LIFETIME:
        raise bad_request(TOO_OLD)
    chat = world.chats[query.user_id]
    if text:
        chat.notices.append((world.next_number(), text, params.flag("show_alert")))
    if start:
        chat.waiting = start
    world.changed(query.user_id)
    return True


def _start_parameter(world: World, url: str) -> str:
    """What the client opens as the answer to a press: only a link to this bot with a start parameter."""
    if not url:
        return ""
    match = START_LINK.fullmatch(url)
    if match is None or match["bot"].lower() != world.username.lower():
        raise bad_request("URL_INVALID")
    return match["start"]


def send_chat_action(world: World, request: Request) -> Any:
    """sendChatAction: the phone shows that somebody is typing."""
    params = Params(request.params)
    if params.text("action") not in ACTIONS:
        raise bad_request("wrong parameter action in request")
    chat = world.chat_for_writing(params.text("chat_id"))
    chat.typing_until = world.monotonic() + TYPING_SECONDS
    world.changed(chat.id)
    return True
