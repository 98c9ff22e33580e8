"""Checks inline keyboards as the platform does, and in one point more strictly than it."""

from collections.abc import Collection
from typing import Any

from sandbox.checks import Params
from sandbox.entities import units
from sandbox.model import Json, bad_request

MAX_BUTTONS = 100
MAX_DATA_BYTES = 64
MAX_COPIED = 256
STYLES = {"primary", "success", "danger"}
# what a button can do, with the type of the field
ACTIONS: dict[str, type] = {
    "url": str, "callback_data": str, "web_app": dict, "login_url": dict, "switch_inline_query": str,
    "switch_inline_query_current_chat": str, "switch_inline_query_chosen_chat": dict, "copy_text": dict,
    "callback_game": dict, "pay": bool, "disabled": dict,
}  # fmt: skip
WRONG = "can't parse inline keyboard button:"


def inline_keyboard(params: Params, features: Collection[str]) -> Json | None:
    """The `reply_markup` of a message: None, or a checked inline keyboard.

    Without a feature its field counts as one an older server does not know, which ignores it.
    """
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
    rows = [[_button(button, features) for button in row] for row in rows if row]
    if sum(len(row) for row in rows) > MAX_BUTTONS:
        raise bad_request("reply markup is too long")
    return {"inline_keyboard": rows} if rows else None


def _button(given: Any, features: Collection[str]) -> Json:
    if not isinstance(given, dict):
        raise bad_request(f"{WRONG} InlineKeyboardButton must be an Object")
    unknown = {"style", "disabled"} - set(features)
    button = {name: value for name, value in given.items() if name not in unknown}
    if "text" not in button:
        raise bad_request(f'{WRONG} Can\'t find field "text"')
    if not isinstance(button["text"], str):
        raise bad_request(f'{WRONG} Field "text" must be of type String')
    if not button["text"].strip():
        raise bad_request("inline keyboard button text is empty")
    if str(button.get("style", "")).lower() not in {*STYLES, "default", ""}:
        raise bad_request(f"{WRONG} invalid button style specified")
    _check_action(button)
    return button


def _check_action(button: Json) -> None:
    used = [name for name in ACTIONS if button.get(name) not in (None, "")]
    if not used:
        raise bad_request(f"{WRONG} Text buttons are unallowed in the inline keyboard")
    for name in used:
        if not isinstance(button[name], ACTIONS[name]):
            raise bad_request(f'{WRONG} Field "{name}" has the wrong type')
    if len(used) > 1:  # documented as forbidden; the real server silently takes one of them
        raise bad_request(f"{WRONG} exactly one of the fields must be used, not {' and '.join(used)}")
    if len(button.get("callback_data", "").encode()) > MAX_DATA_BYTES:
        raise bad_request("BUTTON_DATA_INVALID")
    if "copy_text" in used and not _can_be_copied(button["copy_text"]):
        raise bad_request("BUTTON_COPY_TEXT_INVALID")
    url = button.get("url")
    if url and not url.startswith(("https://", "http://", "tg://")):
        raise bad_request(f"inline keyboard button URL '{url}' is invalid: Wrong HTTP URL")


def _can_be_copied(copy_text: Json) -> bool:
    if "text" not in copy_text:
        raise bad_request(f'{WRONG} Can\'t find field "text"')
    return isinstance(copy_text["text"], str) and 1 <= units(copy_text["text"]) <= MAX_COPIED
