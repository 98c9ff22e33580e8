"""The history of a programme, in chat and as a sheet: for its unit and for those who appraise. Any version that was
ever submitted can be read and had as Word."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from documents.names import Paper, file_name
from documents.values import History
from handlers import notify
from handlers import opinion as written
from handlers.dialog.chat import Action, Choice, Row, Say, grid
from handlers.entry import Args
from handlers.texts import common, papers
from handlers.texts import history as texts
from handlers.texts import opinion as opinion_texts
from handlers.texts import outcomes as outcome_texts
from handlers.texts import programme as programme_texts
from handlers.texts.format import unit_names
from handlers.turn import Turn
from planning.appraisal import tally, touched
from planning.inspection import thaw, totals
from planning.organisation import Body
from planning.programme import Cause, Role, Verb, VersionState
from storage import audit, files, history, opinions, outbox, outcomes, people, programmes
from storage.history import Event, Kind
from storage.programmes import Programme, Version

PAGE = 6  # events on one screen of a small phone
ITEMS = 4  # inspections of an old version


@cache
def histories() -> TypeAdapter[History]:
    """To JSON values and back."""
    return TypeAdapter(History)


def _reads_all(turn: Turn) -> bool:
    return turn.appraises


async def _programme(turn: Turn, args: Args) -> tuple[Body, Programme] | None:
    """The programme of a body: of their own unit, or any for those who appraise; otherwise the person is told."""
    body = turn.office.directory.bodies.get(str(args.get("body")))
    if body is None or not (_reads_all(turn) or turn.may(Role.UNIT, body.unit_id)):
        await turn.refuse()
        return None
    return body, await programmes.ensure(turn.tx, turn.office.campaign.id, body.id, turn.now)


async def _version(turn: Turn, args: Args) -> tuple[Body, Version] | None:
    """A version of such a programme."""
    version = await programmes.version(turn.tx, str(args.get("version")))
    programme = await programmes.get(turn.tx, version.programme_id) if version else None
    body = turn.office.body(programme.body_id) if programme else None
    if body is not None and not (_reads_all(turn) or turn.may(Role.UNIT, body.unit_id)):
        await turn.refuse()
        return None
    if version is None or body is None:
        await (turn.note(texts.no_such_version()) if _reads_all(turn) or turn.may(Role.UNIT) else turn.refuse())
        return None
    return body, version


async def show(turn: Turn, args: Args, text: str | None) -> None:
    """A page of events, the newest first."""
    found = await _programme(turn, args)
    if found is None:
        return
    body, programme = found
    events = (await history.of_programme(turn.tx, programme.id, inside=_reads_all(turn)))[::-1]
    pages = max(1, -(-len(events) // PAGE))
    number = min(int(args.get("page", 0)), pages - 1)
    zone = turn.office.zone
    lines = [
        texts.line(texts.at(event.at, zone), event.version, _what(event), event.person, event.instead_of, detail)
        for event in events[number * PAGE : (number + 1) * PAGE]
        for detail in [await _detail(turn, event, whole=False)]
    ]
    here = {"body": body.id}
    head = texts.title(body.name, turn.office.campaign.year, len(events), number + 1, pages)
    rows: list[Row] = []
    if pages > 1:
        rows.append((Choice(common.MORE, Action("history.show", {**here, "page": (number + 1) % pages})),))
    if events:
        versions = Choice(texts.VERSIONS, Action("history.versions", here))
        rows.append((versions, Choice(texts.SHEET, Action("history.sheet", here))))
    rows += await _opinion(turn, body, programme)
    rows.append((_back(turn, body), Choice(common.MENU, Action("menu"))))
    await turn.reply(Say("\n".join([head, *lines]), tuple(rows), lasting=True))


def _back(turn: Turn, body: Body) -> Choice:
    if turn.may(Role.UNIT, body.unit_id):
        return Choice(programme_texts.SEE_LIST, Action("programme.open", {"body": body.id}))
    return Choice(common.BOARD, Action("board.show"))


async def _opinion(turn: Turn, body: Body, programme: Programme) -> list[Row]:
    """For whoever may write it: the letter on the version that is agreed."""
    version = await programmes.last_version(turn.tx, programme.id)
    if version is None or version.state is not VersionState.AGREED or not written.may_write(turn, version, body):
        return []
    here = {"version": version.id}
    row: Row = (Choice(opinion_texts.OPINION, Action("opinion.make", here)),)
    known = await opinions.of_version(turn.tx, version.id)
    if known:
        label = opinion_texts.NUMBER_ANEW if known.final else opinion_texts.NUMBER
        row = (*row, Choice(label, Action("opinion.number", here)))
    return [row]


_WHAT: dict[Kind, Callable[[dict[str, Any]], str]] = {
    Kind.SUBMITTED: lambda facts: texts.submitted(bool(facts["amends"])),
    Kind.DECIDED: lambda facts: texts.decided(Verb(facts["verb"]), Role(facts["seat"])),
    Kind.UNDONE: lambda facts: texts.undone(),
    Kind.WITHDRAWN: lambda facts: texts.withdrawn(),
    Kind.VOIDED: lambda facts: texts.voided(),
    Kind.OPINION_MADE: lambda facts: texts.opinion_made(),
    Kind.OPINION_RECORDED: lambda facts: texts.opinion_recorded(facts["number"], date.fromisoformat(facts["day"])),
    Kind.PROMULGATED: lambda facts: texts.promulgated(facts["number"], date.fromisoformat(facts["day"])),
    Kind.RENUMBERED: lambda facts: texts.renumbered(
        facts["number"], date.fromisoformat(facts["day"]), facts["before"][0], date.fromisoformat(facts["before"][1])
    ),
    Kind.AMENDMENT_OPENED: lambda facts: texts.amendment_opened(Cause(facts["cause"])),
    Kind.AMENDMENT_DISCARDED: lambda facts: texts.amendment_discarded(),
    Kind.TRANSFERRED: lambda facts: texts.transferred(),
    Kind.GIVEN_BACK: lambda facts: texts.given_back(),
    Kind.COPIED: lambda facts: texts.copied(),
    Kind.ASKED: lambda facts: texts.asked(),
    Kind.ANSWERED: lambda facts: texts.answered(),
}


def _what(event: Event) -> str:
    return _WHAT[event.kind](event.facts)


async def _detail(turn: Turn, event: Event, *, whole: bool) -> str:
    """The reason that was given; of a decision the outcomes: counted in chat, each with its reason in the sheet."""
    reason = str(event.facts.get("reason", ""))
    if event.facts.get("to"):
        to = await people.get(turn.tx, event.facts["to"])
        return texts.went_to(to.name) if to else ""
    if event.kind is not Kind.DECIDED:
        return reason
    version = await programmes.version(turn.tx, event.facts["version"])
    if version is None:
        return reason
    rulings = await outcomes.of_step(turn.tx, version.id, event.facts["step"])
    items = thaw(version.content)
    if whole:
        directory = turn.office.directory
        said = "\n".join(
            f"{item.code}: {outcome_texts.ruling(one, directory)}" for item, one in touched(items, rulings)
        )
    else:
        said = outcome_texts.tally(tally(items, rulings)) if touched(items, rulings) else ""
    return "\n".join(part for part in (reason, said) if part)


async def sheet(turn: Turn, args: Args, text: str | None) -> None:
    """Everything as .xlsx, oldest first."""
    found = await _programme(turn, args)
    if found is None:
        return
    body, programme = found
    year, zone = turn.office.campaign.year, turn.office.zone
    events = await history.of_programme(turn.tx, programme.id, inside=_reads_all(turn))
    rows = [
        (
            texts.at(event.at, zone),
            str(event.version or ""),
            _what(event),
            event.person,
            event.instead_of,
            await _detail(turn, event, whole=True),
        )
        for event in events
    ]
    values = History(texts.caption(body.name, year), texts.COLUMNS, tuple(rows), texts.sheet_name(year), turn.now)
    file_id = await files.add(
        turn.tx,
        kind="history",
        name=file_name(Paper.HISTORY, year, body.id, kind="xlsx"),
        content=histories().dump_python(values, mode="json"),
        person_id=turn.me.id,
        now=turn.now,
    )
    await audit.record(turn.tx, "file.asked", f"file:{file_id}", turn.me.id, turn.now, body=body.id)
    chat = (turn.said.channel, turn.said.address)
    await notify.hand_over(turn.tx, chat, file_id, values.title, turn.now, priority=outbox.ANSWER)


async def versions(turn: Turn, args: Args, text: str | None) -> None:
    """Which version to read."""
    found = await _programme(turn, args)
    if found is None:
        return
    body, programme = found
    choices = [
        Choice(texts.version_button(version.number), Action("history.version", {"version": version.id}))
        for version in await programmes.versions(turn.tx, programme.id)
    ]
    back = Choice(texts.TO_HISTORY, Action("history.show", {"body": body.id}))
    await turn.reply(Say(texts.versions(body.name), (*grid(choices, 3), (back,)), lasting=True))


async def version(turn: Turn, args: Args, text: str | None) -> None:
    """A page of what a version says: as it was agreed, else as it was sent; overlaps of today have no place here."""
    found = await _version(turn, args)
    if found is None:
        return
    body, one = found
    items = thaw(one.inspections)
    pages = max(1, -(-len(items) // ITEMS))
    number = min(int(args.get("page", 0)), pages - 1)
    lines = [texts.version_title(body.name, one.number, one.state, totals(items))]
    for item in items[number * ITEMS : (number + 1) * ITEMS]:
        names = unit_names(turn.office.directory, item.subjects, home=body.unit_id, members=item.members)
        lines.append(programme_texts.item_line(item, names, 0))
    if counter := programme_texts.page(number + 1, pages):
        lines.append(counter)
    here = {"version": one.id}
    rows: list[Row] = []
    if pages > 1:
        rows.append((Choice(common.MORE, Action("history.version", {**here, "page": (number + 1) % pages})),))
    rows.append((Choice(papers.DOWNLOAD, Action("paper.version", here)),))
    rows.append((Choice(texts.TO_HISTORY, Action("history.show", {"body": body.id})),))
    await turn.reply(Say("\n".join(lines), tuple(rows), lasting=True))


ACTIONS = {
    "history.show": show,
    "history.sheet": sheet,
    "history.versions": versions,
    "history.version": version,
}
