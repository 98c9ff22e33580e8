"""How documents are made from their values. What makes them is heavy: loaded when the first one is asked for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from bot.files import Make


def _programme(content: dict[str, Any]) -> bytes:
    from documents.programme import programme_docx
    from handlers.papers import drafts

    return programme_docx(drafts().validate_python(content, strict=False))


def _matrix(content: dict[str, Any]) -> bytes:
    from documents.matrix_sheet import matrix_xlsx
    from handlers.views.matrix import tables

    return matrix_xlsx(tables().validate_python(content, strict=False))


def _moves(content: dict[str, Any]) -> bytes:
    from documents.moves_sheet import moves_xlsx
    from handlers.views.moves import tables

    return moves_xlsx(tables().validate_python(content, strict=False))


def _opinion(content: dict[str, Any]) -> bytes:
    from documents.opinion import opinion_docx
    from handlers.opinion_values import opinions

    return opinion_docx(opinions().validate_python(content, strict=False))


def _summary(content: dict[str, Any]) -> bytes:
    from documents.summary import summary_docx
    from handlers.summary import summaries

    return summary_docx(summaries().validate_python(content, strict=False))


def _summary_sheet(content: dict[str, Any]) -> bytes:
    from documents.summary_sheet import summary_xlsx
    from handlers.summary import summaries

    return summary_xlsx(summaries().validate_python(content, strict=False))


def _history(content: dict[str, Any]) -> bytes:
    from documents.history_sheet import history_xlsx
    from handlers.history import histories

    return history_xlsx(histories().validate_python(content, strict=False))


MAKERS: Mapping[str, Make] = {
    "programme": _programme,
    "opinion": _opinion,
    "summary": _summary,
    "summary_sheet": _summary_sheet,
    "history": _history,
    "matrix": _matrix,
    "moves": _moves,
}
