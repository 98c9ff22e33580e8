"""Reads and checks what a bot sends: parameters, texts, keyboards."""

import json
from collections.abc import Mapping
from typing import Any

from sandbox.entities import FormattedText, recognised, trimmed, units
from sandbox.html_reader import MarkupError, read_html
from sandbox.model import Json, bad_request

MAX_TEXT = 4096
MAX_CAPTION = 1024
MAX_BUTTONS = 100
MAX_DATA_BYTES = 64
STYLES = {"primary", "success", "danger"}
ACTIONS = ("url", "callback_data", "copy_text", "disabled", "web_app")


class Params:
    """Parameters of a call; nested ones come as JSON strings or, in a JSON body, as they are."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self._raw = raw

    def text(self, name: str) -> str:
        """As a string; absent is empty."""
        value = self._raw.get(name)
        if isinstance(value, bool):
            return "true" if value else "false"
        return "" if value is None else str(value)

    def integer(self, name: str, default: int = 0) -> int:
        """As a number; what is none counts as absent, as on the platform."""
        try:
            return int(self.text(name))
        except ValueError:
            return default

    def flag(self, name: str) -> bool:
        """As a yes or no."""
        return self.text(name).lower() in {"true", "yes", "1"}

    def decoded(self, name: str, what: str) -> Any:
        """A nested object; None when absent."""
        value = self._raw.get(name)
        if not isinstance(value, str):
            return value
        if not value:
            return None
        try:
            return json.loads(value)
        except ValueError:
            raise bad_request(f"can't parse {what} JSON object") from None


def message_text(params: Params) -> FormattedText:
    """The `text` of a message, 1 to 4096 units after its entities are read."""
    if not params.text("text"):
        raise bad_request("message text is empty")
    content = _formatted(params, "text", "entities")
    if not content.text:
        raise bad_request("text must be non-empty")
    if units(content.text) > MAX_TEXT:
        raise bad_request("message is too long")
    return content


def caption(params: Params) -> FormattedText:
    """The `caption` of a file, up to 1024 units."""
    content = _formatted(params, "caption", "caption_entities")
    if units(content.text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return content


def _formatted(params: Params, text_name: str, entities_name: str) -> FormattedText:
    source, mode = params.text(text_name).replace("\r", ""), params.text("parse_mode").lower()
    if mode == "html":
        try:
            content = read_html(source)
        except MarkupError as error:
            raise bad_request(f"can't parse entities: {error}") from None
    elif mode in {"", "none"}:
        content = FormattedText(source, _given_entities(params, source, entities_name))
    elif mode in {"markdown", "markdownv2"}:
        raise bad_request("Markdown is not in this sandbox, use HTML")
    else:
        raise bad_request("unsupported parse_mode")
    return recognised(trimmed(content))


def _given_entities(params: Params, text: str, name: str) -> list[Json]:
    entities: Any = params.decoded(name, "entities") or []
    total = units(text)
    for entity in entities:
        if not (isinstance(entity, dict) and {"type", "offset", "length"} <= entity.keys()):
            raise bad_request("can't parse MessageEntity: type, offset and length are needed")
        offset, end = entity["offset"], entity["offset"] + entity["length"]
        if offset < 0:
            raise bad_request(f"receive an entity with incorrect offset {offset}")
        if offset >= total:
            raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
        if end > total:
            raise bad_request(
                f"entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {end}"
            )
    return list(entities)


def inline_keyboard(params: Params) -> Json | None:
    """The `reply_markup` of a message: None, or a checked inline keyboard."""
    markup = params.decoded("reply_markup", "reply keyboard markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "keyboard" in markup:
        raise bad_request("reply keyboards are not in this sandbox, use inline ones")
    rows = markup.get("inline_keyboard") or []
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" of the InlineKeyboardMarkup must be an Array of Arrays')
    rows = [[_button(button) for button in row] for row in rows if row]
    if sum(len(row) for row in rows) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": rows} if rows else None


def _button(button: Any) -> Json:
    wrong = "can't parse inline keyboard button:"
    if not isinstance(button, dict):
        raise bad_request(f"{wrong} InlineKeyboardButton must be an Object")
    if "text" not in button:
        raise bad_request(f'{wrong} Can\'t find field "text"')
    if not isinstance(button["text"], str):
        raise bad_request(f'{wrong} Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request("inline keyboard button text is empty")
    if str(button.get("style", "primary")).lower() not in {*STYLES, "default", ""}:
        raise bad_request(f"{wrong} invalid button style specified")
    if not any(button.get(action) not in (None, "") for action in ACTIONS):
        raise bad_request(f"{wrong} Text buttons are unallowed in the inline keyboard")
    for name, kind in (("callback_data", str), ("url", str), ("copy_text", dict)):
        if not isinstance(button.get(name, kind()), kind):
            raise bad_request(f'{wrong} Field "{name}" has the wrong type')
    if len(button.get("callback_data", "").encode()) > MAX_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    url = button.get("url")
    if url and not url.startswith(("https://", "http://", "tg://")):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")
    return dict(button)
