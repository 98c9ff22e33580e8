"""Running a form: the entry is read, answered, stored and asked on, in one transaction.

Which form an entry follows is its row's business; what is special about a form stands in its `Runner`.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from typing import Any, Generic, TypeVar

from handlers.dialog.chat import Action, Choice, Say
from handlers.dialog.form import Answers, Filled, Form, Problem, back, fill, next_step, respond, to_say
from handlers.texts import common, register
from handlers.turn import Turn
from storage import entries
from storage.entries import EntryRow

F = TypeVar("F")
Args = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Runner(Generic[F]):
    """A form with what surrounds it: the facts it needs, what finishing it does, how it is named when half done."""

    form: Form[F]
    load: Callable[[Turn, Answers], Awaitable[F]]
    finish: Callable[[Turn, EntryRow, F], Awaitable[None]]
    summary: Callable[[Answers, F], str]


RUNNERS: dict[str, Runner[Any]] = {}


async def show(turn: Turn, entry: EntryRow, note: str = "") -> None:
    """Ask what the entry lacks, with a note in front of the question."""
    runner = RUNNERS[entry.form]
    facts = await runner.load(turn, entry.answers)
    step = next_step(runner.form, entry.answers, facts)
    if step is None:
        await runner.finish(turn, entry, facts)
        return
    prompt = step.ask(entry.answers, facts)
    here = {"entry": entry.id, "rev": entry.revision}
    cancel = Choice(common.CANCEL, Action("entry.cancel", here))
    tail = ((Choice(common.BACK, Action("entry.back", here)), cancel),)
    say = to_say(prompt, entry_id=entry.id, revision=entry.revision, tail=tail)
    # lasting: after "menu" the buttons still work, because each is bound to the entry's revision
    say = replace(say, lasting=True)
    await turn.reply(say.after(note) if note else say)


async def _own(turn: Turn, args: Args) -> EntryRow | None:
    """The entry, if it is this person's, still open and where it was when the question was asked; otherwise the
    person is told. The second tap of a hasty finger is passed over in silence: the first one was answered."""
    if turn.double_tap:
        return None
    entry = await entries.get(turn.tx, str(args.get("entry")))
    if entry is None or entry.person_id != turn.me.id:
        await turn.refuse()
        return None
    if entry.state != "open":
        await turn.note(register.entry_closed())
        return None
    if entry.revision != args.get("rev", entry.revision):
        await show(turn, entry, common.late_press())
        return None
    return entry


async def _store(turn: Turn, entry: EntryRow, answers: dict[str, Any]) -> EntryRow:
    version = RUNNERS[entry.form].form.version
    await entries.save(turn.tx, entry, answers, version, turn.now)
    return EntryRow(entry.id, entry.person_id, entry.form, version, answers, entry.revision + 1, entry.state)


async def _answer(turn: Turn, args: Args, *, text: str | None = None, value: Any = None) -> None:
    entry = await _own(turn, args)
    if entry is None:
        return
    runner = RUNNERS[entry.form]
    facts = await runner.load(turn, entry.answers)
    result = respond(runner.form, entry.answers, facts, text=text, value=value)
    if isinstance(result, Problem):
        turn.forget = turn.forget or result.forget
        await show(turn, entry, result.text)
        return
    assert isinstance(result, Filled)  # noqa: S101
    await show(turn, await _store(turn, entry, fill(entry.answers, result)), result.note)


async def put(turn: Turn, args: Args, text: str | None) -> None:
    """A choice of the current step."""
    await _answer(turn, args, value=args.get("value"))


async def typed(turn: Turn, args: Args, text: str | None) -> None:
    """A typed answer to the current step."""
    await _answer(turn, args, text=text or "")


async def go_back(turn: Turn, args: Args, text: str | None) -> None:
    entry = await _own(turn, args)
    if entry is None:
        return
    earlier = back(RUNNERS[entry.form].form, entry.answers)
    if earlier is None:
        if turn.capabilities.can_edit and turn.pressed and turn.pressed.say.get("lead") == common.first_step():
            await turn.note(common.first_step())  # the same screen in its place would look as if nothing was heard
            return
        await show(turn, entry, common.first_step())
        return
    await show(turn, await _store(turn, entry, earlier))


async def cancel(turn: Turn, args: Args, text: str | None) -> None:
    """Put the entry away; it can be taken up again, so nobody has to be asked twice."""
    entry = await _own(turn, args)
    if entry is None:
        return
    await entries.close(turn.tx, entry.id, "cancelled", turn.now)
    restore = Choice(register.RESTORE, Action("entry.restore", {"entry": entry.id}))
    menu = Choice(common.MENU, Action("menu"))
    await turn.reply(Say(register.discarded(), ((restore, menu),), lasting=True))


async def restore(turn: Turn, args: Args, text: str | None) -> None:
    """Take up a cancelled entry again, unless another one was begun since."""
    entry = await entries.get(turn.tx, str(args.get("entry")))
    if entry is None or entry.person_id != turn.me.id:
        await turn.refuse()
        return
    other = await entries.open_of(turn.tx, turn.me.id, entry.form)
    if other or not await entries.reopen(turn.tx, entry.id, turn.now):
        await turn.note(register.not_restored())
        return
    again = await entries.get(turn.tx, entry.id)
    assert again  # noqa: S101
    await show(turn, again)


async def resume(turn: Turn, args: Args, text: str | None) -> None:
    """Go on where the half-done entry was left."""
    entry = await _own(turn, args)
    if entry:
        await show(turn, entry)


ACTIONS = {
    "entry.put": put,
    "entry.text": typed,
    "entry.back": go_back,
    "entry.cancel": cancel,
    "entry.restore": restore,
    "entry.resume": resume,
}
