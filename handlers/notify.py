"""Messages to people other than the one who is talking: notices, cards, alerts."""

from __future__ import annotations

from datetime import datetime

from handlers.dialog.chat import Say
from planning.programme import Role
from storage import entries, mailbox, people
from storage.engine import Connection
from storage.ids import new_id
from storage.people import Person


async def tell(
    tx: Connection,
    person: Person,
    say: Say,
    now: datetime,
    *,
    card: str | None = None,
    priority: int = mailbox.NOTICE,
    replaces: str | None = None,
    only: tuple[str, str] | None = None,
) -> bool:
    """Queue a message to a person; it never takes over their open question. False: nowhere to reach them."""
    chats = [only] if only else (await people.active_chats(tx, person.id))[:1]
    for channel, address in chats:
        question_id = new_id() if say.rows else None
        post_id = await mailbox.post(
            tx,
            channel=channel,
            address=address,
            payload={**say.to_json(), "question": question_id},
            now=now,
            priority=priority,
            replaces=replaces,
        )
        if question_id:
            await entries.ask(
                tx,
                question_id,
                channel=channel,
                address=address,
                person_id=person.id,
                say=say.to_json(),
                lasting=True,
                card=card,
                outbox_id=post_id,
                now=now,
            )
    return bool(chats)


async def tell_role(tx: Connection, role: Role, say: Say, now: datetime, *, card: str | None = None) -> int:
    """Tell everybody who has the role; returns how many could be reached."""
    return sum([await tell(tx, person, say, now, card=card) for person in await people.with_role(tx, role)])


async def change_cards(tx: Connection, card: str, say: Say, now: datetime, *, but: str | None = None) -> None:
    """Every message that shows this card now says `say`, except the one with the outbox id `but`."""
    for outbox_id, shown in {shown.outbox_id: shown for shown in await entries.cards(tx, card)}.items():
        if outbox_id == but:
            continue
        await mailbox.post(
            tx,
            channel=shown.channel,
            address=shown.address,
            payload={**say.to_json(), "question": None},
            now=now,
            kind="edit",
            priority=mailbox.NOTICE,
            replaces=outbox_id,
        )
