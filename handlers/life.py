"""A programme after its agreement, as its unit sees it: final or not yet, in force, being amended; and what may be
done about it."""

from __future__ import annotations

from collections.abc import Sequence

from handlers.dialog.chat import Action, Choice, Row
from handlers.texts import changes as change_texts
from handlers.texts import history, life
from handlers.texts import in_force as texts
from handlers.turn import Turn
from planning.amendment import Changes, changes
from planning.inspection import Inspection
from planning.programme import EDITABLE, ProgrammeState
from planning.programme_changes import compare
from storage import in_force, opinions, programmes
from storage.opinions import Written
from storage.programmes import Programme, Version

MOST = 4  # changes of an amendment in words


async def changed(turn: Turn, programme: Programme, items: Sequence[Inspection]) -> Changes:
    """What an amendment changes of the version in force."""
    before = await in_force.content(turn.tx, programme.in_force_id) if programme.in_force_id else ()
    return changes(before, items)


async def opinion_of(turn: Turn, programme: Programme) -> Written | None:
    """The opinion on the version that was agreed last."""
    version = await programmes.last_version(turn.tx, programme.id)
    return await opinions.of_version(turn.tx, version.id) if version else None


async def is_final(turn: Turn, programme: Programme) -> bool:
    """Agreed, and the opinion on it has its number and day."""
    written = await opinion_of(turn, programme) if programme.state is ProgrammeState.AGREED else None
    return bool(written and written.final)


async def lines(turn: Turn, programme: Programme, items: Sequence[Inspection]) -> list[str]:
    """What is to be said beside the state."""
    said: list[str] = []
    if programme.in_force_id:
        now = await in_force.promulgation(turn.tx, programme.in_force_id)
        if now:
            said.append(life.in_force(now.number, now.issued_on))
    if programme.amending and programme.in_force_id:
        said += await amendment(turn, programme.id, programme.in_force_id, items)
    if programme.state is ProgrammeState.AGREED:
        written = await opinion_of(turn, programme)
        if written and written.signed_on:
            said.append(life.final(written.number, written.signed_on))
    return said


async def amendment_number(turn: Turn, programme: Programme) -> int:
    """Which amendment of it is under way, from 1; 0 for none."""
    return await in_force.amendment_number(turn.tx, programme.id, turn.now) if programme.amending else 0


async def amendment_of(turn: Turn, version: Version) -> int:
    """Which amendment a version is; 0 for none."""
    if version.base_id is None:
        return 0
    return await in_force.amendment_number(turn.tx, version.programme_id, version.submitted_at)


async def amendment(turn: Turn, programme_id: str, base_id: str, items: Sequence[Inspection]) -> list[str]:
    """Why a programme in force is amended, and what of it: each change in a line, as far as they have room; for its
    unit and on the reviewers' card."""
    said = []
    opened = await in_force.open_amendment(turn.tx, programme_id)
    if opened:
        said.append(texts.amendment_line(opened.cause, opened.reason))
    before = await in_force.content(turn.tx, base_id)
    found = changes(before, items)
    added = [item.code for item in found.added]
    dropped = [item.code for item in found.dropped]
    said.append(texts.changes_line(added, [item.code for _, item in found.changed], dropped))
    whole, directory = compare(before, items), turn.office.directory
    lines = [change_texts.changed(one, directory) for one in whole.changed]
    lines += [change_texts.added(item, directory) for item in whole.added]
    lines += [change_texts.removed(item, directory) for item in whole.removed]
    rest = [texts.more_changes(len(lines) - MOST)] if len(lines) > MOST else []
    return [*said, *[f"• {line}" for line in lines[:MOST]], *rest]


async def moves(turn: Turn, programme: Programme) -> list[Row]:
    """What the unit may do besides writing and submitting."""
    here = {"body": programme.body_id}
    rows: list[Row] = []
    if programme.state is ProgrammeState.AGREED:
        written = await opinion_of(turn, programme)
        if written and written.final:
            rows.append((Choice(texts.PROMULGATED, Action("promulgate.ask", here), "good"),))
    if programme.state is ProgrammeState.PROMULGATED:
        rows.append((Choice(texts.AMEND, Action("amend.start", here)),))
        rows.append((Choice(texts.CORRECT, Action("promulgate.correct", here)),))
    if programme.amending and programme.state in EDITABLE:
        rows.append((Choice(texts.DISCARD, Action("amend.discard", here), "bad"),))
    if programme.version:
        rows.append((Choice(history.HISTORY, Action("history.show", here)),))
    return rows
