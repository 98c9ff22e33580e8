"""A finished document as bytes: the same values give the same file, and no trace of a machine or an author."""

from __future__ import annotations

import io
import zipfile
from datetime import UTC, datetime

from docx.document import Document

_ZIP_DATE = (1980, 1, 1, 0, 0, 0)  # the earliest a zip can hold


def saved(document: Document, *, title: str, made_at: datetime) -> bytes:
    """The file's bytes. `made_at` (with a zone) is all the properties say besides the title."""
    moment = made_at.astimezone(UTC).replace(tzinfo=None, microsecond=0)
    properties = document.core_properties
    properties.title = title[:255]
    properties.created = properties.modified = properties.last_printed = moment
    for name in ("author", "last_modified_by", "comments", "category", "keywords", "subject", "version", "identifier"):
        setattr(properties, name, "")
    properties.language, properties.revision = "vi-VN", 1
    buffer = io.BytesIO()
    document.save(buffer)
    return _timeless(buffer.getvalue())


def _timeless(data: bytes) -> bytes:
    """The same archive with no moment of writing in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as source, zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            entry = zipfile.ZipInfo(name, _ZIP_DATE)
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, source.read(name))
    return buffer.getvalue()
