"""For every time expression: its echo is read back, folding changes nothing silently, any text is answered."""

from __future__ import annotations

import sys
import unicodedata
from collections.abc import Callable
from datetime import date, timedelta
from types import FrameType
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handlers.texts.format import days as said_days
from handlers.texts.format import echo, echoes, when
from planning.period import Doubt, Interval, Precision, Reading, TimeKind, month, quarter
from planning.text import fold
from tests.planning.time_reading import GIVEN, MORE, read

A_DAY = st.dates(date(2027, 1, 1), date(2027, 12, 31))
LINES = [*GIVEN, *MORE]


@st.composite
def intervals(draw: st.DrawFn) -> Interval:
    if draw(st.booleans()):
        return draw(st.sampled_from([month(n, 2027) for n in range(1, 13)] + [quarter(n, 2027) for n in range(1, 5)]))
    start, end = sorted((draw(A_DAY), draw(A_DAY)))
    return Interval(start, end, draw(st.sampled_from(Precision)))


def found(text: str) -> list[tuple[date, date]]:
    reading = read(text)
    assert reading.doubt is None, (text, reading)
    return [(interval.start, interval.end) for interval in reading.intervals]


@given(intervals())
def test_an_echo_is_read_back(interval: Interval) -> None:
    for text in (echo(interval), when(interval), said_days(interval)):
        assert found(text) == [(interval.start, interval.end)]


@given(st.lists(intervals(), min_size=2, max_size=4))
def test_the_echo_of_waves_is_read_back(some: list[Interval]) -> None:
    waves: list[Interval] = []
    for interval in sorted(some):
        if not waves or interval.start > waves[-1].end:
            waves.append(interval)
    assert found(echoes(waves)) == [(wave.start, wave.end) for wave in waves]


@given(A_DAY, st.integers(0, 20), st.integers(2, 30), st.integers(0, 20))
def test_two_waves_are_read_back_however_they_are_joined(start: date, length: int, gap: int, second: int) -> None:
    one = Interval(start, start + timedelta(days=length))
    later = one.end + timedelta(days=gap)
    other = Interval(later, later + timedelta(days=second))
    if other.end.year == 2027:
        for link in (" và ", "; ", ", "):
            expected = [(wave.start, wave.end) for wave in (one, other)]
            assert found(f"{said_days(one)}{link}{said_days(other)}") == expected


WRITTEN: dict[str, Callable[[str], str]] = {
    "decomposed": lambda text: unicodedata.normalize("NFD", text),
    "upper": str.upper,
    "lower": str.lower,
    "title": str.title,
    "spaces": lambda text: f"  {text.replace(' ', '  ')} ",
}


def _said(reading: Reading) -> tuple[Any, ...]:
    return reading.kind, reading.spans, reading.alternatives, reading.doubt


@pytest.mark.parametrize("how", WRITTEN)
def test_case_spaces_and_encoding_change_nothing(how: str) -> None:
    changed = [line.text for line in LINES if _said(read(WRITTEN[how](line.text))) != _said(read(line.text))]
    assert changed == []


def test_without_accents_it_is_the_same_or_a_question() -> None:
    asked = []
    for line in LINES:
        full, bare = read(line.text), read("\n".join(map(fold, line.text.split("\n"))))
        if _said(bare)[:3] != _said(full)[:3]:
            assert bare.doubt is not None, line.text
            asked.append(line.text)
    assert len(asked) < 12, asked  # "sau" is six and next, "toi" until and evening, "am" lunar and the morning


@given(st.text(max_size=4096))
def test_any_text_is_answered(text: str) -> None:
    _is_sane(read(text))


WORDS = st.sampled_from(
    [*{word for line in LINES for word in line.text.split()}, ",", ";", "-", "/", "(", ")", "31/4", "2027"]
)


@given(st.lists(WORDS, max_size=60).map(" ".join))
def test_any_words_in_any_order_are_answered(text: str) -> None:
    _is_sane(read(text))


@given(st.lists(st.sampled_from([line.text for line in LINES]), min_size=2, max_size=4), st.sampled_from(" ;,-("))
def test_any_expressions_together_are_answered(texts: list[str], link: str) -> None:
    _is_sane(read(link.join(texts)))


def _is_sane(reading: Reading) -> None:
    assert reading.kind is TimeKind.TIME or reading.doubt is not None
    assert bool(reading.spans) == (reading.kind in {TimeKind.TIME, TimeKind.OPEN})
    assert all(span.start is not None or span.end is not None for span in reading.spans)
    closed = [(span.start, span.end) for span in reading.spans if span.start and span.end]
    assert all(start <= end for start, end in closed)
    assert not reading.alternatives or reading.doubt is not None
    if reading.doubt is None:
        assert len(reading.intervals) == len(reading.spans) > 0
        assert all(i.start.year == i.end.year == 2027 for i in reading.intervals)
        assert closed == sorted(closed)


MOST_CALLS = 40_000  # the worst found so far takes 14,000, about 10 ms


def _calls(text: str) -> int:
    count = 0

    def note(frame: FrameType, event: str, arg: object) -> None:
        nonlocal count
        count += event == "call"

    before = sys.getprofile()
    sys.setprofile(note)
    try:
        read(text)
    finally:
        sys.setprofile(before)
    return count


PIECES = ["1/", "1-", "tháng 3, ", "quý ", "từ ", "(", "đợt 1 ", "1", "hoặc ", "…", "tuần 2, ", "1 ", "\ufdfa", "mùng "]


@pytest.mark.parametrize("piece", PIECES)
def test_the_work_is_bounded(piece: str) -> None:
    read(piece)  # the vocabulary is loaded
    assert _calls((piece * 300)[:300]) < MOST_CALLS
    for size in (301, 4096, 100_000):
        text = (piece * size)[:size]
        assert read(text).doubt is Doubt.TOO_LONG
        assert _calls(text) < 100


@given(st.lists(st.integers(1, 12), min_size=2, max_size=4, unique=True).map(sorted), st.sampled_from([" hoặc ", "/"]))
def test_months_with_or_between_are_choices(numbers: list[int], joint: str) -> None:
    reading = read(joint.join(f"tháng {n}" for n in numbers))
    assert reading.choices == tuple(month(n, 2027) for n in numbers)
    assert reading.intervals == ()
