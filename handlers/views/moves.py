"""Re-planning the whole campaign as a proposal nobody has to take: the moves, a sheet of them, and sending one on."""

from __future__ import annotations

from datetime import date
from functools import cache
from typing import Any

from pydantic import TypeAdapter

from documents.campaign_values import MoveRow, MovesTable
from documents.names import Paper, file_name
from handlers import suggestions
from handlers.dialog.chat import Action, Choice, Row, Say, grid
from handlers.entry import Args
from handlers.papers import hand_over_file
from handlers.texts import common
from handlers.texts import overlap as overlap_texts
from handlers.texts import views as texts
from handlers.texts.format import unit_names, when
from handlers.turn import Turn
from handlers.views.subjects import page_of
from handlers.views.whole import MOST_MOVES, load, may_see, plan
from planning.overlap import Meeting, Move
from planning.period import Interval, Precision
from storage import office

PAGE = 3  # each with a sentence that says why, and a button


@cache
def tables() -> TypeAdapter[MovesTable]:
    """To JSON values and back."""
    return TypeAdapter(MovesTable)


async def show(turn: Turn, args: Args, text: str | None) -> None:
    """A page of the proposed moves, each with a button that sends it to its unit."""
    whole = await load(turn)
    if whole is None:
        return
    proposed = plan(turn, whole)
    number, pages = page_of(args, len(proposed.moves), PAGE)
    shown = proposed.moves[number * PAGE : (number + 1) * PAGE]
    entries = [
        texts.move(
            one.item, turn.office.body(one.item.body_id).name, one.before, one.after, _whys(turn, one)[0],
            len(one.settles) - 1,
        )
        for one in shown
    ]  # fmt: skip
    year = turn.office.campaign.year
    capped = len(proposed.moves) >= MOST_MOVES
    words = texts.moves(year, len(proposed.moves), proposed.left, entries, number + 1, pages, capped)
    send = [Choice(texts.send_move(one.item.code, one.after), Action("views.send", _sending(one))) for one in shown]
    rows: list[Row] = [*grid(send, 1)]
    if pages > 1:
        rows.append((Choice(common.MORE, Action("views.moves", {"page": (number + 1) % pages})),))
    excel = (Choice(texts.EXCEL, Action("views.moves_file")),) if proposed.moves else ()
    back = Choice(common.BACK, Action("views.overlaps"))
    await turn.reply(Say(words, (*rows, (*excel, back)), lasting=True))


def _whys(turn: Turn, one: Move) -> list[str]:
    return [overlap_texts.pair(Meeting(one.item, finding), turn.office.directory) for finding in one.settles]


def _sending(one: Move) -> Args:
    return {
        "inspection": one.item.id,
        "revision": one.item.revision,
        "before": _to_json(one.before),
        "after": _to_json(one.after),
    }


def _to_json(interval: Interval) -> list[str]:
    return [interval.start.isoformat(), interval.end.isoformat(), interval.precision.value]


def _interval(value: Any) -> Interval | None:
    """An interval of a button; None for what is none, since buttons may be forged."""
    try:
        start, end, precision = value
        return Interval(date.fromisoformat(start), date.fromisoformat(end), Precision(precision))
    except (TypeError, ValueError):
        return None


async def send(turn: Turn, args: Args, text: str | None) -> None:
    """Propose one move to the unit concerned. Nothing moves by it."""
    if not may_see(turn):
        await turn.refuse()
        return
    before, after = _interval(args.get("before")), _interval(args.get("after"))
    if before is None or after is None or turn.double_tap:
        return
    await suggestions.send(turn, str(args.get("inspection")), int(args.get("revision", 0)), before, after)


async def as_file(turn: Turn, args: Args, text: str | None) -> None:
    """All moves as a sheet."""
    whole = await load(turn)
    if whole is None:
        return
    proposed, known = plan(turn, whole), turn.office
    table = MovesTable(
        office=await office.get(turn.tx, "name"),
        year=known.campaign.year,
        rows=tuple(
            MoveRow(
                one.item.code,
                known.body(one.item.body_id).name,
                unit_names(known.directory, one.item.subjects, members=one.item.members),
                when(one.before),
                when(one.after),
                tuple(_whys(turn, one)),
            )
            for one in proposed.moves
        ),
        left=proposed.left,
        made_at=turn.now,
    )
    await hand_over_file(
        turn,
        kind="moves",
        name=file_name(Paper.MOVES, known.campaign.year, kind="xlsx"),
        content=tables().dump_python(table, mode="json"),
        caption=texts.moves_caption(known.campaign.year),
        campaign=known.campaign.id,
    )


ACTIONS: dict[str, Any] = {"views.moves": show, "views.moves_file": as_file, "views.send": send}
