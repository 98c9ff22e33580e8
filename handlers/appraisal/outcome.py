"""What becomes of one inspection: an outcome, what completes it, and why; until the version is decided it may change.

What has been said so far stands in the arguments of the next question, so nothing is kept anywhere else.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handlers import reasons
from handlers.appraisal import findings, proposals, voting
from handlers.appraisal.items import here, show_item, show_list
from handlers.appraise import Case, case_of
from handlers.dialog.chat import Action, Choice, Say, column
from handlers.entry import Args
from handlers.texts import common
from handlers.texts import findings as finding_texts
from handlers.texts import outcomes as texts
from handlers.texts import programme as programme_texts
from handlers.turn import Turn
from planning.appraisal import ItemOutcome, Lack, Proposal, Ruling, lack
from planning.inspection import Inspection, thaw
from storage import audit, outcomes


async def _open(turn: Turn, args: Args, text: str | None = None) -> tuple[Case, Inspection] | None:
    """The inspection whose version the person may decide now; otherwise they are told."""
    case = await case_of(turn, args)
    if case is None:
        if text is not None:
            await turn.drop_focus()  # nobody waits for this answer any more
        return None
    one = next((item for item in thaw(case.version.content) if item.id == args.get("inspection")), None)
    if one is None:
        await turn.note(programme_texts.item_gone())
        return None
    return case, one


def _ruling(args: Args) -> Ruling:
    reason = " ".join(str(args.get("reason", "")).split())
    return Ruling(ItemOutcome(str(args["outcome"])), Proposal.from_json(args.get("proposal", {})), reason)


async def choose(turn: Turn, args: Args, text: str | None) -> None:
    """An outcome was pressed, or something that completes it: ask for what is missing, or write it down."""
    found = await _open(turn, args)
    if found is None:
        return
    case, one = found
    ruling = _ruling(args)
    missing = Lack.REASON if args.get("say") and not ruling.reason else lack(ruling)
    if missing is Lack.PROPOSAL:
        await _ask_proposal(turn, case, one, args)
    elif missing is Lack.REASON:
        await _ask_reason(turn, case, one, args)
    else:
        await _write(turn, case, one, ruling, args)


async def propose(turn: Turn, args: Args, text: str | None) -> None:
    """A time, a unit or a partner was typed."""
    found = await _open(turn, args, text)
    if found is None:
        return
    case, one = found
    problem = _not_meant(turn, args, text or "")
    if problem:
        await show_item(turn, case.version, case.body, one, int(args.get("page", 0)), lead=problem, card=True)
        return
    outcome = ItemOutcome(str(args["outcome"]))
    got = await proposals.typed(turn, outcome, one, case.body, text or "")
    if isinstance(got, Proposal):
        note = await proposals.echo(turn, outcome, one, got)
        await _ask_reason(turn, case, one, {**args, "proposal": got.to_json()}, lead=note)
    else:
        # what was offered at first stays in reach after a slip
        offers = got.offers or (await proposals.ask(turn, outcome, one, case.body)).offers
        await _ask_proposal(turn, case, one, args, replace(got, offers=offers))


def _not_meant(turn: Turn, args: Args, text: str) -> str:
    if reasons.unfit(turn, args, text, longest=len(text) + 1) is reasons.Unfit.TAKEN_BACK:
        return texts.not_noted()
    return "" if reasons.is_fresh(turn, args) else texts.reason_too_late()


async def give_reason(turn: Turn, args: Args, text: str | None) -> None:
    """A reason was typed."""
    found = await _open(turn, args, text)
    if found is None:
        return
    case, one = found
    page, typed = int(args.get("page", 0)), text or ""
    match reasons.unfit(turn, args, typed, longest=texts.LONGEST_REASON):
        case reasons.Unfit.TAKEN_BACK:
            await show_item(turn, case.version, case.body, one, page, lead=texts.not_noted(), card=True)
        case reasons.Unfit.LATE:
            await show_item(turn, case.version, case.body, one, page, lead=texts.reason_too_late(), card=True)
        case reasons.Unfit.LONG:
            await _ask_reason(turn, case, one, args, lead=texts.reason_too_long(len(" ".join(typed.split()))))
        case reasons.Unfit.UNCLEAR:
            await _ask_reason(turn, case, one, args, lead=texts.reason_needed())
        case None:
            plain = reasons.plain(turn, typed)
            if plain:
                await _ask_spelling(turn, case, one, args, plain)
            else:
                await _write(turn, case, one, _ruling({**args, "reason": typed}), args)


async def clear(turn: Turn, args: Args, text: str | None) -> None:
    """Nothing is said of this inspection any more."""
    found = await _open(turn, args)
    if found is None:
        return
    case, one = found
    if not await outcomes.clear(turn.tx, case.version.id, case.version.step, one.id):
        await turn.note(texts.nothing_to_clear(one.code))
        return
    await _record(turn, case, one, None)
    page = int(args.get("page", 0))
    await show_list(turn, case.version, case.body, page, lead=texts.cleared(one.code), card=True)


async def _write(turn: Turn, case: Case, one: Inspection, ruling: Ruling, args: Args) -> None:
    version = case.version
    await outcomes.put(turn.tx, version.id, version.step, one.id, ruling, person_id=turn.me.id, now=turn.now)
    await _record(turn, case, one, ruling)
    lead = texts.noted(one.code, texts.ruling(ruling, turn.office.directory))
    await turn.drop_focus()
    await show_list(turn, version, case.body, int(args.get("page", 0)), lead=lead, card=True)


async def _record(turn: Turn, case: Case, one: Inspection, ruling: Ruling | None) -> None:
    """One row in the audit; and what others have said yes to is another thing now."""
    outcome = ruling.outcome if ruling else ""
    await audit.record(
        turn.tx, "item.ruled", f"version:{case.version.id}", turn.me.id, turn.now, code=one.code, outcome=outcome
    )
    await voting.void(turn, case)


def _stay(turn: Turn, case: Case, one: Inspection, args: Args) -> dict[str, Any]:
    """The arguments of the next question about the same."""
    kept: Args = {key: args[key] for key in ("outcome", "proposal", "say") if key in args}
    return {**here(case.version, one, int(args.get("page", 0))), **kept, **reasons.asked(turn)}


def _cancel(case: Case, one: Inspection, args: Args) -> Choice:
    back = {**here(case.version, one, int(args.get("page", 0))), "card": True}
    return Choice(common.CANCEL, Action("appraise.item", back))


async def _ask_proposal(
    turn: Turn, case: Case, one: Inspection, args: Args, asked: proposals.Asked | None = None
) -> None:
    outcome = ItemOutcome(str(args["outcome"]))
    asked = asked or await proposals.ask(turn, outcome, one, case.body)
    stay = _stay(turn, case, one, args)
    choices = [
        Choice(offer.label, Action("appraise.outcome", {**stay, "proposal": offer.value.to_json()}))
        for offer in asked.offers
    ]
    say = Say(
        asked.text,
        column(*choices, _cancel(case, one, args)),
        on_text=Action("appraise.propose", stay),
        lasting=True,
        by_label=outcome is ItemOutcome.RESCHEDULE,
    )
    await turn.reply(say, in_place=turn.pressed is not None)


async def _ask_reason(turn: Turn, case: Case, one: Inspection, args: Args, *, lead: str = "") -> None:
    ruling = _ruling(args)
    found = await findings.of_item(turn, one)
    machine = await findings.as_reason(turn, one, found, case.body)
    stay = _stay(turn, case, one, args)
    completed = texts.proposal(ruling.outcome, ruling.proposal, turn.office.directory)
    choices = []
    if machine and ruling.outcome is not ItemOutcome.KEEP:
        label = finding_texts.reason_label(found.overlaps[0] if found.overlaps else None)
        choices.append(Choice(label, Action("appraise.outcome", {**stay, "reason": machine})))
    say = Say(
        texts.ask_reason(one.code, ruling.outcome, completed, machine),
        column(*choices, _cancel(case, one, args)),
        on_text=Action("appraise.reason", stay),
        lasting=True,
    )
    await turn.reply(say.after(lead) if lead else say, in_place=turn.pressed is not None)


async def _ask_spelling(turn: Turn, case: Case, one: Inspection, args: Args, plain: reasons.Plain) -> None:
    """A reason without accents goes to the unit and into the letter: as it may be meant, as it was typed, or anew."""
    stay = _stay(turn, case, one, args)
    spelled = {common.WITH_ACCENTS: plain.spelled} if plain.spelled else {}
    choices = [
        Choice(words, Action("appraise.outcome", {**stay, "reason": reason}))
        for words, reason in {**spelled, common.AS_TYPED: plain.text}.items()
    ]
    say = Say(
        common.without_accents(plain.text, plain.spelled),
        column(*choices, _cancel(case, one, args)),
        on_text=Action("appraise.reason", stay),
        lasting=True,
    )
    await turn.reply(say, fresh=True)


ACTIONS = {
    "appraise.outcome": choose,
    "appraise.propose": propose,
    "appraise.reason": give_reason,
    "appraise.clear": clear,
}
