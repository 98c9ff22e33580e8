"""Joining: only by a single-use invitation, which carries unit and role. A stranger gets one sentence."""

from __future__ import annotations

from handlers import menu, notify, seats
from handlers.dialog.chat import Action, Choice, Say
from handlers.entry import Args
from handlers.texts import common
from handlers.texts import join as texts
from handlers.turn import Turn
from planning.programme import Role
from planning.text import fold
from planning.text import words as words_of
from storage import audit, guessing, mailbox, office, people, personal
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
    if typed := await code_in(turn, code):
        await (typed_by_member(turn, code) if known else by_code(turn, typed))
        return
    invitation = await people.invitation(turn.tx, code, turn.now)
    if invitation is None or not invitation.open:
        await _count_wrong(turn)
        await turn.note(texts.bad_code())
        return
    await _offer(turn, invitation)


async def code_in(turn: Turn, text: str) -> str | None:
    """The code that a whole message is: surely by its form, or because there is such a code."""
    code = people.typed_code(text)
    if code is None or people.is_surely_code(text) or await _exists(turn, code):
        return code
    return None


async def _exists(turn: Turn, code: str) -> bool:
    invitation = await people.invitation_typed(turn.tx, code, turn.now)
    return invitation is not None or await people.link_owner(turn.tx, code, turn.now) is not None


async def is_way_in(turn: Turn, text: str) -> bool:
    """Whether somebody who has joined typed a code: one that exists, or something that can be nothing else."""
    code = people.typed_code(text)
    if code is None:
        return False
    written_as_one = "-" in fold(text) and people.is_surely_code(text)
    return written_as_one or await _exists(turn, code)


async def typed_by_member(turn: Turn, text: str) -> None:
    """One more role, or what a code of their own is good for; guessing ends for members too."""
    code = people.typed_code(text)
    assert code  # noqa: S101
    owner_id = await people.link_owner(turn.tx, code, turn.now)
    owner = await people.get(turn.tx, owner_id) if owner_id else None
    if owner is None or not await people.may_guess(turn.tx, turn.said.channel, turn.said.address, turn.now):
        await by_code(turn, code)
    elif owner.id == turn.me.id:
        await turn.note(texts.own_link())
    else:
        await turn.note(texts.two_accounts(turn.me.name, owner.name))


async def by_code(turn: Turn, code: str) -> None:
    """Somebody typed a short code: of an invitation, or their own for one more channel. Guessing ends soon."""
    chat = (turn.said.channel, turn.said.address)
    if not await people.may_guess(turn.tx, *chat, turn.now):
        await turn.note(texts.too_many_guesses())
        return
    invitation = await people.invitation_typed(turn.tx, code, turn.now)
    if invitation and invitation.open:
        await _offer(turn, invitation)
        return
    owner_id = await people.link_owner(turn.tx, code, turn.now)
    person = await people.get(turn.tx, owner_id) if owner_id else None
    if person is None or person.removed:
        failed = await people.guessed_wrong(turn.tx, *chat, turn.now)
        await _count_wrong(turn)
        await turn.note(texts.bad_typed_code(max(0, people.MOST_GUESSES - failed)))
        if failed == people.MOST_GUESSES:
            await _locked(turn)
    elif not await _is_full(turn):
        await people.use_link(turn.tx, code, turn.now)
        await _link(turn, person)


async def _count_wrong(turn: Turn) -> None:
    """Administrators hear when many wrong codes come within an hour, however many accounts they come from."""
    if await guessing.many_wrong(turn.tx, turn.now):
        alert = Say(texts.many_wrong_alert(guessing.MANY), vital=True)
        await notify.tell_role(turn.tx, Role.ADMIN, alert, turn.now)


async def _locked(turn: Turn) -> None:
    """A chat that guessed too often. One is somebody with bad eyes; from the second one of a day on, administrators
    hear of it."""
    who = turn.person.id if turn.person else None
    channel = turn.said.channel
    mark = turn.tx.chain.nameless(f"{channel}:{turn.said.address}")  # the audit holds no address: it is never erased
    await audit.record(turn.tx, "code.locked", f"chat:{mark}", who, turn.now, channel=channel)
    locked = await office.bump(turn.tx, f"locked:{turn.today.isoformat()}")
    if locked > 1:
        alert = Say(texts.locked_alert(locked, turn.office.label(channel), turn.said.name))
        await notify.tell_role(turn.tx, Role.ADMIN, alert, turn.now)


async def _is_full(turn: Turn) -> bool:
    """Whether this bot has no seat left; the person then hears where there is one."""
    full = await seats.elsewhere(turn)
    if full:
        here, other = full
        await turn.note(texts.full(here.label, other.label if other else "", other.link("") if other else ""))
    return full is not None


async def _link(turn: Turn, person: Person) -> None:
    """This chat is theirs too; of several bots on one platform it is the one from now on. Every other chat of theirs
    hears of it, also the one that is left, and so do the administrators."""
    channel, address = turn.said.channel, turn.said.address
    await audit.record(turn.tx, "chat.linked", f"person:{person.id}", person.id, turn.now, channel=channel)
    for other in await people.active_chats(turn.tx, person.id):
        is_left = other[0].partition(":")[0] == channel.partition(":")[0]
        label = turn.office.label(channel)
        notice = Say(texts.moved_notice(label) if is_left else texts.linked_notice(label), vital=True)
        await notify.show(turn.tx, other, person.id, notice, turn.now, priority=mailbox.NOTICE)
        if is_left:
            await people.leave_chat(turn.tx, *other)
    await people.put_chat(turn.tx, channel, address, person.id, turn.now)
    alert = Say(texts.linked_alert(person.name, turn.office.label(channel), turn.said.name))
    for admin in await people.with_role(turn.tx, Role.ADMIN):
        if admin.id != person.id:
            await notify.tell(turn.tx, admin, alert, turn.now)
    turn.person = person
    await menu.commands(turn)
    await menu.show(turn, {}, None, note=texts.linked(person.name))


async def _offer(turn: Turn, invitation: Invitation) -> None:
    known = turn.person is not None and not turn.person.removed
    unit = turn.office.directory.units[invitation.unit_id]
    if known and turn.may(invitation.role, unit.id):
        await turn.note(texts.already(invitation.role, unit.name))
        return
    if await _is_full(turn):
        return
    await people.put_chat(turn.tx, turn.said.channel, turn.said.address, None, turn.now)
    yes = Choice(texts.YES, Action("join.yes", {"invitation": invitation.id, "wording": texts.WORDING}), "good")
    no = Choice(texts.NO, Action("join.no", {"invitation": invitation.id}))
    words = texts.offer(invitation.role, unit.name)
    if not known and invitation.role is not Role.UNIT and await _namesake(turn):
        words = f"{texts.same_name(turn.said.name)}\n\n{words}"
        alert = Say(texts.same_name_alert(turn.said.name, invitation.role, turn.office.label(turn.said.channel)))
        await notify.tell_role(turn.tx, Role.ADMIN, alert, turn.now)
    await turn.reply(Say(words, ((yes,), (no,))))


async def _namesake(turn: Turn) -> bool:
    """Whether somebody with this display name is here already: one human with two accounts could appraise their own
    draft."""
    name = words_of(turn.said.name)
    return bool(name) and any(words_of(known) == name for _, known in await people.active(turn.tx))


async def yes(turn: Turn, args: Args, text: str | None) -> None:
    """Take the invitation: of two people with one link, one gets in."""
    invitation = await people.invitation_by_id(turn.tx, str(args.get("invitation")), turn.now)
    if invitation is None or not invitation.open:
        await turn.note(texts.bad_code())
        return
    if await _is_full(turn):
        return
    if args.get("wording") != texts.WORDING:
        await _offer(turn, invitation)  # what is kept has been put into other words since
        return
    person_id = turn.person.id if turn.person else await people.add(turn.tx, turn.said.name, turn.now)
    if not await people.use_invitation(turn.tx, invitation.id, person_id, turn.now):
        await turn.note(texts.bad_code())
        return
    if turn.person and turn.person.removed:
        await people.restore(turn.tx, person_id, turn.said.name)
    await people.put_chat(turn.tx, turn.said.channel, turn.said.address, person_id, turn.now)
    await personal.agree(turn.tx, person_id, texts.WORDING, turn.now)
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
