"""Lunar days by Vietnam's calendar."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from planning.period import Doubt
from planning.period.lunar import has_leap, last_day, new_year, solar_day
from tests.planning.time_reading import days, read

# The first day of the lunar year in Vietnam, 1968 to 2050. In 1968, 1969, 1985, 2007 and 2030 China had another day.
NEW_YEARS = """
29/01/1968 16/02/1969 06/02/1970 27/01/1971 15/02/1972 03/02/1973 23/01/1974 11/02/1975 31/01/1976 18/02/1977
07/02/1978 28/01/1979 16/02/1980 05/02/1981 25/01/1982 13/02/1983 02/02/1984 21/01/1985 09/02/1986 29/01/1987
17/02/1988 06/02/1989 27/01/1990 15/02/1991 04/02/1992 23/01/1993 10/02/1994 31/01/1995 19/02/1996 07/02/1997
28/01/1998 16/02/1999 05/02/2000 24/01/2001 12/02/2002 01/02/2003 22/01/2004 09/02/2005 29/01/2006 17/02/2007
07/02/2008 26/01/2009 14/02/2010 03/02/2011 23/01/2012 10/02/2013 31/01/2014 19/02/2015 08/02/2016 28/01/2017
16/02/2018 05/02/2019 25/01/2020 12/02/2021 01/02/2022 22/01/2023 10/02/2024 29/01/2025 17/02/2026 06/02/2027
26/01/2028 13/02/2029 02/02/2030 23/01/2031 11/02/2032 31/01/2033 19/02/2034 08/02/2035 28/01/2036 15/02/2037
04/02/2038 24/01/2039 12/02/2040 01/02/2041 22/01/2042 10/02/2043 30/01/2044 17/02/2045 06/02/2046 26/01/2047
14/02/2048 02/02/2049 23/01/2050
"""


def test_the_new_years_of_vietnam() -> None:
    known = [date(int(text[6:]), int(text[3:5]), int(text[:2])) for text in NEW_YEARS.split()]
    assert [day.year for day in known] == list(range(1968, 2051))
    assert [new_year(day.year) for day in known] == known


@given(st.integers(1970, 2098))
def test_the_days_of_a_lunar_year_follow_each_other(year: int) -> None:
    """Every day between two new years has exactly one name."""
    named = sorted(
        found
        for leap in (False, True)
        for month in range(1, 13)
        for day in range(1, 31)
        if (found := solar_day(day, month, year, leap=leap))
    )
    first, last = new_year(year), last_day(year + 1)
    assert first and last
    assert named == [first + timedelta(days=n) for n in range((last - first).days + 1)]
    assert sum(has_leap(month, year) for month in range(1, 13)) == (len(named) > 370)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("mùng 10 tháng 3 âm lịch", ["2027-04-16"] * 2),
        ("10/3 (ÂL)", ["2027-04-16"] * 2),
        ("15/3 âm", ["2027-04-21"] * 2),
        ("rằm tháng giêng", ["2027-02-20"] * 2),
        ("rằm tháng 7", ["2027-08-16"] * 2),
        ("mùng 3 Tết", ["2027-02-08"] * 2),
        ("30 Tết", ["2027-02-05"] * 2),  # the last day, though that month has only 29
        ("từ mùng 6 đến mùng 10 tháng giêng âm lịch", ["2027-02-11", "2027-02-15"]),
        ("từ 10/3 đến 15/3 âm lịch", ["2027-04-16", "2027-04-21"]),
    ],
)
def test_lunar_days_are_read_as_solar_ones(text: str, expected: list[str]) -> None:
    reading = read(text)
    assert (days(reading), reading.doubt) == ([expected], None)


def test_a_leap_month_is_named_or_asked() -> None:
    assert has_leap(5, 2028)
    assert read("5/5 âm lịch năm 2028").doubt is Doubt.LUNAR
    assert days(read("mùng 5 tháng 5 nhuận âm lịch năm 2028")) == [["2028-06-27", "2028-06-27"]]
    assert read("mùng 5 tháng 6 nhuận âm lịch năm 2028").doubt is Doubt.IMPOSSIBLE_DATE


def test_a_question_about_the_new_year_knows_its_day() -> None:
    assert read("trước Tết Nguyên đán 2 tuần").detail["new_year"] == "2027-02-06"
