"""A paper under way: lines in named styles, columns and tables, pages across."""

from __future__ import annotations

from collections.abc import Sequence
from typing import cast

from docx.document import Document
from docx.enum.section import WD_ORIENT, WD_SECTION
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from docx.shared import Mm
from docx.styles.style import ParagraphStyle
from docx.table import _Cell
from docx.text.paragraph import Paragraph

from documents import tables
from documents.ink import narrowest
from documents.look import Style
from documents.plain import plain

Line = tuple[str, Style]
_POINTS = 14.0  # where a template leaves the size out


class Paper:
    """Writes into an empty template (`look.template`), from top to bottom."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self._ids = {style: document.styles[style].style_id for style in Style}

    def line(self, text: str, style: Style) -> Paragraph:
        """One paragraph under what stands already."""
        return self._filled(self.document.add_paragraph(), text, style)

    def fill(self, cell: _Cell, lines: Sequence[Line]) -> list[Paragraph]:
        """The paragraphs of a fresh cell."""
        slots = [cell.paragraphs[0], *(cell.add_paragraph() for _ in lines[1:])]
        return [self._filled(slot, text, style) for slot, (text, style) in zip(slots, lines, strict=False)]

    def rule(self, length: float, room: float, cell: _Cell | None = None) -> Paragraph:
        """A line of `length` mm in the middle of the page or of a cell, `room` mm wide."""
        paragraph = (cell or self.document).add_paragraph(style=self._style(Style.RULE))
        side = Mm(max(0.0, (room - length) / 2))
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side
        border = f'<w:pBdr {nsdecls("w")}><w:top w:val="single" w:sz="6" w:space="0" w:color="000000"/></w:pBdr>'
        paragraph._p.get_or_add_pPr().insert_element_before(parse_xml(border), "w:spacing", "w:ind", "w:jc")
        return paragraph

    def balance(self, paragraph: Paragraph, room: float) -> None:
        """Break a centred line that is too long for `room` mm into lines of one length."""
        font = cast(ParagraphStyle, paragraph.style).font
        points = font.size.pt if font.size is not None else _POINTS
        face = "bold" if font.bold else "italic" if font.italic else "regular"
        side = Mm((room - narrowest(paragraph.text, points, face, room)) / 2)
        paragraph.paragraph_format.left_indent = paragraph.paragraph_format.right_indent = side

    def columns(self, widths: Sequence[float]) -> tuple[_Cell, ...]:
        """Cells side by side without lines, kept on one page; `widths` in mm."""
        return tables.new_table(self.document, widths, lines=False).rows[0].cells

    def room(self) -> float:
        """Millimetres between the margins of the pages being written."""
        section = self.document.sections[-1]
        taken = (section.left_margin or 0) + (section.right_margin or 0)
        return ((section.page_width or Mm(210)) - taken) / Mm(1)

    def points(self, style: Style) -> float:
        """The size of a style of the template."""
        size = self._style(style).font.size
        return size.pt if size is not None else _POINTS

    def turn(self) -> None:
        """The pages being written lie across."""
        section = self.document.sections[-1]
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = section.page_height, section.page_width

    def across(self) -> None:
        """What follows stands on pages of its own that lie across."""
        section = self.document.add_section(WD_SECTION.NEW_PAGE)
        section.different_first_page_header_footer = False
        self.turn()
        self.document.paragraphs[-1].style = self._style(Style.RULE)

    def gap(self) -> None:
        """Some air, as between a table and the text under it."""
        self.document.add_paragraph(style=self._style(Style.GAP))

    def end(self) -> None:
        """Word wants a paragraph under the last table: one that takes no room."""
        self.document.add_paragraph(style=self._style(Style.RULE))

    def _filled(self, paragraph: Paragraph, text: str, style: Style) -> Paragraph:
        paragraph._p.style = self._ids[style]  # looked up once: the library walks all styles each time
        if text:
            paragraph.add_run(plain(text))
        return paragraph

    def _style(self, style: Style) -> ParagraphStyle:
        return cast(ParagraphStyle, self.document.styles[style])
