"""`explain_time`: the reading of a time as the command line shows it."""

from __future__ import annotations

import pytest

from bot.commands.explain_time import explain_time
from tests.planning.time_reading import GIVEN, MORE, TODAY, Line


@pytest.mark.parametrize("line", [*GIVEN, *MORE], ids=lambda line: line.text)
def test_as_meant(line: Line) -> None:
    said = explain_time(line.text, year=2027, today=TODAY)
    assert (said["kind"], said["intervals"], said["alternatives"]) == (line.kind, line.intervals, line.alternatives)
    inside = all(day is not None and day.startswith("2027") for pair in line.intervals for day in pair)
    must_ask = line.kind != "time" or line.alternatives or not inside
    if line.asks is None:
        assert said["question"] is not None or not must_ask
    else:
        assert (said["question"] is not None) == line.asks


def test_the_answer_has_exactly_these_fields() -> None:
    assert explain_time("quý II", year=2027, today=TODAY) == {
        "kind": "time",
        "intervals": [["2027-04-01", "2027-06-30"]],
        "precision": "quarter",
        "alternatives": False,
        "question": None,
    }


WRITE = "Ghi lại giúp, ví dụ “15/4”, “tháng 4” hoặc “quý II”."


@pytest.mark.parametrize(
    ("text", "question"),
    [
        ("đợt 1 tháng 3; đợt 2 từ 1/8", "Tôi hiểu “đợt 1 tháng 3; đợt 2 từ 1/8” là 01/3–31/3/2027; từ 01/8/2027: "
         "chưa có ngày kết thúc."),
        ("trước 30/6", "Tôi hiểu “trước 30/6” là đến 30/6/2027: chưa có ngày bắt đầu."),
        ("Quý III hoặc IV", "Tôi hiểu “Quý III hoặc IV” là 01/7–30/9/2027 hoặc 01/10–31/12/2027: có nhiều lựa chọn, "
         "cần chọn một."),
        ("thứ hai tuần sau", "Tôi hiểu “thứ hai tuần sau” là 23/11/2026: không nằm trong năm 2027."),
        ("từ nay đến hết quý I/2027", "Tôi hiểu “từ nay đến hết quý I/2027” là 16/11/2026–31/3/2027: "
         "không nằm trọn trong năm 2027."),
        ("khoảng tháng 5", "Tôi hiểu “khoảng tháng 5” là 01/5–31/5/2027: mới là áng chừng, cần thời gian chắc chắn."),
        ("tháng giêng", "Tôi hiểu “tháng giêng” là 01/1–31/1/2027: tháng giêng, tháng chạp thường là "
         "tháng âm lịch."),
        ("học kỳ II", "Tôi hiểu “học kỳ II” là 16/1–30/6/2027: học kỳ mỗi nơi một khác, cần ngày hoặc tháng cụ thể."),
        ("31/4", "Tôi chưa hiểu thời gian “31/4”: tháng 4 có 30 ngày."),
        ("tháng 13", "Tôi chưa hiểu thời gian “tháng 13”: một năm có 12 tháng."),
        ("quý V", "Tôi chưa hiểu thời gian “quý V”: một năm có 4 quý."),
        ("tuần 54", "Tôi chưa hiểu thời gian “tuần 54”: không có tuần như vậy."),
        ("30 tháng 12 âm lịch", "Tôi chưa hiểu thời gian “30 tháng 12 âm lịch”: âm lịch không có ngày như vậy."),
        ("năm học 2026-2028", "Tôi chưa hiểu thời gian “năm học 2026-2028”: năm học gồm hai năm liền nhau."),
        ("thứ ba ngày 15/3/2027", "Tôi chưa hiểu thời gian “thứ ba ngày 15/3/2027”: ngày đó là thứ hai, "
         "không phải thứ ba."),
        ("20/4 - 15/3", "Tôi chưa hiểu thời gian “20/4 - 15/3”: ngày kết thúc trước ngày bắt đầu."),
        ("sau Tết", "Tôi chưa hiểu thời gian “sau Tết”: mồng một Tết là 06/2/2027; cần ngày dương lịch."),
        ("tháng 3 âm lịch", "Tôi chưa hiểu thời gian “tháng 3 âm lịch”: có vẻ là âm lịch; cần ngày dương lịch."),
        ("thang sau", "Tôi chưa hiểu thời gian “thang sau”: chưa rõ là ngày nào."),
        ("đầu năm", "Tôi chưa hiểu thời gian “đầu năm”: chưa đủ cụ thể."),
        ("abc", "Tôi chưa hiểu thời gian “abc”: có chỗ chưa rõ hoặc hiểu được nhiều cách."),
    ],
)  # fmt: skip
def test_the_question_gives_the_reason(text: str, question: str) -> None:
    assert explain_time(text, year=2027, today=TODAY)["question"] == f"{question} {WRITE}"
