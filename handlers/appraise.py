"""Appraising: the queue and the card. Its inspections are in `appraisal.items`, what is decided in `deciding`.

A card may be pressed late, twice, by somebody else, or with forged data: rights and state are checked on every press.
"""

from __future__ import annotations

from dataclasses import dataclass

from handlers import cards, life, sitting, step_limits, waiting
from handlers.dialog.chat import Action, Choice, Say, column
from handlers.entry import Args
from handlers.texts import appraise as texts
from handlers.texts import common, outcomes
from handlers.texts.format import label
from handlers.turn import Turn
from handlers.verbs import of_queue
from handlers.waiting import Waiting
from planning.organisation import Body
from planning.programme import TrackStep, VersionState
from storage import entries, programmes
from storage.people import Person
from storage.programmes import Version

QUEUE_PAGE = 8


@dataclass(frozen=True, slots=True)
class Case:
    """A version that the person may decide now."""

    version: Version
    body: Body
    step: TrackStep
    stands: tuple[Person, ...]  # in whose name: their own first, else that of whom they substitute

    @property
    def acts_for(self) -> Person:
        return self.stands[0]

    def for_id(self, turn: Turn) -> str | None:
        """In whose stead; None for oneself."""
        return None if self.acts_for.id == turn.me.id else self.acts_for.id

    def who(self, turn: Turn) -> str:
        """Who decides, with the principal."""
        return texts.who(turn.me.name, self.acts_for.name if self.for_id(turn) else "")


async def version_of(turn: Turn, args: Args) -> tuple[Version, Body] | None:
    """The version of the arguments, whoever asks; otherwise the person is told."""
    version = await programmes.version(turn.tx, str(args.get("version")))
    programme = await programmes.get(turn.tx, version.programme_id) if version else None
    if version is None or programme is None:
        await turn.note(texts.gone())
        return None
    return version, turn.office.body(programme.body_id)


async def readable(turn: Turn, args: Args) -> tuple[Version, Body] | None:
    """Reviewers and the standing committee may read every draft."""
    if turn.appraises:
        return await version_of(turn, args)
    await turn.refuse()
    return None


async def case_of(turn: Turn, args: Args) -> Case | None:
    """Rights first, then whether there is still something to decide; otherwise the person is told."""
    found = await version_of(turn, args)
    if found is None:
        return None
    version, body = found
    steps = turn.office.steps_of(version, body)
    at_step = int(args.get("step", -1))
    place = sitting.of_me(turn, version, body, steps[at_step].seat) if 0 <= at_step < len(steps) else sitting.NOWHERE
    if place.bar is sitting.Bar.NOT_SEATED:
        await turn.refuse()
        return None
    if place.bar is sitting.Bar.OWN_UNIT:
        await turn.refuse(texts.own_draft())
        return None
    if version.state is not VersionState.SUBMITTED or version.step != at_step:
        await already(turn, version, at_step)
        return None
    if place.bar:
        await turn.note(texts.handled_by(await sitting.handler_name(turn.tx, version)))
        return None
    return Case(version, body, steps[at_step], place.stands)


def may_decide(turn: Turn, version: Version, body: Body) -> bool:
    """Whether the person sits at the step where the version is now; nothing is said."""
    step = waiting.step_of(turn.office, (version, body))
    sits = step is not None and bool(sitting.of_me(turn, version, body, step.seat).stands)
    return sits and version.state is VersionState.SUBMITTED


async def already(turn: Turn, version: Version, at_step: int) -> None:
    decision = await programmes.decision_at(turn.tx, version.id, at_step)
    await turn.note(
        texts.already(
            version.state,
            decision.verb if decision else None,
            decision.decided_at if decision else None,
            turn.office.zone,
            texts.who(decision.person_name, decision.for_name) if decision else "",
        )
    )


async def waiting_for(turn: Turn) -> list[Waiting]:
    """What waits for this person's decision, oldest first."""
    undecided = await waiting.undecided(turn.tx, turn.office)
    return waiting.of_person(turn.office, turn.me, turn.principals, undecided)


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
        Choice(
            label(texts.queue_label(body.name, version.number)),
            Action("appraise.card", {"version": version.id}),
        )
        for version, body in found[number * QUEUE_PAGE : (number + 1) * QUEUE_PAGE]
    ]
    if pages > 1:
        choices.append(Choice(common.MORE, Action("appraise.queue", {"page": (number + 1) % pages})))
    menu = Choice(common.MENU, Action("menu"))
    board = Choice(common.BOARD, Action("board.show"))
    words = texts.queue(len(found), number + 1, pages) if found else texts.queue_empty()
    times = await _times(turn, found[number * QUEUE_PAGE : (number + 1) * QUEUE_PAGE])
    words = "\n\n".join(["\n".join([words, *times]), *await of_queue.others_have(turn)])
    verbs = await of_queue.rows(turn, found)
    await turn.reply(Say(words, (*column(*choices), *verbs, (board, menu)), lasting=True))


async def _times(turn: Turn, shown: list[Waiting]) -> list[str]:
    """How long each step has left, where it has a limit."""
    found = [(version, body, step_limits.left(turn.office, (version, body), turn.now)) for version, body in shown]
    return [
        outcomes.step_line(body.name, version.number, left, await life.amendment_of(turn, version))
        for version, body, left in found
        if left is not None
    ]


async def show_card(turn: Turn, args: Args, text: str | None) -> None:
    """The card again, at the step where the version is now."""
    found = await version_of(turn, args)
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


def is_card(turn: Turn, version: Version) -> bool:
    """Whether the pressed message is a card of this version (and not, say, a list)."""
    return turn.pressed is not None and turn.pressed.card == cards.card_key(version)


ACTIONS = {
    "appraise.queue": queue,
    "appraise.next": following,
    "appraise.card": show_card,
}
