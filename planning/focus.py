"""Focus themes (trong tam) of a campaign: what the superior's letter asks to look at, and how often programmes do.

A theme is met by a document it names or by one of its topics.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from planning.documents import documents_in
from planning.lexicon import ALWAYS, Lexicon, Validity
from planning.topics import Content, reading_of


@dataclass(frozen=True, slots=True)
class Focus:
    """`name` fits a button; `content` is what a programme says when the theme is chosen by tapping."""

    id: str
    name: str
    content: str
    topics: tuple[str, ...] = ()
    documents: tuple[str, ...] = ()
    validity: Validity = ALWAYS


def in_force(themes: Iterable[Focus], on: date) -> tuple[Focus, ...]:
    """The themes that hold on a day, in their order."""
    return tuple(theme for theme in themes if theme.validity.holds(on))


def touches(theme: Focus, content: Content, lexicon: Lexicon | None = None, *, on: date | None = None) -> bool:
    """Whether a content belongs to a theme."""
    if reading_of(content, lexicon, on=on).topics & set(theme.topics):
        return True
    named = documents_in(content.text)
    return any(one.may_be(document) for key in theme.documents for one in documents_in(key) for document in named)


def count(
    themes: Sequence[Focus], contents: Iterable[Content], lexicon: Lexicon | None = None, *, on: date | None = None
) -> dict[str, int]:
    """How many contents belong to each theme, by its id; one may belong to several."""
    contents = tuple(contents)
    return {theme.id: sum(touches(theme, content, lexicon, on=on) for content in contents) for theme in themes}
