"""The administrator changes the lexicon of topics: find a topic, add or take out a phrase, add a topic.

One rule for a tired administrator: inside a topic, a typed phrase is added if it is new and taken out if it is there.
"""

from __future__ import annotations

import re

from rapidfuzz import fuzz, process

from handlers.admin import ADMIN, MENU, admins_only
from handlers.dialog.chat import Action, Choice, Say, column
from handlers.entry import Args
from handlers.texts import topics as texts
from handlers.texts.format import label
from handlers.turn import Turn
from planning.lexicon import Change, Lexicon, Topic
from planning.text import fold
from planning.topics import read_content
from storage import audit, topics

MOST_FOUND = 6
LIKE = 70
SHORTEST, LONGEST, MOST_WORDS = 3, 60, 8
AGAIN = Choice(texts.ANOTHER, Action("topics.find"))


def _found(lexicon: Lexicon, text: str) -> list[Topic]:
    """Topics that a content of these words would be given, then those of which the words are a part."""
    said = [lexicon.topics[topic] for topic in sorted(read_content(text, lexicon).topics) if topic in lexicon.topics]
    wanted = fold(text)
    part = [t for t in lexicon.topics.values() if any(wanted in fold(one) for one in (t.name, *t.phrases))]
    names = {topic.id: fold(topic.name) for topic in lexicon.topics.values()}
    like = process.extract(wanted, names, scorer=fuzz.token_set_ratio, score_cutoff=LIKE, limit=MOST_FOUND)
    found = [*said, *part, *(lexicon.topics[topic] for _, _, topic in like)]
    return list({topic.id: topic for topic in found}.values())[:MOST_FOUND]


def _fit(phrase: str) -> bool:
    return SHORTEST <= len(phrase) <= LONGEST and len(phrase.split()) <= MOST_WORDS and phrase[:1].isalnum()


@admins_only
async def find(turn: Turn, args: Args, text: str | None) -> None:
    """Ask for words; show the topics they belong to."""
    here = Action("topics.find")
    if text is None:
        await turn.reply(Say(texts.ask(len(turn.office.lexicon.topics)), ((ADMIN,),), on_text=here, lasting=True))
        return
    said = " ".join(text.split())
    found = _found(turn.office.lexicon, said)
    choices = [Choice(label(topic.name), Action("topics.show", {"topic": topic.id})) for topic in found]
    if _fit(said):
        choices.append(Choice(label(texts.new_button(said)), Action("topics.new", {"name": said})))
    await turn.reply(Say(texts.found(said, len(found)), column(*choices, ADMIN), on_text=here, lasting=True))


async def _show(turn: Turn, topic: Topic, note: str = "") -> None:
    words = texts.topic(topic.name, topic.phrases, [one.document.key for one in topic.documents])
    words = f"{note}\n\n{words}" if note else words
    here = Action("topics.show", {"topic": topic.id})
    await turn.reply(Say(words, ((AGAIN, MENU),), on_text=here, lasting=True))


@admins_only
async def show(turn: Turn, args: Args, text: str | None) -> None:
    """A topic's phrases; a typed phrase is to be added, or taken out when it is there."""
    topic = turn.office.lexicon.topics.get(str(args.get("topic")))
    if topic is None:
        await find(turn, {}, None)
        return
    phrase = " ".join((text or "").split()).casefold()
    if text is None or not _fit(phrase):
        await _show(turn, topic, texts.unfit() if text is not None else "")
        return
    there = next((one for one in topic.phrases if fold(one) == fold(phrase)), None)
    here = {"topic": topic.id, "phrase": there or phrase, "remove": there is not None}
    yes = Choice(texts.REMOVE if there else texts.ADD, Action("topics.change", here), "bad" if there else "good")
    no = Choice(texts.NO, Action("topics.show", {"topic": topic.id}))
    if there:
        words = texts.remove_sure(there, topic.name)
    else:
        others = [t.name for t in turn.office.lexicon.topics.values() if _has(t, phrase) and t.id != topic.id]
        words = texts.add_sure(phrase, topic.name, others)
    await turn.reply(Say(words, ((yes, no),), lasting=True))


def _has(topic: Topic, phrase: str) -> bool:
    return any(fold(one) == fold(phrase) for one in topic.phrases)


@admins_only
async def change(turn: Turn, args: Args, text: str | None) -> None:
    """Confirmed; pressed twice it changes nothing more."""
    topic = turn.office.lexicon.topics.get(str(args.get("topic")))
    phrase, removed = str(args.get("phrase", "")), bool(args.get("remove"))
    if topic is None or not _fit(phrase):
        await turn.refuse()
        return
    if _has(topic, phrase) is not removed:
        await _show(turn, topic, texts.nothing_changed())
        return
    one = Change(topic.id, phrase, removed)
    await topics.change(turn.tx, one, turn.me.id, turn.now)
    if removed:
        await audit.record(turn.tx, "topic.phrase_removed", f"topic:{topic.id}", turn.me.id, turn.now, phrase=phrase)
    else:
        await audit.record(turn.tx, "topic.phrase_added", f"topic:{topic.id}", turn.me.id, turn.now, phrase=phrase)
    after = turn.office.lexicon.with_changes([one])
    await _show(turn, after.topics[topic.id], texts.removed(phrase) if removed else texts.added(phrase))


@admins_only
async def new(turn: Turn, args: Args, text: str | None) -> None:
    """A topic of the office's own; its name is its first phrase."""
    name = " ".join(str(args.get("name", "")).split())
    same = next((t for t in turn.office.lexicon.topics.values() if fold(t.name) == fold(name)), None)
    if same or not _fit(name):
        await (_show(turn, same, texts.nothing_changed()) if same else turn.refuse())
        return
    topic_id = "own_" + re.sub(r"\W+", "_", fold(name)).strip("_")
    if not args.get("sure"):
        yes = Choice(texts.ADD, Action("topics.new", {"name": name, "sure": True}), "good")
        await turn.reply(Say(texts.new_sure(name), ((yes, Choice(texts.NO, Action("topics.find"))),), lasting=True))
        return
    one = Change(topic_id, name.casefold(), name=name)
    await topics.change(turn.tx, one, turn.me.id, turn.now)
    await audit.record(turn.tx, "topic.added", f"topic:{topic_id}", turn.me.id, turn.now, name=name)
    await _show(turn, turn.office.lexicon.with_changes([one]).topics[topic_id], texts.new_added(name))


ACTIONS = {"topics.find": find, "topics.show": show, "topics.change": change, "topics.new": new}
