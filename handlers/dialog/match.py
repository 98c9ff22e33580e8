"""Which choice a typed text names, for the open question: by its number, its label, or a plain yes.

What is not certain names nothing. Codes, which name a choice of any message, are in `codes`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from handlers.dialog.chat import Capabilities, Choice, Say
from handlers.texts import spoken
from planning.text import fold, word, words

_NUMBER = re.compile(r"\d{1,3}")
_BARE = re.compile(r"[\s().,:;!\"'“”\[\]#*\u20e3]*(\d{1,3})[\s().,:;!\"'“”\[\]#*\u20e3]*")
_IN_WORDS = [word(said) for said in spoken.NUMBER_WORDS]


def without_politeness(parts: tuple[str, ...]) -> tuple[str, ...]:
    """What is left of folded words when what is only said around a choice is taken away."""
    first, last = 0, len(parts)
    while first < last - 1 and parts[first] in spoken.BEFORE:
        first += 1
    while last > first + 1 and parts[last - 1] in spoken.BEHIND:
        last -= 1
    return parts[first:last]


def is_asked(text: str) -> bool:
    """Whether it is itself a question: then it chooses nothing."""
    return "?" in text


def is_taken_back(text: str) -> bool:
    """Whether somebody who was about to do something says that they will not, and nothing else."""
    first, *more = words(text) or ("",)
    return first in spoken.STOP and all(part in spoken.AROUND_STOP for part in more)


def bare_number(text: str, *, in_words: bool = True) -> int | None:
    """The number that a whole message is, as people type it: "1", "(1)", in a word, with politeness around it.

    in_words: a word alone is one too; elsewhere only with something in front, as it could be a name.
    """
    if is_asked(text):
        return None
    folded = fold(text)
    if found := _BARE.fullmatch(folded):
        return int(found[1])
    if re.search(r"[-+/%\d][-+/%.,:]+\d|^[-+]", folded):
        return None  # "1.5", "3/2027", "-1" are no choices
    parts = words(text)
    left = without_politeness(parts)
    if len(left) != 1:
        return None
    if _NUMBER.fullmatch(left[0]):
        return int(left[0])
    if not in_words and parts[0] not in spoken.BEFORE:
        return None
    said = next((word(part) for part in text.split() if words(part) == left), None)
    return next((at for at, known in enumerate(_IN_WORDS, 1) if said and known.may_be(said)), None)


def numbered(say: Say) -> list[int]:
    """The choices (from 0) that have a number, in its order: those which can be taken back. None has where a number
    would be content (`by_label`)."""
    return [] if say.by_label else [at for at, choice in enumerate(say.choices) if not choice.firm]


def numbers_choose(say: Say | None, capabilities: Capabilities) -> bool:
    """Whether a number means a choice: more choices are shown than there are buttons. Elsewhere it is content."""
    if say is not None and say.by_label:
        return False
    return not capabilities.buttons or len(say.choices if say else ()) > capabilities.buttons


def number_typed(say: Say | None, text: str, capabilities: Capabilities) -> int | None:
    """The number that a whole message is, where numbers choose."""
    if not numbers_choose(say, capabilities):
        return None
    number = bare_number(text, in_words=say is None or say.on_text is None)
    return _shown_line(say, text) if number is None and say else number


def _shown_line(say: Say, text: str) -> int | None:
    """The number of a line that was typed as it is shown, number and label."""
    number, *label = words(text) or ("",)
    if is_asked(text) or not label or not _NUMBER.fullmatch(number) or not 0 < int(number) <= len(numbered(say)):
        return None
    shown = say.choices[numbered(say)[int(number) - 1]]
    return int(number) if tuple(label) in (words(shown.name), words(shown.label)) else None


def label_named(say: Say, text: str) -> int | None:
    """The one choice (from 0) with this label, without accents and punctuation."""
    wanted = fold(text).strip()
    matching = [at for at, choice in enumerate(say.choices) if wanted in _names(choice, 0)]
    if not matching and not is_asked(text) and re.search(r"[^\W\d_]", wanted):
        said = words(text)
        matching = [at for at, choice in enumerate(say.choices) if said in _names(choice, 1)]
    return matching[0] if len(matching) == 1 else None


def _names(choice: Choice, as_words: int) -> tuple[object, object]:
    """The label as it was cut and as it was not."""
    return _read(choice.label)[as_words], _read(choice.name)[as_words]


@lru_cache(4096)
def _read(label: str) -> tuple[str, tuple[str, ...]]:
    """A label without accents, and its words: most labels stand under many messages."""
    return fold(label).strip(), words(label)


def _yes(say: Say, text: str, capabilities: Capabilities) -> int | None:
    """The first choice, when it is a yes and a yes was said. On buttons a firm one wants more than that."""
    first = say.choices[0] if say.choices else None
    if first is None or is_asked(text) or (first.firm and capabilities.buttons):
        return None
    label = " ".join(words(first.label))
    begins = any(label == yes or label.startswith(f"{yes} ") for yes in spoken.YES_LABELS)
    said = words(text)
    return 0 if begins and (" ".join(said) in spoken.YES or " ".join(without_politeness(said)) in spoken.YES) else None


def choice_named(say: Say, text: str, capabilities: Capabilities) -> int | None:
    """Which choice (from 0) is meant, by its number where numbers choose, by its label, or by a plain yes."""
    number = number_typed(say, text, capabilities)
    if number is not None:
        by_number = numbered(say)
        return by_number[number - 1] if 0 < number <= len(by_number) else None
    at = label_named(say, text)
    return _yes(say, text, capabilities) if at is None else at
