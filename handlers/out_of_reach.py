"""Somebody whom a channel takes no messages for now: told elsewhere, or the administrators hear whom to call."""

from __future__ import annotations

from datetime import datetime

from handlers import notify
from handlers.dialog.chat import Say
from handlers.texts import zalo_oa as texts
from handlers.turn import Office
from planning.programme import Role
from storage import office as counters
from storage import people
from storage.engine import Connection
from storage.mailbox import Post


async def settle(tx: Connection, office: Office, post: Post, now: datetime) -> None:
    """`post` did not leave and will not. The administrators are told once a day for each chat."""
    if post.kind == "edit" or await notify.elsewhere(tx, post, now):
        return  # a card that only changed can wait: what is pressed on it is looked at again
    chat = await people.chat(tx, post.channel, post.address)
    person = await people.get(tx, chat.person_id) if chat and chat.person_id else None
    mark = f"out-of-reach:{post.channel}:{post.address}:{office.today(now)}"
    # once a day also keeps two administrators, neither of whom can be reached, from being told of each other for ever
    if person is None or await counters.bump(tx, mark) > 1:
        return
    units = "; ".join(office.directory.units[unit].name for unit in dict.fromkeys(person.units()))
    alert = Say(texts.out_of_reach(person.name, units, office.label(post.channel)), vital=True)
    for admin in await people.with_role(tx, Role.ADMIN):
        if admin.id != person.id:
            await notify.tell(tx, admin, alert, now)
