"""`ktgs audit`: what is said of a chain, and an export in which nothing is a formula."""

from __future__ import annotations

import csv
import json
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest
from openpyxl import load_workbook

from bot.commands.audit import COLUMNS
from bot.office_files import EXAMPLE
from tests.bot.conftest import Run

DATABASE = Path("var/ktgs.sqlite3")
KEY = Path("var/ktgs.sqlite3.audit-key")
PAYLOADS = (
    "=1+1",
    "+1",
    "-1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "＝1",
    '=HYPERLINK("http://x")',
    "=cmd|' /C calc'!A0",
)


@pytest.fixture
def office(ktgs: Run) -> Run:
    """An office with three rows in its audit."""
    assert ktgs("office", "load", str(EXAMPLE))[0] == 0
    for role in ("admin", "reviewer"):
        assert ktgs("invite", "ubkt-tu", "--role", role)[0] == 0
    return ktgs


def by_hand(statement: str) -> None:
    with closing(sqlite3.connect(DATABASE)) as file, file:
        file.execute("drop trigger audit_unchanged")
        file.execute("drop trigger audit_undeleted")
        file.execute(statement)


def row(seq: int) -> tuple[str, str]:
    with closing(sqlite3.connect(DATABASE)) as file:
        id_, at = file.execute("select id, at from audit where seq = ?", (seq,)).fetchone()
    return id_, at


def test_a_whole_audit(office: Run) -> None:
    status, (line,), err = office("audit", "verify")
    assert (status, err) == (0, [])
    assert line.startswith("ok    audit: 3 rows, each as it was written; the last is 3:")
    anchor = line.rpartition(" ")[2]
    status, lines, _ = office("audit", "verify", "--anchor", anchor)
    assert (status, lines[1:]) == (0, ["ok    audit: 1 anchors noted elsewhere agree"])


def test_the_changed_row_is_named(office: Run) -> None:
    id_, at = row(2)
    by_hand("""update audit set detail = '{"role":"unit"}' where seq = 2""")
    status, lines, _ = office("audit", "verify")
    named = f"({id_}, {at}, invitation.issued unit:ubkt-tu)"
    assert (status, lines) == (1, [f"WRONG audit: row 2 {named} is not what was written there"])


def test_the_removed_row_is_named(office: Run) -> None:
    by_hand("delete from audit where seq = 1")
    assert office("audit", "verify")[:2] == (1, ["WRONG audit: row 1 was removed; the next one there is row 2"])


def test_an_end_cut_off_is_named(office: Run) -> None:
    anchor = office("audit", "verify")[1][0].rpartition(" ")[2]
    by_hand("delete from audit where seq = 3")
    status, (line,), _ = office("audit", "verify", "--anchor", anchor)
    assert status == 1
    assert line.startswith("WRONG audit: row 3 and what came after it were removed; the last is 2:")


def test_the_key_is_made_once_and_missed_when_it_is_gone(office: Run) -> None:
    assert stat.S_IMODE(KEY.stat().st_mode) == 0o600
    assert len(bytes.fromhex(KEY.read_text())) == 32
    kept = KEY.read_text()
    KEY.unlink()
    status, out, err = office("audit", "verify")
    assert (status, out) == (1, [])
    assert err == [
        "ktgs: var/ktgs.sqlite3.audit-key: the audit's key is not there, but the database was written with one; "
        "put the key file back from where its copy is kept, or, if it is lost, `ktgs audit renew`"
    ]
    assert not KEY.exists(), "a new one would hide that the old one is lost"
    KEY.write_text(kept)
    KEY.chmod(0o644)
    assert office("audit", "verify")[2] == [
        f"ktgs: audit.key_file: {KEY} can be read by others (mode 0644); run: chmod 600 {KEY}"
    ]
    KEY.chmod(0o600)
    assert office("audit", "verify")[0] == 0


def test_the_wrong_key_is_refused(office: Run) -> None:
    KEY.write_text("ab" * 32)
    status, _, (line,) = office("invite", "ubkt-tu")
    assert status == 1
    assert line.startswith("ktgs: ktgs.sqlite3: its audit was written with another key; put the key file back")


def test_a_lost_key_is_not_the_end(office: Run) -> None:
    """Rows stay, a new chain begins, and back-ups of before are no reproach."""
    office("backup")
    assert office("audit", "renew")[2] == ["ktgs: audit renew: the key is the right one; nothing was changed"]
    KEY.unlink()
    status, lines, _ = office("audit", "renew")
    assert status == 0
    assert lines[0].startswith("the old chain ended at 3:")
    office("invite", "ubkt-tu")
    status, lines, _ = office("audit", "verify")
    assert status == 0
    assert lines[0].startswith("ok    audit: 2 rows, each as it was written; the last is 2:")
    assert lines[1].startswith("note  audit: the key was lost and the chain begun anew on ")
    assert lines[2] == "note  audit: 3 rows are from before the chain, nothing can be said of them"
    with closing(sqlite3.connect(DATABASE)) as file, pytest.raises(sqlite3.IntegrityError, match="only added"):
        file.execute("delete from audit")


@pytest.fixture
def poisoned(office: Run) -> Run:
    by_hand("select 1")
    with closing(sqlite3.connect(DATABASE)) as file, file:
        for number, payload in enumerate(PAYLOADS):
            values = (100 + number, f"p{number}", payload, payload, payload, payload, payload, payload)
            file.execute("insert into audit values (?, ?, ?, ?, ?, ?, ?, ?)", values)
    return office


def test_a_sheet_has_no_formulas(poisoned: Run, tmp_path: Path) -> None:
    status, (line,), _ = poisoned("audit", "export", str(tmp_path / "out.xlsx"))
    assert (status, line) == (0, f"{tmp_path / 'out.xlsx'}: {3 + len(PAYLOADS)} rows")
    sheet = load_workbook(tmp_path / "out.xlsx").active
    assert sheet is not None
    cells = [cell for line in sheet.iter_rows() for cell in line if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s", "n"}
    assert [sheet.cell(5 + n, 5).value for n in (0, 3, 8)] == [PAYLOADS[n] for n in (0, 3, 8)]


def test_lines_with_commas_have_no_formulas(poisoned: Run, tmp_path: Path) -> None:
    assert poisoned("audit", "export", str(tmp_path / "out.csv"))[0] == 0
    with (tmp_path / "out.csv").open(encoding="utf-8-sig", newline="") as file:
        lines = list(csv.reader(file))
    assert tuple(lines[0]) == COLUMNS
    assert [line[4] for line in lines[4:]] == [f"'{payload}" for payload in PAYLOADS]
    assert stat.S_IMODE((tmp_path / "out.csv").stat().st_mode) == 0o600


def test_lines_of_json_hold_everything(poisoned: Run, tmp_path: Path) -> None:
    assert poisoned("audit", "export", str(tmp_path / "out.jsonl"))[0] == 0
    lines = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text("utf-8").splitlines()]
    assert [line["action"] for line in lines[:3]] == ["office.loaded", "invitation.issued", "invitation.issued"]
    assert [line["action"] for line in lines[3:]] == list(PAYLOADS)


def test_another_kind_of_file_is_refused(office: Run, tmp_path: Path) -> None:
    status, _, err = office("audit", "export", str(tmp_path / "out.pdf"))
    assert (status, err) == (1, ["ktgs: audit export: out.pdf ends in none of .jsonl, .csv, .xlsx"])
