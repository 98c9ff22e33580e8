"""From what was said to the use case that answers it. Called within the one transaction of the turn."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers import (
    admin,
    admin_names,
    appraise,
    board,
    entry,
    group,
    join,
    menu,
    my_programme,
    notify,
    papers,
    quick,
    reach,
    register,
    submit,
    topics_admin,
    typed,
)
from handlers.dialog.chat import Action, Group, Say
from handlers.dialog.match import Coded, choice_named, coded, number_typed, numbered
from handlers.entry import Args
from handlers.texts import common
from handlers.texts import typed as typed_texts
from handlers.turn import Turn
from planning.programme import Role
from planning.text import clean, fold
from storage import audit, entries, groups, mailbox, people
from storage.entries import QuestionRow

LONGEST_TEXT = 4000
DOUBLE_TAP = timedelta(seconds=20)

ACTIONS = {
    **menu.ACTIONS,
    **entry.ACTIONS,
    **register.ACTIONS,
    **my_programme.ACTIONS,
    **submit.ACTIONS,
    **appraise.ACTIONS,
    **board.ACTIONS,
    **admin.ACTIONS,
    **topics_admin.ACTIONS,
    **admin_names.ACTIONS,
    **group.ACTIONS,
    **reach.ACTIONS,
    **papers.ACTIONS,
    **quick.ACTIONS,
}
LABELLED = {"back": common.BACK, "more": common.MORE}  # words for a choice that many questions have
_WORDS = {word: name for name, words in common.WORDS.items() for word in words}


async def handle(turn: Turn) -> None:
    """Answer what the person did. Raises only for faults of the program: the update is then tried again."""
    said = turn.said
    turn.chat = await people.chat(turn.tx, said.channel, said.address)
    if turn.chat and turn.chat.person_id:
        turn.person = await people.get(turn.tx, turn.chat.person_id)
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
    question = await entries.question(turn.tx, turn.chat.question_id) if turn.chat and turn.chat.question_id else None
    say = Say.from_json(question.say) if question else None
    at = choice_named(say, text, turn.capabilities) if say else None
    if question and say and at is not None and say.choices[at].action.name in join.OPEN_ACTIONS:
        action = say.choices[at].action
        await entries.answer(turn.tx, question.id, at, turn.now)
        await join.OPEN_ACTIONS[action.name](turn, dict(action.args), None)
    elif code := people.typed_code(text):
        await join.by_code(turn, code)
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
    elif turn.said.text is not None and (name := _WORDS.get(fold(turn.said.text).removeprefix("/"))):
        await _command(turn, name, None)


async def act(turn: Turn, action: Action, text: str | None) -> None:
    """Run a use case; one that a newer release no longer has leads back to the menu."""
    handler = ACTIONS.get(action.name)
    if handler is None:
        await menu.show(turn, {}, None, note=common.late_press_nothing_open())
        return
    args: Args = dict(action.args)
    await handler(turn, args, text)


async def _pressed(turn: Turn, question_id: str, number: int) -> None:
    """A press means something only against a question that was asked here, of this person."""
    question = await entries.question(turn.tx, question_id)
    place = turn.said.group
    here = (turn.said.channel, place.address if place else turn.said.address)
    choices = Say.from_json(question.say).choices if question else ()
    mine = question is not None and (question.channel, question.address) == here
    if question is None or not mine or not 0 <= number < len(choices):
        known = turn.person is not None and not turn.person.removed
        await turn.note(common.late_press_nothing_open() if known else common.stranger())
        return
    if turn.said.message:
        # it may have been shown without our ever hearing so: it must not be said once more
        await mailbox.arrived(turn.tx, question.outbox_id, turn.said.message, turn.now)
    action = choices[number].action
    if action.name not in join.OPEN_ACTIONS and (turn.person is None or turn.person.removed):
        await turn.note(common.removed() if turn.person else common.stranger())
        return
    current = turn.chat is not None and turn.chat.question_id == question.id
    if not question.lasting and not current:
        await _ask_again(turn)
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


async def _ask_again(turn: Turn) -> None:
    """A late press changes nothing; the open question is shown once more."""
    question = await entries.question(turn.tx, turn.chat.question_id) if turn.chat and turn.chat.question_id else None
    if question is None:
        await turn.note(common.late_press_nothing_open())
        return
    say = Say.from_json(question.say)
    await turn.reply(Say(f"{common.late_press()}\n\n{say.text}", say.rows, say.on_text, say.lasting))


async def _typed(turn: Turn, text: str) -> None:
    """A command, a choice by its label (or number, where there are no buttons), or an answer to the open question."""
    if not text.strip():
        await turn.note(common.empty())
        return
    if len(text) > LONGEST_TEXT:
        await turn.note(common.too_long(LONGEST_TEXT, len(text)))
        return
    question = await entries.question(turn.tx, turn.chat.question_id) if turn.chat and turn.chat.question_id else None
    await _meant(turn, text, question)
    if turn.capabilities.buttons and question and question.say["rows"] and question.say["on_text"]:
        await _take_buttons(turn, question)


async def _take_buttons(turn: Turn, question: QuestionRow) -> None:
    """A question that was answered by typing keeps no buttons that look alive, once another one has taken its place."""
    chat = await people.chat(turn.tx, turn.said.channel, turn.said.address)
    if question.card is None and chat and chat.question_id != question.id:
        await mailbox.post(
            turn.tx,
            channel=question.channel,
            address=question.address,
            payload={"text": "", "rows": []},
            now=turn.now,
            kind="strip",
            priority=mailbox.NOTICE,
            replaces=question.outbox_id,
        )


async def _by_code(turn: Turn, said: Coded) -> None:
    """A code means one message of this chat, whatever was asked since."""
    shown = await entries.with_code(turn.tx, turn.said.channel, turn.said.address, said.code)
    for question in shown:
        say = Say.from_json(question.say)
        by_number = numbered(say)
        if said.word:
            at = next((at for at, choice in enumerate(say.choices) if typed.word(choice) == said.word), None)
        else:
            at = by_number[said.number - 1] if 0 < said.number <= len(by_number) else None
        if at is None:
            continue
        if not question.lasting and (turn.chat is None or turn.chat.question_id != question.id):
            await _ask_again(turn)
            return
        await entries.answer(turn.tx, question.id, at, turn.now)
        await act(turn, say.choices[at].action, said.rest or None)
        return
    await turn.note(typed_texts.no_such_choice(said.code) if shown else typed_texts.no_such_code(said.code))


async def _no_such_number(turn: Turn, number: int, question: QuestionRow | None, say: Say | None) -> None:
    """A number that chooses nothing changes nothing; what is open is shown again."""
    if question is None or say is None or not say.choices:
        await menu.show(turn, {}, None, note=typed_texts.nothing_asked(number))
        return
    note = typed_texts.no_such_number(number, len(numbered(say)))
    await turn.reply(replace(say, text=f"{note}\n\n{say.text}"), card=question.card)


async def _is_early(turn: Turn, question: QuestionRow, say: Say) -> bool:
    """Whether a number was typed before the open question could be read: it was meant for an older one.

    Once: were a phone's clock wrong, the number would never count.
    """
    if turn.said.at is None or say.repeated:
        return False
    return not await mailbox.was_seen(turn.tx, question.outbox_id, turn.said.at)


async def _ask_once_more(turn: Turn, number: int, question: QuestionRow, say: Say) -> None:
    text = f"{typed_texts.too_early(number)}\n\n{say.text}"
    await turn.reply(replace(say, text=text, repeated=True), card=question.card)


async def _meant(turn: Turn, text: str, question: QuestionRow | None) -> None:
    if (code := people.typed_code(text)) and await people.invitation_typed(turn.tx, code, turn.now):
        await join.by_code(turn, code)  # one more role
        return
    say = Say.from_json(question.say) if question else None
    word = fold(text).strip()
    name = _WORDS.get(word.removeprefix("/")) if len(word) < 40 else None
    if word.startswith("/"):
        await _command(turn, name, say)
        return
    if (said := coded(text)) and (said.word or await entries.is_used(turn.tx, said.code)):
        await _by_code(turn, said)
        return
    number = choice_named(say, text, turn.capabilities) if say else None
    early = number_typed(say, text, turn.capabilities) if say and not turn.capabilities.buttons else None
    if question and say and early is not None and await _is_early(turn, question, say):
        await _ask_once_more(turn, early, question, say)
    elif question and say and number is not None and say.choices[number].firm and not turn.capabilities.buttons:
        choice = say.choices[number]
        await turn.note(typed_texts.needs_code(choice.label, typed.word(choice), question.code or ""))
    elif question and say and number is not None:
        await entries.answer(turn.tx, question.id, number, turn.now)
        await act(turn, say.choices[number].action, None)
    elif name:
        await _command(turn, name, say)
    elif say and say.on_text:
        if not await quick.first_answer(turn, say.on_text, text):
            await act(turn, say.on_text, text)
    elif (typed_number := number_typed(say, text, turn.capabilities)) is not None:
        await _no_such_number(turn, typed_number, question, say)
    elif not await quick.take(turn, text):
        await menu.show(turn, {}, None, note=common.not_understood())


async def _command(turn: Turn, name: str | None, say: Say | None) -> None:
    if name in LABELLED:
        back = next((choice for choice in say.choices if choice.label == LABELLED[name]), None) if say else None
        await (act(turn, back.action, None) if back else menu.show(turn, {}, None))
    elif name is None or name not in menu.allowed_commands(turn):
        await menu.show(turn, {}, None, note=common.not_understood() if name is None else common.not_yours())
    else:
        await act(turn, Action(name), None)


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
