"""What has changed in the overlaps of an inspection since its body was last told of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from planning.organisation import Body, Directory
from planning.overlap.discretion import Told
from planning.overlap.findings import OverlapKind
from planning.overlap.levels import is_superior

_WORST = (OverlapKind.BOTH, OverlapKind.CONTENT)


@dataclass(frozen=True, slots=True)
class Known:
    """An overlap that a body was told of. `key`: see `key_of`; `name`: what the other side was called then."""

    key: str
    other_id: str
    name: str


@dataclass(frozen=True, slots=True)
class News:
    """The news of one inspection: overlaps that were not there, that are there in another way, and that are gone."""

    new: tuple[Told, ...] = ()
    other: tuple[Told, ...] = ()
    gone: tuple[Known, ...] = ()

    @property
    def count(self) -> int:
        return len(self.new) + len(self.other) + len(self.gone)


def key_of(told: Told) -> str:
    """The same while nothing of an overlap has changed that its body would want to hear: also whether the other side's
    programme has been agreed, after which it is hardly moved any more."""
    return f"{told.finding.key}:agreed" if told.published else told.finding.key


def news_of(known: Sequence[Known], now: Sequence[Told]) -> News:
    """From what was told to what is. Both have every other inspection at most once."""
    before = {one.other_id: one for one in known}
    there = {told.finding.other.id for told in now}
    return News(
        new=tuple(told for told in now if told.finding.other.id not in before),
        other=tuple(
            told
            for told in now
            if told.finding.other.id in before and before[told.finding.other.id].key != key_of(told)
        ),
        gone=tuple(one for one in known if one.other_id not in there),
    )


def cannot_wait(news: News, body: Body, directory: Directory) -> bool:
    """Whether the news has to be told before the next morning: the same content at the same subject as a superior's
    inspection, at another time (T2) or the same one (T3)."""
    for told in (*news.new, *news.other):
        theirs = directory.bodies.get(told.finding.other.body_id)
        if told.finding.kind in _WORST and theirs is not None and is_superior(directory, theirs, body):
            return True
    return False
