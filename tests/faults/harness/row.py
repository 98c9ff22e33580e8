"""What one fault test was asked to do, and what it found."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from random import Random


@dataclass(frozen=True, slots=True)
class Orders:
    """`folder`: empty, for this test alone; `base`: the example office's database; `rounds`: None leaves the number to
    the test, which has one for its short form and one for its long form."""

    folder: Path
    base: Path
    seed: int
    short: bool = False
    rounds: int | None = None

    def times(self, short: int, long: int) -> int:
        """How many rounds of the test's main part."""
        return self.rounds if self.rounds is not None else short if self.short else long

    def random(self, *parts: object) -> Random:
        """Numbers of this seed; `parts` name the stream, so that one part's draws do not move another's."""
        return Random(":".join(map(str, (self.seed, *parts))))  # noqa: S311 - repeatable on purpose

    def inside(self, name: str) -> Path:
        """A folder for one part of the test."""
        folder = self.folder / name
        folder.mkdir(parents=True)
        return folder


@dataclass(slots=True)
class Row:
    """`tried` things, of which so many went as they should; `lost` and `repeated` count what people notice most.

    `wanted`: the pass figure; `short_of`: where it was missed, each with its cause as far as it is known; `slow`: where
    only time was missed, which a busy machine may be to blame for; `notes`: figures worth keeping. `skipped`: why it
    was not tried at all.
    """

    test: str
    title: str
    wanted: str
    seed: int
    tried: int = 0
    survived: int = 0
    lost: int = 0
    repeated: int = 0
    notes: list[str] = field(default_factory=list)
    short_of: list[str] = field(default_factory=list)
    slow: list[str] = field(default_factory=list)
    skipped: str = ""

    def counts(self, fine: bool, fault: str = "") -> None:
        """One more was tried; `fault` says what was wrong when it was."""
        self.tried += 1
        self.survived += fine
        if not fine:
            self.misses(fault)

    def misses(self, fault: str) -> None:
        """The first few faults are told in full; the numbers have the rest."""
        if len(self.short_of) < 5:
            self.short_of.append(fault)

    def demands(self, fine: bool, fault: str) -> None:
        """Something the whole run has to keep, beside what was counted."""
        if not fine:
            self.misses(fault)

    def hurries(self, fine: bool, fault: str) -> None:
        """The same for a figure in seconds."""
        if not fine:
            self.slow.append(fault)

    @property
    def passes(self) -> bool:
        return not (self.short_of or self.slow or self.lost or self.skipped) and self.survived == self.tried


HEAD = ("test", "tried", "survived", "lost", "repeated", "seed", "pass figure")


def table(rows: Sequence[Row]) -> str:
    """All rows in columns, then what is worth saying of each."""
    lines = [HEAD, *(_cells(row) for row in rows)]
    widths = [max(len(line[column]) for line in lines) for column in range(len(HEAD))]
    told = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    return "\n".join([told[0], "-" * len(told[0]), *told[1:], "", *_remarks(rows)])


def _cells(row: Row) -> tuple[str, ...]:
    verdict = "skipped" if row.skipped else "pass" if row.passes else "SHORT"
    numbers = ("-",) * 4 if row.skipped else tuple(map(str, (row.tried, row.survived, row.lost, row.repeated)))
    return f"{row.test} {row.title}", *numbers, str(row.seed), f"{verdict}: {row.wanted}"


def _remarks(rows: Iterable[Row]) -> Iterable[str]:
    for row in rows:
        yield from (f"{row.test}  {note}" for note in row.notes)
        yield from (f"{row.test}  SHORT  {fault}" for fault in (*row.short_of, *row.slow))
        if row.skipped:
            yield f"{row.test}  skipped: {row.skipped}"
