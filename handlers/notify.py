"""Messages to people other than the one who is talking: notices, cards, alerts."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any

from handlers.dialog.chat import Say
from handlers.dialog.codes import new_code
from planning.programme import Role
from storage import entries, outbox, people
from storage.engine import Connection
from storage.entries import QuestionRow
from storage.ids import new_id
from storage.outbox import Post
from storage.people import Person


async def show(
    tx: Connection,
    chat: tuple[str, str],
    person_id: str | None,
    say: Say,
    now: datetime,
    *,
    priority: int,
    card: str | None = None,
    replaces: str | None = None,
    until: datetime | None = None,
    told: bool = False,
    passed_on: bool = False,
) -> str | None:
    """Queue a message, and remember what it asks, where and of whom; returns the question's id if it asks anything.

    told: it comes by itself and is not the open question of the chat; where there are no buttons its code answers it.
    """
    channel, address = chat
    question_id = new_id() if say.rows or say.on_text else None
    code = await _code(tx, say, card, told=told)
    post_id = await outbox.post(
        tx,
        channel=channel,
        address=address,
        payload={
            **say.to_json(),
            "question": question_id,
            "code": code,
            "told": told,
            **({"passed_on": True} if passed_on else {}),
        },
        now=now,
        priority=priority,
        replaces=replaces,
        until=until,
    )
    if question_id:
        await entries.ask(
            tx,
            question_id,
            channel=channel,
            address=address,
            person_id=person_id,
            say=say.to_json(),
            lasting=say.lasting,
            card=card,
            outbox_id=post_id,
            code=code,
            now=now,
        )
    return question_id


async def _code(tx: Connection, say: Say, card: str | None, *, told: bool) -> str | None:
    """What is typed instead of a press: one code for all that shows a card, another for every other message."""
    if not say.choices or not (told or any(choice.firm for choice in say.choices)):
        return None
    known = await entries.code_of(tx, card) if card else None
    while known is None:
        code = new_code()
        known = None if await entries.is_used(tx, code) else code
    return known


async def tell(
    tx: Connection,
    person: Person,
    say: Say,
    now: datetime,
    *,
    card: str | None = None,
    priority: int = outbox.NOTICE,
    until: datetime | None = None,
    but: str = "",
) -> bool:
    """Queue a message to a person; it never takes over their open question. False: nowhere to reach them.

    but: a channel that is no way to them now.
    """
    chats = [chat for chat in await people.active_chats(tx, person.id) if chat[0] != but][:1]
    for chat in chats:
        await show(tx, chat, person.id, say, now, priority=priority, card=card, until=until, told=True)
    return bool(chats)


async def elsewhere(tx: Connection, post: Post, now: datetime, running: Collection[str] | None = None) -> bool:
    """What cannot arrive in one chat goes to the person's next one; False when there is none.

    Only what came by itself: an answer belongs where it was asked for. Once: it does not go from chat to chat and back.
    `running`: channels that count as ways to a person; None: all.
    """
    if post.priority == outbox.ANSWER or post.kind not in ("say", "file") or post.payload.get("passed_on"):
        return False
    here = (post.channel, post.address)
    chat = await people.chat(tx, *here)
    if chat is None or chat.person_id is None:
        return False
    others = [other for other in await people.active_chats(tx, chat.person_id) if other != here]
    if running is not None:
        others = [other for other in others if other[0] in running]
    asked = await entries.question(tx, str(post.payload.get("question") or ""))
    until = await outbox.until_of(tx, post.id)  # what will be out of date soon is so there too
    for other in others[:1]:
        if "file" in post.payload:
            file, words = post.payload["file"], post.payload["text"]
            await hand_over(tx, other, file, words, now, priority=post.priority, passed_on=True)
            continue
        say = Say.from_json(post.payload)
        card = asked.card if asked else None
        await show(
            tx,
            other,
            chat.person_id,
            say,
            now,
            priority=post.priority,
            card=card,
            until=until,
            told=True,
            passed_on=True,
        )
    return bool(others)


async def hand_over(
    tx: Connection,
    chat: tuple[str, str],
    file_id: str,
    text: str,
    now: datetime,
    *,
    priority: int,
    passed_on: bool = False,
) -> None:
    """Queue a document: a file where the channel carries one, a link or where to get it elsewhere."""
    payload = {"file": file_id, "text": text, **({"passed_on": True} if passed_on else {})}
    await outbox.post(tx, channel=chat[0], address=chat[1], payload=payload, now=now, kind="file", priority=priority)


async def tell_role(tx: Connection, role: Role, say: Say, now: datetime, *, card: str | None = None) -> int:
    """Tell everybody who has the role; returns how many could be reached."""
    return sum([await tell(tx, person, say, now, card=card) for person in await people.with_role(tx, role)])


async def change_cards(
    tx: Connection,
    card: str,
    say: Say,
    now: datetime,
    *,
    but: str | None = None,
    unchanging: Collection[str] = (),
    told: Collection[tuple[str, str]] = (),
    spared: Collection[str] = (),
) -> None:
    """Every message that shows this card now says `say`, except the one with the outbox id `but`, and those of the
    people `spared`.

    One message may have shown the card several times (details in its place and back): it is changed once. `unchanging`:
    channels on which a change is a message of its own; each chat there gets one, but for those that were `told`.
    """
    skipped = await outbox.posted(tx, but) if but else None
    seen = {(skipped.address, skipped.external_id)} if skipped else set()
    for shown in reversed(await entries.cards(tx, card)):
        post = await outbox.posted(tx, shown.outbox_id)
        person = await people.get(tx, shown.person_id) if shown.person_id else None
        if post is None or person is None or person.removed or person.id in spared:
            continue
        apart = post.channel in unchanging
        if apart and (post.channel, post.address) in told:
            continue
        message = (post.address, "" if apart else post.external_id or post.id)
        if message in seen or shown.outbox_id == but:
            continue
        seen.add(message)
        await change(tx, shown, say, now, apart=apart)


async def show_cards_anew(
    tx: Connection,
    card: str,
    say: Say,
    now: datetime,
    *,
    unchanging: Collection[str] = (),
    quiet: bool = False,
    told: tuple[str, str] | None = None,
    only: Collection[str],
) -> None:
    """Every message that has shown this card to one of the people `only` shows it again with its choices, each once.
    `quiet`: on channels where that is a message of its own the text alone is sent, and not to the chat that was `told`
    already; the card's code still works there."""
    seen: set[tuple[str, str]] = set()
    for shown in reversed(await entries.cards(tx, card)):
        post = await outbox.posted(tx, shown.outbox_id)
        person = await people.get(tx, shown.person_id) if shown.person_id else None
        if post is None or person is None or person.removed:
            continue
        apart = post.channel in unchanging
        message = (post.address, "" if apart else post.external_id or post.id)
        if person.id not in only:
            continue
        chat = (shown.channel, shown.address)
        if message in seen or (apart and quiet and chat == told):
            continue
        seen.add(message)
        replaces = None if apart else shown.outbox_id
        shown_say, key = (Say(say.text), None) if apart and quiet else (say, card)
        await show(tx, chat, person.id, shown_say, now, priority=outbox.NOTICE, card=key, replaces=replaces, told=True)


async def change(tx: Connection, shown: QuestionRow, say: Say, now: datetime, *, apart: bool) -> None:
    """The message that shows this question says `say` from now on, without buttons. `apart`: on this channel that is a
    message of its own. One that says so already stays as it is, since Telegram refuses a change into the same: a draft
    may be handed over twice, a substitute removed after the days were ended."""
    if not apart and await outbox.last_change(tx, shown.channel, shown.address, shown.outbox_id) == _closed(say):
        return
    await outbox.post(
        tx,
        channel=shown.channel,
        address=shown.address,
        payload=_closed(say),
        now=now,
        kind="edit",
        priority=outbox.NOTICE,
        replaces=shown.outbox_id,
    )


def _closed(say: Say) -> dict[str, Any]:
    return {**say.to_json(), "question": None}
