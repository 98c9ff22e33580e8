"""A time expression cut into waves: at semicolons, line ends, full stops and "wave 1", "wave 2"."""

from __future__ import annotations

from planning.period.asides import without_brackets
from planning.period.tokens import Token, phrase_at

Line = tuple[Token, ...]
WAVE = frozenset({"wave"})
_COUNT = frozenset({"wave_count"})
_KEYWORDS = frozenset({"month", "quarter"})
_TIMES = frozenset({"times"})
_NUMBERS = frozenset({"numbers"})
_FILLER = frozenset({"filler"})
_MOST = 12


def waves(line: Line) -> tuple[list[Line], int | None]:
    """The parts of the line that are not empty, and how many were announced ("two waves: ...") if so."""
    parts: list[list[Token]] = [[]]
    announced: int | None = None
    place = 0
    while place < len(line):
        token = line[place]
        following = line[place + 1] if place + 1 < len(line) else None
        if following is not None and phrase_at(line, place, WAVE) and _number(following) in range(1, _MOST + 1):
            parts.append([])
            place += 2
        elif (count := _count(line, place)) is not None and _announces(line, place + 1):
            announced = count
            place += 2
        else:
            if token.text == ";" or (following is not None and _ends_a_sentence(line, place)):
                parts.append([])
            else:
                parts[-1].append(token)
            place += 1
    last = len(parts) - 1
    return [wave for at, part in enumerate(parts) if (wave := _trimmed(part, at == last))], announced


def _ends_a_sentence(line: Line, place: int) -> bool:
    """Whether the full stop ends something: not glued to what follows, as in "th. 6" or "Q II. 2027"."""
    short = place > 0 and len(line[place - 1].text) <= 3 and phrase_at(line, place - 1, _KEYWORDS)
    year = (line[place + 1].number or 0) >= 1000 and place > 0 and phrase_at(line, place - 2, _KEYWORDS) is not None
    return line[place].text == "." and not line[place + 1].glued and not short and not year


def _count(line: Line, place: int) -> int | None:
    """How many waves are announced here, in digits or as one word."""
    word = phrase_at(line, place, _NUMBERS)
    sure = word is not None and len(word.words) == 1 and line[place].said.lower() not in {"tu", "nam"}
    count = int(word.value) if word and sure else line[place].number
    return count if count is not None and 1 <= count <= _MOST else None


def _announces(line: Line, place: int) -> bool:
    """Whether the word behind a count announces waves; "2 times" only in front of a colon, a comma or a bracket."""
    if phrase_at(line, place, _COUNT):
        return True
    times = phrase_at(line, place, _TIMES)
    return times is not None and place + 1 < len(line) and line[place + 1].text in {":", ",", "("}


def _number(token: Token) -> int | None:
    return token.roman if token.number is None else token.number


def _trimmed(part: list[Token], is_last: bool) -> Line:
    """Without the bullet before a wave, and the signs and the "and" between two; an end left open stays one."""
    loose = {",", ":", "-", ".", "+", "va"}
    start, end = 0, len(part)
    while start < end and part[start].text in loose:
        start += 1
    if end - start > 2 and part[start + 1].text == ")" and len(part[start].text) <= 2:  # the "1)" of a list
        start += 2
    while not is_last and start < end and part[end - 1].text in loose - {"-"}:
        end -= 1
    line = tuple(part[start:end])
    return () if _is_filler(line) else line


def _is_filler(line: Line) -> bool:
    """Whether there is nothing but words without weight, as in "divided into"."""
    line = without_brackets(line)
    place = 0
    while filler := phrase_at(line, place, _FILLER):
        place += len(filler.words)
    return place == len(line)
