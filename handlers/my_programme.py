"""My programme: list, open, edit, delete, add."""

from __future__ import annotations

from dataclasses import dataclass

from handlers import coverage, joint_fate, joint_view, life, neighbours, rechecks, remarks, suggestions, voiding
from handlers import programme_view as view
from handlers.dialog.chat import Action, Choice, Row, Say, column, grid
from handlers.entry import Args
from handlers.register_facts import bodies_of
from handlers.texts import common, joint, papers, register
from handlers.texts import in_force as in_force_texts
from handlers.texts import outcomes as outcome_texts
from handlers.texts import programme as texts
from handlers.texts import remarks as remark_texts
from handlers.texts import suggestions as suggestion_texts
from handlers.texts.format import label
from handlers.turn import Turn
from planning.appraisal import Ruling, touched
from planning.inspection import Inspection, thaw, totals
from planning.organisation import Body
from planning.overlap import find_overlaps
from planning.programme import CHANGEABLE, EDITABLE, ProgrammeState, Role, VersionState
from storage import audit, inspections, outcomes, programmes
from storage import rechecks as told
from storage.programmes import Decision, Programme
from storage.suggestions import waiting as waiting_times

MOST_PROPOSED = 2  # buttons


async def list_all(turn: Turn, args: Args, text: str | None) -> None:
    """The programmes that the person may write; a single one opens at once."""
    bodies = bodies_of(turn)
    if len(bodies) == 1:
        await open_one(turn, {"body": bodies[0].id}, None)
        return
    choices = [Choice(label(body.name), Action("programme.open", {"body": body.id})) for body in bodies]
    menu = Choice(common.MENU, Action("menu"))
    await turn.reply(Say(texts.choose() if bodies else texts.none(), column(*choices, menu), lasting=True))


async def own_body(turn: Turn, args: Args) -> Body | None:
    """The body of the arguments if the person may write for it; otherwise they are told."""
    body = turn.office.directory.bodies.get(str(args.get("body")))
    if body and turn.may(Role.UNIT, body.unit_id):
        return body
    await turn.refuse()
    return None


async def open_one(turn: Turn, args: Args, text: str | None) -> None:
    """One page of a programme, with what may be done now."""
    body = await own_body(turn, args)
    if body is None:
        return
    campaign = turn.office.campaign
    programme = await programmes.ensure(turn.tx, campaign.id, body.id, turn.now)
    items = await inspections.of_programme(turn.tx, programme.id)
    number = min(int(args.get("page", 0)), view.pages(items) - 1)
    nth = await life.amendment_number(turn, programme)
    final = await life.is_final(turn, programme)
    head = texts.title(body.name, campaign.year, programme.state, programme.version, totals(items), nth, final=final)
    lines = [head]
    appraised = await _appraised(turn, programme)
    if programme.state is ProgrammeState.RETURNED and appraised and appraised.decision.reason:
        lines.append(texts.returned_because(appraised.decision.reason))
    lines += await life.lines(turn, programme, items)
    asked = await remarks.of_programme(turn, programme, items)
    under = appraised.under(turn) if appraised else {}
    under |= _fates(turn, asked)
    lines.append(await view.page_text(turn, items, number, body, body, under))
    if appraised and programme.state is ProgrammeState.AGREED:
        lines.append(appraised.ended(turn, {item.id for item in items}))
    held, waiting = await joint_view.of_items(turn.tx, turn.office, items, body)
    lines.append(joint.teams(held, ()))
    if waiting:
        lines.append(joint.listed(waiting))
    below = await coverage.below_of(turn, body)
    lines.append(below.words)
    shown = items[number * view.PAGE : (number + 1) * view.PAGE]
    codes = [Choice(item.code, Action("programme.item", {"inspection": item.id, "page": number})) for item in shown]
    rows: list[Row] = [*grid(codes, 4)]
    if view.pages(items) > 1:
        onward = (number + 1) % view.pages(items)
        rows.append((Choice(common.MORE, Action("programme.open", {"body": body.id, "page": onward})),))
    if waiting:
        rows.append((Choice(joint.WAITING, Action("joint.list", {"body": body.id})),))
    if asked:
        rows.append((remarks.to_list(asked, body.id),))
    rows += _moves(body, programme.state, bool(items))
    rows += below.rows
    rows += await life.moves(turn, programme)
    if items:
        rows.append((Choice(papers.DOWNLOAD, Action("paper.own", {"body": body.id})),))
    rows.append((Choice(common.MENU, Action("menu")),))
    await turn.reply(Say("\n".join(line for line in lines if line), tuple(rows), lasting=True))


def _fates(turn: Turn, asked: remarks.Asked | None) -> dict[str, str]:
    """Below each inspection: what a return asked of it, and what became of that."""
    found = asked.remarks if asked else ()
    return {one.now.id: remark_texts.under(one, turn.office.directory) for one in found if one.now}


@dataclass(frozen=True, slots=True)
class _Appraised:
    """What the last decision said of the inspections of a programme."""

    decision: Decision
    pairs: tuple[tuple[Inspection, Ruling], ...]

    def under(self, turn: Turn) -> dict[str, str]:
        return {item.id: outcome_texts.in_list(ruling, turn.office.directory) for item, ruling in self.pairs}

    def ended(self, turn: Turn, live: set[str]) -> str:
        """Those that are not carried out, with the reason."""
        directory = turn.office.directory
        lines = [outcome_texts.item_line(item, ruling, directory) for item, ruling in self.pairs if item.id not in live]
        return outcome_texts.ended(lines) if lines else ""


async def _appraised(turn: Turn, programme: Programme) -> _Appraised | None:
    """None while it was not decided, or nothing of that decision counts any more."""
    if programme.state not in (ProgrammeState.RETURNED, ProgrammeState.AGREED):
        return None
    version = await programmes.last_version(turn.tx, programme.id)
    decision = await programmes.last_decision(turn.tx, version.id) if version else None
    if version is None or decision is None:
        return None
    rulings = await outcomes.of_step(turn.tx, version.id, decision.step)
    return _Appraised(decision, touched(thaw(version.content), rulings))


def _moves(body: Body, state: ProgrammeState, any_items: bool) -> list[Row]:
    here = {"body": body.id}
    if state in CHANGEABLE:
        add = Choice(common.REGISTER, Action("register.start", here))
        submit = Choice(common.SUBMIT, Action("submit.ask", here), "good")
        return [(add, submit)] if any_items and state is not ProgrammeState.AGREED else [(add,)]
    if state is ProgrammeState.SUBMITTED:
        return [(Choice(texts.WITHDRAW, Action("submit.withdraw", here)),)]
    return []


async def _own_item(turn: Turn, args: Args) -> tuple[Inspection, Body] | None:
    """The inspection of the arguments if it is there and the person's own; otherwise they are told."""
    item = await inspections.get(turn.tx, str(args.get("inspection")))
    if item is None:
        await turn.note(texts.item_gone())
        return None
    body = turn.office.body(item.body_id)
    if not turn.may(Role.UNIT, body.unit_id):
        await turn.refuse()
        return None
    return item, body


async def show_item(turn: Turn, args: Args, text: str | None) -> None:
    """One inspection; its unit may change it while the programme is open."""
    own = await _own_item(turn, args)
    if own is None:
        return
    item, body = own
    programme = await programmes.ensure(turn.tx, turn.office.campaign.id, body.id, turn.now)
    rows: list[Row] = []
    notes = []
    for one in await waiting_times(turn.tx, item.id, item.revision):
        notes.append(suggestion_texts.pending(one.after))
        rows += column(*suggestions.choices(one.id, one.after))
    if programme.state in CHANGEABLE:
        edit = Choice(texts.EDIT, Action("register.edit", {"inspection": item.id}))
        rows.append((edit, Choice(texts.DELETE, Action("programme.delete", {"inspection": item.id}), "bad")))
    if programme.state in EDITABLE:
        rows += await _joint(turn, item, body)
    asked = await remarks.of_programme(turn, programme, await inspections.of_programme(turn.tx, programme.id))
    remark = asked.of(item.id) if asked else None
    if asked and remark:
        ways = await remarks.ways(turn, asked, remark, body.id)
        same = [way.action for way in ways]
        usual = [tuple(choice for choice in row if choice.action not in same) for row in rows]
        rows = [*column(*ways), *[row for row in usual if row]]
        rows.append((remarks.to_list(asked, body.id),))
    here = {"body": body.id, "page": int(args.get("page", 0))}
    rows.append((Choice(common.BACK, Action("programme.open", here)),))
    appraised = await _appraised(turn, programme)
    said = appraised.under(turn).get(item.id, "") if appraised else ""
    said = remark_texts.under(remark, turn.office.directory) if remark else said
    words = "\n".join([await view.item_text(turn, item, body), *notes, *([said] if said else [])])
    await turn.reply(Say(words, tuple(rows), lasting=True))


async def _joint(turn: Turn, item: Inspection, body: Body) -> list[Row]:
    """With whom a joint team may be proposed."""
    office = turn.office
    near = await neighbours.of(turn.tx, office, item, office.directory, body)
    met = find_overlaps(item, near.items, office.directory, office.lexicon, on=office.campaign.first_day)
    serious = neighbours.serious(near.told(met))
    possible = await joint_view.leads(turn.tx, office, item, serious, near.states, office.directory)
    several = len(possible) > 1
    names = {told.finding.other.id: office.body(told.finding.other.body_id).name for told in serious}
    return [
        (
            Choice(
                label(joint.with_whom(names[other])) if several else joint.PROPOSE,
                Action("joint.propose", {"inspection": item.id, "other": other}),
            ),
        )
        for other in list(possible)[:MOST_PROPOSED]
    ]


async def delete(turn: Turn, args: Args, text: str | None) -> None:
    """Ask, then drop. The code stays used; the inspection counts no longer."""
    own = await _own_item(turn, args)
    if own is None:
        return
    item, body = own
    programme = await programmes.ensure(turn.tx, turn.office.campaign.id, body.id, turn.now)
    if programme.state not in CHANGEABLE:
        in_force = programme.state is ProgrammeState.PROMULGATED
        await turn.note(in_force_texts.in_force(body.name) if in_force else register.frozen(body.name))
        return
    agreed = await voiding.agreed_version(turn, programme)
    agreed_id = agreed.id if agreed else None
    # not asked yet, or it was another content, or another agreement, that was asked about
    if (args.get("sure"), args.get("void")) != (item.revision, agreed_id):
        sure = {"inspection": item.id, "sure": item.revision, "void": agreed_id}
        words = in_force_texts.DELETE_AND_VOID if agreed else texts.DELETE_YES
        yes = Choice(words, Action("programme.delete", sure), "bad", firm=True)
        no = Choice(texts.NO, Action("programme.item", {"inspection": item.id}))
        void = in_force_texts.void_delete_sure(item.code, body.name, agreed.number) if agreed else ""
        rows: tuple[Row, ...] = ((yes,), (no,)) if agreed else ((yes, no),)
        others = await joint_view.partners_of(turn.tx, turn.office, item, body)
        ask = [void or texts.delete_sure(item.code), *([joint.will_end(others)] if others else [])]
        await turn.reply(Say("\n".join(ask), rows, lasting=True))
        return
    if agreed and not await voiding.carry_out(turn, agreed, body):
        await turn.note(in_force_texts.voided_meanwhile(body.name))
        return
    await rechecks.changed(turn.tx, turn.office, item, turn.now)
    if not await inspections.drop(turn.tx, item.id, turn.now):
        await turn.note(texts.gone(item.code))
        return
    await told.forget(turn.tx, item.id)
    await audit.record(turn.tx, "inspection.dropped", f"inspection:{item.id}", turn.me.id, turn.now, code=item.code)
    items = await inspections.of_programme(turn.tx, programme.id)
    see = Choice(register.SEE, Action("programme.open", {"body": body.id}))
    asked = await remarks.of_programme(turn, programme, items)
    if asked:
        see = remarks.to_list(asked, body.id)
    text_ = texts.deleted(item.code, body.name, totals(items))
    if agreed:
        text_ += f"\n{in_force_texts.voided(body.name, agreed.number)}"
    await turn.reply(Say(text_, ((see, Choice(common.MENU, Action("menu"))),), lasting=True))
    await joint_fate.dropped(turn, item)


async def undecided(turn: Turn, programme_id: str) -> programmes.Version | None:
    """The version that waits for a decision."""
    version = await programmes.last_version(turn.tx, programme_id)
    return version if version and version.state is VersionState.SUBMITTED else None


ACTIONS = {
    "programme.list": list_all,
    "programme.open": open_one,
    "programme.item": show_item,
    "programme.delete": delete,
}
