"""Groups: silent until an administrator admits one; then it hears counts, and each press is answered in private."""

from __future__ import annotations

from handlers import notify
from handlers.admin import ADMIN, admins_only
from handlers.dialog.chat import Action, Choice, Say, column
from handlers.entry import Args
from handlers.texts import group as texts
from handlers.texts.format import label
from handlers.turn import Turn
from planning.programme import Role
from storage import audit, entries, groups, outbox


async def joined(turn: Turn) -> None:
    """The bot is in a group now. Only an administrator who did it is asked, in private, what it may do there."""
    group = turn.said.group
    if group is None or not turn.may(Role.ADMIN):
        return
    known = await groups.get(turn.tx, turn.said.channel, group.address)
    if known and known.open:
        return
    here = {"channel": turn.said.channel, "address": group.address, "title": group.title}
    yes = Choice(texts.ADMIT, Action("group.admit", here), "good")
    no = Choice(texts.NO, Action("group.no"))
    say = Say(texts.ask(group.title), ((yes, no),), lasting=True)
    asked = await entries.question(turn.tx, turn.chat.question_id) if turn.chat and turn.chat.question_id else None
    # the link adds the bot and then says /start: one question is enough
    if asked is None or asked.say != say.to_json():
        await turn.reply(say)


async def left(turn: Turn) -> None:
    """The bot was put out of a group: nothing more goes there, whoever did it."""
    group = turn.said.group
    if group is None or not await groups.close(turn.tx, turn.said.channel, group.address, turn.now):
        return
    await outbox.drop_chat(turn.tx, turn.said.channel, group.address)
    who = turn.person.id if turn.person else None
    await audit.record(turn.tx, "group.closed", f"group:{group.address}", who, turn.now)
    await notify.tell_role(turn.tx, Role.ADMIN, Say(texts.gone(group.title)), turn.now)


async def moved(turn: Turn, old: str, new: str) -> None:
    """The group became a supergroup and has another address."""
    await groups.move(turn.tx, turn.said.channel, old, new)
    await audit.record(turn.tx, "group.moved", f"group:{new}", None, turn.now, old=old)


@admins_only
async def admit(turn: Turn, args: Args, text: str | None) -> None:
    channel, address, title = str(args.get("channel")), str(args.get("address")), str(args.get("title"))
    known = await groups.get(turn.tx, channel, address)
    if known and known.open:
        await turn.note(texts.admitted_already(title))
        return
    await groups.admit(turn.tx, channel, address, title, turn.me.id, turn.now)
    await audit.record(turn.tx, "group.admitted", f"group:{address}", turn.me.id, turn.now)
    await turn.reply(Say(texts.admitted(title, turn.office.campaign.ladder.remind_at), ((ADMIN,),), lasting=True))
    await notify.show(turn.tx, (channel, address), None, Say(texts.hello()), turn.now, priority=outbox.NOTICE)


@admins_only
async def no(turn: Turn, args: Args, text: str | None) -> None:
    await turn.reply(Say(texts.stays_silent(), ((ADMIN,),), lasting=True))


@admins_only
async def overview(turn: Turn, args: Args, text: str | None) -> None:
    """The admitted groups, and how another one gets in."""
    known = await groups.admitted(turn.tx)
    choices = [
        Choice(
            label(texts.stop(group.title)), Action("group.stop", {"channel": group.channel, "address": group.address})
        )
        for group in known
    ]
    link = turn.office.group_link
    await turn.reply(Say(texts.overview([group.title for group in known], link), column(*choices, ADMIN), lasting=True))


@admins_only
async def stop(turn: Turn, args: Args, text: str | None) -> None:
    channel, address = str(args.get("channel")), str(args.get("address"))
    group = await groups.get(turn.tx, channel, address)
    if group is None:  # it has another address since: show what there is
        await overview(turn, {}, None)
        return
    if not await groups.close(turn.tx, channel, address, turn.now):
        await turn.note(texts.stopped_already())
        return
    await outbox.drop_chat(turn.tx, channel, address)
    await audit.record(turn.tx, "group.closed", f"group:{address}", turn.me.id, turn.now)
    await turn.reply(Say(texts.stopped(group.title), ((ADMIN,),), lasting=True))


ACTIONS = {
    "group.admit": admit,
    "group.no": no,
    "group.overview": overview,
    "group.stop": stop,
}
