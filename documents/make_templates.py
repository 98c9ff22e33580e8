"""Makes `templates/party.docx` and `templates/state.docx` from the table of faces below.

    python -m documents.make_templates

Sources: HD 05-HD/VPTW and QD 399-QD/TW for Party papers, ND 30/2020/ND-CP for state ones.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import docx
from docx.document import Document
from docx.enum.style import WD_STYLE_TYPE
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from docx.text.paragraph import Paragraph

from documents.look import FOREIGN, Style, drop
from documents.saved import saved
from documents.values import PaperFormat

FONT = "Times New Roman"
_KEPT = {"Normal", "Default Paragraph Font", "Normal Table", "Header", "Footer"}
_UNUSED = ("/stylesWithEffects", "/customXml", "/numbering", "/webSettings", "/fontTable")
_MADE_AT = datetime(2026, 11, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Face:
    """Sizes and spacing in points, indents in millimetres; `exact` 0 is single spacing."""

    size: float = 14
    bold: bool = False
    italic: bool = False
    underline: bool = False
    align: str = "CENTER"
    first_line: float = 0
    left: float = 0
    exact: float = 0
    before: float = 0
    after: float = 0
    keep_next: bool = False


_BODY = Face(align="JUSTIFY", first_line=10, exact=18, after=6)
PARTY = {
    Style.SUPERIOR: Face(),
    Style.ISSUER: Face(bold=True),
    Style.STAR: Face(),
    Style.NUMBER: Face(),
    Style.MARK: Face(12, bold=True, before=3),
    Style.LETTER_ABSTRACT: Face(12, italic=True, before=3),
    Style.NATION: Face(15, bold=True),
    Style.MOTTO: Face(bold=True),
    Style.RULE: Face(1, exact=2, before=2),
    Style.GAP: Face(10),
    Style.PLACE: Face(italic=True),
    Style.TITLE: Face(16, bold=True, before=18),
    Style.ABSTRACT: Face(bold=True),
    Style.DASHES: Face(after=12),
    Style.ADDRESS: Face(italic=True, align="RIGHT"),
    Style.ADDRESSEE: Face(align="LEFT", left=2),
    Style.BASIS: _BODY,
    Style.BODY: _BODY,
    Style.HEADING: Face(bold=True, align="JUSTIFY", first_line=10, exact=18, before=6, after=6, keep_next=True),
    Style.ANNEX: Face(bold=True, keep_next=True),
    Style.ANNEX_NOTE: Face(13, italic=True, after=8, keep_next=True),
    Style.TABLE_HEAD: Face(12, bold=True, before=2, after=2),
    Style.TABLE_GROUP: Face(12, bold=True, align="LEFT", before=2, after=2, keep_next=True),
    Style.CELL: Face(12, align="LEFT", before=1, after=1),
    Style.CELL_LEAD: Face(12, italic=True, align="LEFT", before=1, keep_next=True),
    Style.CELL_STRONG: Face(12, bold=True, align="LEFT", before=1),
    Style.CELL_CENTRE: Face(12, before=1, after=1),
    Style.SIGNS_FOR: Face(bold=True, before=12, keep_next=True),
    Style.POSITION: Face(keep_next=True),
    Style.SIGNER: Face(bold=True),
    Style.RECEIVERS_HEAD: Face(underline=True, align="LEFT", before=12, keep_next=True),
    Style.RECEIVER: Face(12, align="LEFT"),
    Style.PAGE_NUMBER: Face(),
}
STATE = PARTY | {
    Style.SUPERIOR: Face(13),
    Style.ISSUER: Face(13, bold=True),
    Style.NUMBER: Face(13),
    Style.LETTER_ABSTRACT: Face(12, before=3),
    Style.ADDRESS: Face(align="RIGHT"),
    Style.NATION: Face(13, bold=True),
    Style.TITLE: Face(bold=True, before=18),
    Style.POSITION: Face(bold=True, keep_next=True),
    Style.RECEIVERS_HEAD: Face(12, bold=True, italic=True, align="LEFT", before=12, keep_next=True),
    Style.RECEIVER: Face(11, align="LEFT"),
}
FACES = {PaperFormat.PARTY: PARTY, PaperFormat.STATE: STATE}


def make(format: PaperFormat) -> bytes:
    """The template: A4, margins 20, 20, 30, 15 mm, page numbers top centre from page 2, one sample line a style."""
    document = docx.Document()
    _bare(document)
    for style, face in FACES[format].items():
        _add(document, style, face)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.top_margin, section.bottom_margin = Mm(20), Mm(20)
    section.left_margin, section.right_margin = Mm(30), Mm(15)
    section.header_distance = section.footer_distance = Mm(10)
    section.different_first_page_header_footer = True
    number = section.header.paragraphs[0]
    number.style = document.styles[Style.PAGE_NUMBER]
    _page_field(number)
    for style in Style:
        document.add_paragraph(style, document.styles[style])
    return saved(document, title="", made_at=_MADE_AT)


def _bare(document: Document) -> None:
    """The library's own template without its styles, and with one font for every script."""
    drop(document.part.package.rels, FOREIGN)
    drop(document.part.rels, _UNUSED)
    for style in list(document.styles):
        if style.name not in _KEPT:
            style.delete()
    settings = document.settings.element
    settings.remove(settings.find(qn("w:rsids")))
    mode = settings.find(f"{qn('w:compat')}/{qn('w:compatSetting')}")
    mode.set(qn("w:val"), "15")  # else Word opens the paper in its compatibility mode
    latent = document.styles.element.find(qn("w:latentStyles"))
    document.styles.element.remove(latent)
    defaults = document.styles.element.find(qn("w:docDefaults")).find(f"{qn('w:rPrDefault')}/{qn('w:rPr')}")
    _font(defaults)
    language = defaults.find(qn("w:lang"))
    for name in ("w:val", "w:eastAsia"):
        language.set(qn(name), "vi-VN")
    _font(document.styles["Normal"].element.get_or_add_rPr())


def _font(properties: Any) -> None:
    fonts = properties.find(qn("w:rFonts"))
    if fonts is not None:
        properties.remove(fonts)
    fonts = OxmlElement("w:rFonts")
    for name in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{name}"), FONT)
    properties.insert(0, fonts)


def _add(document: Document, name: Style, face: Face) -> None:
    style: Any = document.styles.add_style(name, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.font.size, style.font.bold, style.font.italic = Pt(face.size), face.bold, face.italic
    style.font.underline = face.underline
    _font(style.element.get_or_add_rPr())
    form = style.paragraph_format
    form.alignment = WD_ALIGN_PARAGRAPH[face.align]  # type: ignore[misc, name-defined]
    form.first_line_indent, form.left_indent = Mm(face.first_line), Mm(face.left)
    form.space_before, form.space_after = Pt(face.before), Pt(face.after)
    form.line_spacing_rule = WD_LINE_SPACING.EXACTLY if face.exact else WD_LINE_SPACING.SINGLE
    if face.exact:
        form.line_spacing = Pt(face.exact)
    form.keep_with_next, form.widow_control = face.keep_next, True


def _page_field(paragraph: Paragraph) -> None:
    field = OxmlElement("w:fldSimple")
    field.set(qn("w:instr"), "PAGE")
    field.append(OxmlElement("w:r"))
    paragraph._p.append(field)


if __name__ == "__main__":
    for each in PaperFormat:
        (Path(__file__).parent / "templates" / f"{each}.docx").write_bytes(make(each))
