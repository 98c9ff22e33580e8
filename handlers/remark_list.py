"""The remarks of a return in one place, for the unit: from one to the next, each done with one press where that can be.

What the press does is an ordinary change: looked at for overlaps and limits, and asked about as usual where something
new is in the way.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handlers import joint_fate, reasons, remarks
from handlers import programme_view as view
from handlers.appraisal.carrying import names
from handlers.dialog.chat import Action, Choice, Row, Say, column, grid
from handlers.entry import Args
from handlers.inspection_form import EITHER, Facts, to_answer, uncounted, unheeded
from handlers.my_programme import own_body
from handlers.register import answers_of, open_change, save
from handlers.register_facts import load
from handlers.remarks import Asked
from handlers.texts import common
from handlers.texts import programme as programme_texts
from handlers.texts import remarks as texts
from handlers.turn import Turn
from handlers.verbs import pick
from planning.appraisal import apply
from planning.inspection import Inspection
from planning.organisation import Body
from planning.remarks import Remark
from storage import audit, inspections, programmes
from storage import remarks as stored
from storage.programmes import Programme

PAGE = 4


async def _asked(turn: Turn, args: Args) -> tuple[Body, Programme, Asked] | None:
    """The remarks that lie with the person's unit; otherwise they are told."""
    body = await own_body(turn, args)
    if body is None:
        return None
    programme = await programmes.ensure(turn.tx, turn.office.campaign.id, body.id, turn.now)
    asked = await remarks.of_programme(turn, programme, await inspections.of_programme(turn.tx, programme.id))
    late = asked is not None and args.get("version", asked.version.id) != asked.version.id
    if asked is None or late:
        see = Choice(programme_texts.SEE_LIST, Action("programme.open", {"body": body.id}))
        await turn.reply(Say(texts.over(body.name) if late else texts.none(body.name), ((see,),), lasting=True))
        return None
    return body, programme, asked


async def list_(turn: Turn, args: Args, text: str | None) -> None:
    """A page of them, each with what became of it."""
    found = await _asked(turn, args)
    if found:
        await _show_list(turn, found[0], found[2], int(args.get("page", 0)))


async def _show_list(turn: Turn, body: Body, asked: Asked, page: int, lead: str = "") -> None:
    everything = asked.remarks
    pages = max(1, -(-len(everything) // PAGE))
    number = page if 0 <= page < pages else 0
    shown = everything[number * PAGE : (number + 1) * PAGE]
    decision = await programmes.last_decision(turn.tx, asked.version.id)
    words = texts.listed(
        body.name,
        asked.done,
        len(everything),
        decision.reason if decision else "",
        [texts.line(one, turn.office.directory) for one in shown],
        number + 1,
        pages,
        finished=not asked.open,
    )
    codes = [Choice(one.item.code, Action("remarks.one", _one(asked, one, body))) for one in shown]
    rows: list[Row] = [*grid(codes, 3)]
    if pages > 1:
        rows.append((Choice(common.MORE, Action("remarks.list", {"body": body.id, "page": (number + 1) % pages})),))
    submit = Choice(common.SUBMIT, Action("submit.ask", {"body": body.id}), "" if asked.open else "good")
    rows.append((Choice(programme_texts.SEE_LIST, Action("programme.open", {"body": body.id})), submit))
    say = Say(words, tuple(rows), lasting=True)
    await turn.reply(say.after(lead) if lead else say)


def _one(asked: Asked, one: Remark, body: Body) -> Args:
    return {"body": body.id, "version": asked.version.id, "inspection": one.item.id}


async def one(turn: Turn, args: Args, text: str | None) -> None:
    """One of them: what was asked, how the inspection is now, what may be done at once."""
    found = await _asked(turn, args)
    remark = found[2].of(str(args.get("inspection"))) if found else None
    if found is None:
        return
    if remark is None:
        await turn.note(programme_texts.item_gone())
        return
    await _show_one(turn, found[0], found[2], remark)


async def _show_one(turn: Turn, body: Body, asked: Asked, remark: Remark, lead: str = "") -> None:
    card = await view.item_text(turn, remark.now, body) if remark.now else ""
    place = asked.remarks.index(remark) + 1
    words = texts.one(place, len(asked.remarks), remark, card, turn.office.directory)
    rows = column(*await remarks.ways(turn, asked, remark, body.id))
    say = Say(words, (*rows, _onward(asked, remark, body)), lasting=True)
    await turn.reply(say.after(lead) if lead else say)


def _onward(asked: Asked, remark: Remark, body: Body) -> Row:
    """The next one that is open, after this one and round again; and all of them."""
    at = asked.remarks.index(remark) + 1
    following = next((one for one in (*asked.remarks[at:], *asked.remarks[: at - 1]) if one.open), None)
    to_list = Choice(texts.TO_LIST, Action("remarks.list", {"body": body.id}))
    if following is None:
        return (to_list,)
    return (Choice(texts.NEXT, Action("remarks.one", _one(asked, following, body))), to_list)


async def _open(turn: Turn, args: Args) -> tuple[Body, Programme, Asked, Remark, Inspection] | None:
    """A remark whose inspection and answer are as they were shown; otherwise it is shown anew."""
    if turn.double_tap:
        return None
    found = await _asked(turn, args)
    remark = found[2].of(str(args.get("inspection"))) if found else None
    if found is None:
        return None
    if remark is None or remark.now is None:
        await turn.note(programme_texts.item_gone())
        return None
    shown = (args.get("revision"), args.get("said", ""))
    if not remark.undone or shown != (remark.now.revision, remark.said):
        await _show_one(turn, found[0], found[2], remark, texts.changed_meanwhile(remark.item.code))
        return None
    return (*found, remark, remark.now)


async def move(turn: Turn, args: Args, text: str | None) -> None:
    """To the time that was asked for: saved at once where nothing new is in the way and no joint team has to follow,
    else asked as usual."""
    found = await _open(turn, args)
    if found is None:
        return
    body, programme, asked, remark, now = found
    times = remark.ruling.proposal.intervals
    if not times or any(time.end < turn.today for time in times):
        await open_change(turn, now, at="periods", note=texts.past(times) if times else "")
        return
    values = {"periods": to_answer(times), EITHER: False}
    answers: dict[str, Any] = {**await answers_of(turn, now), **values}
    facts: Facts = await load(turn, answers)
    if unheeded(answers, facts) or uncounted(answers, facts):
        await open_change(turn, now, values, note=texts.not_free(times))
        return
    if facts.teams:  # the card says that the other side will hear of it
        await open_change(turn, now, values, note=texts.prefilled(now.code))
        return
    new = replace(now, intervals=times, either=False)
    saved = await save(turn, new, programme, facts, remark=asked.version.id)
    if saved is None:
        await turn.note(programme_texts.item_gone())
        return
    await _done(turn, body, programme, remark, texts.moved(now.code, times))
    await joint_fate.changed(turn, now, saved)


async def _done(turn: Turn, body: Body, programme: Programme, remark: Remark, said: str) -> None:
    """What was done, and straight on to the next one; to the list when none is left."""
    asked = await remarks.of_programme(turn, programme, await inspections.of_programme(turn.tx, programme.id))
    again = asked.of(remark.item.id) if asked else None
    if asked is None or again is None:
        return
    onward = _onward(asked, again, body)
    words = f"{said}\n{texts.todo(asked.done, len(asked.remarks))}."
    submit = Choice(common.SUBMIT, Action("submit.ask", {"body": body.id}), "good")
    rows: tuple[Row, ...] = (onward,) if asked.open else (onward, (submit,))
    await turn.reply(Say(words, rows, lasting=True, keep=True))


async def subject(turn: Turn, args: Args, text: str | None) -> None:
    """The subjects that were asked for, filled in: looked at for overlaps and saved by the person."""
    found = await _open(turn, args)
    if found is None:
        return
    _, _, _, remark, now = found
    asked = remark.ruling.proposal
    if not asked.subjects:
        await open_change(turn, now, at="subjects")
        return
    values = {"subjects": list(asked.subjects), "members": dict(asked.members)}
    await open_change(turn, now, values, note=texts.prefilled(now.code))


async def team(turn: Turn, args: Args, text: str | None) -> None:
    """Who leads and who takes part, filled in: where no joint team can be proposed from here."""
    found = await _open(turn, args)
    if found is None:
        return
    _, _, _, remark, now = found
    becomes = apply(now, remark.ruling, names(turn))
    details = becomes.details if becomes else now.details
    values = {"lead": details.lead, "partners": details.partners}
    await open_change(turn, now, values, note=texts.prefilled(now.code))


async def say(turn: Turn, args: Args, text: str | None) -> None:
    """Why the inspection stays as it is: asked for, and taken."""
    found = await _open(turn, args)
    if found is None:
        if text is not None:
            await turn.drop_focus()
        return
    body, programme, asked, remark, now = found
    typed = " ".join((text or "").split())
    if text is None and args.get("words"):
        await _say(turn, body, programme, asked, remark, str(args["words"]))
        return
    if text is None:
        await _ask_why(turn, asked, remark, now, body)
        return
    match reasons.unfit(turn, args, text, longest=texts.LONGEST_SAID):
        case reasons.Unfit.TAKEN_BACK:
            await turn.drop_focus()
            await _show_one(turn, body, asked, remark, texts.not_said())
        case reasons.Unfit.LATE:
            await turn.drop_focus()
            await _show_one(turn, body, asked, remark, texts.too_late())
        case reasons.Unfit.LONG:
            await _ask_why(turn, asked, remark, now, body, texts.too_long(len(typed)))
        case reasons.Unfit.UNCLEAR:
            await _ask_why(turn, asked, remark, now, body, texts.needed())
        case None:
            again = Action("remarks.say", remarks.here(asked, remark, body.id))
            cancel = Choice(common.CANCEL, Action("remarks.one", _one(asked, remark, body)))
            if not await pick.asked_spelling(turn, typed, again, cancel):
                await _say(turn, body, programme, asked, remark, typed)


async def _ask_why(turn: Turn, asked: Asked, remark: Remark, now: Inspection, body: Body, lead: str = "") -> None:
    again = Action("remarks.say", {**remarks.here(asked, remark, body.id), **reasons.asked(turn)})
    cancel = Choice(common.CANCEL, Action("remarks.one", _one(asked, remark, body)))
    ask = Say(texts.ask_why(now.code), ((cancel,),), on_text=again, lasting=True)
    await turn.reply(ask.after(lead) if lead else ask, fresh=True)


async def _say(turn: Turn, body: Body, programme: Programme, asked: Asked, remark: Remark, words: str) -> None:
    version, item = asked.version, remark.item
    if not await stored.say(turn.tx, version.id, item.id, words, person_id=turn.me.id, now=turn.now):
        await turn.note(texts.over(body.name))
        return
    await audit.record(turn.tx, "remark.answered", f"version:{version.id}", turn.me.id, turn.now, code=item.code)
    await turn.drop_focus()
    await _done(turn, body, programme, remark, texts.said(item.code))


ACTIONS = {
    "remarks.list": list_,
    "remarks.one": one,
    "remarks.move": move,
    "remarks.subject": subject,
    "remarks.team": team,
    "remarks.say": say,
}
