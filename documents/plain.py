"""Text before it enters a file: what neither a reader nor XML can take is gone."""

from __future__ import annotations

from planning.text import clean

# the two characters of the basic plane that XML 1.0 forbids besides controls and surrogates
_NOT_XML = str.maketrans({"\ufffe": None, "\uffff": None})


def plain(text: str) -> str:
    """Cleaned as everywhere, lines kept: no controls, no marks that turn the direction of writing."""
    return clean(text.translate(_NOT_XML))


def flat(text: str) -> str:
    """The same on one line."""
    return " ".join(plain(text).split())
