"""What is different since a draft was returned: for those who appraise, and a warning before it is sent unchanged."""

from __future__ import annotations

from handlers import remarks
from handlers.appraisal.items import look
from handlers.appraise import readable
from handlers.dialog.chat import Action, Choice, Row, Say
from handlers.entry import Args
from handlers.texts import appraise as appraise_texts
from handlers.texts import changes as texts
from handlers.texts import common
from handlers.texts import remarks as remark_texts
from handlers.turn import Turn
from handlers.verbs.versions import Compared, changes_of, decided_before
from planning.inspection import Inspection, thaw
from planning.programme import VersionState
from planning.programme_changes import compare
from storage import programmes
from storage.programmes import Programme, Version

PAGE = 5  # lines on one screen


async def show(turn: Turn, args: Args, text: str | None) -> None:
    """The reviewers' remarks and whether they were met, then what was added, removed and changed."""
    found = await readable(turn, args)
    if found is None:
        return
    version, body = found
    back = Choice(appraise_texts.TO_CARD, Action("appraise.card", {"version": version.id}))
    compared = await changes_of(turn.tx, version)
    if compared is None:
        await look(turn, version, Say(texts.first(), ((back,),), lasting=True))
        return
    lines = await _lines(turn, compared, thaw(version.content))
    pages = max(1, -(-len(lines) // PAGE))
    number = int(args.get("page", 0))
    number = number if 0 <= number < pages else 0
    head = texts.title(body.name, version.number, compared.earlier.number, number + 1, pages)
    rows: list[Row] = []
    if pages > 1:
        onward = Action("changes.show", {"version": version.id, "page": (number + 1) % pages})
        rows.append((Choice(common.MORE, onward),))
    rows.append((back,))
    words = "\n".join([head, *lines[number * PAGE : (number + 1) * PAGE]])
    await look(turn, version, Say(words, tuple(rows), lasting=True))


async def _lines(turn: Turn, found: Compared, items: tuple[Inspection, ...]) -> list[str]:
    directory, changes = turn.office.directory, found.changes
    reason = await _reason(turn, found.earlier)
    lines = [texts.returned_because(reason)] if reason else []
    asked = await remarks.since(turn, found.earlier, items)
    lines += [remark_texts.line(one, directory) for one in (asked.remarks if asked else ())]
    lines += [texts.changed(one, directory) for one in changes.changed]
    lines += [texts.added(item, directory) for item in changes.added]
    lines += [texts.removed(item, directory) for item in changes.removed]
    return [*lines, texts.nothing(found.earlier.number)] if changes.none else lines


async def _reason(turn: Turn, version: Version) -> str:
    """Why it was returned."""
    decision = await programmes.last_decision(turn.tx, version.id)
    return decision.reason if decision and version.state is VersionState.RETURNED else ""


async def warning(turn: Turn, programme: Programme, items: tuple[Inspection, ...]) -> str:
    """Said before a returned draft is submitted just as it was; "" when something was changed."""
    earlier = await decided_before(turn.tx, programme.id, programme.version + 1)
    if earlier is None or earlier.state is not VersionState.RETURNED:
        return ""
    if not compare(thaw(earlier.content), items).none:
        return ""
    return texts.unchanged(earlier.number, await _reason(turn, earlier))


ACTIONS = {"changes.show": show}
