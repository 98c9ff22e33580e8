"""The card of a submitted version: to whom it goes, what it says, and how it changes when somebody decided."""

from __future__ import annotations

from collections.abc import Collection

from handlers import joint_view, life, notify, sitting
from handlers.appraisal import findings
from handlers.dialog.chat import Action, Choice, Say
from handlers.texts import appraise as texts
from handlers.texts import joint as joint_texts
from handlers.texts import outcomes as outcome_texts
from handlers.turn import Turn
from handlers.verbs import card_lines
from planning.appraisal import tally, touched
from planning.inspection import Inspection, totals
from planning.organisation import Body
from planning.programme import Quorum, Role, VersionState
from storage import entries, outbox, outcomes, programmes, votes
from storage.people import Person
from storage.programmes import Version


def card_key(version: Version) -> str:
    """Cards of one step belong together: they all change when that step is decided."""
    return f"version:{version.id}:{version.step}"


def copy_key(version: Version) -> str:
    """Read-only copies of its card."""
    return f"copy:{version.id}:{version.step}"


async def build(turn: Turn, version: Version, body: Body) -> Say:
    """The card with its buttons."""
    items = await joint_view.as_it_stands(turn, version)
    step = turn.office.steps_of(version, body)[version.step]
    found = await findings.of_items(turn, items)
    met = [one.overlaps for one in found.values() if one.overlaps]
    certain = sum(any(overlap.certain for overlap in of_item) for of_item in met)
    text = texts.card(
        body.name,
        turn.office.campaign.year,
        version.number,
        totals(items),
        certain,
        len(met) - certain,
        version.submitted_at,
        turn.office.zone,
        version.late,
        version.step > 0,
        await _earlier_reason(turn, version),
        unclear=[item.code for item in items if found[item.id].vague],
        # an amendment is about what it changes, not about what the programme always was
        about=[] if version.base_id else await findings.of_programme(turn, items, body),
        progress=await _progress(turn, version, body, items),
        undecided=[item.code for item in items if item.either],
        unfit=[item.code for item in items if found[item.id].wrong],
        amendment=await life.amendment_of(turn, version),
    )
    held, waiting = await joint_view.of_items(turn.tx, turn.office, items, None)
    if held or waiting:
        text += f"\n{joint_texts.teams(held, waiting)}"
    here = {"version": version.id, "step": version.step}
    agree = Choice(texts.verb_button(step.verb), Action("appraise.agree", here), "good", word="DUYET", firm=True)
    send_back = Choice(texts.RETURN, Action("appraise.return", here), "bad", word="TRA")
    details = Choice(texts.DETAILS, Action("appraise.details", {"version": version.id}), word="XEM")
    text = "\n".join([text, *await card_lines.lines(turn, version)])
    rows = ((agree, send_back), *await card_lines.rows(turn, version, details))
    return Say(text, rows, lasting=True, vital=True)


async def _progress(turn: Turn, version: Version, body: Body, items: tuple[Inspection, ...]) -> list[str]:
    """What an amendment changes, what was said item by item, and who has agreed already."""
    lines = []
    if version.base_id:
        lines += await life.amendment(turn, version.programme_id, version.base_id, items)
    rulings = await outcomes.of_step(turn.tx, version.id, version.step)
    if touched(items, rulings):
        lines.append(outcome_texts.so_far(tally(items, rulings)))
    step = turn.office.steps_of(version, body)[version.step]
    if step.quorum is Quorum.ALL:
        said = await votes.of_step(turn.tx, version.id, version.step)
        everybody = {person.id for person in await sitting.holders(turn.tx, step.seat, body)}
        lines.append(outcome_texts.votes([vote.name for vote in said], len(everybody - {v.holder_id for v in said})))
    return lines


async def _earlier_reason(turn: Turn, version: Version) -> str:
    earlier = await programmes.version_number(turn.tx, version.programme_id, version.number - 1)
    if earlier is None or earlier.state is not VersionState.RETURNED:
        return ""
    decision = await programmes.last_decision(turn.tx, earlier.id)
    return decision.reason if decision else ""


async def send(turn: Turn, version: Version, body: Body, *, but: Collection[str] = ()) -> None:
    """Give the card to everybody who sits at the version's step, without the people of `but`, who have it;
    administrators hear when nobody can be reached."""
    say = await build(turn, version, body)
    step = turn.office.steps_of(version, body)[version.step]
    everybody = await sitting.seated(turn.tx, turn.office, version, body, turn.now)
    new = [person for person in everybody if person.id not in but]
    reached = [await notify.tell(turn.tx, person, say, turn.now, card=card_key(version)) for person in new]
    if not any(reached) and len(new) == len(everybody):
        await notify.tell_role(turn.tx, Role.ADMIN, Say(texts.nobody_seated(body.name, step.seat)), turn.now)


async def take_from(turn: Turn, person: Person, *, but: Collection[str] = ()) -> None:
    """Somebody was removed or replaces nobody any more: undecided drafts are no longer shown on their phone, but for
    the versions of `but`."""
    told = set[tuple[str, str, str]]()  # one message may have shown a card several times
    for version in await programmes.waiting(turn.tx, turn.office.campaign.id):
        if version.id in but:
            continue
        for shown in reversed(await entries.cards(turn.tx, card_key(version))):
            post = await outbox.posted(turn.tx, shown.outbox_id) if shown.person_id == person.id else None
            if post is None:
                continue
            # where a change is a message of its own, one is enough for all drafts
            apart = shown.channel in turn.office.unchanging
            message = (shown.channel, shown.address, "" if apart else post.external_id or post.id)
            if message not in told:
                told.add(message)
                await notify.change(turn.tx, shown, Say(texts.taken()), turn.now, apart=apart)


async def hand_on(turn: Turn, version: Version, text: str, spared: Collection[str]) -> None:
    """Somebody else deals with it now: every card of this step says `text`, but for those of the people `spared`."""
    here, unchanging = (turn.said.channel, turn.said.address), turn.office.unchanging
    key = card_key(version)
    await notify.change_cards(turn.tx, key, Say(text), turn.now, unchanging=unchanging, told={here}, spared=spared)


async def refresh(turn: Turn, version: Version, body: Body, *, lead: str = "", quiet: bool = False) -> None:
    """The cards of those who sit at this step are shown anew, with their buttons; `quiet`: where a change is a message
    of its own, only its text comes."""
    say = await build(turn, version, body)
    say = say.after(lead) if lead else say
    here = (turn.said.channel, turn.said.address)
    seated = {one.id for one in await sitting.seated(turn.tx, turn.office, version, body, turn.now)}
    await notify.show_cards_anew(
        turn.tx,
        card_key(version),
        say,
        turn.now,
        unchanging=turn.office.unchanging,
        quiet=quiet,
        told=here,
        only=seated,
    )


async def close(turn: Turn, version: Version, text: str, *, but: str | None = None, seal: str = "") -> None:
    """Every card of this step, and every copy, says `text` and can't be pressed any more; `but`: the outbox id of one
    that was answered itself. `seal`: what was decided and by whom, in place of the buttons."""
    say, here = Say(text, seal=seal), (turn.said.channel, turn.said.address)
    unchanging = turn.office.unchanging
    for key in (card_key(version), copy_key(version)):
        await notify.change_cards(turn.tx, key, say, turn.now, but=but, unchanging=unchanging, told={here})
