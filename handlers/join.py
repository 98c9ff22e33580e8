"""Joining: only by a single-use invitation, which carries unit and role. A stranger gets one sentence."""

from __future__ import annotations

from handlers import menu, notify
from handlers.dialog.chat import Action, Choice, Say
from handlers.entry import Args
from handlers.texts import common
from handlers.texts import join as texts
from handlers.turn import Turn
from planning.programme import Role
from storage import audit, mailbox, people
from storage.people import Invitation, Person


async def start(turn: Turn, code: str) -> None:
    """/start with or without a code. Wrong, used and expired codes get the same answer."""
    known = turn.person is not None and not turn.person.removed
    if not code:
        if known:
            await menu.show(turn, {}, None)
        else:
            await turn.note(common.removed() if turn.person else common.stranger())
        return
    invitation = await people.invitation(turn.tx, code, turn.now)
    if invitation is None or not invitation.open:
        await turn.note(texts.bad_code())
        return
    await _offer(turn, invitation)


async def by_code(turn: Turn, code: str) -> None:
    """A stranger typed a short code: of an invitation, or their own for one more channel. Guessing ends soon."""
    chat = (turn.said.channel, turn.said.address)
    if not await people.may_guess(turn.tx, *chat, turn.now):
        await turn.note(texts.too_many_guesses())
        return
    invitation = await people.invitation_typed(turn.tx, code, turn.now)
    if invitation and invitation.open:
        await _offer(turn, invitation)
        return
    person_id = await people.use_link(turn.tx, code, turn.now)
    person = await people.get(turn.tx, person_id) if person_id else None
    if person is None or person.removed:
        failed = await people.guessed_wrong(turn.tx, *chat, turn.now)
        await turn.note(texts.bad_typed_code(max(0, people.MOST_GUESSES - failed)))
        return
    await _link(turn, person)


async def _link(turn: Turn, person: Person) -> None:
    """This chat is theirs too; of several bots on one platform it is the one from now on."""
    channel, address = turn.said.channel, turn.said.address
    await audit.record(turn.tx, "chat.linked", f"person:{person.id}", person.id, turn.now, channel=channel)
    notice = Say(texts.linked_notice(turn.office.label(channel)))
    for other in await people.active_chats(turn.tx, person.id):
        if other[0].partition(":")[0] == channel.partition(":")[0]:
            await people.leave_chat(turn.tx, *other)
        else:
            await notify.show(turn.tx, other, person.id, notice, turn.now, priority=mailbox.NOTICE)
    await people.put_chat(turn.tx, channel, address, person.id, turn.now)
    turn.person = person
    await menu.commands(turn)
    await menu.show(turn, {}, None, note=texts.linked(person.name))


async def _offer(turn: Turn, invitation: Invitation) -> None:
    known = turn.person is not None and not turn.person.removed
    unit = turn.office.directory.units[invitation.unit_id]
    if known and turn.may(invitation.role, unit.id):
        await turn.note(texts.already(invitation.role, unit.name))
        return
    await people.put_chat(turn.tx, turn.said.channel, turn.said.address, None, turn.now)
    yes = Choice(texts.YES, Action("join.yes", {"invitation": invitation.id}), "good")
    no = Choice(texts.NO, Action("join.no", {"invitation": invitation.id}))
    await turn.reply(Say(texts.offer(invitation.role, unit.name), ((yes,), (no,))))


async def yes(turn: Turn, args: Args, text: str | None) -> None:
    """Take the invitation: of two people with one link, one gets in."""
    invitation = await people.invitation_by_id(turn.tx, str(args.get("invitation")), turn.now)
    if invitation is None or not invitation.open:
        await turn.note(texts.bad_code())
        return
    person_id = turn.person.id if turn.person else await people.add(turn.tx, turn.said.name, turn.now)
    if not await people.use_invitation(turn.tx, invitation.id, person_id, turn.now):
        await turn.note(texts.bad_code())
        return
    if turn.person and turn.person.removed:
        await people.restore(turn.tx, person_id, turn.said.name)
    await people.put_chat(turn.tx, turn.said.channel, turn.said.address, person_id, turn.now)
    await people.join(turn.tx, person_id, invitation.unit_id, invitation.role, invitation.issued_by, turn.now)
    await audit.record(
        turn.tx,
        "person.joined",
        f"person:{person_id}",
        person_id,
        turn.now,
        unit=invitation.unit_id,
        role=invitation.role,
    )
    turn.person = await people.get(turn.tx, person_id)
    unit = turn.office.directory.units[invitation.unit_id]
    await menu.commands(turn)
    await menu.show(turn, {}, None, note=texts.joined(invitation.role, unit.name))
    notice = Say(texts.joined_notice(turn.said.name, invitation.role, unit.name))
    for admin in await people.with_role(turn.tx, Role.ADMIN):
        if admin.id != person_id:
            await notify.tell(turn.tx, admin, notice, turn.now)


async def no(turn: Turn, args: Args, text: str | None) -> None:
    """The code stays good for whom it was meant."""
    await turn.reply(Say(texts.declined()))


# What somebody who has not joined may press.
OPEN_ACTIONS = {"join.yes": yes, "join.no": no}
