"""A paper read back as somebody would read it."""

from __future__ import annotations

import io
from typing import Any

import docx
from docx.document import Document
from docx.table import Table
from hypothesis import strategies as st

# what anybody may type, and what XML, Word or a phrase could stumble over
ANYTHING = st.text(st.characters(), max_size=200) | st.sampled_from(
    [
        "\x00\x01\x0b\x1f\ufffe\uffff",
        "\ud800",
        "x" * 4096,
        "từ " * 1365,
        "\u202eקטגס\u200f",
        "{year}{0}{",
        "<w:p>&]]>",
        "",
    ]
)


def opened(data: bytes) -> Document:
    return docx.Document(io.BytesIO(data))


def lines(document: Document) -> list[str]:
    """Every paragraph that says something, in order, the cells of tables included, a merged cell once."""
    found: list[str] = []
    for block in document.iter_inner_content():
        if isinstance(block, Table):
            found += [text for row in cells(block) for cell in row for text in cell.split("\n")]
        else:
            found.append(block.text)
    return [line for line in found if line.strip()]


def cells(table: Table) -> list[list[str]]:
    """The texts of a table, row by row, a merged cell once."""
    rows: list[list[str]] = []
    for row in table.rows:
        seen: list[Any] = []
        for cell in row.cells:
            if not seen or cell._tc is not seen[-1]._tc:
                seen.append(cell)
        rows.append([cell.text for cell in seen])
    return rows
