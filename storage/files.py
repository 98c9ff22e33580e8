"""Documents that people asked for, as the values they are made from; and the links to them."""

from __future__ import annotations

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from storage.engine import Connection, load, stamp
from storage.ids import new_id
from storage.packed import pack, unpack

queries = load(__file__)
LINK_LIVES = timedelta(minutes=30)
MOST_FETCHES = 3  # of one link: a phone that downloads twice, not a link that goes round


@dataclass(frozen=True, slots=True)
class File:
    """`kind` says which document is made from `content` (JSON values); `name` is the file's, `link_id` the link's by
    which it was found."""

    id: str
    kind: str
    name: str
    content: dict[str, Any]
    person_id: str
    link_id: str = ""


def _hash(code: str) -> str:
    return hashlib.sha256(code.encode()).hexdigest()


def _file(row: Any, link_id: str = "") -> File:
    return File(row["id"], row["kind"], row["name"], unpack(row["content"]), row["person_id"], link_id)


async def add(tx: Connection, *, kind: str, name: str, content: dict[str, Any], person_id: str, now: datetime) -> str:
    """Keep what a document is made from; returns its id."""
    file_id = new_id()
    await queries.add(tx, id=file_id, kind=kind, name=name, content=pack(content), person_id=person_id, now=stamp(now))
    return file_id


async def get(tx: Connection, file_id: str) -> File | None:
    row = await queries.one(tx, id=file_id)
    return _file(row) if row else None


async def link(tx: Connection, file_id: str, now: datetime) -> str:
    """A new way to the file; returns its code (128 random bits), of which only a hash is kept."""
    code = secrets.token_urlsafe(16)
    await queries.link(tx, id=new_id(), file_id=file_id, code_hash=_hash(code), expires_at=stamp(now + LINK_LIVES))
    return code


async def linked(tx: Connection, code: str, now: datetime) -> File | None:
    """The file that a code leads to now; None for one that is wrong, spent, too old, or of somebody who was removed."""
    row = await queries.linked(tx, code_hash=_hash(code), now=stamp(now), most=MOST_FETCHES)
    return _file(row, row["link_id"]) if row else None


async def fetch(tx: Connection, link_id: str, now: datetime) -> bool:
    """Count one download; False when there were enough."""
    return bool(await queries.fetch(tx, id=link_id, now=stamp(now), most=MOST_FETCHES))


async def forget(tx: Connection, before: datetime) -> int:
    """Drop what was asked for before; returns how many files."""
    await queries.forget_links(tx, before=stamp(before))
    return int(await queries.forget(tx, before=stamp(before)))
