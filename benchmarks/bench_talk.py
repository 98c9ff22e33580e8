"""How fast is our real conversation beside other bots? Each in its own process against the same loopback API.

python benchmarks/bench_talk.py                       everything, without and with 50 ms on every answer
python benchmarks/bench_talk.py --quick --only ours   in ten seconds

docs/performance.md says what is measured and how to read it.
"""

from __future__ import annotations

import argparse
import asyncio
import statistics
import sys
import tempfile
from pathlib import Path

from bots import BOTS, Bench, Skipped
from machine import described
from prepared import prepare
from runs import HERE, BenchError, Figures, Load

CHATS = 32
DELAYS = (0.0, 0.05)
Rows = dict[str, list[Figures] | str]  # by bot; a text says why there are no figures


def median(runs: list[Figures]) -> Figures:
    """The run with the median rate; its other figures belong to it."""
    return sorted(runs, key=lambda figures: figures.rate)[(len(runs) - 1) // 2]


def measure(benches: list[Bench], folder: Path, delay: float, options: argparse.Namespace) -> Rows:
    """All bots in turn, as often as asked: a machine that slows down slows all of them. Raises BenchError."""
    rows: Rows = {}
    for _ in range(options.repeat):
        for bench in benches:
            load = Load(bench.talk, CHATS, options.cells, delay, options.warm_up, options.seconds)
            with tempfile.TemporaryDirectory(dir=folder) as place:
                try:
                    figures = bench.play(load, folder / "office.sqlite3", Path(place))
                except Skipped as reason:
                    rows[bench.name] = f"skipped: {reason}"
                    continue
                except BenchError as error:
                    raise BenchError(f"{bench.name}, {delay * 1000:.0f} ms: {error}") from None
            known = rows.setdefault(bench.name, [])
            assert isinstance(known, list)  # noqa: S101
            known.append(figures)
            _tell(bench, figures)
    return rows


def _tell(bench: Bench, figures: Figures) -> None:
    times = f"p50 {figures.p50 * 1000:5.0f}  p99 {figures.p99 * 1000:5.0f} ms"
    loopback = f"(loopback {figures.cpu_loopback:.0%} of a core)"
    print(f"{bench.name:>16} {figures.rate:6.0f}/s  {times}  {loopback}", file=sys.stderr, flush=True)


def table(benches: list[Bench], rows: Rows) -> str:
    """Markdown, for docs/performance.md as it is."""
    ours = rows.get("ours")
    rate = median(ours).rate if isinstance(ours, list) else None
    lines = [
        "| bot | commit | updates/s | p50 ms | p95 ms | p99 ms | CPU ms | ours is |",
        "|---|---|---:|---:|---:|---:|---:|---:|",
        *(_line(bench, rows[bench.name], rate) for bench in benches),
    ]
    return "\n".join(lines)


def _line(bench: Bench, runs: list[Figures] | str, ours: float | None) -> str:
    if isinstance(runs, str):
        return f"| {bench.title} | {bench.commit} | {runs} | | | | | |"
    one = median(runs)
    spread = f" ({min(r.rate for r in runs):.0f} to {max(r.rate for r in runs):.0f})" if len(runs) > 1 else ""
    times = " | ".join(f"{value * 1000:.0f}" for value in (one.p50, one.p95, one.p99))
    cpu = " + ".join("?" if used is None else f"{used * 1000:.2f}" for used in one.cpu)
    ratio = f"{ours / one.rate:.2f} x" if ours and bench.name != "ours" else ""
    return f"| {bench.title} | {bench.commit} | {one.rate:.0f}{spread} | {times} | {cpu} | {ratio} |"


def _inspections(rows: Rows) -> str:
    runs = rows.get("ours")
    if not isinstance(runs, list):
        return ""
    each = statistics.fmean(run.acts / run.talks for run in runs)
    return f"\nours: {sum(run.talks for run in runs)} inspections, {each:.2f} updates each, all of them in the database"


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description="Our conversation beside other bots.")
    parser.add_argument("--only", action="append", choices=[bench.name for bench in BOTS], help="may be repeated")
    parser.add_argument("--delay", type=float, action="append", help="seconds on every answer; by default 0 and 0.05")
    parser.add_argument("--cells", type=int, default=36, help="cells of every ward: the size of the directory")
    parser.add_argument("--quick", action="store_true", help="one short repetition")
    parser.add_argument("--repeat", type=int)
    parser.add_argument("--seconds", type=float, help="measured in each run")
    parser.add_argument("--warm-up", type=float, help="seconds after everybody has finished a first talk")
    options = parser.parse_args()
    options.repeat = options.repeat or (1 if options.quick else 3)
    options.seconds = options.seconds or (2.0 if options.quick else 4.0)
    options.warm_up = options.warm_up or (0.3 if options.quick else 1.0)
    return options


def main() -> None:
    options = arguments()
    benches = [bench for bench in BOTS if not options.only or bench.name in options.only]
    # not the system's folder for temporary files: that may be memory, on which a commit costs nothing
    base = HERE.parent / "var"
    base.mkdir(exist_ok=True, mode=0o700)
    with tempfile.TemporaryDirectory(prefix="bench-", dir=base) as name:
        folder = Path(name)
        print(described(folder))
        print(f"{CHATS} chats, {options.repeat} x {options.seconds:.0f} s each; median (lowest to highest)", flush=True)
        asyncio.run(prepare(folder / "office.sqlite3", CHATS, options.cells))
        for delay in options.delay or DELAYS:
            try:
                rows = measure(benches, folder, delay, options)
            except BenchError as error:
                sys.exit(str(error))
            print(f"\n{delay * 1000:.0f} ms added to every answer\n\n{table(benches, rows)}", flush=True)
            print(_inspections(rows), flush=True)


if __name__ == "__main__":
    main()
