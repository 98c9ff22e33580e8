"""`ktgs overlaps`: JSON lines, comma-separated text and workbooks; what is too big or broken is said in one line."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from bot import programme_table
from bot.__main__ import main

ROWS = [
    ("UBKT Thành ủy", "kiểm tra", "Đảng ủy phường Đông Thọ", "Tài chính đảng", "10/5-21/5"),
    ("Ban Tổ chức Thành ủy", "kiểm tra", "P. Đông Thọ", "thu nộp đảng phí", "tháng 5"),
    ("Ban Dân vận Thành ủy", "giám sát", "phường Đông Thọ", "dân vận", "12/5/2027"),
    ("UBKT Đảng ủy phường Đông Thọ", "giám sát", "Bí thư Chi bộ Quân sự", "nêu gương", "quý III"),
    ("Đảng ủy phường Đông Thọ", "kiểm tra", "Chi bộ Quân sự", "tuyển quân", "tháng 9"),
]
KEYS = ("body", "form", "subject", "content", "time")
HEADINGS = ["TT", "Cơ quan chủ trì", "Hình thức", "Đối tượng", "Nội dung kiểm tra, giám sát", "Thời gian thực hiện"]
WANTED = [
    ("T3", "highest", "possible", 1, 2),
    ("T1", "high", "certain", 1, 3),
    ("T1", "medium", "possible", 2, 3),
    ("T5", "low", "possible", 4, 5),
]


def jsonl(folder: Path, rows: Sequence[tuple[str, ...]] = ROWS) -> Path:
    path = folder / "programme.jsonl"
    lines = (json.dumps(dict(zip(KEYS, row, strict=True)), ensure_ascii=False) for row in rows)
    path.write_text("\n".join(lines), "utf-8")
    return path


def found(capsys: pytest.CaptureFixture[str], path: Path, *more: str) -> list[dict[str, Any]]:
    assert main(["overlaps", str(path), "--json", "--today", "2026-11-16", *more]) == 0
    return [json.loads(line) for line in capsys.readouterr().out.splitlines()]


def short(rows: list[dict[str, Any]], less: int = 0) -> list[tuple[str, str, str, int, int]]:
    return [(r["class"], r["severity"], r["certainty"], r["a"] - less, r["b"] - less) for r in rows]


def test_one_object_a_pair_with_its_worst_class(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = found(capsys, jsonl(tmp_path))
    assert short(rows) == WANTED
    assert rows[0]["reason"] == (
        "Dòng 1 và dòng 2: cùng Đảng ủy phường Đông Thọ. Cùng nội dung: tài chính đảng, đảng phí. "
        "Thời gian: 10/5–21/5/2027 và tháng 5/2027. Chưa chắc chắn vì mới ghi theo tháng."
    )
    assert rows[3]["reason"] == (
        "Dòng 4 và dòng 5: người giữ chức vụ ở Chi bộ Quân sự và Chi bộ Quân sự (tổ chức và người của tổ chức). "
        "Thời gian: quý III/2027 và tháng 9/2027. Chưa chắc chắn vì mới ghi theo quý."
    )


def test_without_json_sentences(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["overlaps", str(jsonl(tmp_path)), "--today", "2026-11-16"]) == 0
    assert capsys.readouterr().out.startswith("T3 1-2: Dòng 1 và dòng 2: cùng Đảng ủy phường Đông Thọ.")


def test_the_year_of_times_that_say_none(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    rows = found(capsys, jsonl(tmp_path), "--year", "2026")
    assert short(rows) == [WANTED[0], WANTED[3]]  # the third line says its own year


@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_comma_separated(tmp_path: Path, capsys: pytest.CaptureFixture[str], separator: str) -> None:
    rows = [["CHƯƠNG TRÌNH NĂM 2027"], HEADINGS, *([str(n), *row] for n, row in enumerate(ROWS, 1))]
    path = tmp_path / "programme.csv"
    path.write_text("\n".join(separator.join(f'"{cell}"' for cell in row) for row in rows), "utf-8-sig")
    text = path.read_text("utf-8-sig").split("\n", 1)[1]  # the separator is read off the first line
    path.write_text(text, "utf-8-sig")
    assert short(found(capsys, path), less=1) == WANTED


def test_a_workbook(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    for row in [["CHƯƠNG TRÌNH NĂM 2027"], HEADINGS, *([n, *row] for n, row in enumerate(ROWS, 1)), ["A. Cộng"]]:
        sheet.append(row)
    path = tmp_path / "programme.xlsx"
    book.save(path)
    assert short(found(capsys, path), less=2) == WANTED


def wrong(capsys: pytest.CaptureFixture[str], path: Path) -> str:
    assert main(["overlaps", str(path)]) == 1
    return capsys.readouterr().err


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("a.txt", b"", "ktgs: a.txt: only .jsonl, .csv, .xlsx are read\n"),
        ("a.jsonl", b"{}", "ktgs: a.jsonl:1: body, form, subject, content, time: a text is needed\n"),
        ("a.jsonl", b"\n[1]", "ktgs: a.jsonl:2: not an object\n"),
        ("a.jsonl", b"\xff", "ktgs: a.jsonl: not UTF-8: invalid start byte at byte 0\n"),
        ("a.csv", b"a,b\n1,2", "ktgs: a.csv: no row with the headings for subject, content, time and body\n"),
        ("a.xlsx", b"PK nothing", "ktgs: a.xlsx: not a workbook\n"),
    ],
)
def test_what_is_wrong_is_said_in_one_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], name: str, content: bytes, said: str
) -> None:
    (tmp_path / name).write_bytes(content)
    assert wrong(capsys, tmp_path / name) == said


def test_sizes_are_looked_at_before_anything_is_unpacked(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    bomb = tmp_path / "bomb.xlsx"
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b"0" * (programme_table.LARGEST_UNPACKED + 1))
    assert bomb.stat().st_size < programme_table.LARGEST
    monkeypatch.setattr(openpyxl, "load_workbook", None)
    assert wrong(capsys, bomb) == "ktgs: bomb.xlsx: 20000001 bytes unpacked; at most 20000000 are read\n"
    big = tmp_path / "big.jsonl"
    big.write_bytes(b" " * (programme_table.LARGEST + 1))
    assert wrong(capsys, big) == "ktgs: big.jsonl: 5000001 bytes; at most 5000000 are read\n"
    assert wrong(capsys, tmp_path / "none.jsonl") == "ktgs: none.jsonl: No such file or directory\n"
