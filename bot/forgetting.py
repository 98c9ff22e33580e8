"""What is no part of the record is forgotten after a while, by rules an office may change."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from bot.care_settings import KeepingSettings
from storage import entries, files, groups, inbox, office, outbox, people
from storage.engine import Connection


@dataclass(frozen=True, slots=True)
class Keeping:
    """How long each kind is kept; see docs/privacy.md."""

    inbox: timedelta = timedelta(days=7)
    files: timedelta = timedelta(days=7)
    entries: timedelta = timedelta(days=30)
    outbox: timedelta = timedelta(days=60)
    questions: timedelta = timedelta(days=400)

    @classmethod
    def of(cls, ours: KeepingSettings) -> Keeping:
        days = (ours.inbox_days, ours.files_days, ours.entries_days, ours.outbox_days, ours.questions_days)
        return cls(*(timedelta(days=number) for number in days))


async def forget(tx: Connection, keeping: Keeping, clock: datetime, real_time: datetime) -> None:
    """`clock`: the office's, by which things are dated; `real_time`: delivery's, by which updates are."""
    await inbox.forget_received(tx, real_time - keeping.inbox)
    await outbox.forget_sent(tx, real_time - keeping.outbox)
    await files.forget(tx, clock - keeping.files)
    await entries.forget(tx, clock - keeping.entries)
    await entries.forget_questions(tx, clock - keeping.questions)
    await people.forget_guesses(tx, clock - keeping.inbox - people.GUESS_PAUSE)
    await outbox.forget_pauses(tx, real_time - keeping.inbox)
    # a day's counts only guard that day; a month's are what its bill is compared with
    await office.forget_counts(tx, (clock - keeping.outbox).date(), (clock - keeping.questions).date())
    await groups.forget_digests(tx, (clock - keeping.outbox).date())
