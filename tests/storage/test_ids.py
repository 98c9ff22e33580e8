"""Ids only grow: the order of inbox and outbox hangs on them, whatever the machine's clock does."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest

from storage import ids, outbox
from storage.engine import Database
from storage.ids import Ids

MS = 1_000_000  # nanoseconds


class Clock:
    """The machine's clock, for tests to set."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.ns = 1_795_000_000_000 * MS
        monkeypatch.setattr(time, "time_ns", lambda: self.ns)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    return Clock(monkeypatch)


def grow(made: list[str]) -> bool:
    return all(one < next_one for one, next_one in pairwise(made))


def test_ids_of_one_millisecond_grow_also_when_there_are_very_many(clock: Clock) -> None:
    source = Ids()
    made = [source.new() for _ in range(40_000)]  # more than one millisecond has numbers for
    assert grow(made)
    assert {len(each) for each in made} == {26}


def test_ids_grow_when_the_clock_steps_back(clock: Clock) -> None:
    source = Ids()
    made = []
    for step in (0, 5, -3_600_000, 1, 86_400_000, -86_400_000, 0):
        clock.ns += step * MS
        made += [source.new() for _ in range(3)]
    assert grow(made)


def test_after_a_restart_ids_go_on_above_the_last_one_kept(clock: Clock) -> None:
    before = Ids()
    last = [before.new() for _ in range(1_000)][-1]  # all in one millisecond: the last one has a high count
    for step in (0, -60_000):  # the restart is within the same millisecond, or the clock was set back meanwhile
        clock.ns += step * MS
        after = Ids()
        after.after(last)
        assert grow([last, *(after.new() for _ in range(3))])


def test_an_older_last_id_does_not_push_ids_back(clock: Clock) -> None:
    source = Ids()
    first = source.new()
    clock.ns += 10 * MS
    made = [first, source.new()]
    source.after(first)
    source.after(None)
    assert grow([*made, source.new()])


async def test_opening_a_database_starts_above_everything_in_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    database = Database(tmp_path / "ktgs.sqlite3")
    await database.open()
    async with database.write() as tx:
        last = [await outbox.post(tx, channel="t", address="1", payload={}, now=datetime.now(UTC)) for _ in range(3)][
            -1
        ]
    await database.close()
    told: list[str | None] = []
    monkeypatch.setattr(ids, "never_below", told.append)
    await database.open()
    await database.close()
    assert last in told
