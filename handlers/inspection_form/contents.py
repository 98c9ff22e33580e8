"""The content step of the inspection form, and the topics that its card shows. Pure.

A content that names no document, field or task is asked about once, with the campaign's themes to tap; whoever insists
may keep it. Topics are proposed and shown on the card; saving takes them, a tap changes them.
"""

from __future__ import annotations

from typing import Any

from rapidfuzz import fuzz, process

from handlers.dialog.form import EDITING, Answers, Filled, Problem, Prompt, Result
from handlers.inspection_form.facts import ASKED, EITHER, VIEW, Facts, intervals_of
from handlers.texts import content as content_texts
from handlers.texts import register as texts
from handlers.texts.format import label
from planning.person_names import person_named
from planning.text import fold
from planning.topics import read_content, topic_name

TOPICS = "topics"
MOST_TOPICS = 3  # proposed
MOST_OFFERED = 6
LIKE = 62  # of 100: below it words have nothing to do with each other


def ask_content(answers: Answers, facts: Facts) -> Prompt:
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


def choose_content(answers: Answers, facts: Facts, value: Any) -> Result:
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
        return Filled({ASKED: content, EDITING: "content"})
    return Filled({"content": content}, drop=(ASKED, TOPICS))


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
