"""Unfinished conversations, and the questions that were asked: what a press or a number refers to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from storage.engine import Connection, load, moment, stamp
from storage.ids import new_id
from storage.packed import pack, unpack

queries = load(__file__)


@dataclass(frozen=True, slots=True)
class EntryRow:
    """One unfinished conversation: the answers so far, as the form's JSON."""

    id: str
    person_id: str
    form: str
    form_version: int
    answers: dict[str, Any]
    revision: int
    state: str


@dataclass(frozen=True, slots=True)
class QuestionRow:
    """One question as it was shown: to whom, where, in which message; and how it was answered."""

    id: str
    channel: str
    address: str
    person_id: str | None
    say: dict[str, Any]
    lasting: bool
    card: str | None
    outbox_id: str
    answer: int | None
    answered_at: datetime | None
    code: str | None = None


def _entry(row: Any) -> EntryRow | None:
    if row is None:
        return None
    return EntryRow(
        row["id"],
        row["person_id"],
        row["form"],
        row["form_version"],
        unpack(row["answers"]),
        row["revision"],
        row["state"],
    )


def _question(row: Any) -> QuestionRow:
    return QuestionRow(
        row["id"],
        row["channel"],
        row["address"],
        row["person_id"],
        unpack(row["say"]),
        bool(row["lasting"]),
        row["card"],
        row["outbox_id"],
        row["answer"],
        moment(row["answered_at"]) if row["answered_at"] else None,
        row["code"],
    )


async def start(
    tx: Connection, person_id: str, form: str, form_version: int, answers: dict[str, Any], now: datetime
) -> EntryRow:
    entry_id = new_id()
    await queries.add(
        tx,
        id=entry_id,
        person_id=person_id,
        form=form,
        form_version=form_version,
        answers=pack(answers),
        now=stamp(now),
    )
    return EntryRow(entry_id, person_id, form, form_version, answers, 1, "open")


async def get(tx: Connection, entry_id: str) -> EntryRow | None:
    return _entry(await queries.get(tx, id=entry_id))


async def open_of(tx: Connection, person_id: str, form: str) -> EntryRow | None:
    """The person's half-done entry of this form."""
    return _entry(await queries.open_of(tx, person_id=person_id, form=form))


async def save(tx: Connection, entry: EntryRow, answers: dict[str, Any], form_version: int, now: datetime) -> bool:
    """False when the entry moved since it was read."""
    return bool(
        await queries.save(
            tx,
            id=entry.id,
            answers=pack(answers),
            form_version=form_version,
            revision=entry.revision,
            now=stamp(now),
        )
    )


async def close(tx: Connection, entry_id: str, state: str, now: datetime) -> bool:
    """`state` is "done" or "cancelled"; False when it was closed before."""
    return bool(await queries.close(tx, id=entry_id, state=state, now=stamp(now)))


async def reopen(tx: Connection, entry_id: str, now: datetime) -> bool:
    """A cancelled entry is there again."""
    return bool(await queries.reopen(tx, id=entry_id, now=stamp(now)))


async def ask(
    tx: Connection,
    question_id: str,
    *,
    channel: str,
    address: str,
    person_id: str | None,
    say: dict[str, Any],
    lasting: bool,
    card: str | None,
    outbox_id: str,
    now: datetime,
    code: str | None = None,
) -> None:
    """Remember what was shown; `code` is what answers it by typing."""
    await queries.ask(
        tx,
        id=question_id,
        channel=channel,
        address=address,
        person_id=person_id,
        say=pack(say),
        lasting=int(lasting),
        card=card,
        outbox_id=outbox_id,
        code=code,
        now=stamp(now),
    )


async def question(tx: Connection, question_id: str) -> QuestionRow | None:
    row = await queries.question(tx, id=question_id)
    return _question(row) if row else None


async def with_code(tx: Connection, channel: str, address: str, code: str) -> list[QuestionRow]:
    """What this chat was shown under a code, the newest first."""
    rows = queries.with_code(tx, channel=channel, address=address, code=code)
    return [_question(row) async for row in rows]


async def recent(tx: Connection, channel: str, address: str, *, most: int) -> list[QuestionRow]:
    """What this chat was asked lately, the newest first."""
    return [_question(row) async for row in queries.recent(tx, channel=channel, address=address, most=most)]


async def code_of(tx: Connection, card: str) -> str | None:
    """The code under which a card is known, to everybody who has it."""
    value = await queries.code_of(tx, card=card)
    return str(value) if value else None


async def is_used(tx: Connection, code: str) -> bool:
    return bool(await queries.is_used(tx, code=code))


async def answer(tx: Connection, question_id: str, choice: int, now: datetime) -> bool:
    """False when the question had an answer."""
    return bool(await queries.answer(tx, id=question_id, answer=choice, now=stamp(now)))


async def cards(tx: Connection, card: str) -> list[QuestionRow]:
    """Every message that shows this card, to whomever."""
    return [_question(row) async for row in queries.cards(tx, card=card)]


async def forget(tx: Connection, before: datetime) -> int:
    """Drop entries that were finished or left, last touched before; returns how many."""
    return int(await queries.forget(tx, before=stamp(before)))


async def forget_questions(tx: Connection, before: datetime) -> int:
    """Drop what was asked before; a button from then leads to the menu. Returns how many."""
    return int(await queries.forget_questions(tx, before=stamp(before)))
