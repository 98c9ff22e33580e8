"""Reads and checks what a bot sends: parameters and texts."""

import json
from collections.abc import Collection, Mapping
from typing import Any

from sandbox.date_time import normal_format
from sandbox.entities import FormattedText, recognised, trimmed, units
from sandbox.html_reader import MarkupError, read_html
from sandbox.model import Json, bad_request

MAX_TEXT = 4096
MAX_CAPTION = 1024
# what a bot may mark up; the other kinds are found by the platform itself, and ignored when given
MARKED = {
    "bold", "italic", "underline", "strikethrough", "spoiler", "code", "pre", "text_link", "text_mention",
    "custom_emoji", "blockquote", "expandable_blockquote", "date_time",
}  # fmt: skip
FOUND = {"mention", "hashtag", "cashtag", "bot_command", "url", "email", "phone_number", "bank_card_number"}
NEEDED = {"text_link": "url", "text_mention": "user", "custom_emoji": "custom_emoji_id", "date_time": "unix_time"}
WRONG_ENTITY = "can't parse MessageEntity:"


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


def message_text(params: Params, features: Collection[str]) -> FormattedText:
    """The `text` of a message, 1 to 4096 units after its entities are read."""
    if not params.text("text"):
        raise bad_request("message text is empty")
    content = _formatted(params, "text", "entities", features)
    if not content.text:
        raise bad_request("text must be non-empty")
    if units(content.text) > MAX_TEXT:
        raise bad_request("message is too long")
    return content


def caption(params: Params, features: Collection[str]) -> FormattedText:
    """The `caption` of a file, up to 1024 units."""
    content = _formatted(params, "caption", "caption_entities", features)
    if units(content.text) > MAX_CAPTION:
        raise bad_request("message caption is too long")
    return content


def _formatted(params: Params, text_name: str, entities_name: str, features: Collection[str]) -> FormattedText:
    source, mode = params.text(text_name).replace("\r", ""), params.text("parse_mode").lower()
    if mode == "html":
        try:
            content = read_html(source, with_time="date_time" in features)
        except MarkupError as error:
            raise bad_request(f"can't parse entities: {error}") from None
    elif mode in {"", "none"}:
        content = FormattedText(source, _given_entities(params, source, entities_name, features))
    elif mode in {"markdown", "markdownv2"}:
        raise bad_request("Markdown is not in this sandbox, use HTML")
    else:
        raise bad_request("unsupported parse_mode")
    return recognised(trimmed(content))


def _given_entities(params: Params, text: str, name: str, features: Collection[str]) -> list[Json]:
    given: Any = params.decoded(name, "entities") or []
    if not isinstance(given, list):
        return []
    entities = [_entity(one, features) for one in given]
    total = units(text)
    for entity in entities:
        offset, end = entity["offset"], entity["offset"] + entity["length"]
        if offset < 0:
            raise bad_request(f"receive an entity with incorrect offset {offset}")
        if offset >= total:
            raise bad_request(f"entity begins after the end of the text at UTF-16 offset {offset}")
        if end > total:
            raise bad_request(
                f"entity beginning at UTF-16 offset {offset} ends after the end of the text at UTF-16 offset {end}"
            )
    return [entity for entity in entities if entity["type"] in MARKED]


def _entity(given: Any, features: Collection[str]) -> Json:
    """One entity with its own fields in order; places are checked by the caller."""
    if not isinstance(given, dict):
        raise bad_request(f"{WRONG_ENTITY} expected an Object")
    if not {"type", "offset", "length"} <= given.keys():
        raise bad_request(f"{WRONG_ENTITY} type, offset and length are needed")
    kind = given["type"]
    if kind not in MARKED | FOUND or (kind == "date_time" and "date_time" not in features):
        raise bad_request(f"{WRONG_ENTITY} Unsupported type specified")
    if (needed := NEEDED.get(kind)) and needed not in given:
        raise bad_request(f'{WRONG_ENTITY} Can\'t find field "{needed}"')
    if kind != "date_time":
        return dict(given)
    style = normal_format(str(given.get("date_time_format", "")))
    if style is None:
        raise bad_request(f"{WRONG_ENTITY} Invalid date-time format specified")
    if not isinstance(given["unix_time"], int):
        raise bad_request(f'{WRONG_ENTITY} Field "unix_time" must be of type Number')
    if given["unix_time"] <= 0:
        raise bad_request("invalid date specified")
    return {**given, "date_time_format": style}
