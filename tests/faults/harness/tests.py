"""Every fault test by its name."""

from __future__ import annotations

from collections.abc import Callable

from tests.faults.harness import (
    t01_kills,
    t02_power,
    t03_disk,
    t04_delivery,
    t05_any_order,
    t06_reviewers,
    t07_overlaps,
    t08_clock,
    t09_refused,
    t10_damage,
    t11_load,
    t12_simulation,
)
from tests.faults.harness.row import Orders, Row

TESTS: dict[str, Callable[[Orders], Row]] = {
    "T1": t01_kills.run,
    "T2": t02_power.run,
    "T3": t03_disk.run,
    "T4": t04_delivery.run,
    "T5": t05_any_order.run,
    "T6": t06_reviewers.run,
    "T7": t07_overlaps.run,
    "T8": t08_clock.run,
    "T9": t09_refused.run,
    "T10": t10_damage.run,
    "T11": t11_load.run,
    "T12": t12_simulation.run,
}
