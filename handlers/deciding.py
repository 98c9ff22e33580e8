"""Deciding on a draft: agreeing or forwarding, and returning with a reason.

The first decision at a step wins by a conditional update.
"""

from __future__ import annotations

from datetime import timedelta

from handlers import cards, joint_fate, notify, rechecks
from handlers.appraise import Case, already, case_of, is_card, waiting_for
from handlers.dialog.chat import Action, Choice, Say
from handlers.dialog.match import is_asked, is_taken_back
from handlers.entry import Args
from handlers.texts import appraise as texts
from handlers.texts import common, spoken
from handlers.texts import programme as programme_texts
from handlers.texts.joint import Why
from handlers.turn import Turn
from planning.programme import Outcome, Role, Verb, VersionState, decide
from planning.text import words
from storage import audit, people, programmes
from storage.engine import moment, stamp

LEAST_REASON = 5  # letters
REASON_WITHIN = timedelta(minutes=15)
ASSENTS = frozenset({*spoken.YES, "xac nhan", "nhat tri", "thong nhat"})
# what stands on the card is no reason
NO_REASONS = frozenset(words(name) for name in (texts.AGREE, texts.FORWARD, texts.RETURN, texts.DETAILS, texts.TO_CARD))


async def agree(turn: Turn, args: Args, text: str | None) -> None:
    """Agree, or forward to the next step of the track."""
    case = await case_of(turn, args)
    if case:
        await _decide(turn, case, agree=True, reason="")


async def send_back(turn: Turn, args: Args, text: str | None) -> None:
    """Returning demands a reason, and cannot be taken back: a reason typed with the card's code (`at_once`) is taken as
    it is; one that was asked for is shown once more and has to be confirmed (`sure`)."""
    case = await case_of(turn, args)
    if case is None:
        if text is not None:
            await turn.drop_focus()  # nobody waits for this reason any more
        return
    if args.get("sure"):
        await _decide(turn, case, agree=False, reason=str(args["reason"]))
        return
    reason = " ".join((text or "").split())
    if text is None:
        await _ask_reason(turn, case, texts.ask_reason(case.body.name, case.version.number))
    elif is_taken_back(text):
        await _not_returned(turn, case, texts.not_returned())
    elif not args.get("at_once") and not _is_fresh(turn, args):
        await _not_returned(turn, case, texts.reason_too_late())
    elif len(reason) > texts.LONGEST_REASON:
        await _ask_reason(turn, case, texts.reason_too_long(len(reason)))
    elif args.get("reason") and " ".join(words(reason)) in ASSENTS:
        await _ask_whether(turn, case, str(args["reason"]))  # agreed, but not in the way that counts
    elif sum(letter.isalpha() for letter in reason) < LEAST_REASON or _is_no_reason(reason):
        await _ask_reason(turn, case, texts.reason_needed())
    elif args.get("at_once") and not is_asked(reason):
        await _decide(turn, case, agree=False, reason=reason)
    else:
        await _ask_whether(turn, case, reason)


def _is_no_reason(text: str) -> bool:
    """What stands on the card, and what says yes to something."""
    return words(text) in NO_REASONS or " ".join(words(text)) in ASSENTS


def _is_fresh(turn: Turn, args: Args) -> bool:
    """Whether the reason was asked for a moment ago: what is typed days later was meant for somebody else."""
    return "asked" in args and turn.now - moment(str(args["asked"])) <= REASON_WITHIN


def _here(turn: Turn, case: Case) -> Args:
    return {"version": case.version.id, "step": case.version.step, "asked": stamp(turn.now)}


async def _ask_reason(turn: Turn, case: Case, ask: str) -> None:
    cancel = Choice(common.CANCEL, Action("appraise.card", {"version": case.version.id}))
    again = Action("appraise.return", _here(turn, case))
    await turn.reply(Say(ask, ((cancel,),), on_text=again, lasting=True), fresh=True)


async def _ask_whether(turn: Turn, case: Case, reason: str) -> None:
    """The reason as it will be read, to be confirmed; another one may be typed instead."""
    here = _here(turn, case)
    yes = Choice(texts.RETURN_SO, Action("appraise.return", {**here, "reason": reason, "sure": True}), "bad", firm=True)
    cancel = Choice(common.CANCEL, Action("appraise.card", {"version": case.version.id}))
    sure = texts.return_sure(case.body.name, case.version.number, reason)
    # not lasting: a confirmation that was taken back, or replaced by another reason, is dead
    say = Say(sure, ((yes,), (cancel,)), on_text=Action("appraise.return", {**here, "reason": reason}))
    await turn.reply(say, fresh=True)


async def _not_returned(turn: Turn, case: Case, why: str) -> None:
    card = Choice(texts.TO_CARD, Action("appraise.card", {"version": case.version.id}))
    await turn.reply(Say(why, ((card, Choice(common.MENU, Action("menu"))),), lasting=True), fresh=True)


async def _decide(turn: Turn, case: Case, *, agree: bool, reason: str) -> None:
    version, body = case.version, case.body
    outcome = decide(turn.office.steps(body), version.step, agree=agree)
    verb = case.step.verb if agree else Verb.RETURN
    won = await programmes.decide(
        turn.tx,
        version,
        outcome,
        seat=case.step.seat,
        verb=verb,
        reason=reason,
        person_id=turn.me.id,
        now=turn.now,
    )
    if not won:
        await already(turn, version, version.step)
        return
    await audit.record(
        turn.tx, f"version.{verb}", f"version:{version.id}", turn.me.id, turn.now, step=version.step, reason=reason
    )
    done = texts.decided_card(
        body.name, version.number, verb, case.step.seat, turn.now, turn.office.zone, turn.me.name, reason
    )
    menu = ((await _onward(turn), Choice(common.MENU, Action("menu"))),)
    pressed = turn.pressed.outbox_id if turn.pressed and is_card(turn, version) else None
    seal = texts.seal(verb, turn.me.name)
    await turn.reply(Say(done, menu, lasting=True, keep=True, vital=True, seal=seal), in_place=pressed is not None)
    await cards.close(turn, version, done, but=pressed, seal=seal)
    await _tell(turn, case, outcome, verb, reason)
    if outcome.version is not VersionState.SUBMITTED:
        await joint_fate.programme_moved(turn, version.programme_id, Why.DECIDED)
    if outcome.version is VersionState.AGREED:
        await rechecks.published(turn.tx, turn.office, version.programme_id, turn.now)


async def _onward(turn: Turn) -> Choice:
    """From a decided draft straight to the next one, as long as one waits."""
    if await waiting_for(turn):
        return Choice(common.FOLLOWING_DRAFT, Action("appraise.next"))
    return Choice(common.QUEUE, Action("appraise.queue"))


async def _tell(turn: Turn, case: Case, outcome: Outcome, verb: Verb, reason: str) -> None:
    """The unit hears at once; the next step gets its card; reviewers hear what the standing committee decided."""
    version, body, seat = case.version, case.body, case.step.seat
    see = Choice(programme_texts.SEE_LIST, Action("programme.open", {"body": body.id}))
    if outcome.version is VersionState.SUBMITTED:
        notice = Say(texts.forwarded_notice(body.name, version.number))
        onward = await programmes.version(turn.tx, version.id)
        assert onward  # noqa: S101
        await cards.send(turn, onward, body)
    elif verb is Verb.RETURN:
        text = texts.returned_notice(body.name, version.number, seat, reason)
        submit = Choice(common.SUBMIT, Action("submit.ask", {"body": body.id}))
        notice = Say(text, ((see, submit),), lasting=True, keep=True, vital=True)
    else:
        text = texts.agreed_notice(body.name, version.number, seat)
        notice = Say(text, ((see,),), lasting=True, keep=True, vital=True)
    for person in await people.of_unit(turn.tx, body.unit_id, Role.UNIT):
        await notify.tell(turn.tx, person, notice, turn.now)
    if seat is Role.STANDING:
        outcome_text = texts.outcome_for_reviewers(body.name, version.number, verb, reason)
        for person in await people.with_role(turn.tx, Role.REVIEWER):
            if person.id != turn.me.id:
                await notify.tell(turn.tx, person, Say(outcome_text), turn.now)


ACTIONS = {"appraise.agree": agree, "appraise.return": send_back}
