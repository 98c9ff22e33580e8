"""What a typed text means: a command, a choice of the open question, a code, or the answer to what was asked.

In this order, and only where it is certain: what is not becomes a sentence and the open question once more.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from handlers import join, menu, quick, typed
from handlers.dialog.chat import Action, Choice, Say
from handlers.dialog.codes import Coded, Unclear, candidates, coded
from handlers.dialog.match import choice_named, label_named, number_typed, numbered
from handlers.texts import common, spoken
from handlers.texts import typed as texts
from handlers.turn import Turn
from handlers.use_cases import act
from planning.text import fold, words
from storage import entries, inbox, outbox, people
from storage.entries import QuestionRow

TWICE = timedelta(seconds=20)  # between two equal texts of hasty fingers
RECENT = 6  # older questions of a chat whose labels are still known
LABELLED = {"back": common.BACK, "more": common.MORE}  # words for a choice that many questions have
_WORDS = {word: name for name, said in common.WORDS.items() for word in said}


def command_named(text: str) -> str | None:
    """The command that a whole message is, with or without a slash, whatever stands around the words."""
    if len(text) >= 40 or "?" in text:
        return None
    return _WORDS.get(" ".join(words(text)))


async def open_question(turn: Turn) -> QuestionRow | None:
    """The one question of this chat."""
    return await entries.question(turn.tx, turn.chat.question_id) if turn.chat and turn.chat.question_id else None


async def ask_again(turn: Turn, lead: str) -> None:
    """The open question once more, with what is to be said in front; the menu where nothing is open."""
    question = await open_question(turn)
    say = Say.from_json(question.say) if question else None
    # where nothing is asked (a list, "it was sent"), things may have moved on since: they are said as they are now
    asks = say is not None and (say.on_text or "?" in say.text)
    moved_on = question is not None and say is not None and not asks and await _came_between(turn, question)
    if question is None or say is None or moved_on or not (say.rows or say.on_text):
        await menu.show(turn, {}, None, note=texts.without_question(lead))
        return
    await turn.reply(say.after(lead), card=question.card)


async def meant(turn: Turn, text: str) -> None:
    """Do what a text of somebody who has joined means."""
    question = await open_question(turn)
    say = Say.from_json(question.say) if question else None
    if await join.is_way_in(turn, text):
        await join.typed_by_member(turn, text)
    elif fold(text).startswith("/"):
        if command_named(text) or not await _by_code(turn, text):
            await command(turn, command_named(text), say)
    elif question and say and (at := label_named(say, text)) is not None:
        await _choose(turn, text, question, say, at)
    elif name := command_named(text):
        await command(turn, name, say)
    elif not await _by_code(turn, text):
        await _answer(turn, text, question, say)


async def _answer(turn: Turn, text: str, question: QuestionRow | None, say: Say | None) -> None:
    """A number, a plain yes, or a text for the open question."""
    number = number_typed(say, text, turn.capabilities)
    at = choice_named(say, text, turn.capabilities) if say else None
    if question and say and number is not None and at is None and await _is_unseen(turn, text, question, say, number):
        return
    if question and say and at is not None:
        await _choose(turn, text, question, say, at, number)
    elif number is not None and not (say and say.on_text and not say.choices):
        await _no_such_number(turn, number, say)
    elif question and say and await _is_of_older(turn, text, question, say):
        await turn.reply(replace(say.after(texts.older_question(text)), repeated=True), card=question.card)
    elif question and say and say.on_text:
        if await _is_unseen(turn, text, question, say) or await quick.first_answer(turn, say.on_text, text):
            return
        await act(turn, say.on_text, text)
    elif await quick.take(turn, text):
        return
    elif question and say and say.choices:
        await ask_again(turn, texts.not_understood())
    else:
        await menu.show(turn, {}, None, note=common.not_understood())


async def _choose(turn: Turn, text: str, question: QuestionRow, say: Say, at: int, number: int | None = None) -> None:
    choice = say.choices[at]
    if await _is_unseen(turn, text, question, say, number):
        return
    if choice.firm and turn.capabilities.spells(len(say.choices)):
        await turn.note(texts.needs_code(choice.name, typed.word(choice), question.code or ""))
        return
    await entries.answer(turn.tx, question.id, at, turn.now)
    await _follow(turn, choice)


async def _follow(turn: Turn, choice: Choice) -> None:
    if choice.label == common.MORE and choice.action.args.get("page") == 0:
        await turn.note(texts.from_the_start())
    await act(turn, choice.action, None)


async def _is_unseen(turn: Turn, text: str, question: QuestionRow, say: Say, number: int | None = None) -> bool:
    """Whether the open question cannot have been read when this was typed; the person is then told, and asked again.

    Where messages are changed in place, what is typed is typed under the question. A question that never arrived is
    answered by nothing. By the platform's clock a number does not count for a question that came later, and the same
    text twice in a moment counts once; that clock decides only once, lest a phone whose clock is wrong is never heard.
    """
    if turn.capabilities.can_edit:
        return False
    if await outbox.was_lost(turn.tx, question.outbox_id, typed_ahead=number is None):
        lead = texts.too_early(number) if number is not None else texts.text_too_early(text)
    elif number is not None and not say.repeated and await _came_between(turn, question):
        lead = texts.which_message(number)
    elif turn.said.at is None or say.repeated or await outbox.was_seen(turn.tx, question.outbox_id, turn.said.at):
        return False
    elif number is not None:
        lead = texts.too_early(number)
    elif await inbox.is_twice(turn.tx, turn.said.channel, turn.said.address, TWICE):
        lead = texts.typed_twice(text)
    else:
        return False
    await turn.reply(replace(say.after(lead), repeated=True), card=question.card)
    return True


async def _came_between(turn: Turn, question: QuestionRow) -> bool:
    """Whether a notice with choices stands below the open question: the number may be meant for that one."""
    return await outbox.was_told_after(turn.tx, turn.said.channel, turn.said.address, question.outbox_id)


async def _is_of_older(turn: Turn, text: str, question: QuestionRow, say: Say) -> bool:
    """Whether it is the label of something that was asked here before. Said once: who repeats it means the open
    question."""
    if say.repeated or len(text) > 60:
        return False
    for older in await entries.recent(turn.tx, turn.said.channel, turn.said.address, most=RECENT):
        if older.id != question.id and label_named(Say.from_json(older.say), text) is not None:
            return True
    return False


async def _by_code(turn: Turn, text: str) -> bool:
    """A code means one message of this chat, whatever was asked since. False: the text holds none."""
    here = (turn.said.channel, turn.said.address)
    known = {code: rows for code in candidates(text) if (rows := await entries.with_code(turn.tx, *here, code))}
    said = coded(text, known)
    if said is None or (isinstance(said, Coded) and said.number and not await entries.is_used(turn.tx, said.code)):
        return False
    shown = known.get(said.code, [])
    if isinstance(said, Unclear) or not shown:
        if shown:
            await _say_how(turn, shown[0])
        else:
            await turn.note(texts.unclear_word() if isinstance(said, Unclear) else texts.no_such_code(said.code))
        return True
    for question in shown:
        say = Say.from_json(question.say)
        at = _coded_choice(say, said)
        if at is None:
            continue
        if not question.lasting and (turn.chat is None or turn.chat.question_id != question.id):
            await ask_again(turn, common.late_press())
            return True
        await entries.answer(turn.tx, question.id, at, turn.now)
        choice = say.choices[at]
        args = {**choice.action.args, "at_once": True} if said.rest else choice.action.args
        await act(turn, Action(choice.action.name, args), said.rest or None)
        return True
    await _say_how(turn, shown[0])
    return True


def _coded_choice(say: Say, said: Coded) -> int | None:
    """The choice (from 0) that was named with the code."""
    if said.number:
        by_number = numbered(say)
        return by_number[said.number - 1] if said.number <= len(by_number) else None
    if said.word == spoken.ANY_YES:
        firm = [at for at, choice in enumerate(say.choices) if choice.firm]
        return firm[0] if len(firm) == 1 else None
    if said.word:
        return next((at for at, choice in enumerate(say.choices) if typed.word(choice) == said.word), None)
    return next(
        (at for at, choice in enumerate(say.choices) if said.label in (words(choice.label), words(choice.name))), None
    )


async def _say_how(turn: Turn, question: QuestionRow) -> None:
    lines = typed.how_to_type(Say.from_json(question.say), question.code or "")
    await turn.note(texts.unclear_code(lines))


async def _no_such_number(turn: Turn, number: int, say: Say | None) -> None:
    """A number that chooses nothing changes nothing; what is open is shown again."""
    if say is None or not say.choices:
        await menu.show(turn, {}, None, note=texts.nothing_asked(number))
    else:
        await ask_again(turn, texts.no_such_number(number, len(numbered(say))))


async def command(turn: Turn, name: str | None, say: Say | None) -> None:
    """Run a command, if this person may; `say`: the open question, for the words that belong to one of its choices."""
    if name in LABELLED:
        choice = next((choice for choice in say.choices if choice.label == LABELLED[name]), None) if say else None
        if choice:
            await _follow(turn, choice)
        elif name == "more":
            await ask_again(turn, texts.no_more_pages())
        else:
            await menu.show(turn, {}, None)
    elif name is None or name not in menu.allowed_commands(turn):
        await menu.show(turn, {}, None, note=common.not_understood() if name is None else common.not_yours())
    else:
        await act(turn, Action(name), None)


async def take_buttons(turn: Turn, question: QuestionRow) -> None:
    """A question that was answered by typing keeps no buttons that look alive, once another one has taken its place."""
    chat = await people.chat(turn.tx, turn.said.channel, turn.said.address)
    if question.card is None and chat and chat.question_id != question.id:
        await outbox.post(
            turn.tx,
            channel=question.channel,
            address=question.address,
            payload={"text": "", "rows": []},
            now=turn.now,
            kind="strip",
            priority=outbox.NOTICE,
            replaces=question.outbox_id,
        )
