"""A programme table as a file: JSON lines, a spreadsheet or comma-separated text, read into lines of texts.

Headings are Vietnamese, whatever their accents and capitals. A workbook's sizes are looked at before it is unpacked.
"""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

from planning.table import Line
from planning.text import clean, fold

LARGEST = 5_000_000  # bytes of the file
LARGEST_UNPACKED = 20_000_000  # bytes that a workbook declares
MOST_PARTS = 1_000  # files in a workbook; one with ten sheets has about thirty
PACKED_TIGHT = 60  # times: a table of inspections gets ten to twenty times smaller, a bomb a thousand times
SMALL = 1_000_000  # bytes below which it does no harm how tight a part is packed
_KEYS = ("body", "form", "subject", "content", "time", "partners", "leader", "mode")
_NEEDED = _KEYS[:5]
_HEADINGS = {
    "body": ("chu the", "don vi chu tri", "co quan chu tri", "don vi thuc hien", "chu tri", "don vi", "co quan"),
    "form": ("hinh thuc", "loai cuoc", "loai hinh"),
    "subject": ("doi tuong",),
    "content": ("noi dung",),
    "time": ("thoi gian tien hanh", "thoi gian thuc hien", "thoi gian kiem tra, giam sat", "thoi gian"),
    "partners": ("co quan phoi hop", "don vi phoi hop", "phoi hop"),
    "leader": ("truong doan", "nguoi chu tri"),
    "mode": ("phuong phap", "cach thuc"),
}


class TableError(Exception):
    """The file can't be read: one line with the reason."""


def read_table(path: Path) -> list[Line]:
    """The lines of a table; `number` counts the file's own lines or rows from 1. Raises TableError."""
    try:
        size = path.stat().st_size
    except OSError as error:
        raise TableError(f"{path.name}: {error.strerror}") from None
    if size > LARGEST:
        raise TableError(f"{path.name}: {size} bytes; at most {LARGEST} are read")
    readers = {".jsonl": _json_lines, ".csv": _csv, ".xlsx": _workbook}
    reader = readers.get(path.suffix.lower())
    if reader is None:
        raise TableError(f"{path.name}: only {', '.join(readers)} are read")
    return list(reader(path))


def _text(path: Path) -> str:
    try:
        return path.read_text("utf-8-sig")
    except UnicodeDecodeError as error:
        raise TableError(f"{path.name}: not UTF-8: {error.reason} at byte {error.start}") from None


def _json_lines(path: Path) -> Iterator[Line]:
    # not splitlines: a content may hold U+2028
    for number, text in enumerate(_text(path).split("\n"), start=1):
        if not text.strip():
            continue
        try:
            row = json.loads(text)
        except (json.JSONDecodeError, RecursionError) as error:
            raise TableError(f"{path.name}:{number}: {error}") from None
        if not isinstance(row, dict):
            raise TableError(f"{path.name}:{number}: not an object")
        missing = [key for key in _NEEDED if not isinstance(row.get(key), str)]
        if missing:
            raise TableError(f"{path.name}:{number}: {', '.join(missing)}: a text is needed")
        yield _line(number, {key: str(row.get(key) or "") for key in _KEYS})


def _csv(path: Path) -> Iterator[Line]:
    text = _text(path)
    head = text.split("\n", 1)[0]
    separator = max(",;\t", key=head.count)
    try:
        yield from _rows(path, enumerate(csv.reader(io.StringIO(text), delimiter=separator), start=1))
    except csv.Error as error:
        raise TableError(f"{path.name}: {error}") from None


def _workbook(path: Path) -> Iterator[Line]:
    try:
        with zipfile.ZipFile(path) as packed:
            fault = _fault(packed.infolist())
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise TableError(f"{path.name}: not a workbook") from None
    if fault:
        raise TableError(f"{path.name}: {fault}")
    try:
        yield from _rows(path, _cells(path))
    except TableError:
        raise
    except Exception as error:
        # whatever a damaged workbook makes of the library: there is nothing to read
        raise TableError(f"{path.name}: not a workbook that can be read: {error}") from None


def _fault(parts: list[zipfile.ZipInfo]) -> str:
    """Why a workbook is not unpacked, from what it declares; the library reads no more of a part than that."""
    if len(parts) > MOST_PARTS:
        return f"{len(parts)} files in the workbook; at most {MOST_PARTS} are read"
    unpacked = sum(part.file_size for part in parts)
    if unpacked > LARGEST_UNPACKED:
        return f"{unpacked} bytes unpacked; at most {LARGEST_UNPACKED} are read"
    for part in parts:
        if part.file_size > max(SMALL, PACKED_TIGHT * part.compress_size):
            return f"{part.filename[:60]!r} unpacks to more than {PACKED_TIGHT} times its size; such files are not read"
        if part.filename.startswith(("/", "\\")) or ".." in part.filename:
            return f"{part.filename[:60]!r} leads out of the workbook; such files are not read"
        if part.filename.lower().endswith("vbaproject.bin"):
            return "a workbook with macros; save it without them"
    return ""


def _cells(path: Path) -> Iterator[tuple[int, list[str]]]:
    """The rows of the first sheet, numbered from 1, as texts."""
    import openpyxl  # only where a workbook is read: it takes a while to load

    book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    try:
        rows = book.worksheets[0].iter_rows(values_only=True) if book.worksheets else iter(())
        for number, row in enumerate(rows, start=1):
            yield number, ["" if cell is None else str(cell) for cell in row]
    finally:
        book.close()


def _rows(path: Path, rows: Iterable[tuple[int, list[str]]]) -> Iterator[Line]:
    """Lines below the first row that has the headings; rows without a subject are headlines."""
    columns: dict[str, int] = {}
    for number, row in rows:
        if not columns:
            columns = _columns(row)
            continue
        values = {key: row[at] if at < len(row) else "" for key, at in columns.items()}
        if values["subject"].strip():
            yield _line(number, values)
    if not columns:
        raise TableError(f"{path.name}: no row with the headings for subject, content, time and body")


def _columns(row: list[str]) -> dict[str, int]:
    """Where each key stands; empty when this row has not the headings that are needed. The form may be missing."""
    said = [fold(cell) for cell in row]
    found: dict[str, int] = {}
    for key, headings in _HEADINGS.items():
        for heading in headings:
            at = next(
                (at for at, cell in enumerate(said) if cell.startswith(heading) and at not in found.values()), None
            )
            if at is not None:
                found[key] = at
                break
    return found if {"body", "subject", "content", "time"} <= found.keys() else {}


def _line(number: int, row: dict[str, Any]) -> Line:
    return Line(number, **{key: clean(str(row.get(key, ""))) for key in _KEYS})
