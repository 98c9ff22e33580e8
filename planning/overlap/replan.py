"""A proposal for a whole campaign: which inspections to move so that fewer meet. Nobody has to take it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from planning.inspection import Inspection
from planning.lexicon import Lexicon
from planning.organisation import Directory
from planning.overlap.findings import Finding
from planning.overlap.levels import precedence
from planning.overlap.near import Near
from planning.overlap.pairs import find_overlaps
from planning.overlap.teams import joined
from planning.overlap.ways_out import free_times
from planning.period import Interval


@dataclass(frozen=True, slots=True)
class Move:
    """One inspection's time that would change."""

    item: Inspection
    before: Interval
    after: Interval
    settles: tuple[Finding, ...]  # what it met at the old time


def replan(
    items: Sequence[Inspection],
    directory: Directory,
    lexicon: Lexicon | None = None,
    *,
    year: int,
    today: date,
    on: date | None = None,
    fixed: frozenset[str] = frozenset(),
    most: int | None = None,
) -> tuple[Move, ...]:
    """Greedy: the lower body gives way first, the nearest free time is taken, and each move counts for the next.

    `fixed`: ids of inspections that stay (agreed ones, a superior's). Those of a joint team stay, too, lest one side
    goes and the other does not. `most`: it ends after so many moves. Overlaps that no free time settles stay.
    `lexicon` and `on` as in `compare`.
    """
    now = {item.id: item for item in items}
    near = Near(items, directory)

    def turn(item: Inspection) -> tuple[tuple[int, int], str]:
        body = directory.bodies.get(item.body_id)
        return (precedence(directory, body) if body else (9, 9)), item.code

    named = frozenset(item.id for item in items if item.details.partners or item.details.lead)
    moves: list[Move] = []
    for item in sorted(items, key=turn, reverse=True):
        if item.id in fixed or _has_team(item, now, near, named, directory):
            continue
        for wave in item.times:
            if most is not None and len(moves) >= most:
                return tuple(moves)
            mine = now[item.id]
            others = [now[other_id] for other_id in near.of(mine)]
            met = tuple(f for f in find_overlaps(mine, others, directory, lexicon, on=on) if f.interval == wave)
            if not met:
                continue
            times = free_times(mine, wave, others, directory, lexicon, year=year, today=today, on=on, limit=1)
            if times.free:
                after = times.free[0]
                now[item.id] = moved(mine, wave, after)
                moves.append(Move(item, wave, after, met))
    return tuple(moves)


def _has_team(
    item: Inspection, now: Mapping[str, Inspection], near: Near, named: frozenset[str], directory: Directory
) -> bool:
    """Whether it is done by one team with another one near it; `named`: those whose details name somebody at all."""
    if not named:
        return False
    others = (now[other] for other in near.of(item) if item.id in named or other in named)
    return any(joined(item, other, directory) for other in others)


def replanned(items: Sequence[Inspection], moves: Sequence[Move]) -> tuple[Inspection, ...]:
    """The inspections with the times they would have after the moves."""
    now = {item.id: item for item in items}
    for move in moves:
        now[move.item.id] = moved(now[move.item.id], move.before, move.after)
    return tuple(now.values())


def moved(item: Inspection, before: Interval, after: Interval) -> Inspection:
    """An inspection with one of its times changed; of several that are open still it is the one that counts."""
    waves = () if item.either else item.intervals
    return replace(item, intervals=tuple(sorted([after, *(one for one in waves if one != before)])), either=False)
