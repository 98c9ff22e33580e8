"""Handing a draft over to one of those who sit at its step, and giving it back to all of them.

Whoever may decide it may hand it over, and so may an administrator, who heads the office; never a draft of one's own
unit. Nothing of it is decided by that, so it can be taken back.
"""

from __future__ import annotations

from handlers import cards, sitting, waiting
from handlers.appraise import already, case_of, version_of
from handlers.dialog.chat import Action, Choice, Say, column
from handlers.entry import Args
from handlers.texts import appraise as appraise_texts
from handlers.texts import common
from handlers.texts import verbs as texts
from handlers.texts.format import label
from handlers.turn import Turn
from handlers.verbs import of_queue, pick
from planning.organisation import Body
from planning.programme import Quorum, Role, VersionState
from storage import audit, programmes, transfers
from storage.people import Person
from storage.programmes import Version

PAGE = 8


async def _mine(turn: Turn, args: Args) -> tuple[Version, Body] | None:
    """The waiting version, if the person may say who deals with it; otherwise they are told."""
    if not turn.may(Role.ADMIN):
        case = await case_of(turn, args)
        return (case.version, case.body) if case else None
    found = await version_of(turn, args)
    if found is None:
        return None
    version, body = found
    if body.unit_id in turn.me.units():
        await turn.refuse(appraise_texts.own_draft())
        return None
    at_step = int(args.get("step", version.step))
    if version.state is not VersionState.SUBMITTED or version.step != at_step:
        await already(turn, version, at_step)
        return None
    if waiting.step_of(turn.office, found) is None:
        await turn.note(appraise_texts.gone())
        return None
    return found


async def _candidates(turn: Turn, version: Version, body: Body) -> list[Person]:
    seat = turn.office.steps_of(version, body)[version.step].seat
    able = await sitting.holders(turn.tx, seat, body)
    return [person for person in able if person.id not in (turn.me.id, version.handler_id)]


async def _movable(turn: Turn, args: Args) -> tuple[Version, Body] | None:
    """The same, where one may deal with it alone: not where all must agree."""
    found = await _mine(turn, args)
    step = waiting.step_of(turn.office, found) if found else None
    if step and step.quorum is Quorum.ALL:
        await turn.note(texts.not_while_all(step.seat))
        return None
    return found


async def ask(turn: Turn, args: Args, text: str | None) -> None:
    """To whom; one that was handed over may also be given back to all."""
    found = await _movable(turn, args)
    if found is None:
        return
    version, body = found
    here = {"version": version.id, "step": version.step}
    able = await _candidates(turn, version, body)
    handler = await sitting.handler_name(turn.tx, version)
    rows = pick.rows(turn, able, Action("transfer.note", here), Action("transfer.ask", here), int(args.get("page", 0)))
    if version.handler_id:
        back = Action("transfer.back", {**here, "from": version.handler_id})
        rows += ((Choice(texts.GIVE_BACK, back),),)
    words = texts.choose_to(body.name, version.number, handler) if able else texts.nobody_to(body.name, handler)
    await turn.reply(Say(words, (*rows, (_back(turn, version),)), lasting=True))


def _back(turn: Turn, version: Version) -> Choice:
    if turn.appraises:
        return Choice(appraise_texts.TO_CARD, Action("appraise.card", {"version": version.id}))
    return Choice(common.BACK, Action("transfer.list"))


async def note(turn: Turn, args: Args, text: str | None) -> None:
    """A word for whoever gets it, if one likes."""
    found = await _movable(turn, args)
    if found is None:
        return
    version, body = found
    to = next((one for one in await _candidates(turn, version, body) if one.id == args.get("to")), None)
    if to is None:
        await turn.note(texts.not_a_member())
        return
    here = {"version": version.id, "step": version.step, "to": to.id, "from": version.handler_id}
    go_ = Choice(texts.TRANSFER_GO, Action("transfer.go", here), "good")
    words = texts.ask_note(body.name, version.number, to.name)
    await pick.ask_words(turn, words, Action("transfer.go", here), go_, _back(turn, version))


async def go(turn: Turn, args: Args, text: str | None) -> None:
    """Hand it over, on the condition that nothing happened since it was asked."""
    found = await _movable(turn, args)
    if found is None:
        if text is not None:
            await turn.drop_focus()
        return
    version, body = found
    said = "" if text is None else await pick.heard(turn, args, text, _back(turn, version))
    if said is None:
        return
    to = next((one for one in await _candidates(turn, version, body) if one.id == args.get("to")), None)
    if to is None:
        await turn.note(texts.not_a_member())
        return
    from_id = args.get("from")
    moved = version.handler_id == from_id and await transfers.hand_over(
        turn.tx, version, from_id, to.id, note=said, by_id=turn.me.id, now=turn.now
    )
    if not moved:
        await turn.note(texts.transfer_meanwhile())
        return
    detail = {"step": version.step, "from": from_id, "to": to.id}
    await audit.record(turn.tx, "version.transferred", f"version:{version.id}", turn.me.id, turn.now, **detail)
    done = Say(texts.transferred(body.name, version.number, to.name), (_onward(turn),), lasting=True)
    await turn.reply(done, fresh=True)
    await _hand_on(turn, version, body, to)


def _onward(turn: Turn) -> tuple[Choice, ...]:
    menu = Choice(common.MENU, Action("menu"))
    return (Choice(common.QUEUE, Action("appraise.queue")), menu) if turn.appraises else (menu,)


async def _hand_on(turn: Turn, before: Version, body: Body, to: Person) -> None:
    """The card goes to whoever may decide it now; those of all others say who deals with it."""
    now = await programmes.version(turn.tx, before.id)
    assert now  # noqa: S101
    seated = {one.id for one in await sitting.seated(turn.tx, turn.office, now, body, turn.now)}
    await cards.hand_on(turn, before, texts.handed_card(body.name, before.number, to.name), seated)
    await cards.send(turn, now, body)


async def _send_again(turn: Turn, version: Version, body: Body, had: set[str] | None = None) -> None:
    """Its card, to those who may decide it now and had none."""
    now = await programmes.version(turn.tx, version.id)
    assert now  # noqa: S101
    await cards.send(turn, now, body, but=had or set())


async def give_back(turn: Turn, args: Args, text: str | None) -> None:
    """Everybody at the step deals with it again."""
    found = await _mine(turn, args)
    if found is None:
        return
    version, body = found
    had = {one.id for one in await sitting.seated(turn.tx, turn.office, version, body, turn.now)}
    if version.handler_id != args.get("from") or not await transfers.give_back(turn.tx, version, str(args.get("from"))):
        await turn.note(texts.transfer_meanwhile())
        return
    await audit.record(turn.tx, "version.given_back", f"version:{version.id}", turn.me.id, turn.now, step=version.step)
    await turn.reply(Say(texts.given_back(body.name, version.number), (_onward(turn),), lasting=True))
    await _send_again(turn, version, body, had)


async def list_(turn: Turn, args: Args, text: str | None) -> None:
    """For whoever heads the office: every draft that waits, and who deals with it."""
    if not turn.may(Role.ADMIN):
        await turn.refuse()
        return
    found = [item for item in await waiting.undecided(turn.tx, turn.office) if item[1].unit_id not in turn.me.units()]
    pages = max(1, -(-len(found) // PAGE))
    page = min(int(args.get("page", 0)), pages - 1)
    choices = [
        Choice(
            label(appraise_texts.queue_label(body.name, version.number)),
            Action("transfer.ask", {"version": version.id, "step": version.step}),
        )
        for version, body in found[page * PAGE : (page + 1) * PAGE]
    ]
    if pages > 1:
        choices.append(Choice(common.MORE, Action("transfer.list", {"page": (page + 1) % pages})))
    words = "\n\n".join([texts.waiting_list(len(found)), *await of_queue.in_hands(turn, found)])
    await turn.reply(Say(words, column(*choices, Choice(common.BACK, Action("admin.menu"))), lasting=True))


async def free_those_of(turn: Turn, person: Person) -> int:
    """Somebody was removed: what they alone had belongs to everybody at the step; returns how many drafts."""
    freed = 0
    for version_id in await transfers.handled_by(turn.tx, person.id):
        version = await programmes.version(turn.tx, version_id)
        programme = await programmes.get(turn.tx, version.programme_id) if version else None
        if version and programme and await transfers.give_back(turn.tx, version, person.id):
            obj = f"version:{version.id}"
            await audit.record(turn.tx, "version.given_back", obj, turn.me.id, turn.now, step=version.step)
            await _send_again(turn, version, turn.office.body(programme.body_id))
            freed += 1
    return freed


ACTIONS = {
    "transfer.ask": ask,
    "transfer.note": note,
    "transfer.go": go,
    "transfer.back": give_back,
    "transfer.list": list_,
}
