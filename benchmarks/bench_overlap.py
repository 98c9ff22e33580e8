"""How fast are the overlap query and a whole registration, beside other ways to ask the same?

python benchmarks/bench_overlap.py              10,000 and 100,000 inspections
python benchmarks/bench_overlap.py --million    and 1,000,000
python benchmarks/bench_overlap.py --quick      10,000 only

docs/performance.md says what is measured and how to read it.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import resource
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from random import Random

import overlap_peers as peers
from campaigns import fill, interval, planned
from machine import described
from prepared import START

from planning.organisation import Directory
from planning.overlap import Known, content_of, find_overlaps, ties_of
from planning.period import Interval
from storage import audit, campaigns, inspections, mailbox, programmes, rechecks
from storage.engine import Database
from storage.ids import new_id

QUERIES = 3_000
MOST_FOR_TREES = 10_000  # intervaltree takes minutes for the units at the top of more
Question = tuple[str, Interval]


def questions(directory: Directory, size: int) -> list[Question]:
    """Units of all levels, each as likely as it is numerous, and times as they are planned."""
    random = Random(size + 1)  # noqa: S311
    unit_ids = [unit_id for unit_id in directory.units if unit_id.startswith("bench")]
    return [(random.choice(unit_ids), interval(random)) for _ in range(QUERIES)]


def timed(query: peers.Query, asked: list[Question]) -> list[float]:
    """Sorted seconds, after a warm-up."""
    for unit_id, when in asked[:300]:
        query(unit_id, when)
    took = []
    for unit_id, when in asked:
        begun = time.perf_counter()
        query(unit_id, when)
        took.append(time.perf_counter() - begun)
    return sorted(took)


def at(took: list[float], share: float) -> float:
    return took[min(len(took) - 1, int(len(took) * share))]


def row(name: str, took: list[float], unit: float = 1e6) -> str:
    return f"| {name} | {at(took, 0.5) * unit:.0f} | {at(took, 0.99) * unit:.0f} | {took[-1] * unit:.0f} |"


def answers(query: peers.Query, asked: list[Question]) -> list[list[str]]:
    return [sorted({found[0] for found in query(*one)}) for one in asked[:200]]


def compare(path: Path, directory: Directory, size: int) -> list[str]:
    """A row for each way to ask; all have to answer the same."""
    asked = questions(directory, size)
    raw = sqlite3.connect(path)
    raw.row_factory = sqlite3.Row
    ways: list[tuple[str, Callable[[sqlite3.Connection, Directory], peers.Query]]] = [
        ("**ours: `unit_tree` and `visits`**", peers.ours),
        ("SQLite: rows for every unit above", peers.ancestors),
        ("SQLite: R*Tree", peers.rtree),
        ("sorted lists in memory", peers.memory),
    ]
    if size <= MOST_FOR_TREES:
        ways.append(("intervaltree", peers.intervaltree))
    rows, right = [], None
    for name, make in ways:
        try:
            query = make(raw, directory)
        except LookupError as reason:
            rows.append(f"| {name} | skipped: {reason} | | |")
            continue
        if raw.in_transaction:
            raw.commit()
        said = answers(query, asked)
        right = right or said
        if said != right:
            raise SystemExit(f"{name} does not find what the first one finds")
        rows.append(row(name, timed(query, asked)))
    try:
        with peers.postgres(raw, directory) as query:
            if answers(query, asked) != right:
                raise SystemExit("PostgreSQL does not find what the first one finds")
            rows.append(row("PostgreSQL: GiST on boxes (a round trip on a Unix socket)", timed(query, asked)))
    except LookupError as reason:
        rows.append(f"| PostgreSQL: GiST on boxes | skipped: {reason} | | |")
    raw.close()
    return rows


async def registrations(path: Path, directory: Directory, size: int) -> list[str]:
    """Look for overlaps, insert, mark, audit, leave a message, commit; one after the other, and fifty at once."""
    random = Random(size + 2)  # noqa: S311
    unit_ids = [unit_id for unit_id in directory.units if unit_id.startswith("bench")]
    database = Database(path)
    await database.open()
    found = 0

    async def registers(number: int, asked_at: float | None = None) -> float:
        nonlocal found
        item = replace(planned(random, unit_ids, number), id=new_id(), code="")
        begun = asked_at or time.perf_counter()
        async with database.write() as tx:
            campaign_id = str(await campaigns.current_id(tx))
            around = ties_of(directory).around(item.subjects)
            near = await inspections.near(tx, campaign_id, around, item.intervals, content_of(item))
            met = find_overlaps(item, [one.item for one in near], directory)
            found += len(met)
            programme = await programmes.ensure(tx, campaign_id, item.body_id, START)
            await inspections.add(
                tx, item, campaign_id=campaign_id, programme_id=programme.id, person_id=None, now=START
            )
            await rechecks.mark(tx, campaign_id, [one.other.id for one in met], START)
            told = [Known(one.key, one.other.id, "Ban Tổ chức Thành ủy, tháng 4/2027") for one in met]
            await rechecks.tell(tx, item.id, told, START)
            await audit.record(tx, "inspection.added", f"inspection:{item.id}", None, START)
            await mailbox.post(tx, channel="bench", address="1", payload={"text": "x"}, now=START)
        return time.perf_counter() - begun

    try:
        alone = sorted([await registers(number) for number in range(size, size + 500)][100:])
        crowd: list[float] = []
        cpu = time.process_time()
        for turn in range(12):
            together = time.perf_counter()  # everybody asks now; whoever comes last has waited for all the others
            crowd += await asyncio.gather(*(registers(size + 1000 + 50 * turn + n, together) for n in range(50)))
        cpu = (time.process_time() - cpu) / len(crowd)
    finally:
        await database.close()
    each = found / (500 + 600)
    return [
        row("alone, ms", alone, 1e3).replace("alone", f"alone ({each:.1f} overlaps each)"),
        row(f"50 at once, ms ({cpu * 1e3:.1f} ms of processor each)", sorted(crowd), 1e3),
    ]


async def measure(size: int, folder: Path) -> None:
    path = folder / f"{size}.sqlite3"
    print(f"{size} inspections are made", file=sys.stderr, flush=True)
    directory = await fill(path, size)
    megabytes = path.stat().st_size / 1e6
    whole = await registrations(path, directory, size)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(f"\n### {size:,} inspections ({megabytes:.0f} MB on disk, {memory:.0f} MB of memory before the peers)\n")
    print("| query, µs | p50 | p99 | longest |\n|---|---:|---:|---:|")
    print("\n".join(compare(path, directory, size)))
    print("\n| whole registration | p50 | p99 | longest |\n|---|---:|---:|---:|")
    print("\n".join(whole), flush=True)
    path.unlink()


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--quick", action="store_true")
    options.add_argument("--million", action="store_true")
    args = options.parse_args()
    sizes = [10_000] if args.quick else [10_000, 100_000, *([1_000_000] if args.million else [])]
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(prefix="ktgs-bench-")))
        print(described(folder))
        for size in sizes:
            asyncio.run(measure(size, folder))


if __name__ == "__main__":
    main()
