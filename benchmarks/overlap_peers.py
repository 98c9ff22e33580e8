"""Ways to find what meets a time at a unit, above and below. All answer with inspection, exact or not, and content."""

from __future__ import annotations

import contextlib
import os
import pwd
import shutil
import sqlite3
import subprocess
import sys
import tempfile
from bisect import bisect_right
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from planning.organisation import Directory
from planning.overlap import ties_of
from planning.period import Interval
from storage.visits import queries

Found = list[Any]  # rows that begin with the inspection's id
Query = Callable[[str, Interval], Found]
BENCH = Path(__file__).parent.parent / ".venv-bench"


def ours(raw: sqlite3.Connection, directory: Directory) -> Query:
    """The statement of storage/visits.py: a table of units above and below, visits by unit, first and last day."""
    sql = queries.meeting.sql

    def query(unit_id: str, when: Interval) -> Found:
        return raw.execute(
            sql,
            {"unit_id": unit_id, "starts_on": when.start.isoformat(), "ends_on": when.end.isoformat(), "exact": 0},
        ).fetchall()

    return query


VISITS = """select p.inspection_id, s.unit_id, p.starts_on, p.ends_on, p.precision = 'day' exact
  from inspection_subjects s join inspection_periods p on p.inspection_id = s.inspection_id"""


def ancestors(raw: sqlite3.Connection, directory: Directory) -> Query:
    """A row for each visit at its unit and at every unit above: what is below a unit is one range of one index."""
    raw.execute(
        "create table peer_rows (unit_id text, own integer, starts_on text, ends_on text, exact integer,"
        " inspection_id text, primary key (unit_id, own, starts_on, ends_on, exact, inspection_id)) without rowid"
    )
    raw.execute(
        "insert or ignore into peer_rows select t.above, t.above = v.unit_id, v.starts_on, v.ends_on, v.exact,"
        " v.inspection_id from visits v join unit_tree t on t.below = v.unit_id"
    )
    ties = ties_of(directory)
    one = (
        "select v.inspection_id, v.exact, i.content from peer_rows v join inspections i on i.id = v.inspection_id"
        " where v.starts_on <= :ends_on and v.ends_on >= :starts_on and "
    )

    def query(unit_id: str, when: Interval) -> Found:
        above = ties.above(unit_id)
        marks = {f"above_{n}": name for n, name in enumerate((unit_id, *above))}
        sql = f"{one} v.unit_id = :unit_id and v.own = 0 union all {one} v.own = 1 and v.unit_id in ({_marks(marks)})"
        values = {"unit_id": unit_id, "starts_on": when.start.isoformat(), "ends_on": when.end.isoformat(), **marks}
        return raw.execute(sql, values).fetchall()

    return query


def _marks(names: dict[str, str]) -> str:
    return ", ".join(f":{name}" for name in names)


def numbered(directory: Directory) -> dict[str, tuple[int, int]]:
    """Each unit's place in the tree, and the last place below it: an ancestor's range contains its descendants'."""
    found: dict[str, tuple[int, int]] = {}
    count = 0

    def walk(unit_id: str) -> None:
        nonlocal count
        mine, count = count, count + 1
        for child in directory.children(unit_id):
            walk(child)
        found[unit_id] = (mine, count - 1)

    for unit in directory.units.values():
        if unit.parent_id is None:
            walk(unit.id)
    return found


def rtree(raw: sqlite3.Connection, directory: Directory) -> Query:
    """SQLite's R*Tree: boxes of a range of units by days. A unit's range meets those above and below it."""
    place = numbered(directory)
    raw.execute(
        "create virtual table peer_boxes using rtree_i32(id, unit_from, unit_to, day_from, day_to, +exact, +inspection)"
    )
    rows = raw.execute(VISITS)
    boxes = ((n, *place[row[1]], _day(row[2]), _day(row[3]), row[4], row[0]) for n, row in enumerate(map(tuple, rows)))
    raw.executemany("insert into peer_boxes values (?, ?, ?, ?, ?, ?, ?)", list(boxes))

    def query(unit_id: str, when: Interval) -> Found:
        first, last = place[unit_id]
        return raw.execute(
            "select i.id, b.exact, i.content from peer_boxes b join inspections i on i.id = b.inspection"
            " where b.unit_from <= ? and b.unit_to >= ? and b.day_from <= ? and b.day_to >= ?",
            (last, first, when.end.toordinal(), when.start.toordinal()),
        ).fetchall()

    return query


def _day(text: str) -> int:
    from datetime import date

    return date.fromisoformat(text).toordinal()


def _keys(
    raw: sqlite3.Connection, directory: Directory
) -> Iterator[tuple[tuple[str, bool], tuple[Any, ...], int, int]]:
    """Every visit at its unit (own) and at every unit above."""
    ties = ties_of(directory)
    contents = dict(map(tuple, raw.execute("select id, content from inspections")))
    for inspection_id, unit_id, start, end, exact in raw.execute(VISITS).fetchall():
        visit = (inspection_id, exact, contents[inspection_id])
        yield (unit_id, True), visit, _day(start), _day(end)
        for above in ties.above(unit_id):
            yield (above, False), visit, _day(start), _day(end)


def memory(raw: sqlite3.Connection, directory: Directory) -> Query:
    """Sorted lists in memory: the floor, with nothing stored and nothing shared."""
    lists: dict[tuple[str, bool], list[tuple[int, int, Any]]] = {}
    for key, visit, start, end in _keys(raw, directory):
        lists.setdefault(key, []).append((start, end, visit))
    for one in lists.values():
        one.sort(key=lambda visit: visit[0])
    starts = {key: [visit[0] for visit in one] for key, one in lists.items()}
    ties = ties_of(directory)

    def query(unit_id: str, when: Interval) -> Found:
        first, last = when.start.toordinal(), when.end.toordinal()
        found: Found = []
        for key in ((unit_id, False), (unit_id, True), *((above, True) for above in ties.above(unit_id))):
            if key in lists:
                found += [v for _, end, v in lists[key][: bisect_right(starts[key], last)] if end >= first]
        return found

    return query


def _from_bench(name: str) -> Any:
    """A library of .venv-bench: the benchmark's peers are not the program's business."""
    sys.path += [str(found) for found in BENCH.glob("lib/python*/site-packages")]
    try:
        return __import__(name)
    except ImportError:
        raise LookupError(f"{name} is not installed; `make bench` makes .venv-bench") from None


def intervaltree(raw: sqlite3.Connection, directory: Directory) -> Query:
    """The library intervaltree: one tree for each unit, and one for what is below it."""
    library = _from_bench("intervaltree")
    intervals: dict[tuple[str, bool], list[Any]] = {}
    for key, visit, start, end in _keys(raw, directory):
        intervals.setdefault(key, []).append(library.Interval(start, end + 1, visit))
    trees = {key: library.IntervalTree(many) for key, many in intervals.items()}
    ties = ties_of(directory)

    def query(unit_id: str, when: Interval) -> Found:
        first, last = when.start.toordinal(), when.end.toordinal() + 1
        keys = ((unit_id, False), (unit_id, True), *((above, True) for above in ties.above(unit_id)))
        return [one.data for key in keys if key in trees for one in trees[key].overlap(first, last)]

    return query


@contextlib.contextmanager
def postgres(raw: sqlite3.Connection, directory: Directory) -> Iterator[Query]:
    """PostgreSQL with GiST on boxes of a range of units by days, on a Unix socket. Raises LookupError where no server
    can be started."""
    psycopg = _from_bench("psycopg")
    if not shutil.which("initdb"):
        raise LookupError("no PostgreSQL server on this machine")
    folder = Path(tempfile.mkdtemp(prefix="ktgs-bench-pg-"))
    user = "postgres" if os.geteuid() == 0 else pwd.getpwuid(os.geteuid()).pw_name
    as_user = ["runuser", "-u", user, "--"] if os.geteuid() == 0 else []
    try:
        if as_user:
            shutil.chown(folder, user)
        data = str(folder / "data")
        quiet: dict[str, Any] = {"check": True, "stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL}
        subprocess.run([*as_user, "initdb", "-D", data, "-A", "trust", "-U", "bench"], **quiet)  # noqa: S603
        options = f"-k {folder} -c listen_addresses='' -c shared_buffers=512MB -c fsync=off"
        subprocess.run([*as_user, "pg_ctl", "-D", data, "-w", "-o", options, "start"], **quiet)  # noqa: S603
    except (subprocess.CalledProcessError, LookupError, OSError) as error:
        shutil.rmtree(folder, ignore_errors=True)
        raise LookupError(f"PostgreSQL does not start here: {error}") from None
    try:
        with psycopg.connect(f"host={folder} user=bench dbname=postgres", autocommit=True) as connection:
            yield _gist(connection, raw, numbered(directory))
    finally:
        subprocess.run([*as_user, "pg_ctl", "-D", data, "-m", "immediate", "stop"], **quiet)  # noqa: S603
        shutil.rmtree(folder, ignore_errors=True)


def _gist(connection: Any, raw: sqlite3.Connection, place: dict[str, tuple[int, int]]) -> Query:
    connection.execute("create table visits (id text, exact int, content text, area box)")
    contents = dict(map(tuple, raw.execute("select id, content from inspections")))
    with connection.cursor() as cursor, cursor.copy("copy visits from stdin") as copy:
        for inspection_id, unit_id, start, end, exact in raw.execute(VISITS):
            first, last = place[unit_id]
            area = f"(({last},{_day(end)}),({first},{_day(start)}))"
            copy.write_row((inspection_id, exact, contents[inspection_id], area))
    connection.execute("create index on visits using gist (area)")
    connection.execute("vacuum analyze visits")

    def query(unit_id: str, when: Interval) -> Found:
        first, last = place[unit_id]
        area = f"(({last},{when.end.toordinal()}),({first},{when.start.toordinal()}))"
        found: Found = connection.execute(
            "select id, exact, content from visits where area && %s::box", (area,), prepare=True
        ).fetchall()
        return found

    return query
