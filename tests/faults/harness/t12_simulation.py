"""T12: a seeded simulation of an office in which everybody does anything at any time, and the program crashes."""

from __future__ import annotations

from collections import Counter
from typing import ClassVar

import hypothesis
from hypothesis import HealthCheck, Phase, settings
from hypothesis.stateful import run_state_machine_as_test

from tests.faults.harness.row import Orders, Row
from tests.faults.harness.simulation import OfficeMachine

WANTED = "10,000 runs x 50 steps (short: 200 x 50): 0 violations of the invariants"
BATCH = 50  # runs with one seed; the next batch has the next seed
STEPS = 50


def run(orders: Orders) -> Row:
    row = Row("T12", "simulation", WANTED, orders.seed)
    runs, steps = orders.times(4, 10_000), 15 if orders.short else STEPS

    class Machine(OfficeMachine):
        base = orders.base
        steps = 0
        done: ClassVar[Counter[str]] = Counter()
        used: ClassVar[Counter[str]] = Counter()
        faults: ClassVar[Counter[str]] = Counter()

    for start in range(0, runs, BATCH):
        many = min(BATCH, runs - start)
        seed = orders.seed + start // BATCH
        fault = _batch(Machine, seed, many, steps)
        row.tried += many
        row.survived += many - bool(fault)
        if fault:
            row.misses(f"seed {seed}: {fault}; did not hold: {', '.join(Machine.faults) or 'nothing named'}")
    row.notes.append("done: " + ", ".join(f"{n} {act}" for act, n in Machine.done.most_common()))
    row.notes.append("begun: " + ", ".join(f"{n} {name}" for name, n in Machine.used.most_common()))
    row.notes.append(f"{runs} runs of up to {steps} steps, {Machine.steps} steps looked at; seeds from {orders.seed}")
    return row


def _batch(machine: type[OfficeMachine], seed: int, runs: int, steps: int) -> str:
    """What was violated, "" for nothing. A shorter story with the same end is looked for first."""
    chosen = settings(
        max_examples=runs,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=list(HealthCheck),
    )
    try:
        run_state_machine_as_test(hypothesis.seed(seed)(machine), settings=chosen)
    except Exception as error:
        told = "; ".join([str(error)[:600], *(note.strip() for note in getattr(error, "__notes__", []))])
        return f"{type(error).__name__}: {told[:3000]}"
    return ""
