"""Workbooks made to harm whoever opens them."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

SHEET = "xl/worksheets/sheet1.xml"
TYPES = b"""<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>
<Override PartName="/xl/workbook.xml"
 ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/></Types>"""
RELATIONS = b"""<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">
<Relationship Id="rId1" Target="xl/workbook.xml"
 Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/></Relationships>"""
BOOK = b"""<?xml version="1.0"?><workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"
 xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">
<sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>"""
BOOK_RELATIONS = b"""<?xml version="1.0"?>
<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1"
 Target="worksheets/sheet1.xml" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"/>
</Relationships>"""
NAMESPACE = b'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
PLAIN_SHEET = b"<worksheet " + NAMESPACE + b"><sheetData/></worksheet>"
LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (number, b"&l%d;" % (number - 1) * 10 if number else b"lol" * 10) for number in range(10)
)


def workbook(sheet: bytes = PLAIN_SHEET, **more: bytes) -> bytes:
    """A workbook with this first sheet; `more`: further files, "__" for "/"."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in {
            "[Content_Types].xml": TYPES,
            "_rels/.rels": RELATIONS,
            "xl/workbook.xml": BOOK,
            "xl/_rels/workbook.xml.rels": BOOK_RELATIONS,
            SHEET: sheet,
            **{name.replace("__", "/"): content for name, content in more.items()},
        }.items():
            archive.writestr(name, content)
    return packed.getvalue()


def cells(text: bytes, before: bytes = b"") -> bytes:
    row = b'<row r="1"><c r="A1" t="inlineStr"><is><t>' + text + b"</t></is></c></row>"
    return (
        b'<?xml version="1.0"?>' + before + PLAIN_SHEET.replace(b"<sheetData/>", b"<sheetData>" + row + b"</sheetData>")
    )


def many(count: int) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number in range(count):
            archive.writestr(f"{number:x}", b"")
    return packed.getvalue()


def lying(size: int) -> bytes:
    """A sheet that declares ten bytes and unpacks to `size`."""
    whole = workbook(cells(b"0" * size))
    with zipfile.ZipFile(io.BytesIO(whole)) as archive:
        real = archive.getinfo(SHEET).file_size
    return whole.replace(real.to_bytes(4, "little"), (10).to_bytes(4, "little"))


def all_of_them(folder: Path) -> dict[str, Path]:
    """Every harmful file by what it is, written into `folder`."""
    secret = folder / "secret.txt"
    secret.write_text("a secret of this machine")
    outside = f'<!DOCTYPE a [<!ENTITY x SYSTEM "{secret.as_uri()}">]>'.encode()
    files = {
        "110 to 1, 49 MB": cells((b"0" * 3000 + bytes(range(48, 90)).replace(b"<", b"-").replace(b"&", b"-")) * 16_000),
        "1,000 to 1, 60 MB": cells(b"0" * 60_000_000),
        "1,000 to 1, 19 MB": cells(b"0" * 19_000_000),
    }
    made = {name: workbook(sheet) for name, sheet in files.items()}
    made |= {
        "100,000 files": many(100_000),
        "40,000 files": many(40_000),
        "lying about its size": lying(30_000_000),
        "billion laughs": workbook(cells(b"&l9;", b"<!DOCTYPE a [" + LAUGHS + b"]>")),
        "a file of the machine": workbook(cells(b"&x;", outside)),
        "a name that leads out": workbook(**{"..__..__evil.xml": b"<a/>"}),
        "macros": workbook(**{"xl__vbaProject.bin": b"\xd0\xcf\x11\xe0"}),
        "wrong first bytes": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" * 100,
        "20 MB": bytes(range(256)) * 80_000,
        "no byte": b"",
        "cut in the middle": workbook()[:400],
        "a workbook without a sheet": workbook().replace(b"xl/worksheets/sheet1.xml", b"xl/worksheets/sheet9.xml"),
    }
    paths: dict[str, Path] = {}
    for number, (name, content) in enumerate(made.items()):
        paths[name] = folder / f"{number}.xlsx"
        paths[name].write_bytes(content)
    for end in (".xlsm", ".docx", ".zip", ".xls"):
        paths[end] = folder / f"a{end}"
        paths[end].write_bytes(workbook())
    return paths
