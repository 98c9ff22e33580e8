"""The summary for the standing committee, in chat: everything that was submitted, subject by subject, as a paper and
as a sheet."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from pydantic import TypeAdapter

from documents.names import Paper, file_name
from documents.values import Summary, SummaryRow, SummarySubject
from handlers import notify
from handlers.entry import Args
from handlers.opinion_values import writer
from handlers.texts import opinion as opinion_texts
from handlers.texts import summary as texts
from handlers.texts.format import form_name, unit_names, whens
from handlers.turn import Turn
from planning.appraisal import KEPT, Ruling, Rulings
from planning.inspection import Inspection, thaw
from planning.overlap import Met, met_at
from planning.programme import ProgrammeState, Role, VersionState
from planning.text import fold
from storage import audit, files, office, outbox, outcomes, programmes
from storage.programmes import Programme, Version

At = tuple[str, str]  # ids of an inspection and of one of its subjects
KINDS = {"docx": "summary", "xlsx": "summary_sheet"}  # of files
_COUNTS = frozenset({VersionState.SUBMITTED, VersionState.AGREED})


@cache
def summaries() -> TypeAdapter[Summary]:
    """To JSON values and back."""
    return TypeAdapter(Summary)


async def get(turn: Turn, args: Args, text: str | None) -> None:
    """For those who appraise."""
    kind = str(args.get("kind"))
    if not turn.appraises or kind not in KINDS:
        await turn.refuse()
        return
    summary = await _build(turn)
    if not summary.subjects:
        await turn.note(texts.nothing())
        return
    year = turn.office.campaign.year
    file_id = await files.add(
        turn.tx,
        kind=KINDS[kind],
        name=file_name(Paper.SUMMARY, year, kind=kind),
        content=summaries().dump_python(summary, mode="json"),
        person_id=turn.me.id,
        now=turn.now,
    )
    own = turn.may(Role.REVIEWER) or turn.may(Role.STANDING)
    who = {} if own else {"for": turn.principals[0].person.id}
    await audit.record(turn.tx, "file.asked", f"file:{file_id}", turn.me.id, turn.now, kind=KINDS[kind], **who)
    chat = (turn.said.channel, turn.said.address)
    words = texts.caption(year, len(summary.subjects))
    await notify.hand_over(turn.tx, chat, file_id, words, turn.now, priority=outbox.ANSWER)


async def _version(turn: Turn, programme: Programme) -> Version | None:
    """What of a programme counts: what waits or was agreed, else what is in force while an amendment is written."""
    last = await programmes.last_version(turn.tx, programme.id)
    if last and last.state in _COUNTS and programme.state is not ProgrammeState.DRAFTING:
        return last
    return await programmes.version(turn.tx, programme.in_force_id) if programme.in_force_id else None


async def _build(turn: Turn) -> Summary:
    from documents.issuers import issued_by  # its words are read when the first paper is asked for

    known, campaign = turn.office, turn.office.campaign
    items: list[Inspection] = []
    rulings: dict[str, Ruling | None] = {}
    for programme in (await programmes.all_of(turn.tx, campaign.id)).values():
        version = await _version(turn, programme)
        if version is None:
            continue
        said = await outcomes.of_step(turn.tx, version.id, version.step)
        decided = version.state is VersionState.AGREED or version.step > 0
        sent = thaw(version.content)
        items += sent
        rulings |= {item.id: _ruling(said, item, decided=decided) for item in sent}
    items.sort(key=lambda item: (len(item.code), item.code))
    met = met_at(items, known.directory, known.lexicon, on=campaign.first_day)
    place, above = await office.get(turn.tx, "place"), await office.get(turn.tx, "above")
    by = writer(known.directory, Role.REVIEWER)
    issued = issued_by(known.directory, by, place=place, on=None, year=turn.today.year, above=above)
    receiver = writer(known.directory, Role.STANDING).name
    return Summary(
        head=issued.head,
        signature=issued.signature,
        office=await office.get(turn.tx, "name"),
        year=campaign.year,
        subjects=_subjects(turn, items, rulings, met),
        receivers=texts.receivers(receiver, by.name),
        made_at=turn.now,
    )


def _ruling(said: Rulings, item: Inspection, *, decided: bool) -> Ruling | None:
    """None while nobody has said anything and nothing is decided."""
    return said.get(item.id, KEPT if decided else None)


def _subjects(
    turn: Turn, items: list[Inspection], rulings: Mapping[str, Ruling | None], met: Mapping[At, Met]
) -> tuple[SummarySubject, ...]:
    """Those where inspections meet come first, then by name."""
    groups: dict[str, list[tuple[Inspection, str]]] = {}
    for item in items:
        for subject in item.subjects:
            name = unit_names(turn.office.directory, [subject], members=item.members)
            groups.setdefault(name, []).append((item, subject))

    def order(name: str) -> tuple[bool, str]:
        return not any((item.id, subject) in met for item, subject in groups[name]), fold(name)

    return tuple(
        SummarySubject(
            name,
            tuple(
                _row(turn, item, rulings[item.id], met.get((item.id, subject), Met())) for item, subject in groups[name]
            ),
        )
        for name in sorted(groups, key=order)
    )


def _row(turn: Turn, item: Inspection, ruling: Ruling | None, met: Met) -> SummaryRow:
    return SummaryRow(
        code=item.code,
        group=item.group,
        body=turn.office.body(item.body_id).name,
        form=form_name(item.form),
        content=item.content,
        time=whens(item.intervals, either=item.either),
        same_content=met.content,
        same_time=met.time,
        outcome=ruling.outcome if ruling else None,
        proposal=opinion_texts.proposal(turn.office.directory, ruling) if ruling else "",
        reason=ruling.reason if ruling else "",
    )


ACTIONS = {"summary.get": get}
