"""How documents are made from their values. What makes them is heavy: loaded when the first one is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.files import Make


def _programme(content: dict[str, Any]) -> bytes:
    from documents.programme import programme_docx
    from handlers.papers import drafts

    return programme_docx(drafts().validate_python(content, strict=False))


MAKERS: Mapping[str, Make] = {"programme": _programme}
