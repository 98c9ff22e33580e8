"""Asking for number and day of a signed paper: typed freely, shown as understood, confirmed. Used for the written
opinion and for a unit's issued programme."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from datetime import date

from handlers.dialog.chat import Action, Choice, Say
from handlers.dialog.match import is_taken_back
from handlers.texts import common
from handlers.texts import opinion as texts
from handlers.turn import Turn
from planning.paper_number import Expected, PaperNumber, Unclear, read_paper_number

Warnings = Callable[[PaperNumber], Awaitable[Sequence[str]]]


@dataclass(frozen=True, slots=True)
class Asked:
    """One question for a number: what asks it again, what records it, and where its cancelling leads."""

    prompt: str
    again: Action
    record: Action
    cancel: Action
    sure: Callable[[str, date, Sequence[str]], str]


async def ask(turn: Turn, asked: Asked, lead: str = "") -> None:
    """The prompt, with what was wrong with the last answer in front."""
    cancel = Choice(common.CANCEL, asked.cancel)
    text = f"{lead}\n\n{asked.prompt}" if lead else asked.prompt
    # by_label: "15" is content here, not the number of a choice
    await turn.reply(Say(text, ((cancel,),), on_text=asked.again, lasting=True, by_label=True), fresh=True)


async def answer(turn: Turn, asked: Asked, expected: Expected, text: str, warnings: Warnings) -> None:
    """What was typed: asked again where it is not certain, else shown to be confirmed."""
    if is_taken_back(text):
        menu = Choice(common.MENU, Action("menu"))
        await turn.reply(Say(texts.not_recorded(), ((menu,),), lasting=True), fresh=True)
        return
    found = read_paper_number(text, expected)
    if isinstance(found, Unclear):
        await ask(turn, asked, texts.unclear(found.why, found.said, expected.today, expected.not_before))
        return
    told = list(await warnings(found))
    usual = PaperNumber(1, expected.kind, expected.code, found.issued_on, expected.state).symbol
    if expected.code and found.code != expected.code:
        told.insert(0, texts.other_symbol(usual))
    args = {**asked.record.args, "number": found.number, "day": found.issued_on.isoformat()}
    words = texts.RECORD_ANYWAY if told else texts.RECORD
    yes = Choice(words, Action(asked.record.name, args), "good", firm=True)
    cancel = Choice(common.CANCEL, asked.cancel)
    # not lasting: a confirmation that was taken back, or replaced by another answer, is dead
    say = Say(asked.sure(found.number, found.issued_on, told), ((yes,), (cancel,)), on_text=asked.again, by_label=True)
    await turn.reply(say, fresh=True)
