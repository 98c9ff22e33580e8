"""A read-only copy of a draft's card for somebody who may read it anyway."""

from __future__ import annotations

from handlers import cards, notify
from handlers.appraise import readable
from handlers.dialog.chat import Action, Choice, Say
from handlers.entry import Args
from handlers.sitting import members
from handlers.texts import appraise as appraise_texts
from handlers.texts import common
from handlers.texts import verbs as texts
from handlers.turn import Turn
from handlers.verbs import pick
from planning.programme import VersionState
from storage import audit, copies


async def ask(turn: Turn, args: Args, text: str | None) -> None:
    """To whom."""
    found = await readable(turn, args)
    if found is None:
        return
    version, body = found
    here = {"version": version.id}
    able = await members(turn)
    rows = pick.rows(turn, able, Action("copy.go", here), Action("copy.ask", here), int(args.get("page", 0)))
    back = Choice(appraise_texts.TO_CARD, Action("appraise.card", here))
    words = texts.choose_copy(body.name, version.number) if able else texts.nobody_of()
    await turn.reply(Say(words, (*rows, (back,)), lasting=True))


async def go(turn: Turn, args: Args, text: str | None) -> None:
    """Once to each person; it says what became of the draft when it was decided (`cards.close`)."""
    found = await readable(turn, args)
    if found is None:
        return
    version, body = found
    to = next((one for one in await members(turn) if one.id == args.get("to")), None)
    if to is None:
        await turn.note(texts.not_a_member())
        return
    if version.state is not VersionState.SUBMITTED:
        await turn.note(appraise_texts.over())
        return
    if not await copies.add(turn.tx, version.id, to.id, turn.me.id, turn.now):
        await turn.note(texts.copied_before(to.name))
        return
    await audit.record(turn.tx, "version.copied", f"version:{version.id}", turn.me.id, turn.now, to=to.id)
    card = (await cards.build(turn, version, body)).text
    details = Choice(appraise_texts.DETAILS, Action("appraise.details", {"version": version.id}))
    say = Say(texts.copy_card(turn.me.name, card), ((details,),), lasting=True, keep=True)
    reached = await notify.tell(turn.tx, to, say, turn.now, card=cards.copy_key(version))
    done = texts.copied(to.name) if reached else texts.not_reached(to.name)
    back = Choice(appraise_texts.TO_CARD, Action("appraise.card", {"version": version.id}))
    await turn.reply(Say(done, ((back, Choice(common.MENU, Action("menu"))),), lasting=True))


ACTIONS = {"copy.ask": ask, "copy.go": go}
