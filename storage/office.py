"""Facts about the whole office, and numbers that only grow."""

from __future__ import annotations

from datetime import date

from storage.engine import Connection, load, select_in

queries = load(__file__)


async def put(tx: Connection, key: str, value: str) -> None:
    await queries.put(tx, key=key, value=value)


async def put_once(tx: Connection, key: str, value: str) -> bool:
    """False: it had a value, which stays."""
    return bool(await queries.put_once(tx, key=key, value=value))


async def take_away(tx: Connection, key: str) -> bool:
    """False: it had none."""
    return bool(await queries.take_away(tx, key=key))


async def get(tx: Connection, key: str, default: str = "") -> str:
    value = await queries.get(tx, key=key)
    return default if value is None else str(value)


async def invite_links(tx: Connection) -> dict[str, str]:
    """By channel: where people get in, with CODE in the place of the invitation's code."""
    rows = queries.with_prefix(tx, prefix="invite:%")
    return {row["key"].removeprefix("invite:"): row["value"] async for row in rows}


async def bump(tx: Connection, name: str) -> int:
    """The next value of a counter, from 1; never the same twice."""
    return int(await queries.bump(tx, name=name))


async def add(tx: Connection, name: str, by: int) -> int:
    """A counter after it grew by so much."""
    return int(await queries.add(tx, name=name, by=by))


async def count(tx: Connection, name: str) -> int:
    return int(await queries.count(tx, name=name) or 0)


async def counts(tx: Connection, *names: str) -> tuple[int, ...]:
    """Several counters in one look."""
    found = {row["name"]: row["value"] async for row in select_in(tx, queries.counts.sql, names=list(names))}
    return tuple(int(found.get(name, 0)) for name in names)


async def forget_counts(tx: Connection, day: date, month: date) -> int:
    """Drop what was counted on days before `day`, and in months before that of `month`; returns how many counters."""
    daily = await queries.forget_daily(tx, day=day.isoformat())
    return int(daily) + int(await queries.forget_monthly(tx, month=f"{month:%Y-%m}"))
