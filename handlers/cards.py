"""The card of a submitted version: to whom it goes, what it says, and how it changes when somebody decided."""

from __future__ import annotations

from handlers import joint_view, neighbours, notify
from handlers.dialog.chat import Action, Choice, Say
from handlers.texts import appraise as texts
from handlers.texts import joint as joint_texts
from handlers.turn import Turn
from planning.inspection import Inspection, thaw, totals
from planning.organisation import Body
from planning.overlap import content_of
from planning.programme import Role, TrackStep, VersionState
from planning.topics import reading_of
from storage import entries, people, programmes
from storage.people import Person
from storage.programmes import Version


def card_key(version: Version) -> str:
    """Cards of one step belong together: they all change when that step is decided."""
    return f"version:{version.id}:{version.step}"


def is_vague(turn: Turn, item: Inspection) -> bool:
    """Whether its content says nothing that could be the same as another's."""
    return reading_of(content_of(item), turn.office.lexicon, on=turn.office.campaign.first_day).vague


async def seated(turn: Turn, body: Body, step: TrackStep) -> list[Person]:
    """Who may decide: those who have the seat, except on their own unit's draft."""
    everybody = await people.with_role(turn.tx, step.seat)
    return [person for person in everybody if body.unit_id not in person.units()]


async def build(turn: Turn, version: Version, body: Body) -> Say:
    """The card with its buttons."""
    items = thaw(version.content)
    step = turn.office.steps(body)[version.step]
    found = [await neighbours.findings(turn.tx, turn.office, item, None) for item in items]
    met = [serious for of_item in found if (serious := neighbours.serious(of_item))]
    certain = sum(any(told.finding.certain for told in of_item) for of_item in met)
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
        undecided=[item.code for item in items if item.either],
    )
    held, waiting = await joint_view.of_items(turn.tx, turn.office, items, None)
    if held or waiting:
        text += f"\n{joint_texts.teams(held, waiting)}"
    here = {"version": version.id, "step": version.step}
    agree = Choice(texts.verb_button(step.verb), Action("appraise.agree", here), "good", word="DUYET", firm=True)
    send_back = Choice(texts.RETURN, Action("appraise.return", here), "bad", word="TRA")
    details = Choice(texts.DETAILS, Action("appraise.details", {"version": version.id}), word="XEM")
    return Say(text, ((agree, send_back), (details,)), lasting=True, vital=True)


async def _earlier_reason(turn: Turn, version: Version) -> str:
    earlier = await programmes.version_number(turn.tx, version.programme_id, version.number - 1)
    if earlier is None or earlier.state is not VersionState.RETURNED:
        return ""
    decision = await programmes.last_decision(turn.tx, earlier.id)
    return decision.reason if decision else ""


async def send(turn: Turn, version: Version, body: Body) -> None:
    """Give the card to everybody who sits at the version's step; administrators hear when nobody can be reached."""
    say = await build(turn, version, body)
    step = turn.office.steps(body)[version.step]
    everybody = await seated(turn, body, step)
    reached = [await notify.tell(turn.tx, person, say, turn.now, card=card_key(version)) for person in everybody]
    if not any(reached):
        await notify.tell_role(turn.tx, Role.ADMIN, Say(texts.nobody_seated(body.name, step.seat)), turn.now)


async def take_from(turn: Turn, person: Person) -> None:
    """Somebody was removed: the drafts that are still undecided are no longer shown on their phone."""
    told = set[tuple[str, str]]()  # where a change is a message of its own, one is enough for all drafts
    for version in await programmes.waiting(turn.tx, turn.office.campaign.id):
        for shown in await entries.cards(turn.tx, card_key(version)):
            chat = (shown.channel, shown.address)
            if shown.person_id == person.id and chat not in told:
                await notify.change(turn.tx, shown, Say(texts.taken()), turn.now)
                if shown.channel in turn.office.unchanging:
                    told.add(chat)


async def close(turn: Turn, version: Version, text: str, *, but: str | None = None, seal: str = "") -> None:
    """Every card of this step says `text` and can't be pressed any more; `but`: the outbox id of one that was answered
    itself. `seal`: what was decided and by whom, in place of the buttons."""
    say, here = Say(text, seal=seal), (turn.said.channel, turn.said.address)
    unchanging = turn.office.unchanging
    await notify.change_cards(turn.tx, card_key(version), say, turn.now, but=but, unchanging=unchanging, told={here})
