"""Every fault test by its name."""

from __future__ import annotations

from collections.abc import Callable

from tests.faults.harness import t01_kills, t04_delivery, t05_any_order, t06_reviewers, t07_overlaps
from tests.faults.harness.row import Orders, Row

TESTS: dict[str, Callable[[Orders], Row]] = {
    "T1": t01_kills.run,
    "T4": t04_delivery.run,
    "T5": t05_any_order.run,
    "T6": t06_reviewers.run,
    "T7": t07_overlaps.run,
}
