"""One line of a programme: every field of the lines in `data/`, and what must never be guessed."""

from __future__ import annotations

import json
import time
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.commands.explain_line import line_fields
from bot.office_files import EXAMPLE, read_directory
from planning.line.reading import Ask, LineReading, read_line
from planning.names.reading import read_units
from planning.organisation import Body, BodyKind

ROWS: list[dict[str, Any]] = [
    json.loads(row)
    for name in ("programme_lines.jsonl", "cell_lines.jsonl")
    for row in (Path(__file__).parent / "data" / name).read_text(encoding="utf-8").splitlines()
]
DIRECTORY = read_directory(EXAMPLE)
COMMITTEE = Body("du", "p-dong-tho", "Đảng ủy phường Đông Thọ", BodyKind.COMMITTEE, "B")
INSPECTORS = Body("ubkt", "p-dong-tho", "UBKT Đảng ủy phường Đông Thọ", BodyKind.INSPECTION_COMMITTEE, "B")


def read(text: str, *bodies: Body) -> LineReading:
    near = "p-dong-tho" if bodies else None
    return read_line(text, DIRECTORY, bodies=bodies or None, year=2027, today=date(2026, 11, 16), near=near)


def asked(reading: LineReading) -> set[Ask]:
    return {question.ask for question in reading.questions}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["text"]))
def test_as_meant(row: dict[str, Any]) -> None:
    reading = read(row["text"])
    assert line_fields(reading) == {field: row.get(field, "") for field in line_fields(reading)}
    assert {ask.value for ask in asked(reading) - {Ask.PROGRAMME}} == set(row["asks"])


@pytest.mark.parametrize(
    ("bodies", "programme"),
    [((COMMITTEE,), "du"), ((INSPECTORS,), "ubkt"), ((COMMITTEE, INSPECTORS), None)],
)
def test_the_programme_is_the_one_there_is_else_asked(bodies: tuple[Body, ...], programme: str | None) -> None:
    reading = read("giam sat chi bo truong THCS Tran Phu ve quan ly thu chi, thang 5", *bodies)
    assert (reading.programme and reading.programme.id) == programme
    assert asked(reading) == (set() if programme else {Ask.PROGRAMME})


def test_a_form_of_one_body_only_says_the_programme() -> None:
    reading = read("Kiểm tra tài chính đảng đối với Chi bộ Quân sự, quý IV", COMMITTEE, INSPECTORS)
    assert (reading.programme, reading.form and reading.form.code) == (INSPECTORS, "KT_TC")


DUES = (
    "Kiểm tra Chi bộ Quân sự về quản lý đảng phí, tháng 5",
    "Kiểm tra việc quản lý đảng phí Chi bộ Quân sự, tháng 5",
)


@pytest.mark.parametrize("text", DUES)
@pytest.mark.parametrize(("bodies", "form"), [((COMMITTEE,), "KT_CH"), ((INSPECTORS, COMMITTEE), "KT_TC")])
def test_dues_may_be_looked_into_by_either_body(text: str, bodies: tuple[Body, ...], form: str) -> None:
    reading = read(text, *bodies)
    assert (reading.form and reading.form.code, asked(reading)) == (form, set())


def test_an_organisation_behind_the_cue_is_not_passed_over() -> None:
    text = "Kiểm tra thực hiện nghị quyết Đảng ủy phường Đông Thọ về chuyển đổi số Chi bộ Trường THCS Trần Phú, quý II"
    assert line_fields(read(text, COMMITTEE))["subjects"] == ["p-dong-tho.cb-thcs-tran-phu"]


def test_what_the_speakers_body_may_not_plan_is_a_question() -> None:
    reading = read("Kiểm tra tài chính đảng đối với Chi bộ Quân sự, quý IV", COMMITTEE)
    assert reading.form is None
    assert Ask.FORM in asked(reading)


def test_a_person_by_name_is_not_kept() -> None:
    reading = read("Kiểm tra Chi bộ Quân sự về đất đai, quý II, trưởng đoàn: đồng chí Nguyễn Văn Sáng", COMMITTEE)
    assert reading.leader == ""
    assert Ask.PERSON in asked(reading)


@pytest.mark.parametrize("text", ["ok", "quý II", "cảm ơn đồng chí", "Chi bộ Quân sự", ""])
def test_what_is_no_inspection(text: str) -> None:
    assert not read(text, COMMITTEE).is_inspection


def test_a_line_reads_the_same_with_a_bullet_in_front() -> None:
    for row in ROWS:
        plain, bulleted = read(row["text"]), read(f"12. {row['text'].lstrip('-• ').removeprefix('1. ')}")
        assert line_fields(plain) == line_fields(bulleted)
        assert replace(plain, text="", time_text="", questions=()).intervals == bulleted.intervals


@given(st.text(max_size=4096))
def test_any_text_is_read(text: str) -> None:
    began = time.perf_counter()
    reading = read(text)
    assert time.perf_counter() - began < 1
    assert reading.intervals == () or Ask.TIME not in asked(reading)


@given(st.lists(st.sampled_from([word for row in ROWS for word in row["text"].split()]), max_size=40))
def test_words_of_lines_in_any_order_are_read_or_asked(words: list[str]) -> None:
    reading = read(" ".join(words))
    for field, ask in (("form", Ask.FORM), ("intervals", Ask.TIME), ("subjects", Ask.SUBJECT)):
        assert line_fields(reading)[field] or ask in asked(reading)


@pytest.mark.parametrize(
    "part", ["quý 2; 15 ngày; ", "hình thức: kt; ", "do a chủ trì, ", "Đảng ủy phường Đông Thọ - ", "khi cần, "]
)
def test_a_line_of_many_parts_is_read_in_bounded_time(part: str) -> None:
    began = time.process_time()
    read(f"Kiểm tra Đảng ủy phường Đông Thọ - {part * 40}"[:600])
    assert time.process_time() - began < 2


def test_what_was_kept_of_a_line_is_read_as_the_line_was() -> None:
    for row in ROWS:
        assert line_fields(read(read(row["text"]).text)) == line_fields(read(row["text"]))


@pytest.mark.parametrize("text", ["môi trường", "moi truong"])
def test_the_environment_is_not_every_school(text: str) -> None:
    assert not read_units(text, DIRECTORY, today=date(2026, 11, 16), near=None).certain
    assert len(read_units("mọi trường", DIRECTORY, today=date(2026, 11, 16), near=None).units) > 1
