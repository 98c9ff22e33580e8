"""Appraising: the queue, the card and its details. What is decided there is in `deciding`.

A card may be pressed late, twice, by somebody else, or with forged data: rights and state are checked on every press.
"""

from __future__ import annotations

from dataclasses import dataclass

from handlers import cards, waiting
from handlers import programme_view as view
from handlers.dialog.chat import Action, Choice, Row, Say, column
from handlers.entry import Args
from handlers.texts import appraise as texts
from handlers.texts import common, papers
from handlers.texts import programme as programme_texts
from handlers.texts.format import label
from handlers.turn import Turn
from handlers.waiting import Waiting
from planning.inspection import thaw
from planning.organisation import Body
from planning.programme import Role, TrackStep, VersionState
from storage import entries, programmes
from storage.programmes import Version

QUEUE_PAGE = 8


@dataclass(frozen=True, slots=True)
class Case:
    """A version that the person may decide now."""

    version: Version
    body: Body
    step: TrackStep


async def _version(turn: Turn, args: Args) -> tuple[Version, Body] | None:
    version = await programmes.version(turn.tx, str(args.get("version")))
    programme = await programmes.get(turn.tx, version.programme_id) if version else None
    if version is None or programme is None:
        await turn.note(texts.gone())
        return None
    return version, turn.office.body(programme.body_id)


async def _readable(turn: Turn, args: Args) -> tuple[Version, Body] | None:
    """Reviewers and the standing committee may read every draft."""
    if turn.may(Role.REVIEWER) or turn.may(Role.STANDING):
        return await _version(turn, args)
    await turn.refuse()
    return None


async def case_of(turn: Turn, args: Args) -> Case | None:
    """Rights first, then whether there is still something to decide; otherwise the person is told."""
    found = await _version(turn, args)
    if found is None:
        return None
    version, body = found
    steps = turn.office.steps(body)
    at_step = int(args.get("step", -1))
    if not 0 <= at_step < len(steps) or not turn.may(steps[at_step].seat):
        await turn.refuse()
        return None
    if body.unit_id in turn.me.units():
        await turn.refuse(texts.own_draft())
        return None
    if version.state is not VersionState.SUBMITTED or version.step != at_step:
        await already(turn, version, at_step)
        return None
    return Case(version, body, steps[at_step])


async def already(turn: Turn, version: Version, at_step: int) -> None:
    decision = await programmes.decision_at(turn.tx, version.id, at_step)
    await turn.note(
        texts.already(
            version.state,
            decision.verb if decision else None,
            decision.decided_at if decision else None,
            turn.office.zone,
            decision.person_name if decision else "",
        )
    )


async def waiting_for(turn: Turn) -> list[Waiting]:
    """What waits for this person's decision, oldest first."""
    return waiting.of_person(turn.office, turn.me, await waiting.undecided(turn.tx, turn.office))


async def following(turn: Turn, args: Args, text: str | None) -> None:
    """The card of the oldest draft that waits for this person."""
    found = await waiting_for(turn)
    if found:
        await show_card(turn, {"version": found[0][0].id}, None)
    else:
        await queue(turn, {}, None)


async def queue(turn: Turn, args: Args, text: str | None) -> None:
    """A page of what waits for this person."""
    found = await waiting_for(turn)
    pages = max(1, -(-len(found) // QUEUE_PAGE))
    number = min(int(args.get("page", 0)), pages - 1)
    choices = [
        Choice(label(texts.queue_label(body.name, version.number)), Action("appraise.card", {"version": version.id}))
        for version, body in found[number * QUEUE_PAGE : (number + 1) * QUEUE_PAGE]
    ]
    if pages > 1:
        choices.append(Choice(common.MORE, Action("appraise.queue", {"page": (number + 1) % pages})))
    menu = Choice(common.MENU, Action("menu"))
    board = Choice(common.BOARD, Action("board.show"))
    words = texts.queue(len(found), number + 1, pages) if found else texts.queue_empty()
    await turn.reply(Say(words, (*column(*choices), (board, menu)), lasting=True))


async def show_card(turn: Turn, args: Args, text: str | None) -> None:
    """The card again, at the step where the version is now."""
    found = await _version(turn, args)
    if found is None:
        return
    version, _ = found
    case = await case_of(turn, {"version": version.id, "step": version.step})
    if case is None:
        return
    await _drop_reason(turn)
    say = await cards.build(turn, case.version, case.body)
    await turn.reply(say, focus=False, card=cards.card_key(case.version), in_place=True)


async def _drop_reason(turn: Turn) -> None:
    """Whoever goes back to the card gives no reason any more, also when it was said and not pressed."""
    question = await entries.question(turn.tx, turn.chat.question_id) if turn.chat and turn.chat.question_id else None
    listens = Say.from_json(question.say).on_text if question else None
    if listens and listens.name == "appraise.return":
        await turn.drop_focus()


async def details(turn: Turn, args: Args, text: str | None) -> None:
    """A page of the version's inspections."""
    found = await _readable(turn, args)
    if found is None:
        return
    version, body = found
    items = thaw(version.content)
    number = min(int(args.get("page", 0)), view.pages(items) - 1)
    shown = items[number * view.PAGE : (number + 1) * view.PAGE]
    here = {"version": version.id, "page": number}
    rows: list[Row] = [
        tuple(Choice(item.code, Action("appraise.item", {**here, "inspection": item.id})) for item in shown)
    ]
    if view.pages(items) > 1:
        onward = {"version": version.id, "page": (number + 1) % view.pages(items)}
        rows.append((Choice(common.MORE, Action("appraise.details", onward)),))
    back = Choice(texts.TO_CARD, Action("appraise.card", {"version": version.id}))
    rows.append((back, Choice(papers.DOWNLOAD, Action("paper.submitted", {"version": version.id}))))
    say_text = f"{programme_texts.version_title(body.name, version.number)}\n"
    say_text += await view.page_text(turn, items, number, body, None)
    await _look(turn, version, Say(say_text, tuple(row for row in rows if row), lasting=True))


async def item(turn: Turn, args: Args, text: str | None) -> None:
    """One inspection of a version, with its overlaps."""
    found = await _readable(turn, args)
    if found is None:
        return
    version, _ = found
    one = next((item for item in thaw(version.content) if item.id == args.get("inspection")), None)
    if one is None:
        await turn.note(programme_texts.item_gone())
        return
    back = Choice(common.BACK, Action("appraise.details", {"version": version.id, "page": int(args.get("page", 0))}))
    await _look(turn, version, Say(await view.item_text(turn, one, None), ((back,),), lasting=True))


async def _look(turn: Turn, version: Version, say: Say) -> None:
    """Details take the place of a live card, and it theirs again: there is never a second card with live buttons. A
    card that was decided keeps saying so, and details come below it."""
    live = version.state is VersionState.SUBMITTED and is_card(turn, version)
    card = cards.card_key(version) if live else None
    await turn.reply(say, focus=False, card=card, in_place=live, fresh=not live)


def is_card(turn: Turn, version: Version) -> bool:
    """Whether the pressed message is a card of this version (and not, say, a list)."""
    return turn.pressed is not None and turn.pressed.card == cards.card_key(version)


ACTIONS = {
    "appraise.queue": queue,
    "appraise.next": following,
    "appraise.card": show_card,
    "appraise.details": details,
    "appraise.item": item,
}
