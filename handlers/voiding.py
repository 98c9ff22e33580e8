"""An edit voids the agreement: whoever saves the first change after it is warned before, and has to confirm.

What a confirmed save carries is the id of the version it was warned of: it voids that one and no other.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from handlers import entry as entry_flow
from handlers import notify, rechecks
from handlers.dialog.chat import Action, Choice, Say
from handlers.entry import Args
from handlers.texts import common, register
from handlers.texts import in_force as texts
from handlers.turn import Turn
from planning.organisation import Body
from planning.programme import ProgrammeState, Role, VersionState
from storage import audit, entries, in_force, people, programmes
from storage.entries import EntryRow
from storage.programmes import Programme, Version

VOID = "void"  # within an entry's answers: the version whose end was confirmed


async def agreed_version(turn: Turn, programme: Programme) -> Version | None:
    """The version that the next change would void."""
    if programme.state is not ProgrammeState.AGREED:
        return None
    version = await programmes.last_version(turn.tx, programme.id)
    return version if version and version.state is VersionState.AGREED else None


async def ask_before_saving(turn: Turn, entry: EntryRow, answers: dict[str, Any], body: Body, version: Version) -> None:
    """The entry waits, complete; what is chosen here decides whether it is saved."""
    confirmed = answers.pop("confirm", None)
    answers.pop(VOID, None)
    await entries.save(turn.tx, entry, answers, entry.form_version, turn.now)
    here = {"entry": entry.id, "rev": entry.revision + 1}
    go_on = {**here, "version": version.id, "confirm": confirmed}
    yes = Choice(texts.SAVE_AND_VOID, Action("void.save", go_on), "bad", firm=True)
    no = Choice(texts.KEEP_AGREED, Action("void.keep", here))
    say = Say(texts.void_sure(body.name, version.number), ((yes,), (no,)), lasting=True, vital=True)
    await turn.reply(say, fresh=True)


async def _entry(turn: Turn, args: Args) -> EntryRow | None:
    """The entry as it was when it was asked about; otherwise the person is told."""
    if turn.double_tap:
        return None
    entry = await entries.get(turn.tx, str(args.get("entry")))
    if entry is None or entry.person_id != turn.me.id:
        await turn.refuse()
        return None
    if entry.state != "open":
        await turn.note(register.entry_closed())
        return None
    if entry.revision != args.get("rev"):
        await entry_flow.show(turn, entry, common.late_press())
        return None
    return entry


async def save(turn: Turn, args: Args, text: str | None) -> None:
    """Confirmed: the entry goes on where it stood, which saves it unless something new has to be asked."""
    entry = await _entry(turn, args)
    if entry is None:
        return
    answers = {**entry.answers, "confirm": args.get("confirm"), VOID: str(args.get("version"))}
    await entries.save(turn.tx, entry, answers, entry.form_version, turn.now)
    await entry_flow.show(turn, replace(entry, answers=answers, revision=entry.revision + 1))


async def keep(turn: Turn, args: Args, text: str | None) -> None:
    """Not saved, nothing is changed; what was typed is still there."""
    entry = await _entry(turn, args)
    if entry is None:
        return
    body = turn.office.directory.bodies.get(str(entry.answers.get("body")))
    go_on = Choice(common.CONTINUE, Action("entry.resume", {"entry": entry.id}))
    rows = ((go_on, Choice(common.MENU, Action("menu"))),)
    await turn.reply(Say(texts.not_saved(body.name if body else ""), rows, lasting=True))


async def carry_out(turn: Turn, version: Version, body: Body) -> bool:
    """Void the version, in the transaction that saves the change; False when it moved meanwhile, and nothing is
    done."""
    if not await in_force.void(turn.tx, version, turn.now):
        return False
    await rechecks.programme_changed(turn.tx, turn.office, version.programme_id, turn.now)
    await audit.record(turn.tx, "version.voided", f"version:{version.id}", turn.me.id, turn.now, number=version.number)
    notice = Say(texts.voided_notice(body.name, version.number), vital=True)
    seats = {step.seat for step in turn.office.steps_of(version, body)} | {Role.REVIEWER}
    told = {turn.me.id}
    colleagues = await people.of_unit(turn.tx, body.unit_id, Role.UNIT)
    for person in [*colleagues, *[one for seat in sorted(seats) for one in await people.with_role(turn.tx, seat)]]:
        if person.id not in told:
            told.add(person.id)
            await notify.tell(turn.tx, person, notice, turn.now)
    return True


ACTIONS = {"void.save": save, "void.keep": keep}
