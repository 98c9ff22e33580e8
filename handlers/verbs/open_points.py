"""What keeps a draft from being agreed to together with others: whatever somebody should look at first."""

from __future__ import annotations

from handlers import neighbours
from handlers.texts import many as texts
from handlers.turn import Turn
from handlers.verbs.versions import changes_of
from planning.inspection import Inspection, thaw
from planning.organisation import Body
from planning.programme import ProgrammeState
from planning.review import ItemFindings, missing_second, review_item, unusual
from storage import outcomes, programmes, second_opinions
from storage.programmes import Version


async def of(turn: Turn, version: Version, body: Body) -> list[str]:
    """In words, for a list; empty when there is nothing."""
    items = thaw(version.content)
    found = [await _beside(turn, item) for item in items]
    counts = [
        (sum(len(one.overlaps) for one in found), texts.overlapping),
        (sum(one.vague for one in found), texts.vague),
        (sum(bool(one.wrong) for one in found), texts.wrong_subject),
        (sum(bool(one.outside) or one.timeless for one in found), texts.outside),
    ]
    points = [words(count) for count, words in counts if count]
    expected = turn.office.campaign.expected.get(body.kind)
    compared = await changes_of(turn.tx, version)
    other = [
        (expected is not None and bool(unusual(items, expected)), texts.numbers),
        (missing_second(body, turn.office.directory, await _submitted(turn)) is not None, texts.second_missing),
        (version.late, texts.late),
        (bool(await outcomes.of_step(turn.tx, version.id, version.step)), texts.noted),
        (compared is not None and compared.changes.none, texts.unchanged),
        (any(not one.answer for one in await second_opinions.of_version(turn.tx, version.id)), texts.asked),
    ]
    return [*points, *(words() for holds, words in other if holds)]


async def _beside(turn: Turn, item: Inspection) -> ItemFindings:
    campaign = turn.office.campaign
    told = neighbours.serious(await neighbours.findings(turn.tx, turn.office, item, None))
    met = [one.finding for one in told]
    return review_item(item, turn.office.directory, year=campaign.year, lexicon=turn.office.lexicon, overlaps=met)


async def _submitted(turn: Turn) -> set[str]:
    """Bodies whose programme has come; read once a turn."""
    key = "submitted bodies"
    if key not in turn.looked_up:
        found = await programmes.all_of(turn.tx, turn.office.campaign.id)
        come = (ProgrammeState.SUBMITTED, ProgrammeState.AGREED, ProgrammeState.RETURNED)
        turn.looked_up[key] = {body for body, programme in found.items() if programme.state in come}
    known: set[str] = turn.looked_up[key]
    return known
