"""Deciding on a draft: agreeing or forwarding, and returning with reasons, for the whole and item by item.

The first decision at a step wins by a conditional update; where all must agree, the last missing yes makes it.
"""

from __future__ import annotations

import hashlib

from handlers import cards, joint_fate, life, opinion, reasons
from handlers.appraisal import carrying, told, voting
from handlers.appraise import Case, already, case_of, is_card, waiting_for
from handlers.dialog.chat import Action, Choice, Row, Say, column
from handlers.dialog.match import is_asked
from handlers.entry import Args
from handlers.texts import appraise as texts
from handlers.texts import common
from handlers.texts import outcomes as outcome_texts
from handlers.texts.joint import Why
from handlers.turn import Turn
from planning.appraisal import Rulings, tally, touched
from planning.inspection import thaw
from planning.programme import Verb, VersionState, decide
from storage import audit, outcomes, programmes
from storage.outcomes import Noted
from storage.programmes import Version


async def agree(turn: Turn, args: Args, text: str | None) -> None:
    """Agree, or forward to the next step of the track; with something said of an inspection, after one summary."""
    case = await case_of(turn, args)
    if case is None:
        return
    noted = await outcomes.noted(turn.tx, case.version.id, case.version.step)
    if args.get("of", seen({})) != seen(noted):
        await _summary(turn, case, noted, moved_on="of" in args)
    elif await voting.decides(turn, case):
        await _decide(turn, case, _rulings(noted), agree=True, reason="")


def seen(noted: dict[str, Noted]) -> str:
    """What a question was about: the button of an older one does not decide something else. "" for nothing said."""
    rows = sorted((key, one.ruling.outcome, str(one.changed_at), one.person_id) for key, one in noted.items())
    return hashlib.sha256(repr(rows).encode()).hexdigest()[:16] if rows else ""


def _rulings(noted: dict[str, Noted]) -> Rulings:
    return {key: one.ruling for key, one in noted.items()}


async def _summary(turn: Turn, case: Case, noted: dict[str, Noted], *, moved_on: bool) -> None:
    """What the decision comes to, to be confirmed."""
    version, body, verb = case.version, case.body, case.step.verb
    items, rulings = thaw(version.content), _rulings(noted)
    lines = told.remarks(turn, items, rulings)
    nth = await life.amendment_of(turn, version)
    said = outcome_texts.sure(body.name, version.number, verb, tally(items, rulings), lines, nth)
    here = {"version": version.id, "step": version.step, "of": seen(noted)}
    label = outcome_texts.FORWARD_REST if verb is Verb.FORWARD else outcome_texts.AGREE_REST
    yes = Choice(label, Action("appraise.agree", here), "good", firm=True)
    card = Choice(texts.TO_CARD, Action("appraise.card", {"version": version.id}))
    say = Say(said, column(yes, card), lasting=True)
    say = say.after(outcome_texts.moved_on()) if moved_on else say
    in_place = is_card(turn, version)
    await turn.reply(say, focus=False, card=cards.card_key(version), in_place=in_place, fresh=not in_place)


async def send_back(turn: Turn, args: Args, text: str | None) -> None:
    """Returning demands a reason, or remarks item by item: a reason typed with the card's code (`at_once`) is taken as
    it is; one that was asked for is shown once more and has to be confirmed (`sure`)."""
    case = await case_of(turn, args)
    if case is None:
        if text is not None:
            await turn.drop_focus()  # nobody waits for this reason any more
        return
    noted = await outcomes.noted(turn.tx, case.version.id, case.version.step)
    if args.get("sure"):
        if args.get("of", seen(noted)) != seen(noted):
            await _ask_reason(turn, case, noted, lead=outcome_texts.moved_on())
        else:
            await _decide(turn, case, _rulings(noted), agree=False, reason=str(args["reason"]))
        return
    if text is None and args.get("spelled"):
        await _ask_whether(turn, case, noted, str(args["reason"]))
        return
    if text is None:
        await _ask_reason(turn, case, noted)
        return
    reason = " ".join(text.split())
    unfit = reasons.unfit(turn, args, text, longest=texts.LONGEST_REASON)
    if unfit is reasons.Unfit.TAKEN_BACK:
        await _not_returned(turn, case, texts.not_returned())
    elif unfit is reasons.Unfit.LATE:
        await _not_returned(turn, case, texts.reason_too_late())
    elif unfit is reasons.Unfit.LONG:
        await _ask_reason(turn, case, noted, ask=texts.reason_too_long(len(reason)))
    elif args.get("reason") and reasons.is_assent(reason):
        await _ask_whether(turn, case, noted, str(args["reason"]))  # agreed, but not in the way that counts
    elif unfit is reasons.Unfit.UNCLEAR:
        await _ask_reason(turn, case, noted, ask=texts.reason_needed())
    elif plain := reasons.plain(turn, reason):
        await _ask_spelling(turn, case, plain)
    elif args.get("at_once") and not is_asked(reason):
        await _decide(turn, case, _rulings(noted), agree=False, reason=reason)
    else:
        await _ask_whether(turn, case, noted, reason)


def _here(turn: Turn, case: Case) -> Args:
    return {"version": case.version.id, "step": case.version.step, **reasons.asked(turn)}


async def _ask_reason(turn: Turn, case: Case, noted: dict[str, Noted], *, ask: str = "", lead: str = "") -> None:
    """Remarks item by item are reason enough; with them a general one may be left out."""
    version, body = case.version, case.body
    lines = told.remarks(turn, thaw(version.content), _rulings(noted))
    again = _here(turn, case)
    rows: list[Row] = []
    if lines:
        sure = {**again, "reason": "", "sure": True, "of": seen(noted)}
        rows.append((Choice(outcome_texts.RETURN_ITEMS, Action("appraise.return", sure), "bad", firm=True),))
    nth = await life.amendment_of(turn, version)
    said = outcome_texts.ask_return(body.name, version.number, lines, nth) if lines else ""
    said = ask or said or texts.ask_reason(body.name, version.number, nth)
    rows.append((Choice(common.CANCEL, Action("appraise.card", {"version": version.id})),))
    say = Say(said, tuple(rows), on_text=Action("appraise.return", again), lasting=True)
    await turn.reply(say.after(lead) if lead else say, fresh=True)


async def _ask_whether(turn: Turn, case: Case, noted: dict[str, Noted], reason: str) -> None:
    """The reason as it will be read, to be confirmed; another one may be typed instead."""
    here = _here(turn, case)
    sure = {**here, "reason": reason, "sure": True, "of": seen(noted)}
    yes = Choice(texts.RETURN_SO, Action("appraise.return", sure), "bad", firm=True)
    cancel = Choice(common.CANCEL, Action("appraise.card", {"version": case.version.id}))
    nth = await life.amendment_of(turn, case.version)
    said_of = len(touched(thaw(case.version.content), _rulings(noted)))
    said = texts.return_sure(case.body.name, case.version.number, reason, said_of, nth)
    # not lasting: a confirmation that was taken back, or replaced by another reason, is dead
    say = Say(said, ((yes,), (cancel,)), on_text=Action("appraise.return", {**here, "reason": reason}))
    await turn.reply(say, fresh=True)


async def _ask_spelling(turn: Turn, case: Case, plain: reasons.Plain) -> None:
    """A reason without accents goes to the unit: how it is written is chosen before it is confirmed."""
    here = _here(turn, case)
    spelled = {common.WITH_ACCENTS: plain.spelled} if plain.spelled else {}
    choices = [
        Choice(words, Action("appraise.return", {**here, "reason": reason, "spelled": True}))
        for words, reason in {**spelled, common.AS_TYPED: plain.text}.items()
    ]
    cancel = Choice(common.CANCEL, Action("appraise.card", {"version": case.version.id}))
    listens = Action("appraise.return", here)
    await turn.reply(
        Say(common.without_accents(plain.text, plain.spelled), column(*choices, cancel), on_text=listens), fresh=True
    )


async def _not_returned(turn: Turn, case: Case, why: str) -> None:
    card = Choice(texts.TO_CARD, Action("appraise.card", {"version": case.version.id}))
    await turn.reply(Say(why, ((card, Choice(common.MENU, Action("menu"))),), lasting=True), fresh=True)


async def _decide(turn: Turn, case: Case, rulings: Rulings, *, agree: bool, reason: str) -> None:
    """The decision with everything that follows from it, in one transaction."""
    verb = await settle(turn, case, rulings, agree=agree, reason=reason)
    if verb is None:
        await already(turn, case.version, case.version.step)
        return
    pressed = await _show(turn, case, verb, reason)
    await announce(turn, case, verb, reason, rulings, but=pressed)


async def settle(turn: Turn, case: Case, rulings: Rulings, *, agree: bool, reason: str) -> Verb | None:
    """Decide, and say it to nobody yet; None when somebody was faster, and nothing has changed."""
    version, body = case.version, case.body
    outcome = decide(turn.office.steps_of(version, body), version.step, agree=agree)
    verb = case.step.verb if outcome.version is VersionState.SUBMITTED else Verb.AGREE if agree else Verb.RETURN
    agreed = outcome.version is VersionState.AGREED
    won = await programmes.decide(
        turn.tx,
        version,
        outcome,
        seat=case.step.seat,
        verb=verb,
        reason=reason,
        person_id=turn.me.id,
        for_id=case.for_id(turn),
        now=turn.now,
        agreed=await carrying.as_agreed(turn, version, rulings) if agreed else None,
    )
    if not won:
        return None
    if agreed:
        await carrying.carry_out(turn, version, rulings)
    elif outcome.version is VersionState.SUBMITTED:
        await outcomes.copy_on(turn.tx, version.id, version.step, to=outcome.step)
    items = len(touched(thaw(version.content), rulings))
    await audit.record(
        turn.tx,
        f"version.{verb}",
        f"version:{version.id}",
        turn.me.id,
        turn.now,
        step=version.step,
        reason=reason,
        items=items,
        **({"instead_of": case.for_id(turn)} if case.for_id(turn) else {}),
    )
    return verb


async def announce(
    turn: Turn, case: Case, verb: Verb, reason: str, rulings: Rulings, *, but: str | None = None
) -> None:
    """Every card of the step follows, except the message `but` which was pressed; everybody whom it concerns hears."""
    done, seal = await _done(turn, case, verb, reason), texts.seal(verb, case.who(turn))
    await cards.close(turn, case.version, done, but=but, seal=seal)
    await told.news(turn, case, verb, reason, rulings)
    if verb in (Verb.AGREE, Verb.RETURN):
        await joint_fate.programme_moved(turn, case.version.programme_id, Why.DECIDED)
    if verb is Verb.AGREE:
        await _end_teams(turn, case.version, rulings)


async def _end_teams(turn: Turn, version: Version, rulings: Rulings) -> None:
    """Joint teams of inspections that the outcomes drop or change."""
    for item, done in await carrying.changes(turn, version, rulings):
        if done is None:
            await joint_fate.dropped(turn, item)
        else:
            await joint_fate.changed(turn, item, done)


async def _done(turn: Turn, case: Case, verb: Verb, reason: str) -> str:
    """What every card of the step says from now on."""
    number, seat, who = case.version.number, case.step.seat, case.who(turn)
    nth = await life.amendment_of(turn, case.version)
    return texts.decided_card(case.body.name, number, verb, seat, turn.now, turn.office.zone, who, reason, nth)


async def _show(turn: Turn, case: Case, verb: Verb, reason: str) -> str | None:
    """What was decided, with the way to take it back; the outbox id of the card in whose place it is said."""
    version = case.version
    decision = await programmes.decision_at(turn.tx, version.id, version.step)
    undo_args = {"version": version.id, "decision": decision.id if decision else ""}
    undo = Choice(outcome_texts.UNDO, Action("appraise.undo", undo_args))
    paper = opinion.offered(turn, version, case.body) if verb is Verb.AGREE else ()
    rows = ((await _onward(turn), Choice(common.MENU, Action("menu"))), *paper, (undo,))
    pressed = turn.pressed.outbox_id if turn.pressed and is_card(turn, version) else None
    done, seal = await _done(turn, case, verb, reason), texts.seal(verb, case.who(turn))
    await turn.reply(Say(done, rows, lasting=True, keep=True, vital=True, seal=seal), in_place=pressed is not None)
    return pressed


async def _onward(turn: Turn) -> Choice:
    """From a decided draft straight to the next one, as long as one waits."""
    if await waiting_for(turn):
        return Choice(common.FOLLOWING_DRAFT, Action("appraise.next"))
    return Choice(common.QUEUE, Action("appraise.queue"))


ACTIONS = {"appraise.agree": agree, "appraise.return": send_back}
