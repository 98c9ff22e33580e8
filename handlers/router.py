"""From what was said to the use case that answers it. Called within the one transaction of the turn."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers import group, join, notify, sitting
from handlers.dialog.chat import Group, Say
from handlers.dialog.match import choice_named
from handlers.forged import note_forged
from handlers.texts import common
from handlers.texts import join as join_texts
from handlers.turn import Turn
from handlers.typed_answers import ask_again, command, command_named, meant, open_question, take_buttons
from handlers.use_cases import ACTIONS, act
from planning.programme import Role
from planning.text import clean
from storage import audit, entries, groups, outbox, people

__all__ = ["ACTIONS", "handle", "shut_out"]
LONGEST_TEXT = 4000
DOUBLE_TAP = timedelta(seconds=20)


async def handle(turn: Turn) -> None:
    """Answer what the person did. Raises only for faults of the program: the update is then tried again."""
    said = turn.said
    turn.chat = await people.chat(turn.tx, said.channel, said.address)
    if turn.chat and turn.chat.person_id:
        turn.person = await people.get(turn.tx, turn.chat.person_id)
        turn.principals = await sitting.principals(turn.tx, turn.chat.person_id, turn.today)
    if said.group is not None:
        await _in_group(turn, said.group)
        return
    if turn.chat and not turn.chat.active and said.blocked is None:
        # whoever talks to us can be reached, whatever the platform told us before
        await people.unblock_chat(turn.tx, said.channel, said.address)
    if said.blocked is not None:
        await _blocked(turn, said.blocked)
    elif said.start is not None:
        await join.start(turn, clean(said.start))
    elif said.press is not None:
        await _pressed(turn, *said.press)
    elif turn.person is None or turn.person.removed:
        await _stranger(turn, clean(said.text or ""))
    elif said.refused is not None:
        await audit.record(turn.tx, "text.refused", f"person:{turn.me.id}", turn.me.id, turn.now, mark=said.refused)
        await turn.note(common.refused(said.refused))
    elif said.file is not None:
        await turn.note(common.no_files())
    else:
        await _typed(turn, clean(said.text or ""))


async def _stranger(turn: Turn, text: str) -> None:
    """Somebody who has not joined may answer the invitation they are shown, or type a code; nothing else."""
    question = await open_question(turn)
    say = Say.from_json(question.say) if question else None
    offered = say is not None and any(choice.action.name in join.OPEN_ACTIONS for choice in say.choices)
    at = choice_named(say, text, turn.capabilities) if say and offered else None
    if question and say and at is not None:
        action = say.choices[at].action
        await entries.answer(turn.tx, question.id, at, turn.now)
        await join.OPEN_ACTIONS[action.name](turn, dict(action.args), None)
    elif code := await join.code_in(turn, text):
        await join.by_code(turn, code)
    elif say and offered:
        await turn.reply(say.after(join_texts.answer_the_offer()))
    else:
        await turn.note(common.removed() if turn.person else common.stranger())


async def _in_group(turn: Turn, place: Group) -> None:
    """Rights are always those of whoever pressed or typed, and the answer goes to their own chat.

    A group that was not admitted, and people we do not know, get no answer at all.
    """
    if turn.said.moved is not None:
        await group.moved(turn, place.address, turn.said.moved)
        return
    if turn.said.joined is not None:
        await (group.joined(turn) if turn.said.joined else group.left(turn))
        return
    known = await groups.get(turn.tx, turn.said.channel, place.address)
    if known is None or not known.open or turn.person is None or turn.person.removed:
        return
    if turn.said.press is not None:
        await _pressed(turn, *turn.said.press)
    elif turn.said.text is not None and (name := command_named(turn.said.text)):
        await command(turn, name, None)


async def _pressed(turn: Turn, question_id: str, number: int) -> None:
    """A press means something only against a question that was asked here, of this person."""
    question = await entries.question(turn.tx, question_id)
    place = turn.said.group
    here = (turn.said.channel, place.address if place else turn.said.address)
    choices = Say.from_json(question.say).choices if question else ()
    mine = question is not None and (question.channel, question.address) == here
    if question is None or not mine or not 0 <= number < len(choices):
        await note_forged(turn, question_id if question else "")
        known = turn.person is not None and not turn.person.removed
        await turn.note(common.late_press_nothing_open() if known else common.stranger())
        return
    if turn.said.message:
        # it may have been shown without our ever hearing so: it must not be said once more
        await outbox.arrived(turn.tx, question.outbox_id, turn.said.message, turn.now)
    action = choices[number].action
    if action.name not in join.OPEN_ACTIONS and (turn.person is None or turn.person.removed):
        await note_forged(turn, question_id)
        await turn.note(common.removed() if turn.person else common.stranger())
        return
    current = turn.chat is not None and turn.chat.question_id == question.id
    if not question.lasting and not current:
        await ask_again(turn, common.late_press())
        return
    if place:
        # many people press one button there, each for themselves; their own chat shows nothing to replace
        await act(turn, action, None)
        return
    before = question.answered_at if question.answer == number else None
    turn.double_tap = before is not None and turn.now - before < DOUBLE_TAP
    await entries.answer(turn.tx, question.id, number, turn.now)
    turn.pressed = question
    if action.name in join.OPEN_ACTIONS:
        await join.OPEN_ACTIONS[action.name](turn, dict(action.args), None)
    else:
        await act(turn, action, None)


async def _typed(turn: Turn, text: str) -> None:
    """A command, a choice by its label (or number, where there are no buttons), or an answer to the open question."""
    if not text.strip():
        await turn.note(common.empty())
        return
    if len(text) > LONGEST_TEXT:
        await turn.note(common.too_long(LONGEST_TEXT, len(text)))
        return
    question = await open_question(turn)
    await meant(turn, text)
    if turn.capabilities.can_edit and question and question.say["rows"] and question.say["on_text"]:
        await take_buttons(turn, question)


async def _blocked(turn: Turn, blocked: bool) -> None:
    """The person shut or opened the chat: reminders stop, and an administrator knows whom to call."""
    if not blocked:
        await people.unblock_chat(turn.tx, turn.said.channel, turn.said.address)
        return
    await shut_out(turn)


async def shut_out(turn: Turn) -> None:
    """Disable the chat link, or close the group, once, and tell the administrators."""
    known = await groups.get(turn.tx, turn.said.channel, turn.said.address)
    if known is not None:
        turn.said = replace(turn.said, group=Group(known.address, known.title))
        await group.left(turn)
        return
    if not await people.block_chat(turn.tx, turn.said.channel, turn.said.address, turn.now):
        return
    if turn.person is None or turn.person.removed:
        return
    units = "; ".join(turn.office.directory.units[unit].name for unit in dict.fromkeys(turn.person.units()))
    alert = Say(common.blocked_alert(turn.person.name, units))
    for admin_ in await people.with_role(turn.tx, Role.ADMIN):
        if admin_.id != turn.person.id:
            await notify.tell(turn.tx, admin_, alert, turn.now)
