"""Documents asked for in chat: a programme's draft, as Word, for its unit and for those who appraise it."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from documents.bases import in_force
from documents.names import Paper, file_name
from documents.values import ProgrammeDraft, ProgrammeRow
from handlers import joint_view, notify
from handlers.entry import Args
from handlers.my_programme import own_body
from handlers.texts import papers as texts
from handlers.texts.format import form_name, unit_names, whens
from handlers.turn import Turn
from planning.inspection import Inspection, thaw
from planning.organisation import Body
from planning.programme import ProgrammeState, Role, VersionState
from storage import audit, campaigns, files, inspections, office, outbox, programmes
from storage import in_force as storage_in_force
from storage.in_force import Promulgation


@cache
def drafts() -> TypeAdapter[ProgrammeDraft]:
    """To JSON values and back."""
    return TypeAdapter(ProgrammeDraft)


async def own(turn: Turn, args: Args, text: str | None) -> None:
    """The unit's own programme as it is now."""
    body = await own_body(turn, args)
    if body is None:
        return
    programme = await programmes.ensure(turn.tx, turn.office.campaign.id, body.id, turn.now)
    items = await inspections.of_programme(turn.tx, programme.id)
    in_force_id = programme.in_force_id if programme.state is ProgrammeState.PROMULGATED else None
    issued = await storage_in_force.promulgation(turn.tx, in_force_id) if in_force_id else None
    if issued:
        items = await storage_in_force.content(turn.tx, issued.version_id)
    await _hand_over(turn, body, items, max(1, programme.version), issued)


async def submitted(turn: Turn, args: Args, text: str | None) -> None:
    """A version as it was submitted, for those who may read it."""
    if not turn.appraises:
        await turn.refuse()
        return
    version = await programmes.version(turn.tx, str(args.get("version")))
    programme = await programmes.get(turn.tx, version.programme_id) if version else None
    if version is None or programme is None:
        await turn.note(texts.gone())
        return
    issued = await storage_in_force.promulgation(turn.tx, version.id)
    items = thaw(version.inspections) if issued else await joint_view.as_it_stands(turn, version)
    await _hand_over(turn, turn.office.body(programme.body_id), items, version.number, issued)


async def version_(turn: Turn, args: Args, text: str | None) -> None:
    """Any version that was ever submitted, as it was agreed, else as it was sent: for its unit and those who
    appraise."""
    version = await programmes.version(turn.tx, str(args.get("version")))
    programme = await programmes.get(turn.tx, version.programme_id) if version else None
    body = turn.office.body(programme.body_id) if programme else None
    reads_all = turn.appraises
    if not reads_all and not (body and turn.may(Role.UNIT, body.unit_id)):
        await turn.refuse()
        return
    if version is None or body is None:
        await turn.note(texts.gone())
        return
    waits = version.state is VersionState.SUBMITTED
    items = await joint_view.as_it_stands(turn, version) if waits else thaw(version.inspections)
    await _hand_over(turn, body, items, version.number, await storage_in_force.promulgation(turn.tx, version.id))


async def _hand_over(
    turn: Turn, body: Body, items: tuple[Inspection, ...], number: int, issued: Promulgation | None
) -> None:
    """As it was issued, with its number and day; else as a draft."""
    if not items:
        await turn.note(texts.empty(body.name))
        return
    draft = await _draft(turn, body, items, number, issued)
    year = turn.office.campaign.year
    caption = texts.programme_caption(body.name, year, number)
    name = file_name(Paper.DRAFT, year, body.id, version=number)
    if issued:
        name = file_name(Paper.PROGRAMME, year, f"{body.id}-{issued.number}")
        caption = texts.issued_caption(body.name, year, issued.number, issued.issued_on)
    await hand_over_file(
        turn,
        kind="programme",
        name=name,
        content=drafts().dump_python(draft, mode="json"),
        caption=caption,
        body=body.id,
        version=number,
    )


async def hand_over_file(turn: Turn, *, kind: str, name: str, content: Any, caption: str, **about: Any) -> None:
    """Keep the values of a file, and queue it in this chat. `kind`: which maker makes it; `about`: for the audit."""
    file_id = await files.add(turn.tx, kind=kind, name=name, content=content, person_id=turn.me.id, now=turn.now)
    await audit.record(turn.tx, "file.asked", f"file:{file_id}", turn.me.id, turn.now, **about)
    chat = (turn.said.channel, turn.said.address)
    await notify.hand_over(turn.tx, chat, file_id, caption, turn.now, priority=outbox.ANSWER)


async def _draft(
    turn: Turn, body: Body, items: tuple[Inspection, ...], number: int, reported: Promulgation | None
) -> ProgrammeDraft:
    from documents.issuers import issued_by  # its words are read when the first paper is asked for

    known = turn.office
    place = await office.get(turn.tx, "place")
    issued = issued_by(known.directory, body, place=place, on=None, year=turn.today.year)
    head = replace(issued.head, number=reported.number, on=reported.issued_on) if reported else issued.head
    return ProgrammeDraft(
        head=head,
        signature=issued.signature,
        body=issued.name,
        year=known.campaign.year,
        version=number,
        rows=tuple(_row(turn, item, body.unit_id) for item in items),
        bases=in_force(await campaigns.legal_bases(turn.tx, known.campaign.id), head.on or turn.today),
        appraiser=texts.appraiser(known.steps(body, turn.today)),
        receivers=texts.Receivers.of(issued.head.superior),
        made_at=turn.now,
    )


def _row(turn: Turn, item: Inspection, home: str) -> ProgrammeRow:
    directory = turn.office.directory
    return ProgrammeRow(
        code=item.code,
        group=item.group,
        form=form_name(item.form),
        subjects=tuple(unit_names(directory, [subject], home=home, members=item.members) for subject in item.subjects),
        content=item.content,
        time=whens(item.intervals, either=item.either),
        period_inspected=item.details.period_inspected,
        leader=item.details.leader,
        partners=texts.team(turn.office.body(item.body_id).name, item.details.lead, item.details.partners),
    )


ACTIONS: dict[str, Any] = {"paper.own": own, "paper.submitted": submitted, "paper.version": version_}
