"""`ktgs explain` and `ktgs accuracy` as they are called."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pytest

from bot.__main__ import main
from bot.commands.accuracy import f1, line_counts, pair_counts, refusal_counts, time_counts, unit_counts
from bot.office_files import EXAMPLE, read_directory
from tests.planning.time_reading import TODAY

DATA = Path(__file__).parents[1] / "planning" / "data"
LINE = "Kiểm tra Đảng ủy phường Đông Thọ về quản lý đất đai, quý II; phối hợp MTTQ"
AT = ("--year", "2027", "--today", "2026-11-16")


def test_a_line_as_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "line", LINE, *AT, "--json"]) == 0
    assert json.loads(capsys.readouterr().out) == {
        "programme": None,
        "form": "KT_CH",
        "subjects": [{"id": "p-dong-tho", "name": "Đảng ủy phường Đông Thọ"}],
        "intervals": [["2027-04-01", "2027-06-30"]],
        "content": "quản lý đất đai",
        "period_inspected": "",
        "lead": "",
        "partners": "MTTQ",
        "questions": ["Chương trình nào?"],
    }


def test_a_line_for_reading(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "line", LINE, *AT]) == 0
    assert capsys.readouterr().out == (
        "form: KT_CH\nsubjects: Đảng ủy phường Đông Thọ (p-dong-tho)\nintervals: 2027-04-01 .. 2027-06-30\n"
        "content: quản lý đất đai\npartners: MTTQ\nquestions: Chương trình nào?\n"
    )


def test_a_refused_line_is_not_read(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "line", "Kiểm tra Chi bộ Quân sự khi có dấu hiệu vi phạm, quý II", *AT, "--json"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert (found["form"], found["content"], found["intervals"], len(found["questions"])) == (None, "", [], 1)


@pytest.mark.parametrize(
    ("kind", "text", "key", "value"),
    [
        ("time", "quý II", "intervals", [["2027-04-01", "2027-06-30"]]),
        ("unit", "DU phuong Dong Tho", "unit", {"id": "p-dong-tho", "name": "Đảng ủy phường Đông Thọ"}),
        ("content", "NQ 57 về chuyển đổi số", "documents", ["57-NQ/TW"]),
        ("line", LINE, "partners", "MTTQ"),
    ],
)
def test_one_text_a_line_from_the_standard_input(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], kind: str, text: str, key: str, value: object
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO(f"{text}\n\n{text}\n"))
    assert main(["explain", kind, "-", *AT]) == 0
    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert len(found) == 3
    assert found[0][key] == found[2][key] == value
    assert found[1][key] != value


def test_another_directory(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    units = tmp_path / "units.tsv"
    units.write_text(
        "id\tname\tkind\tparent\taliases\tvalid_from\tvalid_to\tsuccessor\n"
        "x\tĐảng ủy xã Nga Sơn\tgrassroots_committee\t\t\t\t\t\n",
        "utf-8",
    )
    for place in (units, tmp_path):
        assert main(["explain", "unit", "xã Nga Sơn", "--directory", str(place), "--json"]) == 0
        assert json.loads(capsys.readouterr().out)["unit"] == {"id": "x", "name": "Đảng ủy xã Nga Sơn"}


def test_a_directory_that_is_none_is_one_line(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "unit", "x", "--directory", str(tmp_path)]) == 1
    assert capsys.readouterr().err.startswith("ktgs: units.tsv: ")


def _rows(name: str) -> list[dict[str, object]]:
    return [json.loads(row) for row in (DATA / name).read_text("utf-8").splitlines()]


def test_the_given_files_are_read_as_well_as_is_claimed(capsys: pytest.CaptureFixture[str]) -> None:
    times = time_counts(_rows("time_expressions.jsonl"), year=2027, today=TODAY)
    assert times == {"right": 112}
    assert f1(pair_counts(_rows("content_pairs.jsonl"))) >= 0.95
    lines = line_counts(_rows("programme_lines.jsonl"), read_directory(EXAMPLE), year=2027, today=TODAY)
    assert lines.keys() == {"right"}
    names = ("time_expressions.jsonl", "content_pairs.jsonl", "programme_lines.jsonl")
    assert main(["accuracy", *(str(DATA / name) for name in names)]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == "time_expressions.jsonl: 112 right, 0 asked, 0 silently wrong"
    assert told[1].endswith("of 32 pairs")


def test_what_is_wrong_is_counted(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    times = tmp_path / "times.jsonl"
    rows = [
        {"text": "quý II", "kind": "time", "intervals": [["2027-01-01", "2027-03-31"]], "alternatives": False},
        {"text": "31/4", "kind": "time", "intervals": [["2027-04-30", "2027-04-30"]], "alternatives": False},
    ]
    times.write_text("\n".join(map(json.dumps, rows)), "utf-8")
    assert main(["accuracy", str(times)]) == 1
    assert capsys.readouterr().out == "times.jsonl: 0 right, 1 asked, 1 silently wrong\n"


def test_mentions_and_refusals_are_read_as_well_as_is_claimed(capsys: pytest.CaptureFixture[str]) -> None:
    units = unit_counts(_rows("unit_mentions.jsonl"), read_directory(EXAMPLE), today=TODAY)
    assert units.keys() == {"right"}
    refused = refusal_counts(_rows("refusals.jsonl"))
    assert refused.keys() == {(True, True), (False, False)}
    assert main(["accuracy", str(DATA / "unit_mentions.jsonl"), str(DATA / "refusals.jsonl")]) == 0
    told = capsys.readouterr().out.splitlines()
    assert told[0] == f"unit_mentions.jsonl: {units.total()} right, 0 asked, 0 silently wrong"
    assert told[1] == f"refusals.jsonl: P 1.000, R 1.000, F1 1.000 of {refused.total()} texts, 0 silently wrong"


@pytest.mark.parametrize(
    ("row", "told"),
    [
        ({"text": "Đảng ủy phường Đông Thọ", "units": ["p-dong-ve"], "certain": True}, "0 right, 0 asked, 1 silently"),
        ({"text": "Đảng ủy phường Đông Thọ", "units": [], "certain": False}, "0 right, 0 asked, 1 silently"),
        ({"text": "UBKT phường Đông Thọ", "units": ["p-dong-tho"], "certain": True, "role": "cell"}, "1 silently"),
        ({"text": "Chi bộ Quân sự", "units": ["p-dong-tho.cb-quan-su"], "certain": True}, "0 right, 1 asked, 0"),
        ({"text": "Chi bộ Quân sự", "units": [], "certain": False, "candidates": ["tu"]}, "0 right, 1 asked, 0"),
        ({"text": "quản lý đất đai", "refused": True}, "R 0.000, F1 0.000 of 1 texts, 1 silently"),
    ],
)
def test_what_is_wrong_of_units_and_refusals_is_counted(
    row: dict[str, object], told: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "rows.jsonl"
    file.write_text(json.dumps(row), "utf-8")
    assert main(["accuracy", str(file)]) == int("1 silently" in told)
    assert told in capsys.readouterr().out


def test_published_lines_are_scored_by_field(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    row = {"form": "giám sát", "subject": "Đảng ủy phường Đông Thọ", "content": "đất đai", "time_text": "quý II/2027"}
    lines = tmp_path / "lines.jsonl"
    lines.write_text(json.dumps(row), "utf-8")
    assert main(["accuracy", str(lines)]) == 0
    assert capsys.readouterr().out == (
        "lines.jsonl: 1 lines: form 1 filled, 0 asked, subjects 1 filled, 0 asked, intervals 1 filled, 0 asked, "
        "content 1 filled, 0 asked\n"
    )
