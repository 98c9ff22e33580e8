"""What the list of waiting drafts shows besides them: those that others deal with, and ways to other verbs."""

from __future__ import annotations

from handlers import sitting, waiting
from handlers.dialog.chat import Action, Choice, Row
from handlers.texts import many as many_texts
from handlers.texts import substitute as substitute_texts
from handlers.texts import verbs as texts
from handlers.turn import Turn
from storage import second_opinions

LEAST = 2  # drafts from which on "all at once" is worth a button


async def rows(turn: Turn, found: list[waiting.Waiting]) -> tuple[Row, ...]:
    """`found`: what waits for this person."""
    choices = []
    if len(found) >= LEAST:
        choices.append(Choice(many_texts.MANY, Action("many.ask")))
    if await second_opinions.open_of(turn.tx, turn.me.id):
        choices.append(Choice(texts.SECOND_LIST, Action("second.list")))
    if turn.appraises:
        choices.append(Choice(substitute_texts.SUBSTITUTE, Action("substitute.show")))
    return tuple((choice,) for choice in choices)


async def in_hands(turn: Turn, found: list[waiting.Waiting], *, most: int = texts.MOST_LINES) -> list[str]:
    """A block that names those which one person deals with; none, no block."""
    lines = [
        texts.in_hands_line(body.name, version.number, await sitting.handler_name(turn.tx, version))
        for version, body in found
        if version.handler_id
    ]
    return [texts.in_hands(lines[:most])] if lines else []


async def others_have(turn: Turn) -> list[str]:
    """The same for the queue: what would wait for this person if somebody else did not have it."""
    found = []
    for version, body in await waiting.undecided(turn.tx, turn.office):
        step = waiting.step_of(turn.office, (version, body))
        if step and sitting.of_me(turn, version, body, step.seat).bar is sitting.Bar.HANDED_OVER:
            found.append((version, body))
    return await in_hands(turn, found)
