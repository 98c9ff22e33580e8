"""The content step of the inspection form, and the topics that its card shows. Pure.

A content that names no document, field or task is asked about once, with the campaign's themes to tap; one that was
typed without accents once, with how it may be written. Whoever insists may keep it. Topics are proposed and shown on
the card; saving takes them, a tap changes them.
"""

from __future__ import annotations

from typing import Any

from rapidfuzz import fuzz, process

from handlers.dialog.form import EDITING, Answers, Filled, Problem, Prompt, Result
from handlers.inspection_form.facts import ASKED, EITHER, PLAIN, VIEW, Facts, intervals_of
from handlers.texts import content as content_texts
from handlers.texts import register as texts
from handlers.texts.format import label
from planning.accents import lacks_accents, proposals
from planning.person_names import person_named
from planning.text import fold
from planning.topics import read_content, topic_name

TOPICS = "topics"
MOST_TOPICS = 3  # proposed
MOST_OFFERED = 6
LIKE = 62  # of 100: below it words have nothing to do with each other


def ask_content(answers: Answers, facts: Facts) -> Prompt:
    if PLAIN in answers:
        return _ask_spelling(str(answers[PLAIN]), facts)
    have = intervals_of(answers)
    asked = str(answers.get(ASKED, ""))
    if asked:
        themes = [(label(theme.name), {"focus": theme.id}, "") for theme in facts.focus]
        rows = (
            *(tuple(themes[at : at + 2]) for at in range(0, len(themes), 2)),
            ((content_texts.KEEP, {"keep": True}, ""),),
        )
        return Prompt(content_texts.vague_content(asked, bool(themes)), rows)
    rows = (((texts.CHANGE_TIME, {EDITING: "periods"}, ""), (texts.ADD_WAVE, {"wave": True}, "")),)
    return Prompt(
        texts.ask_content(have, str(answers["form"]), str(answers.get("content", "")), bool(answers.get(EITHER))), rows
    )


def _ask_spelling(said: str, facts: Facts) -> Prompt:
    """How a content is written that was typed without accents."""
    offered = proposals(said, facts.lexicon, facts.on)
    rows = [((label(spelled), {"spelled": at}, ""),) for at, spelled in enumerate(offered)]
    return Prompt(content_texts.which_spelling(said, offered), (*rows, ((content_texts.KEEP, {"keep": True}, ""),)))


def _choose_spelling(said: str, facts: Facts, value: Any) -> Result:
    offered = proposals(said, facts.lexicon, facts.on)
    at = value.get("spelled")
    if isinstance(at, int) and 0 <= at < len(offered):
        return Filled({"content": offered[at]}, drop=(ASKED, PLAIN, TOPICS))
    if "keep" in value:
        return Filled({"content": said}, drop=(ASKED, PLAIN, TOPICS))
    return Problem(texts.pick_button())


def choose_content(answers: Answers, facts: Facts, value: Any) -> Result:
    if PLAIN in answers:
        return _choose_spelling(str(answers[PLAIN]), facts, value)
    asked = answers.get(ASKED)
    if "keep" in value and asked:
        return Filled({"content": str(asked)}, drop=(ASKED, TOPICS))
    if "focus" in value:
        theme = next((theme for theme in facts.focus if theme.id == value["focus"]), None)
        if theme is None:
            return Problem(texts.pick_button())
        return Filled({"content": theme.content}, drop=(ASKED, TOPICS))
    if value.get("wave"):
        return Filled({EDITING: "periods", VIEW: "more_time"})
    return Filled({EDITING: "periods"}, drop=(VIEW,))


def parse_content(answers: Answers, facts: Facts, text: str) -> Result:
    if len(text) > texts.LONGEST_CONTENT:
        return Problem(texts.content_too_long(len(text)))
    content = " ".join(text.split())
    if sum(letter.isalpha() for letter in content) < 4:
        return Problem(texts.content_too_short())
    if person_named(content):
        return Problem(content_texts.person_in_content(), forget=True)
    if read_content(content, facts.lexicon, on=facts.on).vague and not answers.get(ASKED):
        return Filled({ASKED: content, EDITING: "content"}, drop=(PLAIN,))
    if lacks_accents(content) and PLAIN not in answers:
        return Filled({PLAIN: content, EDITING: "content"}, drop=(ASKED,))
    return Filled({"content": content}, drop=(ASKED, PLAIN, TOPICS))


def topics_of(answers: Answers, facts: Facts) -> tuple[str, ...]:
    """The topics the person chose, else the proposed ones, in a fixed order."""
    if answers.get(TOPICS) is not None:
        return tuple(answers[TOPICS])
    return tuple(sorted(read_content(str(answers.get("content", "")), facts.lexicon, on=facts.on).topics))


def topics_line(answers: Answers, facts: Facts) -> str:
    """The card's line about topics."""
    names = [topic_name(topic, facts.lexicon) for topic in topics_of(answers, facts)]
    read = read_content(str(answers.get("content", "")), facts.lexicon, on=facts.on)
    if not names:
        return content_texts.no_topic(bool(read.documents), vague=read.vague)
    return content_texts.topics(names[:MOST_TOPICS], len(names) - MOST_TOPICS, chosen=answers.get(TOPICS) is not None)


def ask_topics(answers: Answers, facts: Facts) -> Prompt:
    """The card's other face: which topic it is."""
    offered = _offered(answers, facts)
    rows = [((label(topic_name(topic, facts.lexicon)), {TOPICS: [topic]}, ""),) for topic in offered]
    rows.append(((content_texts.NO_TOPIC, {TOPICS: []}, ""),))
    return Prompt(content_texts.choose_topic(str(answers["content"])), tuple(rows))


def choose_topics(answers: Answers, facts: Facts, value: Any) -> Result:
    chosen = [topic for topic in value[TOPICS] if topic in facts.lexicon.topics]
    return Filled({TOPICS: chosen}, drop=(VIEW,))


def _offered(answers: Answers, facts: Facts) -> list[str]:
    """What is said or chosen, then what only sounds like it: a weak hint that a person has to confirm."""
    content = str(answers.get("content", ""))
    said = [*topics_of(answers, facts), *sorted(read_content(content, facts.lexicon, on=facts.on).topics)]
    names = {topic.id: fold(topic.name) for topic in facts.lexicon.topics.values() if topic.validity.holds(facts.on)}
    like = process.extract(fold(content), names, scorer=fuzz.token_set_ratio, score_cutoff=LIKE, limit=MOST_OFFERED)
    return list(dict.fromkeys([*said, *(topic for _, _, topic in like)]))[:MOST_OFFERED]
