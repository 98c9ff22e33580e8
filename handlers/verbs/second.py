"""A second opinion: asking somebody who may read the draft. It decides nothing, and nobody has to wait for it."""

from __future__ import annotations

from handlers import notify
from handlers.appraise import case_of, version_of
from handlers.dialog.chat import Action, Choice, Say, column
from handlers.entry import Args
from handlers.sitting import members
from handlers.texts import appraise as appraise_texts
from handlers.texts import common
from handlers.texts import verbs as texts
from handlers.turn import Turn
from handlers.verbs import pick
from planning.organisation import Body
from planning.programme import VersionState
from storage import audit, people, second_opinions
from storage.engine import stamp
from storage.programmes import Version
from storage.second_opinions import SecondOpinion

MENU = Choice(common.MENU, Action("menu"))


def _card(version: Version) -> Choice:
    return Choice(appraise_texts.TO_CARD, Action("appraise.card", {"version": version.id}))


async def ask(turn: Turn, args: Args, text: str | None) -> None:
    """Whom."""
    case = await case_of(turn, args)
    if case is None:
        return
    version, body = case.version, case.body
    here = {"version": version.id, "step": version.step}
    able = await members(turn, body)
    page = int(args.get("page", 0))
    rows = pick.rows(turn, able, Action("second.question", here), Action("second.ask", here), page)
    words = texts.choose_of(body.name, version.number) if able else texts.nobody_of()
    await turn.reply(Say(words, (*rows, (_card(version),)), lasting=True))


async def question(turn: Turn, args: Args, text: str | None) -> None:
    """What."""
    case = await case_of(turn, args)
    if case is None:
        return
    version, body = case.version, case.body
    of = next((one for one in await members(turn, body) if one.id == args.get("to")), None)
    if of is None:
        await turn.note(texts.not_a_member())
        return
    here = {"version": version.id, "step": version.step, "to": of.id}
    plain = Choice(texts.SECOND_PLAIN, Action("second.send", here))
    words = texts.ask_question(body.name, version.number, of.name)
    await pick.ask_words(turn, words, Action("second.send", here), plain, _card(version))


async def send(turn: Turn, args: Args, text: str | None) -> None:
    """Without a text a view in general is asked for. One question at a time of one person about one draft."""
    case = await case_of(turn, args)
    if case is None:
        if text is not None:
            await turn.drop_focus()
        return
    version, body = case.version, case.body
    words = str(args.get("words", "")) if text is None else await pick.heard(turn, args, text, _card(version), least=3)
    if words is None:
        return
    if text is not None and await pick.asked_spelling(turn, words, Action("second.send", args), _card(version)):
        return
    of = next((one for one in await members(turn, body) if one.id == args.get("to")), None)
    if of is None:
        await turn.note(texts.not_a_member())
        return
    if await second_opinions.is_open(turn.tx, version.id, turn.me.id, of.id):
        await turn.note(texts.asked_before(of.name))
        return
    asked = await second_opinions.ask(turn.tx, version, turn.me.id, of.id, words, turn.now)
    await audit.record(turn.tx, "second_opinion.asked", f"version:{version.id}", turn.me.id, turn.now, of=of.id)
    reply = Choice(texts.ANSWER, Action("second.answer", {"opinion": asked}))
    details = Choice(appraise_texts.DETAILS, Action("appraise.details", {"version": version.id}))
    card = texts.second_card(turn.me.name, body.name, version.number, words)
    reached = await notify.tell(turn.tx, of, Say(card, ((reply, details),), lasting=True, keep=True), turn.now)
    done = texts.asked(of.name) if reached else f"{texts.asked(of.name)}\n{texts.not_reached(of.name)}"
    await turn.reply(Say(done, ((_card(version), MENU),), lasting=True), fresh=True)


async def _asked_of_me(turn: Turn, args: Args) -> tuple[SecondOpinion, Version, Body] | None:
    """The question, if it is this person's to answer; otherwise they are told."""
    asked = await second_opinions.get(turn.tx, str(args.get("opinion")))
    if asked is None or asked.of_id != turn.me.id or not turn.appraises:
        await turn.refuse()
        return None
    found = await version_of(turn, {"version": asked.version_id})
    return (asked, *found) if found else None


async def answer(turn: Turn, args: Args, text: str | None) -> None:
    """Ask for the answer, and take it; it is kept also when the draft was decided meanwhile."""
    found = await _asked_of_me(turn, args)
    if found is None:
        return
    asked, version, body = found
    if asked.answer:
        await turn.note(texts.answered_before())
        return
    here = {"opinion": asked.id}
    if text is None and not args.get("words"):
        ask_ = texts.ask_answer(asked.by_name, body.name, asked.question)
        await pick.ask_words(turn, ask_, Action("second.answer", here), MENU)
        return
    again = Choice(texts.ANSWER, Action("second.answer", here))
    # who answers with the code of the card says it at once, and is not late
    asked_at = {"asked": stamp(turn.now)} if args.get("at_once") else {}
    spelled = args.get("words")
    words = str(spelled) if spelled else await pick.heard(turn, {**args, **asked_at}, text or "", again, least=2)
    if words is None:
        return
    if not spelled and await pick.asked_spelling(turn, words, Action("second.answer", here), again):
        return
    if not await second_opinions.answer(turn.tx, asked.id, words, turn.now):
        await turn.note(texts.answered_before())
        return
    late = version.state is not VersionState.SUBMITTED
    await audit.record(turn.tx, "second_opinion.given", f"version:{version.id}", turn.me.id, turn.now, late=late)
    done = texts.answered_late(asked.by_name) if late else texts.answered(asked.by_name)
    await turn.reply(Say(done, ((MENU,),), lasting=True), fresh=True)
    asker = await people.get(turn.tx, asked.by_id)
    if asker and not asker.removed:
        notice = texts.answer_notice(turn.me.name, body.name, version.number, words, late)
        rows = () if late else ((_card(version),),)
        await notify.tell(turn.tx, asker, Say(notice, rows, lasting=True, keep=True), turn.now)


async def list_(turn: Turn, args: Args, text: str | None) -> None:
    """What is open: what I was asked, and what I asked."""
    if not turn.appraises:
        await turn.refuse()
        return
    mine: list[str] = []
    theirs: list[str] = []
    choices = []
    for one in await second_opinions.open_of(turn.tx, turn.me.id):
        found = await version_of(turn, {"version": one.version_id})
        if found is None:
            continue
        version, body = found
        if one.of_id == turn.me.id:
            mine.append(texts.opinion_open_line(one.by_name, body.name, version.number))
            choices.append(Choice(texts.answer_button(len(mine)), Action("second.answer", {"opinion": one.id})))
        else:
            theirs.append(texts.opinion_open_line(one.of_name, body.name, version.number))
    back = Choice(common.QUEUE, Action("appraise.queue"))
    most = texts.MOST_LINES
    await turn.reply(Say(texts.opinions_open(mine[:most], theirs[:most]), column(*choices[:most], back), lasting=True))


ACTIONS = {
    "second.ask": ask,
    "second.question": question,
    "second.send": send,
    "second.answer": answer,
    "second.list": list_,
}
