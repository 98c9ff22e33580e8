"""What stands on a draft's card besides the draft: who deals with it alone, what was asked, what changed."""

from __future__ import annotations

from handlers import remarks
from handlers.dialog.chat import Action, Choice, Row
from handlers.texts import changes as changes_texts
from handlers.texts import remarks as remark_texts
from handlers.texts import verbs as texts
from handlers.turn import Turn
from handlers.verbs.versions import changes_of
from planning.inspection import thaw
from planning.programme import VersionState
from storage import people, second_opinions, transfers
from storage.programmes import Version

MOST = 3  # second opinions on a card


async def lines(turn: Turn, version: Version) -> list[str]:
    """Below the text of the card."""
    found = await changes_of(turn.tx, version)
    # what an amendment changes of the programme in force is said elsewhere (`life.amendment`)
    again = found is not None and found.earlier.state is VersionState.RETURNED
    summary = [changes_texts.summary(found.earlier.number, found.changes)] if found and again else []
    asked = await remarks.since(turn, found.earlier, thaw(version.content)) if found else None
    if asked:
        codes = [one.item.code for one in asked.open]
        summary.append(remark_texts.summary(asked.done, len(asked.remarks), codes))
    return [*summary, *await _handed(turn, version), *await opinions(turn, version, most=MOST)]


async def _handed(turn: Turn, version: Version) -> list[str]:
    last = await transfers.last(turn.tx, version.id, version.step) if version.handler_id else None
    to = await people.get(turn.tx, last.to_id) if last else None
    return [texts.handed_line(last.by_name, to.name, last.note)] if last and to else []


async def opinions(turn: Turn, version: Version, *, most: int = texts.MOST_LINES) -> list[str]:
    """What others were asked about a version and said, the latest of them."""
    found = await second_opinions.of_version(turn.tx, version.id)
    shown = [texts.opinion_line(one.of_name, one.question, one.answer) for one in found[-most:]]
    return shown + ([texts.opinions_more(len(found) - most)] if len(found) > most else [])


async def rows(turn: Turn, version: Version, details: Choice) -> tuple[Row, ...]:
    """Below its two decisions; short, for a small phone."""
    more = Choice(texts.MORE, Action("verbs.more", {"version": version.id, "step": version.step}))
    if await changes_of(turn.tx, version) is None:
        return ((details, more),)
    return ((details, Choice(changes_texts.CHANGES, Action("changes.show", {"version": version.id}))), (more,))
