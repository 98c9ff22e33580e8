"""Vietnamese time expressions: what is certain, what is a question and which, what is understood and still asked."""

from __future__ import annotations

from datetime import date

import pytest

from planning.period import Doubt, Interval, Precision, TimeKind, month, quarter, read_period
from tests.planning.time_reading import GIVEN, TODAY, Line, days, read


@pytest.mark.parametrize("line", GIVEN, ids=lambda line: line.text)
def test_as_really_written(line: Line) -> None:
    reading = read(line.text)
    assert (reading.kind, days(reading), reading.alternatives) == (line.kind, line.intervals, line.alternatives)
    if reading.kind is not TimeKind.TIME:
        assert reading.doubt is not None


P = Precision
SURE = [
    ("tháng năm", [("2027-05-01", "2027-05-31", P.MONTH)]),
    ("tháng năm năm 2027", [("2027-05-01", "2027-05-31", P.MONTH)]),
    ("tháng sáu", [("2027-06-01", "2027-06-30", P.MONTH)]),
    ("thang tu", [("2027-04-01", "2027-04-30", P.MONTH)]),
    ("từ tháng tư đến tháng sáu", [("2027-04-01", "2027-06-30", P.MONTH)]),
    ("tháng mười một", [("2027-11-01", "2027-11-30", P.MONTH)]),
    ("quý tư", [("2027-10-01", "2027-12-31", P.QUARTER)]),
    ("QIII-2027", [("2027-07-01", "2027-09-30", P.QUARTER)]),
    ("quý I, II, III", [("2027-01-01", "2027-09-30", P.QUARTER)]),
    ("T3-T5/2027", [("2027-03-01", "2027-05-31", P.MONTH)]),
    ("tháng 3-4-5/2027", [("2027-03-01", "2027-05-31", P.MONTH)]),
    ("từ 3/2027 đến 5/2027", [("2027-03-01", "2027-05-31", P.MONTH)]),
    ("tháng 3, 5", [("2027-03-01", "2027-03-31", P.MONTH), ("2027-05-01", "2027-05-31", P.MONTH)]),
    ("tháng 3; tháng 9", [("2027-03-01", "2027-03-31", P.MONTH), ("2027-09-01", "2027-09-30", P.MONTH)]),
    (
        "Đợt I (tháng 3), đợt II: tháng 9",
        [("2027-03-01", "2027-03-31", P.MONTH), ("2027-09-01", "2027-09-30", P.MONTH)],
    ),
    ("2 đợt: quý I và quý II", [("2027-01-01", "2027-03-31", P.QUARTER), ("2027-04-01", "2027-06-30", P.QUARTER)]),
    ("tháng 2", [("2027-02-01", "2027-02-28", P.MONTH)]),
    ("15/3/27", [("2027-03-15", "2027-03-15", P.DAY)]),
    ("2027-03-15", [("2027-03-15", "2027-03-15", P.DAY)]),
    (
        "- Đợt 1: tháng 3\n- Đợt 2: tháng 9",
        [("2027-03-01", "2027-03-31", P.MONTH), ("2027-09-01", "2027-09-30", P.MONTH)],
    ),
    ("25.12", [("2027-12-25", "2027-12-25", P.DAY)]),
    ("ngày 3-5", [("2027-05-03", "2027-05-03", P.DAY)]),
    ("12 đến 14-12", [("2027-12-12", "2027-12-14", P.DAY)]),
    ("ngày 10-12 tháng 5 năm 2027", [("2027-05-10", "2027-05-12", P.DAY)]),
    ("12, 13 và 14/5", [("2027-05-12", "2027-05-14", P.DAY)]),
    ("sáng thứ hai, 15/3", [("2027-03-15", "2027-03-15", P.DAY)]),
    ("8 giờ 30 ngày 15/3", [("2027-03-15", "2027-03-15", P.DAY)]),
    ("từ ngày 10 tháng 3 đến ngày 20 tháng 4 năm 2027", [("2027-03-10", "2027-04-20", P.DAY)]),
    ("từ tháng 9 đến cuối năm", [("2027-09-01", "2027-12-31", P.MONTH)]),
    ("từ đầu tháng 3 đến giữa tháng 4", [("2027-03-01", "2027-04-20", P.THIRD)]),
    ("từ 4/5-6/5 (3 ngày)", [("2027-05-04", "2027-05-06", P.DAY)]),
    ("7h30 - 11h30, ngày 4/5", [("2027-05-04", "2027-05-04", P.DAY)]),
    ("tuần thứ 2, thứ 3 tháng 5", [("2027-05-08", "2027-05-21", P.WEEK)]),
    ("bắt đầu 15/4, kết thúc 20/5", [("2027-04-15", "2027-05-20", P.DAY)]),
    ("Quý II. 2027", [("2027-04-01", "2027-06-30", P.QUARTER)]),
    ("3/5/2027 (sáng)", [("2027-05-03", "2027-05-03", P.DAY)]),
    ("tháng 3 và đầu tháng 4", [("2027-03-01", "2027-04-10", P.MONTH)]),
    ("trong 2 tháng 5 và 6", [("2027-05-01", "2027-06-30", P.MONTH)]),
    ("10 tháng 5 - 12 tháng 5", [("2027-05-10", "2027-05-12", P.DAY)]),
    ("15-16 và 20-21/3", [("2027-03-15", "2027-03-16", P.DAY), ("2027-03-20", "2027-03-21", P.DAY)]),
    ("từ tháng 5 đến hết năm", [("2027-05-01", "2027-12-31", P.MONTH)]),
    ("tháng 5 (năm 2027)", [("2027-05-01", "2027-05-31", P.MONTH)]),
    ("Tháng 5 (02 ngày)", [("2027-05-01", "2027-05-31", P.MONTH)]),
    ("1) tháng 3; 2) tháng 9", [("2027-03-01", "2027-03-31", P.MONTH), ("2027-09-01", "2027-09-30", P.MONTH)]),
    ("nửa đầu năm", [("2027-01-01", "2027-06-30", P.HALF_YEAR)]),
    ("9 tháng đầu năm 2027", [("2027-01-01", "2027-09-30", P.HALF_YEAR)]),
    ("tháng cuối quý II/2027", [("2027-06-01", "2027-06-30", P.MONTH)]),
    ("tuần đầu tiên của tháng 3", [("2027-03-01", "2027-03-07", P.WEEK)]),
    ("tuần 2 và tuần 3 tháng 5", [("2027-05-08", "2027-05-21", P.WEEK)]),
    ("trong năm 2027", [("2027-01-01", "2027-12-31", P.YEAR)]),
    ("Thời gian giám sát: 03-11/2027", [("2027-03-01", "2027-11-30", P.MONTH)]),
    ("quý II (dự kiến)", [("2027-04-01", "2027-06-30", P.QUARTER)]),
    ("hoàn thành trong quý III", [("2027-07-01", "2027-09-30", P.QUARTER)]),
    ("quý II/2027 (01/4–30/6/2027)", [("2027-04-01", "2027-06-30", P.QUARTER)]),
    ("từ 15/5 đến hết tháng 5", [("2027-05-15", "2027-05-31", P.MONTH)]),
    ("2 tháng đầu quý II", [("2027-04-01", "2027-05-31", P.MONTH)]),
    ("10 ngày cuối tháng 8", [("2027-08-22", "2027-08-31", P.THIRD)]),
    ("hai tuần đầu tháng 6", [("2027-06-01", "2027-06-14", P.HALF_MONTH)]),
    ("3 quý đầu năm", [("2027-01-01", "2027-09-30", P.HALF_YEAR)]),
    ("nửa đầu th. 6", [("2027-06-01", "2027-06-15", P.HALF_MONTH)]),
    ("năm 2027: tháng 5", [("2027-05-01", "2027-05-31", P.MONTH)]),
    ("quý I; 60 ngày làm việc/cuộc", [("2027-01-01", "2027-03-31", P.QUARTER)]),
    ("10.5 - 21.5", [("2027-05-10", "2027-05-21", P.DAY)]),
    ("2 tuần kể từ ngày 1/3/2027", [("2027-03-01", "2027-03-14", P.DAY)]),
]


@pytest.mark.parametrize(("text", "expected"), SURE)
def test_sure(text: str, expected: list[tuple[str, str, Precision]]) -> None:
    reading = read(text)
    assert reading.doubt is None
    assert reading.intervals == tuple(Interval(date.fromisoformat(a), date.fromisoformat(b), p) for a, b, p in expected)


ASKED = [
    ("", Doubt.NOT_UNDERSTOOD),
    ("abc", Doubt.NOT_UNDERSTOOD),
    ("tháng 5 và báo cáo trước ngày 15/9", Doubt.NOT_UNDERSTOOD),
    ("tháng năm 2027", Doubt.NOT_UNDERSTOOD),
    ("tháng ba, tư, năm 2027", Doubt.NOT_UNDERSTOOD),
    ("thang sau", Doubt.RELATIVE),
    ("3-5", Doubt.NOT_UNDERSTOOD),
    ("3.5", Doubt.NOT_UNDERSTOOD),
    ("tháng 3/5", Doubt.NOT_UNDERSTOOD),
    ("từ ngày 3 đến 5/2027", Doubt.NOT_UNDERSTOOD),
    ("15-11/2027", Doubt.NOT_UNDERSTOOD),
    ("quý II (tháng 5)", Doubt.NOT_UNDERSTOOD),
    ("Quý III; tháng 9", Doubt.NOT_UNDERSTOOD),
    ("đầu tháng 3 và 4", Doubt.NOT_UNDERSTOOD),
    ("đầu tháng 3 và tháng 4", Doubt.NOT_UNDERSTOOD),
    ("tuần 1, 2 tháng 5 và tháng 6", Doubt.NOT_UNDERSTOOD),
    ("15/3 và tháng 5", Doubt.NOT_UNDERSTOOD),
    ("năm 15/3", Doubt.NOT_UNDERSTOOD),
    ("từ 4/5-6/5 (2 ngày)", Doubt.NOT_UNDERSTOOD),
    ("8 giờ 30 đến 11 giờ ngày 31/5", Doubt.NOT_UNDERSTOOD),
    ("hai tháng tới", Doubt.RELATIVE),
    ("tháng …/2027", Doubt.NOT_UNDERSTOOD),
    ("2 đợt: tháng 3", Doubt.NOT_UNDERSTOOD),
    ("15/3 -", Doubt.NOT_UNDERSTOOD),
    ("tháng 3 và", Doubt.NOT_UNDERSTOOD),
    ("15/3/2027 - 2027", Doubt.NOT_UNDERSTOOD),
    ("1, tháng 11", Doubt.NOT_UNDERSTOOD),
    ("31/4", Doubt.IMPOSSIBLE_DATE),
    ("29/2", Doubt.IMPOSSIBLE_DATE),
    ("15/13/2027", Doubt.IMPOSSIBLE_DATE),
    ("tháng 13", Doubt.IMPOSSIBLE_DATE),
    ("quý V", Doubt.IMPOSSIBLE_DATE),
    ("tuần 53", Doubt.IMPOSSIBLE_DATE),
    ("thứ ba ngày 15/3/2027", Doubt.WRONG_WEEKDAY),
    ("20/4 - 15/3", Doubt.END_BEFORE_START),
    ("từ tháng 11 đến tháng 2", Doubt.END_BEFORE_START),
    ("đầu năm", Doubt.VAGUE),
    ("trước tháng 5", Doubt.VAGUE),
    ("tuần 2", Doubt.VAGUE),
    ("15/3 am", Doubt.LUNAR),
    ("tháng 3 âm lịch", Doubt.LUNAR),
    ("trước Tết", Doubt.LUNAR),
    ("rằm tháng 7 và 15/9", Doubt.LUNAR),
    ("15/3 và 10/3 âm lịch", Doubt.LUNAR),
    ("mùng 1 Tết dương lịch", Doubt.LUNAR),
    ("5/5 âm lịch năm 2028", Doubt.LUNAR),
    ("mồng 5 tháng 3", Doubt.LUNAR),
    ("2 tuần tới", Doubt.RELATIVE),
    ("tháng năm tới", Doubt.RELATIVE),
    ("tháng 12 và tháng 1/2027", Doubt.NOT_UNDERSTOOD),
    ("01 (tháng 3)", Doubt.NOT_UNDERSTOOD),
    ("6 tháng; cả năm", Doubt.NOT_UNDERSTOOD),
    ("tháng 5 đầu tháng 6", Doubt.NOT_UNDERSTOOD),
    ("10.5", Doubt.NOT_UNDERSTOOD),
    ("3 ngày 15-16/3", Doubt.NOT_UNDERSTOOD),
    ("()", Doubt.NOT_UNDERSTOOD),
    ("hè 2027", Doubt.SCHOOL_YEAR),
    ("2 lần/năm", Doubt.RECURRING),
    ("60 ngày", Doubt.DURATION),
    ("30 ngày làm việc kể từ 15/3/2027", Doubt.DURATION),
    ("từ 01/01/2025 đến 31/12/2026", Doubt.PERIOD_INSPECTED),
    ("60 ngày làm việc/cuộc", Doubt.DURATION),
    ("6 tháng/cuộc", Doubt.DURATION),
    ("6 tháng/lần", Doubt.RECURRING),
    ("từ năm 2021 đến năm 2025", Doubt.PERIOD_INSPECTED),
    ("quý I " * 1000, Doubt.TOO_LONG),
]


@pytest.mark.parametrize(("text", "doubt"), ASKED)
def test_a_question(text: str, doubt: Doubt) -> None:
    reading = read(text)
    assert reading.doubt is doubt
    assert reading.spans == ()


def test_a_day_that_does_not_exist_says_why() -> None:
    reading = read("từ 1/4 đến 31/4")
    assert reading.detail == {"text": "31/4", "what": "day", "month": "4", "days": "30", "year": "2027"}


@pytest.mark.parametrize(
    ("text", "kind", "doubt", "expected"),
    [
        ("29/2/2028", TimeKind.TIME, Doubt.OUTSIDE_YEAR, [["2028-02-29", "2028-02-29"]]),
        ("15/12/2027-20/1/2028", TimeKind.TIME, Doubt.OUTSIDE_YEAR, [["2027-12-15", "2028-01-20"]]),
        ("khoảng tháng 5", TimeKind.TIME, Doubt.VAGUE, [["2027-05-01", "2027-05-31"]]),
        ("từ 15/3 trở đi", TimeKind.OPEN, Doubt.OPEN_END, [["2027-03-15", None]]),
        ("cuối tuần sau", TimeKind.TIME, Doubt.OUTSIDE_YEAR, [["2026-11-28", "2026-11-29"]]),
        ("tháng chạp", TimeKind.TIME, Doubt.LUNAR, [["2027-12-01", "2027-12-31"]]),
        ("học kỳ II", TimeKind.TIME, Doubt.SCHOOL_YEAR, [["2027-01-16", "2027-06-30"]]),
        ("hoàn thành 30/6", TimeKind.OPEN, Doubt.OPEN_START, [[None, "2027-06-30"]]),
        ("sau tháng 5", TimeKind.OPEN, Doubt.OPEN_END, [["2027-06-01", None]]),
        (
            "đợt 1 tháng 3; đợt 2 từ 1/8",
            TimeKind.TIME,
            Doubt.OPEN_END,
            [["2027-03-01", "2027-03-31"], ["2027-08-01", None]],
        ),
        (
            "15/3 hoặc 20/3",
            TimeKind.TIME,
            Doubt.EITHER_OR,
            [["2027-03-15", "2027-03-15"], ["2027-03-20", "2027-03-20"]],
        ),
    ],
)
def test_understood_and_still_a_question(text: str, kind: TimeKind, doubt: Doubt, expected: object) -> None:
    reading = read(text)
    assert (reading.kind, reading.doubt, days(reading)) == (kind, doubt, expected)
    assert reading.intervals == ()


def test_leap_year() -> None:
    assert read_period("tháng 2", year=2028, today=TODAY).intervals == (month(2, 2028),)
    assert month(2, 2028).end == date(2028, 2, 29)


def test_quarters() -> None:
    assert [quarter(n, 2027).start.month for n in (1, 2, 3, 4)] == [1, 4, 7, 10]
    assert quarter(4, 2027).end == date(2027, 12, 31)
