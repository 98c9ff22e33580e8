"""Security test 6: nothing a person typed becomes a formula, a link or a path in any file the program makes."""

from __future__ import annotations

import asyncio
import csv
import re
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.commands.audit import _harmless
from documents.names import Paper, file_name
from tests.documents.office import converted
from tests.handlers.rights_cases import cases
from tests.handlers.rights_scene import build, opened
from tests.security.report import Figure

PAYLOADS = (
    *("=1+1", "+1+1", "-1+1", "@SUM(1;1)", "\t=1+1", "\r=1+1", "＝1+1", " =1+1"),
    *('=HYPERLINK("http://example.org";"x")', "=cmd|' /C calc'!A0", "'=1+1", "\u200b=1+1"),
)
FIELDS = ("content", "period_inspected", "duration", "lead", "partners", "leader", "basis")
FILES = {  # who is handed the file, by which action
    "paper.own": "unit",
    "paper.submitted": "reviewer",
    "views.matrix_file": "reviewer",
    "views.moves_file": "reviewer",
}


@pytest.fixture(scope="module")
def scene_file(tmp_path_factory: pytest.TempPathFactory, example_database: Path) -> Iterator[Path]:
    """The scene of the rights, with a payload in every field and every name."""
    path = asyncio.run(build(tmp_path_factory.mktemp("formulas"), example_database))
    with closing(sqlite3.connect(path)) as file, file:
        for number, (id_,) in enumerate(file.execute("select id from inspections order by id").fetchall()):
            values = [PAYLOADS[(number + at) % len(PAYLOADS)] for at in range(len(FIELDS))]
            names = ", ".join(f"{name} = ?" for name in FIELDS)
            file.execute(f"update inspections set {names} where id = ?", (*values, id_))  # noqa: S608
        for number, (id_,) in enumerate(file.execute("select id from units order by id").fetchall()):
            file.execute("update units set name = ? || name where id = ?", (PAYLOADS[number % len(PAYLOADS)], id_))
    yield path


@pytest.mark.office
async def test_no_file_of_the_chat_has_a_formula(scene_file: Path, tmp_path: Path, figure: Figure) -> None:
    folder = tmp_path / "files"
    folder.mkdir()
    async with opened(tmp_path, scene_file) as scene:
        ways = cases(scene.ids)
        for name, who in FILES.items():
            await scene.tries(who, ways[name][0], None)
            shown = scene.cast[who].phone.last
            assert shown.document and shown.file, name
            assert re.fullmatch(r"[A-Za-z0-9._-]+", shown.document), shown.document
            (folder / f"{name}{Path(shown.document).suffix}").write_bytes(shown.file.content)
    cells = 0
    for path in await asyncio.to_thread(converted, folder, "fods", "*.xlsx"):
        text = path.read_text("utf-8")
        assert "table:formula" not in text
        assert "xlink:href" not in text.split("<office:body>")[1]
        cells += text.count('office:value-type="string"')
    assert cells > 50
    for path in await asyncio.to_thread(converted, folder, "fodt", "*.docx"):
        body = path.read_text("utf-8").split("<office:body>")[1]
        assert "text:formula" not in body
        assert "xlink:href" not in body
        assert any(payload in body for payload in ("=1+1", "HYPERLINK")), "the payloads stand there as text"
    figure(
        6, f"{len(PAYLOADS)} payloads in {len(FIELDS)} fields and every unit's name: 4 files, {cells} cells, 0 formulas"
    )


@pytest.mark.office
def test_libreoffice_sees_no_formula_in_text_with_commas(tmp_path: Path, figure: Figure) -> None:
    with (tmp_path / "a.csv").open("w", encoding="utf-8-sig", newline="") as file:
        out = csv.writer(file)
        for payload in PAYLOADS:
            out.writerow([_harmless(payload), "x"])
    (path,) = converted(tmp_path, "fods", "a.csv")
    assert "table:formula" not in path.read_text("utf-8")
    figure(6, f"audit as .csv: {len(PAYLOADS)} payloads, 0 formulas")


@pytest.mark.parametrize("payload", [*PAYLOADS, "../../etc/passwd", "a/b\\c", "x" * 300, "\u202egnp.exe", ""])
def test_a_file_name_is_plain(payload: str) -> None:
    for paper in Paper:
        name = file_name(paper, whose=payload, year=2027, version=1)
        assert re.fullmatch(r"[A-Za-z0-9][A-Za-z0-9._-]*", name)
        assert len(name) < 120
