"""Looking again: a change near somebody's inspection is told to its unit, once, in the next morning's digest.

What is news follows from rows: what the unit was last told of an inspection, and how it stands now (decision 0014).
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from handlers import neighbours, notify
from handlers.dialog.chat import Action, Choice, Say, grid
from handlers.texts import common, overlap
from handlers.texts import rechecks as texts
from handlers.turn import Office
from planning.deadline import is_working_day
from planning.inspection import Inspection
from planning.organisation import Body
from planning.overlap import Known, News, Told, cannot_wait, find_overlaps, key_of, news_of
from planning.programme import DECIDED, ProgrammeState, Role
from storage import inspections, mailbox, people, programmes, rechecks
from storage.engine import Connection

MOST_AT_ONCE = 20  # units a tick: people who write do not wait for a long morning
MOST_LOOKED = 100
CODES = 4  # buttons


@dataclass(frozen=True, slots=True)
class ItemNews:
    """What is new about one inspection of a unit."""

    item: Inspection
    body: Body
    news: News


async def changed(
    tx: Connection, office: Office, item: Inspection, now: datetime, met: Collection[str] | None = None
) -> None:
    """Whatever overlaps with this inspection is to be looked at again. For one that is moved, both for what it was and
    for what it is; for one that is dropped, before it goes. `met`: the ids, where they are known."""
    if met is None:
        near = await neighbours.of(tx, office, item, office.directory, None)
        found = find_overlaps(item, near.items, office.directory, office.lexicon, on=office.campaign.first_day)
        met = {finding.other.id for finding in found}
    await rechecks.mark(tx, office.campaign.id, met, now)


async def programme_changed(tx: Connection, office: Office, programme_id: str, now: datetime) -> None:
    """A programme has been agreed, or no longer counts as agreed: more may be told of it, and it is hardly moved any
    more. Where its inspections change with that, both before and after. Submitting, withdrawing and returning change
    nothing that its neighbours are told: every saved inspection counts."""
    for item in await inspections.of_programme(tx, programme_id):
        await changed(tx, office, item, now)


async def seen(
    tx: Connection, office: Office, item: Inspection, now: datetime, found: Sequence[Told] | None = None
) -> None:
    """The unit was just shown how its inspection stands, by saving it or by agreeing to a joint team: only what comes
    after is news. `found`: its overlaps, where they are known."""
    body = office.body(item.body_id)
    if found is None:
        found = await neighbours.findings(tx, office, item, body)
    await rechecks.tell(tx, item.id, _known(office, _worth(office, body, found)), now)


def _worth(office: Office, body: Body, found: Sequence[Told]) -> tuple[Told, ...]:
    """What is ever news: what is worth more than a line, and not between the programmes of one unit, whose people were
    warned when they saved either."""
    serious = neighbours.serious(found)
    others = [told for told in serious if office.body(told.finding.other.body_id).unit_id != body.unit_id]
    worst: dict[str, Told] = {}
    for one in others:  # an inspection that an amendment moves is there twice, as in force and as planned
        worst.setdefault(one.finding.other.id, one)
    return tuple(worst.values())


def _known(office: Office, found: Iterable[Told]) -> list[Known]:
    return [Known(key_of(told), told.finding.other.id, texts.other_side(told, office.directory)) for told in found]


async def take(tx: Connection, office: Office, inspection_id: str, now: datetime) -> ItemNews | None:
    """What is news of one inspection, which then counts as told; None when nothing is."""
    item = await inspections.get(tx, inspection_id)
    if item is None:
        await rechecks.forget(tx, inspection_id)
        return None
    body = office.body(item.body_id)
    found = _worth(office, body, await neighbours.findings(tx, office, item, body))
    news = news_of(await rechecks.known(tx, item.id), found)
    await rechecks.tell(tx, item.id, _known(office, found), now)
    return ItemNews(item, body, news) if news.count else None


async def tick(tx: Connection, office: Office, now: datetime) -> int:
    """Queue what is due: in the morning of a working day what changed before it, at other times what cannot wait.
    Returns how many units are told. Safe to call at any time."""
    campaign = office.campaign
    if office.today(now) < campaign.opens_on or not campaign.ladder.awake(now):
        return 0
    sent = await _morning(tx, office, now) if is_working_day(office.today(now)) else 0
    return sent + await _at_once(tx, office, now)


async def _morning(tx: Connection, office: Office, now: datetime) -> int:
    units: dict[str, list[str]] = {}
    for body_id, ids in (await rechecks.due(tx, office.campaign.ladder.this_morning(now))).items():
        units.setdefault(office.body(body_id).unit_id, []).extend(ids)
    sent = looked = 0
    for unit_id, ids in units.items():
        if looked == MOST_AT_ONCE:
            break
        if await _reachable(tx, unit_id):
            looked += 1
            found = [news for one in ids if (news := await take(tx, office, one, now))]
            sent += await _tell(tx, office, unit_id, found, now)
    return sent


async def _at_once(tx: Connection, office: Office, now: datetime) -> int:
    """A superior's inspection of the same content at the same subject: the sooner the two talk, the better."""
    sent = 0
    for inspection_id in await rechecks.unlooked(tx, MOST_LOOKED):
        await rechecks.can_wait(tx, inspection_id)
        item = await inspections.get(tx, inspection_id)
        body = office.body(item.body_id) if item else None
        if item is None or body is None or not await _reachable(tx, body.unit_id):
            continue
        found = _worth(office, body, await neighbours.findings(tx, office, item, body))
        if cannot_wait(news_of(await rechecks.known(tx, item.id), found), body, office.directory):
            news = await take(tx, office, item.id, now)
            sent += await _tell(tx, office, body.unit_id, [news] if news else [], now)
    return sent


async def _reachable(tx: Connection, unit_id: str) -> bool:
    """Whether somebody of the unit can be told; until then the marks stay."""
    focal = await people.of_unit(tx, unit_id, Role.UNIT)
    return any([bool(await people.active_chats(tx, person.id)) for person in focal])


async def _tell(tx: Connection, office: Office, unit_id: str, found: Sequence[ItemNews], now: datetime) -> int:
    if not found:
        return 0
    say = await _say(tx, office, found)
    for person in await people.of_unit(tx, unit_id, Role.UNIT):
        await notify.tell(tx, person, say, now, priority=mailbox.REMINDER)
    return 1


def _lines(office: Office, one: ItemNews) -> list[str]:
    """One line for each overlap of an inspection that is news."""
    code, home, named = one.item.code, one.body.unit_id, len(one.item.subjects) > 1

    def said(told: Told) -> str:
        return overlap.line(told, office.directory, home=home, named=named, code=True)

    return [
        *(texts.new(code, said(told)) for told in one.news.new),
        *(texts.other(code, said(told), told.published) for told in one.news.other),
        *(texts.gone(code, known.name) for known in one.news.gone),
    ]


async def _say(tx: Connection, office: Office, found: Sequence[ItemNews]) -> Say:
    bodies = list(dict.fromkeys(one.body.id for one in found))
    states = {one.state for one in (await programmes.of_bodies(tx, office.campaign.id, bodies)).values()}
    lines = [line for one in found for line in _lines(office, one)]
    text = texts.digest(
        len(found), lines, submitted=ProgrammeState.SUBMITTED in states, agreed=not DECIDED.isdisjoint(states)
    )
    codes = [Choice(one.item.code, Action("programme.item", {"inspection": one.item.id})) for one in found[:CODES]]
    rows = (*grid(codes, CODES), (Choice(common.PROGRAMMES, Action("programme.list")),))
    return Say(text, rows, lasting=True, keep=True)
