"""People, what they may do, where they can be reached, and the invitations by which they join."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from planning.programme import Role
from storage.engine import Connection, load, moment, stamp
from storage.ids import new_id
from storage.short_codes import fresh_code
from storage.short_codes import is_surely_code as is_surely_code
from storage.short_codes import short_code as short_code
from storage.short_codes import typed_code as typed_code

queries = load(__file__)
INVITATION_LIFE = timedelta(hours=72)
LINK_LIFE = timedelta(minutes=15)
MOST_GUESSES = 5  # wrong codes of one chat, then it has to wait
GUESS_PAUSE = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class Membership:
    """A role within a unit."""

    unit_id: str
    role: Role


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who joined; without memberships they may do nothing."""

    id: str
    name: str
    removed: bool
    memberships: tuple[Membership, ...] = ()

    def has(self, role: Role) -> bool:
        return any(item.role is role for item in self.memberships)

    def units(self, role: Role | None = None) -> tuple[str, ...]:
        return tuple(item.unit_id for item in self.memberships if role is None or item.role is role)


@dataclass(frozen=True, slots=True)
class Chat:
    """An address on a channel, its person, and its one open question."""

    channel: str
    address: str
    person_id: str | None
    active: bool
    question_id: str | None


@dataclass(frozen=True, slots=True)
class Invitation:
    """A single-use way in; the code itself is never kept."""

    id: str
    unit_id: str
    role: Role
    issued_by: str | None
    open: bool


@dataclass(frozen=True, slots=True)
class Focal:
    """A focal person of a unit, since when."""

    person_id: str
    unit_id: str
    since: datetime


def _hash(code: str) -> str:
    # 128 random bits need no salt and no slow hash: there is nothing to guess
    return hashlib.sha256(code.encode()).hexdigest()


async def add(tx: Connection, name: str, now: datetime) -> str:
    person_id = new_id()
    await queries.add_person(tx, id=person_id, name=name, now=stamp(now))
    return person_id


async def get(tx: Connection, person_id: str) -> Person | None:
    row = await queries.person(tx, id=person_id)
    if row is None:
        return None
    rows = [item async for item in queries.memberships(tx, person_id=person_id)]
    members = tuple(Membership(item["unit_id"], Role(item["role"])) for item in rows)
    return Person(row["id"], row["name"], row["removed_at"] is not None, members)


async def restore(tx: Connection, person_id: str, name: str) -> None:
    """Somebody who had been removed joins again."""
    await queries.restore_person(tx, id=person_id, name=name)


async def remove(tx: Connection, person_id: str, now: datetime) -> bool:
    """End all memberships; False when it had been done before."""
    await queries.end_memberships(tx, person_id=person_id, now=stamp(now))
    return bool(await queries.remove_person(tx, id=person_id, now=stamp(now)))


async def join(tx: Connection, person_id: str, unit_id: str, role: Role, granted_by: str | None, now: datetime) -> None:
    await queries.add_membership(
        tx,
        id=new_id(),
        person_id=person_id,
        unit_id=unit_id,
        role=role,
        granted_by=granted_by,
        now=stamp(now),
    )


async def with_role(tx: Connection, role: Role) -> list[Person]:
    """Everybody who has the role now."""
    ids = [row["id"] async for row in queries.with_role(tx, role=role)]
    return [person for person_id in ids if (person := await get(tx, person_id))]


async def of_unit(tx: Connection, unit_id: str, role: Role | None = None) -> list[Person]:
    """The people of a unit, optionally those of one role."""
    rows = [row async for row in queries.of_unit(tx, unit_id=unit_id)]
    ids = dict.fromkeys(row["id"] for row in rows if role is None or row["role"] == role)
    return [person for person_id in ids if (person := await get(tx, person_id))]


async def focal_people(tx: Connection) -> list[Focal]:
    """Every focal person with the unit they answer for."""
    return [Focal(row["id"], row["unit_id"], moment(row["since"])) async for row in queries.focal(tx)]


def _chat(row: Any) -> Chat:
    return Chat(row["channel"], row["address"], row["person_id"], row["state"] == "active", row["question_id"])


async def chat(tx: Connection, channel: str, address: str) -> Chat | None:
    row = await queries.chat(tx, channel=channel, address=address)
    return _chat(row) if row else None


async def put_chat(tx: Connection, channel: str, address: str, person_id: str | None, now: datetime) -> None:
    """Know this address; a blocked one is active again."""
    await queries.put_chat(tx, channel=channel, address=address, person_id=person_id, now=stamp(now))


async def active_chats(tx: Connection, person_id: str) -> list[tuple[str, str]]:
    """(channel, address) where the person can be reached."""
    rows = [row async for row in queries.chats_of(tx, person_id=person_id)]
    return [(row["channel"], row["address"]) for row in rows if row["state"] == "active"]


async def block_chat(tx: Connection, channel: str, address: str, now: datetime) -> bool:
    """Whether this call blocked it."""
    return bool(await queries.block_chat(tx, channel=channel, address=address, now=stamp(now)))


async def unblock_chat(tx: Connection, channel: str, address: str) -> bool:
    return bool(await queries.unblock_chat(tx, channel=channel, address=address))


async def set_question(tx: Connection, channel: str, address: str, question_id: str | None) -> None:
    await queries.set_question(tx, channel=channel, address=address, question_id=question_id)


async def invite(tx: Connection, unit_id: str, role: Role, issued_by: str | None, now: datetime) -> str:
    """A fresh code of 128 random bits, good for 72 hours and one person."""
    code = fresh_code()
    await queries.add_invitation(
        tx,
        id=new_id(),
        code_hash=_hash(code),
        short_hash=_hash(short_code(code)),
        unit_id=unit_id,
        role=role,
        issued_by=issued_by,
        issued_at=stamp(now),
        expires_at=stamp(now + INVITATION_LIFE),
    )
    return code


def _invitation(row: Any, now: datetime) -> Invitation | None:
    if row is None:
        return None
    is_open = row["used_at"] is None and row["expires_at"] > stamp(now)
    return Invitation(row["id"], row["unit_id"], Role(row["role"]), row["issued_by"], is_open)


async def invitation(tx: Connection, code: str, now: datetime) -> Invitation | None:
    return _invitation(await queries.invitation(tx, code_hash=_hash(code)), now)


async def invitation_typed(tx: Connection, code: str, now: datetime) -> Invitation | None:
    """By its short code, as `typed_code` gives it."""
    return _invitation(await queries.invitation_typed(tx, short_hash=_hash(code)), now)


async def link(tx: Connection, person_id: str, now: datetime) -> str:
    """A code with which this very person gets in on one more channel; one of theirs before it ends."""
    code = short_code(fresh_code())
    await queries.end_links(tx, person_id=person_id, now=stamp(now))
    await queries.add_link(
        tx,
        id=new_id(),
        code_hash=_hash(code),
        person_id=person_id,
        issued_at=stamp(now),
        expires_at=stamp(now + LINK_LIFE),
    )
    return code


async def use_link(tx: Connection, code: str, now: datetime) -> str | None:
    """The person whose code it is; it is used up then. None: wrong, used or too old."""
    value = await queries.use_link(tx, code_hash=_hash(code), now=stamp(now))
    return str(value) if value else None


async def link_owner(tx: Connection, code: str, now: datetime) -> str | None:
    """The person whose open code it is; it stays open."""
    value = await queries.link_owner(tx, code_hash=_hash(code), now=stamp(now))
    return str(value) if value else None


async def active(tx: Connection) -> list[tuple[str, str]]:
    """(id, name) of everybody who has joined and was not removed."""
    return [(row["id"], row["name"]) async for row in queries.active_people(tx)]


async def everybody(tx: Connection) -> list[tuple[str, str]]:
    """(id, name) of everybody who has ever joined, those who were removed last."""
    return [(row["id"], row["name"]) async for row in queries.everybody(tx)]


async def open_invitations(tx: Connection, now: datetime) -> int:
    """How many invitations may still be taken."""
    return int(await queries.open_invitations(tx, now=stamp(now)) or 0)


async def may_guess(tx: Connection, channel: str, address: str, now: datetime) -> bool:
    """Whether this chat may try a code: not after five wrong ones, for a day."""
    row = await queries.guesses(tx, channel=channel, address=address)
    return row is None or row["failed"] < MOST_GUESSES or moment(row["last_at"]) + GUESS_PAUSE <= now


async def guessed_wrong(tx: Connection, channel: str, address: str, now: datetime) -> int:
    """Count a wrong code; how many there were, of which those before a pause are forgiven."""
    row = await queries.guesses(tx, channel=channel, address=address)
    failed = 1 if row is None or moment(row["last_at"]) + GUESS_PAUSE <= now else int(row["failed"]) + 1
    await queries.guessed_wrong(tx, channel=channel, address=address, failed=failed, now=stamp(now))
    return failed


async def prefer(tx: Connection, channel: str, address: str, now: datetime) -> bool:
    """Notices go to this chat from now on, as long as it can be reached."""
    return bool(await queries.prefer(tx, channel=channel, address=address, now=stamp(now)))


async def leave_chat(tx: Connection, channel: str, address: str) -> None:
    """The chat belongs to nobody any more."""
    await queries.leave_chat(tx, channel=channel, address=address)


async def seats(tx: Connection) -> dict[str, int]:
    """How many people talk on each channel."""
    return {row["channel"]: int(row["seats"]) async for row in queries.seats(tx)}


async def invitation_by_id(tx: Connection, invitation_id: str, now: datetime) -> Invitation | None:
    return _invitation(await queries.invitation_by_id(tx, id=invitation_id), now)


async def use_invitation(tx: Connection, invitation_id: str, person_id: str, now: datetime) -> bool:
    """Conditional: of two presses one gets in."""
    return bool(await queries.use_invitation(tx, id=invitation_id, person_id=person_id, now=stamp(now)))


async def forget_guesses(tx: Connection, before: datetime) -> None:
    """Drop wrong codes typed before, and codes for one more channel that ended before; `before`: a GUESS_PAUSE ago."""
    await queries.forget_guesses(tx, before=stamp(before))
    await queries.forget_links(tx, before=stamp(before))
