"""What digests have told so far is, for every inspection and at every digest, exactly what there is to know.

Random changes against a slow and obvious oracle: everything compared with everything, and two states subtracted.
"""

from __future__ import annotations

import asyncio
import os
import shutil
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handlers import rechecks
from handlers.turn import Office
from planning.inspection import Details, Inspection
from planning.overlap import Severity, compare, told
from planning.period import Interval, month, quarter
from storage import campaigns, inspections, programmes, units
from storage import rechecks as marks
from storage.engine import Connection, Database
from storage.ids import new_id
from tests.stage import START, ZONE

BODIES = ("tu/btv", "ban-to-chuc/ban", "ban-dan-van/ban", "p-dong-tho/du", "p-dong-tho/ubkt", "p-ham-rong/du")
SUBJECTS = ("p-dong-tho", "p-dong-tho.cb-thcs-tran-phu", "p-dong-tho.cb-quan-su", "p-ham-rong", "p-ham-rong.ubnd")
TIMES = (
    month(5, 2027),
    quarter(2, 2027),
    month(9, 2027),
    Interval(month(5, 2027).start, month(5, 2027).start + timedelta(days=4)),
    Interval(month(5, 2027).start + timedelta(days=3), month(5, 2027).start + timedelta(days=9)),
)
CONTENTS = ("Quản lý đất đai", "Thực hiện Nghị quyết số 57-NQ/TW", "nq 57 của trung ương", "Trồng cây xanh")
EXAMPLES = int(os.environ.get("RECHECK_EXAMPLES", "60"))

WHICH = st.integers(0, 30)  # of those that are there
TIME, CONTENT = st.sampled_from(TIMES), st.sampled_from(CONTENTS)
ADD = st.tuples(
    st.just("add"),
    st.sampled_from(BODIES),
    st.lists(st.sampled_from(SUBJECTS), min_size=1, max_size=2, unique=True).map(tuple),
    TIME,
    CONTENT,
)
CHANGE = st.one_of(
    st.tuples(st.just("move"), WHICH, TIME),
    st.tuples(st.just("reword"), WHICH, CONTENT),
    st.tuples(st.just("go elsewhere"), WHICH, st.sampled_from(SUBJECTS)),
    st.tuples(st.just("take in"), WHICH, WHICH),
    st.tuples(st.just("drop"), WHICH),
    st.tuples(st.just("agree"), st.sampled_from(BODIES)),
)
DIGEST = st.tuples(st.just("digest"), st.sampled_from([*BODIES, ""]))
STEPS = st.lists(st.one_of(ADD, ADD, CHANGE, CHANGE, DIGEST), min_size=4, max_size=24)

Heard = dict[str, str]  # other inspection: the overlap as it was told


@dataclass
class Oracle:
    """Everything in plain lists. `heard`: what the unit of each inspection knows of it."""

    office: Office
    items: list[Inspection] = field(default_factory=list)
    agreed: set[str] = field(default_factory=set)
    heard: dict[str, Heard] = field(default_factory=dict)

    def now(self, item: Inspection) -> Heard:
        """The overlaps that the item's body may know of."""
        office, body = self.office, self.office.body(item.body_id)
        found = {}
        for other in self.items:
            if office.body(other.body_id).unit_id == body.unit_id:
                continue  # the people of one unit were warned when they saved either
            published = other.body_id in self.agreed
            rule = office.campaign.discretion
            if told(body, other, office.directory, rule, published=published) is None:
                continue
            finding = compare(item, other, office.directory, office.lexicon, on=office.campaign.first_day)
            if finding and finding.severity is not Severity.INFO:
                found[other.id] = f"{finding.key} {published}"
        return found


@asynccontextmanager
async def empty_office(folder: Path, base: Path) -> AsyncIterator[tuple[Database, Oracle]]:
    path = folder / f"{new_id()}.sqlite3"
    shutil.copy(base, path)
    database = Database(path)
    await database.open()
    try:
        async with database.write() as tx:
            for table in ("visits", "inspection_subjects", "inspection_periods", "inspections"):
                await tx.execute(f"delete from {table}")  # noqa: S608
            campaign = await campaigns.current(tx, ZONE)
            assert campaign
            office = Office(await units.directory(tx), campaign, ZONE, ())
        yield database, Oracle(office)
    finally:
        await database.close()
        path.unlink()


async def adds(tx: Connection, oracle: Oracle, item: Inspection) -> None:
    office = oracle.office
    programme = await programmes.ensure(tx, office.campaign.id, item.body_id, START)
    code = await inspections.add(
        tx, item, campaign_id=office.campaign.id, programme_id=programme.id, person_id=None, now=START
    )
    item = replace(item, code=code)
    await rechecks.changed(tx, office, item, START)
    await rechecks.seen(tx, office, item, START)
    oracle.items.append(item)
    oracle.heard[item.id] = oracle.now(item)


async def changes(tx: Connection, oracle: Oracle, before: Inspection, after: Inspection) -> None:
    office = oracle.office
    await rechecks.changed(tx, office, before, START)
    assert await inspections.change(tx, after, START)
    after = replace(after, revision=after.revision + 1)
    await rechecks.changed(tx, office, after, START)
    await rechecks.seen(tx, office, after, START)
    oracle.items[oracle.items.index(before)] = after
    oracle.heard[after.id] = oracle.now(after)


async def drops(tx: Connection, oracle: Oracle, item: Inspection) -> None:
    await rechecks.changed(tx, oracle.office, item, START)
    assert await inspections.drop(tx, item.id, START)
    await marks.forget(tx, item.id)
    oracle.items.remove(item)


async def agrees(tx: Connection, oracle: Oracle, body: str) -> None:
    programme = await programmes.ensure(tx, oracle.office.campaign.id, body, START)
    await tx.execute("update programmes set state = 'agreed' where id = ?", (programme.id,))
    await rechecks.programme_changed(tx, oracle.office, programme.id, START)
    oracle.agreed.add(body)


async def is_told(tx: Connection, oracle: Oracle, body: str) -> None:
    """The digest of one body, or of all: exactly the difference since the last, and nothing left unsaid."""
    due = await marks.due(tx, START + timedelta(days=1))
    for item in [item for item in oracle.items if body in ("", item.body_id)]:
        was, now = oracle.heard[item.id], oracle.now(item)
        if item.id not in due.get(item.body_id, []):
            assert was == now
            continue
        found = await rechecks.take(tx, oracle.office, item.id, START)
        said = found.news if found else None
        assert ({told.finding.other.id for told in said.new} if said else set()) == now.keys() - was.keys()
        assert ({told.finding.other.id for told in said.other} if said else set()) == {
            other for other in now.keys() & was.keys() if now[other] != was[other]
        }
        assert ({one.other_id for one in said.gone} if said else set()) == was.keys() - now.keys()
        oracle.heard[item.id] = now
    left = await marks.due(tx, START + timedelta(days=1))
    assert not left if body == "" else body not in left


async def play(steps: list[tuple[object, ...]], folder: Path, base: Path) -> int:
    """Play the steps; returns how many inspections there were in the end."""
    async with empty_office(folder, base) as (database, oracle):
        for step in [*steps, ("digest", "")]:
            async with database.write() as tx:
                match step:
                    case ("add", body, subjects, time, content):
                        await adds(tx, oracle, Inspection(new_id(), "", body, "GS_CD", subjects, (time,), content))  # type: ignore[arg-type]
                    case ("digest", body):
                        await is_told(tx, oracle, str(body))
                    case ("agree", body):
                        await agrees(tx, oracle, str(body))
                    case (str(what), int(which), *rest) if oracle.items:
                        item = oracle.items[which % len(oracle.items)]
                        await _change(tx, oracle, item, what, rest)
        return len(oracle.items)


async def _change(tx: Connection, oracle: Oracle, item: Inspection, what: str, rest: list[object]) -> None:
    if what == "drop":
        await drops(tx, oracle, item)
        return
    (value,) = rest
    if what == "move":
        assert isinstance(value, Interval)
        after = replace(item, intervals=(value,))
    elif what == "reword":
        after = replace(item, content=str(value))
    elif what == "go elsewhere":
        after = replace(item, subjects=(str(value),))
    else:
        assert isinstance(value, int)
        other = oracle.items[value % len(oracle.items)]
        after = replace(item, details=Details(partners=oracle.office.body(other.body_id).name))
    await changes(tx, oracle, item, after)


@settings(
    max_examples=EXAMPLES,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(steps=STEPS)
def test_what_was_told_is_what_there_is(
    steps: list[tuple[object, ...]], tmp_path: Path, example_database: Path
) -> None:
    asyncio.run(play(steps, tmp_path, example_database))


def test_a_mark_that_is_lost_would_be_seen(
    tmp_path: Path, example_database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The oracle itself: when nobody is marked, it finds that something was left unsaid."""

    async def nothing(*_: object) -> None: ...

    both = [("add", body, ("p-ham-rong",), TIMES[0], CONTENTS[0]) for body in BODIES[1:3]]
    assert asyncio.run(play([*both], tmp_path, example_database)) == 2
    monkeypatch.setattr(marks, "mark", nothing)
    with pytest.raises(AssertionError):
        asyncio.run(play([*both], tmp_path, example_database))
