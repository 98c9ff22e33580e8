"""Choosing a person, and what is typed for somebody else to read: what several verbs ask."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import timedelta

from handlers import reasons
from handlers.dialog.chat import Action, Choice, Row, Say, column
from handlers.dialog.match import is_taken_back
from handlers.entry import Args
from handlers.texts import common
from handlers.texts import verbs as texts
from handlers.texts.format import label
from handlers.turn import Turn
from storage.engine import moment, stamp
from storage.people import Person

PAGE = 8
ANSWER_WITHIN = timedelta(minutes=15)


def rows(
    turn: Turn, found: Sequence[Person], then: Action, here: Action, page: int, *, key: str = "to"
) -> tuple[Row, ...]:
    """A page of people, each leading on to `then` with its id as `key`; `here`: this question, for the next page."""
    pages = max(1, -(-len(found) // PAGE))
    number = page if 0 <= page < pages else 0
    names = Counter(person.name for person in found)
    choices = [
        Choice(label(_name(turn, person, names)), Action(then.name, {**then.args, key: person.id}))
        for person in found[number * PAGE : (number + 1) * PAGE]
    ]
    if pages > 1:
        choices.append(Choice(common.MORE, Action(here.name, {**here.args, "page": (number + 1) % pages})))
    return column(*choices)


def _name(turn: Turn, person: Person, names: Counter[str]) -> str:
    """Of two with one name the unit is said."""
    if names[person.name] == 1 or not person.units():
        return person.name
    return f"{person.name}, {turn.office.directory.units[person.units()[0]].name}"


async def ask_words(turn: Turn, ask: str, then: Action, *choices: Choice) -> None:
    """Ask for words that `then` gets as its text, below what is shown; only for a while (`heard`)."""
    again = Action(then.name, {**then.args, "asked": stamp(turn.now)})
    await turn.reply(Say(ask, column(*choices), on_text=again, lasting=True), fresh=True)


async def heard(turn: Turn, args: Args, text: str, back: Choice, *, least: int = 1) -> str | None:
    """The words that were asked for; None when they are none, and the person has been told.

    What is typed long after the question was meant for somebody else.
    """
    words = " ".join(text.split())
    if is_taken_back(words):
        problem = texts.nothing_sent()
    elif "asked" not in args or turn.now - moment(str(args["asked"])) > ANSWER_WITHIN:
        problem = texts.words_too_late()
    elif len(words) > texts.LONGEST_WORDS:
        problem = texts.words_too_long(len(words))
    elif sum(letter.isalpha() for letter in words) < least:
        problem = texts.words_needed()
    else:
        return words
    await turn.reply(Say(problem, ((back, Choice(common.MENU, Action("menu"))),), lasting=True), fresh=True)
    return None


async def asked_spelling(turn: Turn, words: str, then: Action, back: Choice) -> bool:
    """Whether the words have no accents, and were shown with how they may be meant: `then` gets what is chosen as its
    argument `words`, or what is typed anew."""
    plain = reasons.plain(turn, words)
    if plain is None:
        return False
    spelled = {common.WITH_ACCENTS: plain.spelled} if plain.spelled else {}
    choices = [
        Choice(said, Action(then.name, {**then.args, "words": chosen}))
        for said, chosen in {**spelled, common.AS_TYPED: plain.text}.items()
    ]
    await ask_words(turn, common.without_accents(plain.text, plain.spelled), then, *choices, back)
    return True
