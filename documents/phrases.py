"""The wording of the documents: `templates/phrases.toml`, and what an office put in its place."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from documents.errors import TemplateError
from documents.plain import flat
from documents.wording import Phrases

FILE = "phrases.toml"
_BLANK = re.compile(r"\{(\w+)\}")


def phrases(folder: Path | None = None) -> Phrases:
    """The wording, with the lines of `folder/phrases.toml` in the place of ours. Raises TemplateError."""
    own = folder / FILE if folder else None
    if own is None or not own.is_file():
        return _ours()
    try:
        changes = tomllib.loads(own.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TemplateError(f"{FILE}: {error}") from error
    try:
        return Phrases.model_validate(_merged(_ours().model_dump(), changes))
    except ValidationError as error:
        first = error.errors()[0]
        raise TemplateError(f"{FILE}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error


@lru_cache(maxsize=1)
def _ours() -> Phrases:
    text = (resources.files("documents") / "templates" / FILE).read_text("utf-8")
    return Phrases.model_validate(tomllib.loads(text))


def _merged(ours: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    merged = dict(ours)
    for key, value in changes.items():
        below = ours.get(key)
        merged[key] = _merged(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return merged


def fill(phrase: str, **words: str | int) -> str:
    """A phrase with its words filled in, once: braces in a word stay what they are. Raises TemplateError."""

    def word(match: re.Match[str]) -> str:
        if match[1] not in words:
            raise TemplateError(f"{FILE}: no word for {match[0]} in {phrase!r}")
        value = words[match[1]]
        if not isinstance(value, str):
            return str(value)
        return flat(value) if value.strip(" ") else value  # spaces alone are room for the pen

    return _BLANK.sub(word, phrase)
