"""Reads and checks what a bot sends."""

import json
import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlsplit

from sandbox.entities import units
from sandbox.model import Json
from sandbox.zalo.model import bad_request

MAX_TEXT = 2000
PARSE_MODES = {"markdown", "html"}
STYLE = re.compile(r"[bius]|f_(?:13|15|18|20)|c_(?:050a19|15a85f|f7b503|f27806|db342e)|lst_[12]|ind_[1-5]")
NUMBER = re.compile(r"-?[0-9]{1,9}(?:\.[0-9]+)?")


class Params:
    """Parameters of a call, as strings or, from a JSON body, as they are. Unknown ones are never looked at."""

    def __init__(self, raw: Mapping[str, Any]) -> None:
        self._raw = raw

    def text(self, name: str) -> str:
        """As a string; absent is empty."""
        value = self._raw.get(name)
        if value is None:
            return ""
        if isinstance(value, str):
            return value
        if isinstance(value, int | float) and not isinstance(value, bool):
            return str(value)
        raise bad_request(f"{name} must be a string")

    def needed(self, name: str) -> str:
        """The same, refused when there is nothing in it."""
        value = self.text(name)
        if not value.strip():
            raise bad_request(f"{name} is empty")
        return value

    def limited(self, name: str) -> str:
        """A text that people will read, as long as the platform takes it."""
        value = self.text(name)
        if units(value) > MAX_TEXT:
            raise bad_request(f"{name} is longer than {MAX_TEXT}")
        return value

    def seconds(self, name: str, default: float) -> float:
        """A duration, written as a string or as a number."""
        value = self.text(name)
        if not value:
            return default
        if not NUMBER.fullmatch(value):
            raise bad_request(f"{name} must be a number")
        return float(value)

    def address(self, name: str) -> str:
        """An absolute http(s) address."""
        value = self.needed(name)
        try:
            parts = urlsplit(value)
            _ = parts.port  # raises when it is none
        except ValueError:
            raise bad_request(f"{name} is no address") from None
        if parts.scheme not in {"http", "https"} or not parts.hostname:
            raise bad_request(f"{name} must be an http(s) address")
        return value

    def parse_mode(self) -> str | None:
        """markdown, html or nothing."""
        mode = self.text("parse_mode")
        if mode and mode not in PARSE_MODES:
            raise bad_request("parse_mode must be markdown or html")
        return mode or None

    def text_styles(self, length: int) -> tuple[Json, ...]:
        """The styles of a text of so many UTF-16 units."""
        value = self._raw.get("text_styles")
        if isinstance(value, str):
            try:
                value = json.loads(value or "null")
            except ValueError:
                raise bad_request("text_styles is no JSON") from None
        if value is None:
            return ()
        if not isinstance(value, list) or not all(_is_style(one, length) for one in value):
            raise bad_request("text_styles is wrong")
        return tuple(value)


def _is_style(style: Any, length: int) -> bool:
    if not isinstance(style, dict):
        return False
    start, count, codes = style.get("start"), style.get("len"), style.get("st")
    if type(start) is not int or type(count) is not int or not isinstance(codes, list):
        return False
    inside = start >= 0 and count > 0 and start + count <= length
    return inside and bool(codes) and all(isinstance(code, str) and STYLE.fullmatch(code) for code in codes)
