"""Lines about where a programme stands after its agreement."""

from __future__ import annotations

from datetime import date

from handlers.texts.format import day


def in_force(number: str, on: date) -> str:
    return f"Bản đang hiệu lực: số {number} ngày {day(on)}."


def final(number: str, on: date) -> str:
    return f"Ý kiến chính thức: số {number} ngày {day(on)}. Chờ ban hành."
