"""Where the subject of a line and its content part: by the cue words between them, else by commas.

The first way that gives a subject for certain is taken, else the likeliest, whose subject is then asked.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import chain, islice, pairwise

from planning.line.words import EDGE, cue_at, cue_words, cues
from planning.names.reading import UnitReading
from planning.names.tokens import honorific, quantifier, tokens
from planning.names.vocabulary import begins, vocabulary
from planning.text import fold
from planning.topics import read_content

_MOST_WAYS = 12
_APART = re.compile(r"[;|]|\s[-\u2013\u2014]\s")
_COMMAS = re.compile(r"[,;:|]|(?<=\s)[-\u2013\u2014]\s")
_BRACKET = re.compile(r"([^()]+)\(([^()]+)\)[\s;,.]*")
_CUTS = re.compile(r"(?<![\s,;.])[\s,;.]*;[\s,;]*")
_BETWEEN_WORDS = re.compile(r"(?<=\w) +(?=\w)")
_TOPIC_WORDS = 4
_LEFTOVER = re.compile(r"(?<![\s;])\s*+;[\s;]*+$|^(?:\s*+;)+\s*")


def parted(rest: str, units: Callable[[str], UnitReading]) -> tuple[str, str, UnitReading | None]:
    """(the subject's words, the content, the subject) of what stands behind the form; `units` reads a subject."""
    best: tuple[str, str, UnitReading | None] | None = None
    for subject, content in islice(chain(_apart(rest, units), _ways(rest)), _MOST_WAYS):
        reading = units(subject)
        if reading.certain:
            return subject, content, reading
        best = best or (subject, content, reading)
    if best is None:
        return "", _tidy(_without_cue(rest)), None
    return best


def _apart(rest: str, units: Callable[[str], UnitReading]) -> Iterable[tuple[str, str]]:
    """Parts that are set apart in any order: those that name somebody are the subject, the others the content."""
    cuts = [(0, 0), *(match.span() for match in _APART.finditer(rest)), (len(rest), len(rest))]
    places = [(a, b) for (_, a), (b, _) in pairwise(cuts) if rest[a:b].strip(EDGE)]
    if not 1 < len(places) <= _MOST_WAYS:
        return
    names = [_without_subject_cue(rest[a:b]) for a, b in places]
    read = [
        units(name) if begins_unit(name) or name != rest[a:b].strip(EDGE) else None
        for name, (a, b) in zip(names, places, strict=True)
    ]
    named = [bool(one and (one.certain or one.candidates)) for one in read]
    if not any(named) or all(named):
        return
    others = "; ".join(_without_cue(run) for run in _runs(rest, places, [not one for one in named]))
    runs = list(_runs(rest, places, named))
    if len(runs) == 1:
        yield _tidy(_without_subject_cue(runs[0])), _tidy(others)
    if all(one.certain for one, said in zip(read, named, strict=True) if one and said):
        yield "; ".join(name for name, said in zip(names, named, strict=True) if said), _tidy(others)


def _runs(text: str, places: list[tuple[int, int]], wanted: list[bool]) -> Iterable[str]:
    """The wanted places of a text, neighbours as they stand there."""
    start: int | None = None
    end = 0
    for (a, b), one in zip(places, wanted, strict=True):
        if one:
            start, end = a if start is None else start, b
        elif start is not None:
            yield text[start:end]
            start = None
    if start is not None:
        yield text[start:end]


def _ways(rest: str) -> Iterable[tuple[str, str]]:
    """Where subject and content may part, the likelier first: subject, cue, content; content, cue, subject."""
    contents = [(a, b) for a, b in cues(rest, "content") if _tidy(rest[:a])]
    named = begins_unit(rest) or cue_at(rest, "subject")
    behind = list(_behind(rest))
    leading = [
        (_tidy(_without_subject_cue(rest[:a])), _content(rest, a)) for a, _ in contents if not cue_at(rest, "content")
    ]
    if named:
        yield from leading
        if not leading:
            yield from _at_commas(rest)
            yield from ((_tidy(_without_subject_cue(rest[:a])), _tidy(rest[a:])) for a, _ in cues(rest, "begins"))
        yield from behind
        yield from _name_and_topic(rest)
    else:
        yield from behind
        yield from _between(rest, contents)
        yield from leading
        yield from ((_tidy(rest[a:]), _tidy(_without_cue(rest[:a]))) for a in organisations(rest))
        if not leading and not behind and not cue_at(rest, "content"):
            yield from _at_commas(rest)


def _behind(rest: str) -> Iterable[tuple[str, str]]:
    """The content first, then "at" or "of" the subject, and perhaps more of the content."""
    places = [(a, b) for a, b in cues(rest, "subject") if a]
    places += [(a, b) for a, b in list(cues(rest, "place"))[::-1] if a and begins_unit(rest[b:])]
    for a, b in places:
        first = _tidy(_without_cue(rest[:a]))
        after = rest[b:]
        more = [(c, d) for c, d in cues(after, "content") if c]
        for c, _ in more:
            yield _tidy(after[:c]), _joined(first, _content(after, c))
        if not more:
            yield from ((subject, _joined(first, content)) for subject, content in _at_commas(after))


def _between(rest: str, contents: list[tuple[int, int]]) -> Iterable[tuple[str, str]]:
    """The rest of the form's name or some of the content, the subject, a cue and the content. Not where an organisation
    stands behind the cue: either may be the subject then."""
    places = organisations(rest)
    if cue_at(rest, "content") or not places:
        return
    for end, _ in contents:
        if places[-1] < end:
            yield _tidy(rest[places[0] : end]), _joined(_tidy(rest[: places[0]]), _content(rest, end))


def _name_and_topic(rest: str) -> Iterable[tuple[str, str]]:
    """Without any cue: a name that ends in a capital or a number, and small words that begin with a known topic."""
    for match in _BETWEEN_WORDS.finditer(rest):
        content = rest[match.end() :]
        last = rest[: match.start()].split()[-1][0]
        if last.islower() or not content[0].islower() or begins_unit(content) or organisations(content):
            continue
        read = read_content(" ".join(content.split()[:_TOPIC_WORDS]))
        if read.topics and not read.vague:
            yield _tidy(_without_subject_cue(rest[: match.end()])), _tidy(content)


def organisations(text: str) -> list[int]:
    """The places where the name of an organisation may begin within a text."""
    words = tokens(text)
    known = vocabulary()
    return [
        words.spans[at][0]
        for at in range(1, len(words.plain))
        if begins(words.plain, known.any_role, at) or begins(words.plain, known.unions, at)
    ]


def _at_commas(text: str) -> Iterable[tuple[str, str]]:
    """All of it, else up to a comma behind which no other organisation stands."""
    text = _without_subject_cue(text)
    yield _tidy(text), ""
    for at in [match.start() for match in _COMMAS.finditer(text)][::-1]:
        if not begins_unit(text[at + 1 :]):
            yield _tidy(text[:at]), _tidy(_without_cue(text[at + 1 :].strip(EDGE)))
    if (bracket := _BRACKET.fullmatch(text)) and not begins_unit(bracket[2]):
        yield _tidy(bracket[1]), _tidy(_without_cue(bracket[2]))


def begins_unit(text: str) -> bool:
    """Whether a text begins as the name of an organisation or a position does."""
    words = tokens(text.strip(EDGE))
    known = vocabulary()
    start = honorific(words, 0)
    groups = (
        known.any_role,
        known.unions,
        known.before_organisation,
        known.any_position,
        known.management,
        known.any_noun,
        known.numbered,
        known.schools,
    )
    first = words.plain[start : start + 1]
    if quantifier(words, start) or any(begins(words.plain, group, start) for group in groups):
        return True
    return bool(first and first[0].isdecimal())


def _content(text: str, at: int) -> str:
    """The content that a cue at `at` begins."""
    return _tidy(_without_cue(_without_cue(text[at:])))


def _without_cue(text: str) -> str:
    """A content without the cue it begins with; "in the work of" keeps its last words."""
    text = text.strip(EDGE)
    end = cue_at(text, "content")
    said = text[:end]
    if any(fold(said) == fold(kept) for kept in cue_words("kept")):
        end = len(said.split()[0])
    return text[end:].strip(EDGE)


def _without_subject_cue(text: str) -> str:
    text = text.strip(EDGE)
    text = text[cue_at(text, "subject") :].strip(EDGE)
    end = cue_at(text, "place")
    return text[end:].strip(EDGE) if end and begins_unit(text[end:]) else text


def _joined(first: str, second: str) -> str:
    return "; ".join(part for part in (first, second) if part)


def _tidy(text: str) -> str:
    """Without what the cutting left behind."""
    return _CUTS.sub("; ", _LEFTOVER.sub("", text)).strip(EDGE)
