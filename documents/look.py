"""The named styles of our templates: how a paper looks stands in `templates/*.docx`, the code only names styles.

An office changes fonts, sizes and spacing in Word: it saves a template with the same style names in its own folder.
"""

from __future__ import annotations

import io
import zipfile
from enum import StrEnum
from importlib import resources
from pathlib import Path

import docx
from docx.document import Document
from docx.opc.exceptions import PackageNotFoundError
from docx.opc.rel import Relationships

from documents.errors import TemplateError
from documents.values import PaperFormat

FOREIGN = ("/extended-properties", "/custom-properties", "/thumbnail")


class Style(StrEnum):
    """Every style a paper uses, by its name in the template."""

    SUPERIOR = "KTGS Superior"
    ISSUER = "KTGS Issuer"
    STAR = "KTGS Star"
    NUMBER = "KTGS Number"
    MARK = "KTGS Draft mark"
    LETTER_ABSTRACT = "KTGS Letter abstract"
    NATION = "KTGS Nation"
    MOTTO = "KTGS Motto"
    RULE = "KTGS Rule"
    GAP = "KTGS Gap"
    PLACE = "KTGS Place"
    TITLE = "KTGS Title"
    ABSTRACT = "KTGS Abstract"
    DASHES = "KTGS Dashes"
    ADDRESS = "KTGS Address"
    ADDRESSEE = "KTGS Addressee"
    BASIS = "KTGS Basis"
    BODY = "KTGS Body"
    HEADING = "KTGS Heading"
    ANNEX = "KTGS Annex"
    ANNEX_NOTE = "KTGS Annex note"
    TABLE_HEAD = "KTGS Table head"
    TABLE_GROUP = "KTGS Table group"
    CELL = "KTGS Cell"
    CELL_LEAD = "KTGS Cell lead"
    CELL_STRONG = "KTGS Cell strong"
    CELL_CENTRE = "KTGS Cell centre"
    SIGNS_FOR = "KTGS Signs for"
    POSITION = "KTGS Position"
    SIGNER = "KTGS Signer"
    RECEIVERS_HEAD = "KTGS Receivers head"
    RECEIVER = "KTGS Receiver"
    PAGE_NUMBER = "KTGS Page number"


def template(format: PaperFormat, folder: Path | None) -> Document:
    """An empty document with the styles, page and page numbers of the office's template, or of ours.

    Raises TemplateError when the office's file is no document or lacks a style.
    """
    own = folder / f"{format}.docx" if folder else None
    if own is None or not own.is_file():
        ours = resources.files("documents") / "templates" / f"{format}.docx"
        return _emptied(docx.Document(io.BytesIO(ours.read_bytes())))
    try:
        document = docx.Document(io.BytesIO(own.read_bytes()))
    except (PackageNotFoundError, zipfile.BadZipFile, KeyError, ValueError, OSError) as error:
        raise TemplateError(f"{own.name}: not a .docx file") from error
    known = {style.name for style in document.styles}
    missing = [style for style in Style if style not in known]
    if missing:
        raise TemplateError(f"{own.name}: no style {missing[0].value!r}")
    return _emptied(document)


def _emptied(document: Document) -> Document:
    """Without the sample text, and without what the machine that saved it left: company, editor, picture."""
    body = document.element.body
    for child in list(body):
        if not child.tag.endswith("}sectPr"):
            body.remove(child)
    drop(document.part.package.rels, FOREIGN)
    return document


def drop(relations: Relationships, kinds: tuple[str, ...]) -> None:
    """Leave out of a file the parts whose kind of relation ends so."""
    for key, relation in list(relations.items()):
        if relation.reltype.endswith(kinds):
            del relations[key]
