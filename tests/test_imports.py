"""The rooms and who may import whom: the table of docs/architecture.md, checked."""

from __future__ import annotations

import ast
import re
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
ROOMS = ("planning", "storage", "documents", "handlers", "bot", "sandbox")


def _table() -> dict[str, set[str]]:
    """{package: what it may import of the project}, read from the table."""
    table = {}
    for line in (ROOT / "docs" / "architecture.md").read_text("utf-8").splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if len(cells) == 2 and cells[0].strip("`") in ROOMS:
            table[cells[0].strip("`")] = set(re.findall(r"`(\w+)`", cells[1]))
    return table


@cache
def _imports(path: Path) -> tuple[str, ...]:
    found: list[str] = []
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found += (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            found.append(node.module)
    return tuple(found)


def _files(room: str) -> list[Path]:
    return sorted((ROOT / room).rglob("*.py"))


@pytest.mark.parametrize("room", [room for room in ROOMS if (ROOT / room).exists()])
def test_a_room_imports_only_what_the_table_allows(room: str) -> None:
    allowed = {room, *_table()[room]}
    wrong = [
        f"{path.relative_to(ROOT)} imports {name}"
        for path in _files(room)
        for name in _imports(path)
        if name.split(".")[0] in ROOMS and name.split(".")[0] not in allowed
    ]
    assert wrong == []


def test_only_the_demo_imports_the_sandbox() -> None:
    users = {
        path.relative_to(ROOT).as_posix()
        for path in _files("bot")
        if any(name.split(".")[0] == "sandbox" for name in _imports(path))
    }
    assert users == {"bot/commands/demo.py"}


@pytest.mark.parametrize(
    ("library", "place"),
    [
        ("telegram", "bot/channels/telegram/"),
        ("apscheduler", "bot/schedule.py"),
        ("docx", "documents/"),
        ("xlsxwriter", "documents/sheet.py"),
    ],
)
def test_a_platform_library_has_one_place(library: str, place: str) -> None:
    users = [
        path.relative_to(ROOT).as_posix()
        for room in ROOMS
        if room != "sandbox"
        for path in _files(room)
        if any(name.split(".")[0] == library for name in _imports(path))
    ]
    assert users
    assert all(user.startswith(place) for user in users)


VIETNAMESE = re.compile(r"[ăâđêôơưĂÂĐÊÔƠƯáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ]", re.IGNORECASE)


def test_vietnamese_stands_only_where_sentences_live() -> None:
    """Sentences in handlers/texts, vocabularies in data files, the sandbox's page; nowhere else in the code."""
    wrong = [
        f"{path.relative_to(ROOT)}:{number}"
        for room in ROOMS
        for path in _files(room)
        if "handlers/texts" not in path.as_posix() and room != "sandbox"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if VIETNAMESE.search(line)
    ]
    assert wrong == []
