"""Agreeing to every draft without an open point, after one summary and one confirmation.

Each is decided on the condition that it is as it was in the summary; what changed meanwhile is left out and named.
"""

from __future__ import annotations

from dataclasses import dataclass

from handlers import sitting, waiting
from handlers.appraise import Case, waiting_for
from handlers.deciding import announce, settle
from handlers.dialog.chat import Action, Choice, Say, column
from handlers.entry import Args
from handlers.texts import appraise as appraise_texts
from handlers.texts import common
from handlers.texts import many as texts
from handlers.texts.format import label
from handlers.turn import Turn
from handlers.verbs import open_points
from planning.inspection import thaw, totals
from planning.organisation import Body
from planning.programme import Verb
from storage import programmes
from storage.programmes import Version

MOST = 40  # drafts looked at for one summary: each takes a moment
BACK = (Choice(common.QUEUE, Action("appraise.queue")), Choice(common.MENU, Action("menu")))


@dataclass(frozen=True, slots=True)
class _Looked:
    """A draft that waits for this person, and what is open about it."""

    version: Version
    body: Body
    points: list[str]


async def _look(turn: Turn) -> list[_Looked]:
    """The oldest, until as many are clean as one confirmation may be about."""
    found: list[_Looked] = []
    for version, body in (await waiting_for(turn))[:MOST]:
        found.append(_Looked(version, body, await open_points.of(turn, version, body)))
        if sum(not one.points for one in found) == texts.MOST_CLEAN:
            break
    return found


async def ask(turn: Turn, args: Args, text: str | None) -> None:
    """What it would be about, what is left out and why. What waits for this person is never of their own unit."""
    if not turn.appraises:
        await turn.refuse()
        return
    found = await _look(turn)
    clean = [one for one in found if not one.points]
    left = [texts.left_line(one.body.name, one.version.number, one.points) for one in found if one.points]
    if not clean:
        await turn.reply(Say(texts.none_clean(left), (BACK,), lasting=True))
        return
    counted = [totals(thaw(one.version.content)) for one in clean]
    lines = [
        texts.clean_line(
            one.body.name, one.version.number, count.inspections, count.supervisions, _verb(turn, one) is Verb.FORWARD
        )
        for one, count in zip(clean, counted, strict=True)
    ]
    checks, supervisions = sum(one.inspections for one in counted), sum(one.supervisions for one in counted)
    seen = [[one.version.id, one.version.step] for one in clean]
    go_ = Choice(texts.MANY_GO, Action("many.go", {"of": seen}), "good", firm=True)
    words = texts.summary(lines, left, checks, supervisions)
    # not lasting: another summary takes its place, an old one is about drafts as they were
    await turn.reply(Say(words, ((go_,), BACK)))


def _verb(turn: Turn, one: _Looked) -> Verb | None:
    step = waiting.step_of(turn.office, (one.version, one.body))
    return step.verb if step else None


async def go(turn: Turn, args: Args, text: str | None) -> None:
    """One after the other, each with its own row in the audit; cards and units follow as for one alone."""
    if not turn.appraises:
        await turn.refuse()
        return
    seen = [(str(version), int(step)) for version, step in args.get("of", ())]
    now = {(version.id, version.step): (version, body) for version, body in await waiting_for(turn)}
    verbs: list[Verb] = []
    done: list[str] = []
    left: list[str] = []
    for key in seen:
        found = now.get(key) or await _named(turn, key[0])
        if found is None:
            continue
        case = await _case(turn, *found) if key in now else None
        verb = await settle(turn, case, {}, agree=True, reason="") if case else None
        if case is None or verb is None:
            left.append(texts.gone_line(found[1].name, found[0].number))
            continue
        verbs.append(verb)
        done.append(key[0])
        await announce(turn, case, verb, "", {})
    forwarded = verbs.count(Verb.FORWARD)
    words = texts.done(len(verbs) - forwarded, forwarded, left)
    undo = ((Choice(texts.UNDO, Action("many.undo", {"of": done})),),) if done else ()
    await turn.reply(Say(words, (*undo, BACK), lasting=True, keep=True, vital=True), fresh=True)


async def undo(turn: Turn, args: Args, text: str | None) -> None:
    """Each with its own way back; whether it can still be gone is checked there (`appraisal.undo`)."""
    if not turn.appraises:
        await turn.refuse()
        return
    choices = []
    for version_id in map(str, args.get("of", ())):
        found = await _named(turn, version_id)
        decision = await programmes.last_decision(turn.tx, version_id)
        if found and decision and decision.person_id == turn.me.id:
            words = label(appraise_texts.queue_label(found[1].name, found[0].number))
            choices.append(Choice(words, Action("appraise.undo", {"version": version_id, "decision": decision.id})))
    words = texts.which_undo() if choices else texts.nothing_to_undo()
    await turn.reply(Say(words, (*column(*choices), BACK), lasting=True), fresh=True)


async def _named(turn: Turn, version_id: str) -> tuple[Version, Body] | None:
    """For naming what is left out."""
    version = await programmes.version(turn.tx, version_id)
    programme = await programmes.get(turn.tx, version.programme_id) if version else None
    return (version, turn.office.body(programme.body_id)) if version and programme else None


async def _case(turn: Turn, version: Version, body: Body) -> Case | None:
    """It can still be decided, and nothing is open about it now."""
    step = waiting.step_of(turn.office, (version, body))
    place = sitting.of_me(turn, version, body, step.seat) if step else sitting.NOWHERE
    if step is None or not place.stands or await open_points.of(turn, version, body):
        return None
    return Case(version, body, step, place.stands)


ACTIONS = {"many.ask": ask, "many.go": go, "many.undo": undo}
