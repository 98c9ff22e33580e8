"""Whether letters can be a syllable of Vietnamese: what cannot is a slip of the finger, never another name."""

from __future__ import annotations

import json
from functools import cache, lru_cache
from importlib.resources import files

from planning.text import fold, marked

_TONES = "\u0300\u0301\u0303\u0309\u0323"


@cache
def _tables() -> tuple[frozenset[str], frozenset[str]]:
    """Every syllable with its vowel marks but without tones; the same without any marks."""
    data = json.loads(files("planning").joinpath("data/syllables.json").read_text(encoding="utf-8"))
    whole = {onset + rime for onset in data["onsets"] for rime in data["rimes"]}
    whole |= {"gi", "gin", "gieng", "gi\u00eang", "gi\u00eac", "gi\u00eam", "gi\u00eat", "qu\u1ed1c"}
    return frozenset(_toneless(item) for item in whole), frozenset(fold(item) for item in whole)


def _toneless(text: str) -> str:
    return "".join(char for char in marked(text) if char not in _TONES)


@lru_cache(maxsize=8192)
def can_be_syllable(text: str) -> bool:
    """Whether one word can be Vietnamese: without any marks its letters must, with marks they must as they stand."""
    return fold(text) in _tables()[1] if text.isascii() else _toneless(text) in _tables()[0]


@lru_cache(maxsize=8192)
def can_be_plain_syllable(text: str) -> bool:
    """The same with all marks taken away."""
    return fold(text) in _tables()[1]
