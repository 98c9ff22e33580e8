"""Tables of a paper: fixed widths, rows that stay whole, a head that repeats on every page."""

from __future__ import annotations

from collections.abc import Sequence

from docx.document import Document
from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Mm
from docx.table import Table, _Cell, _Row

_MARGIN = 1.2  # mm between a cell's line and its text
_SIDES = ("top", "left", "bottom", "right", "insideH", "insideV")


def new_table(document: Document, widths: Sequence[float], *, lines: bool) -> Table:
    """A table of one empty row under what stands already; `widths` in mm, with black lines or with none at all."""
    table: Table = document.add_table(1, len(widths))
    margin = _MARGIN if lines else 0
    edges = "".join(f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="000000"/>' for side in _SIDES)
    properties = parse_xml(
        f"<w:tblPr {nsdecls('w')}>"
        f'<w:tblW w:w="{_twips(sum(widths))}" w:type="dxa"/><w:jc w:val="center"/>'
        f"{f'<w:tblBorders>{edges}</w:tblBorders>' if lines else ''}"
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>'
        f'<w:left w:w="{_twips(margin)}" w:type="dxa"/><w:right w:w="{_twips(margin)}" w:type="dxa"/>'
        f"</w:tblCellMar></w:tblPr>"
    )
    element = table._tbl
    element.replace(element.tblPr, properties)
    for column, width in zip(table.columns, widths, strict=True):
        column.width = Mm(width)
    _flag(table.rows[0], "w:cantSplit")
    for cell, width in zip(table.rows[0].cells, widths, strict=True):
        cell.width = Mm(width)
    return table


def new_row(table: Table) -> _Row:
    """One more row as wide as the others, whole on one page."""
    row: _Row = table.add_row()  # type: ignore[no-untyped-call]
    _flag(row, "w:cantSplit")
    return row


def repeat(row: _Row) -> None:
    """Print this row again at the top of every page the table reaches."""
    _flag(row, "w:tblHeader")


def merged(row: _Row) -> _Cell:
    """The whole row as one cell."""
    cells = row.cells
    cell: _Cell = cells[0].merge(cells[-1])
    return cell


def shade(cell: _Cell, colour: str) -> None:
    """A background, as RRGGBB."""
    properties = cell._tc.get_or_add_tcPr()
    properties.append(parse_xml(f'<w:shd {nsdecls("w")} w:val="clear" w:color="auto" w:fill="{colour}"/>'))


def _flag(row: _Row, name: str) -> None:
    properties = row._tr.get_or_add_trPr()
    if properties.find(qn(name)) is None:
        properties.append(OxmlElement(name))


def _twips(millimetres: float) -> int:
    return round(millimetres * 1440 / 25.4)
