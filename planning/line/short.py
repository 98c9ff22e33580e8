"""What is made of a line before anything is looked for in it: it is one, without a bullet, its labels written out."""

from __future__ import annotations

import json
import re
from functools import cache
from importlib.resources import files

from planning.line.words import cue_at, flat
from planning.names.tokens import tokens
from planning.names.vocabulary import vocabulary
from planning.text import clean, fold

_BULLET = re.compile(r"^\s*(?:[-+*\u2022\u2013\u2014\u00b7]+\s*|\(?\d{1,3}[.)]\s*(?=\D))")
_LABELS = ("content", "subject", "form_label", "lead", "leader", "partners", "inspected", "before_time")
_EMPTY = re.compile(r"\(\s*(?:[;,]\s*)*\)")
_ROUND = str.maketrans("[]", "()")
_LONGEST_NAME = 200  # characters of a role or level; more of the text before need not be looked at
_ENDED = (",", ";", ":", ".", "|")


def one_line(text: str) -> str:
    """The text in one line without its bullet. A line break becomes a semicolon where a new part begins behind it."""
    lines = [line for line in clean(text).split("\n") if line.strip()]
    found = ""
    for line in lines:
        bare = _BULLET.sub("", line)
        mark = "; " if found and not found.endswith(_ENDED) and _is_part(found, bare, bulleted=bare != line) else " "
        found = f"{found}{mark}{bare}"
    return " ".join(found.split())


def _is_part(before: str, line: str, *, bulleted: bool) -> bool:
    """Whether a new part begins with `line`: not in the middle of a sentence or of a name."""
    if bulleted:
        return True
    spelled = spelled_out(line)
    if any(cue_at(spelled, label) for label in _LABELS):
        return True
    if not line[:1].isupper():
        return False
    words, known = tokens(before[-_LONGEST_NAME:]), vocabulary()
    name_goes_on = known.any_role.longest_end(words.plain, len(words.plain)) or any(
        words.plain[-len(level) :] == tuple(word.plain for word in level) for level in known.levels
    )
    return not name_goes_on


def spelled_out(text: str) -> str:
    """The short labels ("ND:" and the like) and cues of a line written out, as far as they can mean only one thing."""
    text = text.translate(_ROUND)
    for pattern, full in _short():
        plain = flat(text)
        for match in reversed(list(pattern.finditer(plain))):
            text = text[: match.start()] + full[match[0]] + text[match.end() :]
    return text


def without_empty_brackets(text: str) -> str:
    """Without the brackets of which everything was taken out; a bracket that lost its other one goes, too."""
    text = _EMPTY.sub(" ", text)
    if text.count("(") > text.count(")"):
        text = re.sub(r"\(\s*(?=[;,.]|$)", " ", text)
    elif text.count(")") > text.count("("):
        text = re.sub(r"(?:^|(?<=[;,]))\s*\)", " ", text)
    return text


@cache
def _short() -> tuple[tuple[re.Pattern[str], dict[str, str]], ...]:
    data = json.loads(files("planning").joinpath("data/line_words.json").read_text(encoding="utf-8"))
    wheres = {
        "short_labels": r"(?<![\w/.-])(?<!hoi )(?:{})(?=\s*:)",  # only with the colon of a label
        "short_heads": r"(?:(?<=[,;.|(])|(?<=[,;.|(-]\s)|^)(?:{})(?=\s)",  # or where a clause begins
        "short_words": r"(?<![\w/.-])(?:{})(?![\w/-])",
        "short_links": r"(?<=\w\s)(?:{})(?=\s\w)",  # between two words; behind a comma it means "and so on"
    }
    found = []
    for group, where in wheres.items():
        full = {fold(said): meant for said, meant in data[group].items()}
        said = "|".join(re.escape(one) for one in sorted(full, key=len, reverse=True))
        found.append((re.compile(where.format(said)), full))
    return tuple(found)
