"""The card of a submitted version: to whom it goes, what it says, and how it changes when somebody decided."""

from __future__ import annotations

from collections.abc import Collection

from handlers import neighbours, notify, sitting
from handlers.dialog.chat import Action, Choice, Say
from handlers.texts import appraise as texts
from handlers.turn import Turn
from handlers.verbs import card_lines
from planning.inspection import Inspection, thaw, totals
from planning.organisation import Body
from planning.overlap import content_of
from planning.programme import Role, VersionState
from planning.topics import reading_of
from storage import entries, programmes
from storage.people import Person
from storage.programmes import Version


def card_key(version: Version) -> str:
    """Cards of one step belong together: they all change when that step is decided."""
    return f"version:{version.id}:{version.step}"


def copy_key(version: Version) -> str:
    """Read-only copies of its card."""
    return f"copy:{version.id}:{version.step}"


def is_vague(turn: Turn, item: Inspection) -> bool:
    """Whether its content says nothing that could be the same as another's."""
    return reading_of(content_of(item), turn.office.lexicon, on=turn.office.campaign.first_day).vague


async def build(turn: Turn, version: Version, body: Body) -> Say:
    """The card with its buttons."""
    items = thaw(version.content)
    step = turn.office.steps_of(version, body)[version.step]
    found = [await neighbours.findings(turn.tx, turn.office, item, None) for item in items]
    met = [told.finding for of_item in found for told in neighbours.serious(of_item)]
    certain = sum(finding.certain for finding in met)
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
        unclear=[item.code for item in items if is_vague(turn, item)],
    )
    here = {"version": version.id, "step": version.step}
    agree = Choice(texts.verb_button(step.verb), Action("appraise.agree", here), "good", word="DUYET", firm=True)
    send_back = Choice(texts.RETURN, Action("appraise.return", here), "bad", word="TRA")
    details = Choice(texts.DETAILS, Action("appraise.details", {"version": version.id}), word="XEM")
    text = "\n".join([text, *await card_lines.lines(turn, version)])
    rows = ((agree, send_back), *await card_lines.rows(turn, version, details))
    return Say(text, rows, lasting=True, vital=True)


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
    told = set[tuple[str, str]]()  # where a change is a message of its own, one is enough for all drafts
    for version in await programmes.waiting(turn.tx, turn.office.campaign.id):
        if version.id in but:
            continue
        for shown in await entries.cards(turn.tx, card_key(version)):
            chat = (shown.channel, shown.address)
            if shown.person_id == person.id and chat not in told:
                await notify.change(turn.tx, shown, Say(texts.taken()), turn.now)
                if shown.channel in turn.office.unchanging:
                    told.add(chat)


async def hand_on(turn: Turn, version: Version, text: str, spared: Collection[str]) -> None:
    """Somebody else deals with it now: every card of this step says `text`, but for those of the people `spared`."""
    here, unchanging = (turn.said.channel, turn.said.address), turn.office.unchanging
    key = card_key(version)
    await notify.change_cards(turn.tx, key, Say(text), turn.now, unchanging=unchanging, told=here, spared=spared)


async def close(turn: Turn, version: Version, text: str, *, but: str | None = None, seal: str = "") -> None:
    """Every card of this step, and every copy, says `text` and can't be pressed any more; `but`: the outbox id of one
    that was answered itself. `seal`: what was decided and by whom, in place of the buttons."""
    say, here = Say(text, seal=seal), (turn.said.channel, turn.said.address)
    for key in (card_key(version), copy_key(version)):
        await notify.change_cards(turn.tx, key, say, turn.now, but=but, unchanging=turn.office.unchanging, told=here)
