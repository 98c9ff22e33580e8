"""Promulgation: the unit reports number and day of the programme it has issued after the final opinion."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from handlers import life, notify, paper_numbers, rechecks
from handlers.dialog.chat import Action, Choice, Row, Say
from handlers.entry import Args
from handlers.my_programme import own_body
from handlers.paper_numbers import Asked
from handlers.texts import common, history
from handlers.texts import in_force as texts
from handlers.texts import opinion as number_texts
from handlers.texts import programme as programme_texts
from handlers.turn import Turn
from planning.organisation import Body
from planning.paper_number import Expected, PaperNumber
from planning.programme import ProgrammeState, Role, VersionState
from storage import audit, in_force, inspections, office, opinions, people, programmes
from storage.in_force import Promulgation
from storage.opinions import Written
from storage.programmes import Programme, Version

KIND = "CTr"


@dataclass(frozen=True, slots=True)
class Ready:
    """An agreed version with its final opinion, whose programme has not been reported as issued."""

    body: Body
    programme: Programme
    version: Version
    written: Written


async def _ready(turn: Turn, args: Args) -> Ready | None:
    """What the unit may report now; otherwise the person is told why not."""
    body = await own_body(turn, args)
    if body is None:
        return None
    programme = await programmes.ensure(turn.tx, turn.office.campaign.id, body.id, turn.now)
    if programme.state is ProgrammeState.PROMULGATED and programme.in_force_id:
        known = await in_force.promulgation(turn.tx, programme.in_force_id)
        if known:
            await turn.note(texts.promulgated_already(body.name, known.number, known.issued_on))
        return None
    version = await programmes.last_version(turn.tx, programme.id)
    if programme.state is not ProgrammeState.AGREED or version is None or version.state is not VersionState.AGREED:
        await turn.note(texts.not_agreed(body.name))
        return None
    written = await opinions.of_version(turn.tx, version.id)
    if written is None or not written.final:
        await turn.note(texts.first_word(body.name))
        return None
    return Ready(body, programme, version, written)


async def ask(turn: Turn, args: Args, text: str | None) -> None:
    """Ask for number and day, and show what was understood."""
    ready = await _ready(turn, args)
    if ready is None:
        if text is not None:
            await turn.drop_focus()
        return
    here = {"body": ready.body.id}
    again, record = Action("promulgate.ask", here), Action("promulgate.go", {**here, "version": ready.version.id})
    await _number(turn, ready.body, ready.written, ready.programme, again, record, text)


async def _number(
    turn: Turn, body: Body, written: Written, programme: Programme, again: Action, record: Action, text: str | None
) -> None:
    """The question for number and day of the issued programme, or what was typed for it."""
    from documents.issuers import issued_by  # its words are read when they are needed

    place = await office.get(turn.tx, "place")
    head = issued_by(turn.office.directory, body, place=place, on=None, year=turn.today.year).head
    state = head.format.value == "state"
    assert written.signed_on  # noqa: S101
    expected = Expected(turn.today, written.signed_on, KIND, head.code, state)
    usual = PaperNumber(1, KIND, head.code or "…", turn.today, state).symbol
    asked = Asked(
        number_texts.ask_programme_number(body.name, number_texts.example(usual, turn.today, state)),
        again,
        record,
        Action("promulgate.keep", {"body": body.id}),
        lambda said, on, warnings: number_texts.sure_programme(body.name, said, on, warnings),
    )

    async def warnings(found: PaperNumber) -> Sequence[str]:
        used = await in_force.number_used(turn.tx, programme.id, found.number, found.issued_on)
        known = (record.args.get("before"), str(record.args.get("before_day"))[:4])
        same = (found.number, f"{found.issued_on.year}") == known  # its own number with another day
        return [number_texts.number_used(found.number, found.issued_on.year, ())] if used and not same else []

    if text is None:
        await paper_numbers.ask(turn, asked)
    else:
        await paper_numbers.answer(turn, asked, expected, text, warnings)


async def keep(turn: Turn, args: Args, text: str | None) -> None:
    """Nothing is reported."""
    if await own_body(turn, args) is None:
        return
    await turn.drop_focus()
    menu = Choice(common.MENU, Action("menu"))
    await turn.reply(Say(number_texts.not_recorded(), ((menu,),), lasting=True))


async def go(turn: Turn, args: Args, text: str | None) -> None:
    """Confirmed: the version is in force, in the place of the one before; its inspections are those that were
    agreed."""
    ready = await _ready(turn, args)
    if ready is None:
        return
    body, said, on = ready.body, str(args.get("number")), date.fromisoformat(str(args.get("day")))
    if ready.version.id != args.get("version") or not await in_force.promulgate(
        turn.tx, ready.version, said, on, turn.me.id, turn.now
    ):
        await turn.note(texts.voided_meanwhile(body.name))
        return
    agreed = await in_force.content(turn.tx, ready.version.id)
    await rechecks.programme_changed(turn.tx, turn.office, ready.programme.id, turn.now)
    await inspections.restore(turn.tx, ready.programme.id, agreed, turn.now)
    await rechecks.programme_changed(turn.tx, turn.office, ready.programme.id, turn.now)
    await audit.record(
        turn.tx,
        "programme.promulgated",
        f"version:{ready.version.id}",
        turn.me.id,
        turn.now,
        body=body.id,
        number=said,
        day=on.isoformat(),
    )
    here = {"body": body.id}
    rows: tuple[Row, ...] = (
        (Choice(texts.AMEND, Action("amend.start", here)), Choice(history.HISTORY, Action("history.show", here))),
        (Choice(common.MENU, Action("menu")),),
    )
    nth = await life.amendment_of(turn, ready.version)
    await turn.reply(Say(texts.promulgated(body.name, said, on, nth), rows, lasting=True, keep=True))
    await _tell(turn, body, said, on, nth)


async def _tell(turn: Turn, body: Body, said: str, on: date, nth: int) -> None:
    """Colleagues hear who reported it; reviewers that it is done."""
    told = {turn.me.id}
    for colleague in await people.of_unit(turn.tx, body.unit_id, Role.UNIT):
        if colleague.id not in told:
            told.add(colleague.id)
            words = texts.promulgated_elsewhere(turn.me.name, body.name, said, on, nth)
            await notify.tell(turn.tx, colleague, Say(words), turn.now)
    for person in await people.with_role(turn.tx, Role.REVIEWER):
        if person.id not in told:
            await notify.tell(turn.tx, person, Say(texts.promulgated_notice(body.name, said, on, nth)), turn.now)


async def _reported(turn: Turn, args: Args) -> tuple[Body, Programme, Promulgation, Written] | None:
    """What a unit has reported of its programme in force; otherwise the person is told."""
    body = await own_body(turn, args)
    if body is None:
        return None
    programme = await programmes.ensure(turn.tx, turn.office.campaign.id, body.id, turn.now)
    base = programme.in_force_id
    known = await in_force.promulgation(turn.tx, base) if base else None
    written = await opinions.of_version(turn.tx, base) if base else None
    if known is None or written is None or written.signed_on is None:
        await turn.note(texts.nothing_to_correct(body.name))
        return None
    return body, programme, known, written


async def correct(turn: Turn, args: Args, text: str | None) -> None:
    """A slip of the finger in number or day: asked for again as at first."""
    found = await _reported(turn, args)
    if found is None:
        if text is not None:
            await turn.drop_focus()
        return
    body, programme, known, written = found
    here = {"body": body.id}
    before = {"before": known.number, "before_day": known.issued_on.isoformat()}
    record = Action("promulgate.renumber", {**here, "version": known.version_id, **before})
    await _number(turn, body, written, programme, Action("promulgate.correct", here), record, text)


async def renumber(turn: Turn, args: Args, text: str | None) -> None:
    """Confirmed: the old number and day stay in the audit and in the history; whoever heard them hears the new ones."""
    found = await _reported(turn, args)
    if found is None:
        return
    body, _, known, _ = found
    said, on = str(args.get("number")), date.fromisoformat(str(args.get("day")))
    was = (known.version_id, known.number, known.issued_on.isoformat())
    if (said, on) == (known.number, known.issued_on):
        await turn.note(texts.same_number(body.name, said, on))
        return
    shown = (args.get("version"), args.get("before"), args.get("before_day"))
    if was != shown or not await in_force.correct(turn.tx, known, said, on):
        await turn.note(texts.corrected_meanwhile(body.name))
        return
    about = {"body": body.id, "number": said, "day": on.isoformat(), "before": list(was[1:])}
    await audit.record(turn.tx, "programme.renumbered", f"version:{was[0]}", turn.me.id, turn.now, **about)
    see = Choice(programme_texts.SEE_LIST, Action("programme.open", {"body": body.id}))
    rows: tuple[Row, ...] = ((see, Choice(common.MENU, Action("menu"))),)
    version = await programmes.version(turn.tx, known.version_id)
    nth = await life.amendment_of(turn, version) if version else 0
    await turn.reply(Say(texts.renumbered(body.name, said, on, nth), rows, lasting=True, keep=True))
    notice = Say(texts.renumbered_notice(body.name, said, on, known.number, known.issued_on, nth))
    told = {person.id: person for person in await people.of_unit(turn.tx, body.unit_id, Role.UNIT)}
    told |= {person.id: person for person in await people.with_role(turn.tx, Role.REVIEWER)}
    for person in told.values():
        if person.id != turn.me.id:
            await notify.tell(turn.tx, person, notice, turn.now)


ACTIONS = {
    "promulgate.ask": ask,
    "promulgate.keep": keep,
    "promulgate.go": go,
    "promulgate.correct": correct,
    "promulgate.renumber": renumber,
}
