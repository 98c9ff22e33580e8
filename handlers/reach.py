"""By which channels somebody can be reached: one more, and which of them notices go to."""

from __future__ import annotations

from handlers.dialog.chat import Action, Choice, Say, column
from handlers.entry import Args
from handlers.texts import common
from handlers.texts import reach as texts
from handlers.turn import Turn
from storage import audit, people

MENU = Choice(common.MENU, Action("menu"))


async def show(turn: Turn, args: Args, text: str | None) -> None:
    """Where notices go now, and what can be changed about it."""
    chats = await people.active_chats(turn.tx, turn.me.id)
    labels = [turn.office.label(channel) for channel, _ in chats]
    choices = []
    for channel, address in chats[1:]:
        action = Action("reach.prefer", {"channel": channel, "address": address})
        choices.append(Choice(texts.prefer(turn.office.label(channel)), action))
    if len(turn.office.doors) > 1:
        choices.append(Choice(texts.ADD, Action("reach.add")))
    await turn.reply(Say(texts.overview(labels), column(*choices, MENU), lasting=True))


async def prefer(turn: Turn, args: Args, text: str | None) -> None:
    """Notices go there first; when that fails for good, to the next one."""
    chat = (str(args.get("channel")), str(args.get("address")))
    if chat not in await people.active_chats(turn.tx, turn.me.id):
        await turn.refuse()
        return
    await people.prefer(turn.tx, *chat, turn.now)
    await audit.record(turn.tx, "chat.preferred", f"person:{turn.me.id}", turn.me.id, turn.now, channel=chat[0])
    await turn.reply(Say(texts.preferred(turn.office.label(chat[0])), ((MENU,),), lasting=True))


async def add(turn: Turn, args: Args, text: str | None) -> None:
    """A code for the person's own use on another channel; on another bot of this platform it is a move."""
    family = turn.said.channel.partition(":")[0]
    others = [door for door in turn.office.doors if door.channel != turn.said.channel]
    code = await people.link(turn.tx, turn.me.id, turn.now)
    await audit.record(turn.tx, "link.issued", f"person:{turn.me.id}", turn.me.id, turn.now)
    here = turn.office.label(turn.said.channel)
    ways = [
        texts.way(
            door.label,
            door.link("") if door.typed else door.link("").partition("?")[0],
            instead_of=here if door.family == family else "",
        )
        for door in others
    ]
    await turn.reply(Say(texts.code(code, ways), ((MENU,),), lasting=True))


ACTIONS = {"reach.show": show, "reach.prefer": prefer, "reach.add": add}
