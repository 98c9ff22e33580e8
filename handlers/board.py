"""The status board: who has submitted, who has not, by kind of body, with the days left."""

from __future__ import annotations

from dataclasses import dataclass

from handlers import step_limits
from handlers.dialog.chat import Action, Choice, Row, Say, column, grid
from handlers.entry import Args
from handlers.texts import board as texts
from handlers.texts import common, outcomes
from handlers.texts import nudge as nudge_texts
from handlers.texts import summary as summary_texts
from handlers.texts import views as view_texts
from handlers.texts.format import label
from handlers.turn import Turn
from planning.deadline import days_left
from planning.focus import count, in_force
from planning.organisation import Body, BodyKind
from planning.programme import ProgrammeState, Role
from storage import inspections, people, programmes

PAGE = 12
GROUP_OF = {
    ProgrammeState.DRAFTING: "missing",
    ProgrammeState.SUBMITTED: "submitted",
    ProgrammeState.RETURNED: "returned",
    ProgrammeState.AGREED: "agreed",
    ProgrammeState.PROMULGATED: "promulgated",
}
# what one may remind of by hand, below the bodies of a group
NUDGES = {
    "missing": (nudge_texts.NUDGE, "missing"),
    "returned": (nudge_texts.NUDGE, "returned"),
    "submitted": (nudge_texts.NUDGE_STEP, "step"),
    "agreed": (nudge_texts.NUDGE_ISSUE, "issue"),
}


@dataclass(frozen=True, slots=True)
class Standing:
    """Where one body stands."""

    body: Body
    group: str
    late: bool


def _may_see(turn: Turn) -> bool:
    return turn.appraises or turn.may(Role.ADMIN)


async def standings(turn: Turn) -> list[Standing]:
    """Every body of the campaign; one that never began has not submitted."""
    found = await programmes.all_of(turn.tx, turn.office.campaign.id)
    late = await programmes.late_programmes(turn.tx, turn.office.campaign.id)
    rows = []
    appraised = (body for body in turn.office.bodies(turn.today) if turn.office.steps(body, turn.today))
    for body in appraised:
        programme = found.get(body.id)
        state = programme.state if programme else ProgrammeState.DRAFTING
        if programme and programme.amending and state is ProgrammeState.DRAFTING:
            state = ProgrammeState.PROMULGATED  # what is in force stays so while an amendment is written
        rows.append(Standing(body, GROUP_OF[state], programme is not None and programme.id in late))
    return rows


async def show(turn: Turn, args: Args, text: str | None) -> None:
    if not _may_see(turn):
        await turn.refuse()
        return
    rows = await standings(turn)
    counts = {
        kind: {name: sum(row.group == name and row.body.kind is kind for row in rows) for name in texts.GROUPS}
        for kind in BodyKind
        if any(row.body.kind is kind for row in rows)
    }
    campaign = turn.office.campaign
    left = days_left(campaign.deadline, turn.today)
    themes = in_force(campaign.focus, turn.today)
    contents = await inspections.contents(turn.tx, campaign.id) if themes else []
    met = count(themes, contents, turn.office.lexicon, on=campaign.first_day)
    words = texts.board(
        campaign.year,
        campaign.deadline,
        left,
        counts,
        sum(row.late for row in rows),
        [(theme.name, met[theme.id]) for theme in themes],
    )
    groups = [
        Choice(texts.group_button(name, sum(row.group == name for row in rows)), Action("board.group", {"group": name}))
        for name in texts.GROUPS
    ]
    appraises = turn.may(Role.REVIEWER) or turn.may(Role.STANDING)
    views: tuple[Row, ...] = ()
    if appraises:
        coverage = Choice(view_texts.COVERAGE, Action("views.coverage"))
        leaders = Choice(view_texts.LEADERS, Action("views.leaders"))
        views = ((Choice(common.OVERLAPS, Action("views.overlaps")),), (coverage, leaders))
    menu: Row = (Choice(common.MENU, Action("menu")),)
    papers: list[Row] = []
    if _reads(turn):
        kinds = {"docx": summary_texts.WORD, "xlsx": summary_texts.EXCEL}
        papers = [(Choice(said, Action("summary.get", {"kind": kind})),) for kind, said in kinds.items()]
    await turn.reply(Say(words, (*grid(groups, 2), *views, *papers, menu), lasting=True))


async def group(turn: Turn, args: Args, text: str | None) -> None:
    """The bodies of one group, a page at a time."""
    name = str(args.get("group"))
    if not _may_see(turn) or name not in texts.GROUPS:
        await turn.refuse()
        return
    rows = [row for row in await standings(turn) if row.group == name]
    pages = max(1, -(-len(rows) // PAGE))
    number = min(int(args.get("page", 0)), pages - 1)
    lines = [await _line(turn, row) for row in rows[number * PAGE : (number + 1) * PAGE]]
    shown = rows[number * PAGE : (number + 1) * PAGE] if name != "missing" and _reads(turn) else []
    opened = [Choice(label(row.body.name), Action("history.show", {"body": row.body.id})) for row in shown]
    choices = []
    if pages > 1:
        choices.append(Choice(common.MORE, Action("board.group", {"group": name, "page": (number + 1) % pages})))
    choices.append(Choice(common.BOARD, Action("board.show")))
    below: list[Row] = [*column(*opened)]
    if name in NUDGES:
        words, what = NUDGES[name]
        below.append((Choice(words, Action("nudge.pick", {"what": what})),))
    await turn.reply(Say(texts.group(name, lines, number + 1, pages), (*below, tuple(choices)), lasting=True))


def _reads(turn: Turn) -> bool:
    """Whether programmes may be opened from the board: counts are for administrators too, contents are not."""
    return turn.appraises


async def _line(turn: Turn, row: Standing) -> str:
    name = texts.late_mark(row.body.name) if row.late else row.body.name
    if row.group == "submitted":
        version = await programmes.last_version_of(turn.tx, turn.office.campaign.id, row.body.id)
        left = step_limits.left(turn.office, (version, row.body), turn.now) if version else None
        return name if left is None else outcomes.with_time(name, left)
    if row.late or row.group not in ("missing", "returned"):
        return name
    focal = await people.of_unit(turn.tx, row.body.unit_id, Role.UNIT)
    if not focal:
        return texts.nobody(name)
    campaign = turn.office.campaign
    over = -days_left(campaign.deadline, turn.today)
    return texts.left_out(name) if over > campaign.ladder.after else name


ACTIONS = {"board.show": show, "board.group": group}
