"""What can be done about an overlap: another time, a joint team, the other's result, another subject."""

from __future__ import annotations

from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date, timedelta

from planning.holidays import is_spoilt
from planning.inspection import Inspection
from planning.lexicon import Lexicon
from planning.names.find import is_valid
from planning.organisation import Directory, Unit, UnitKind
from planning.overlap.findings import Finding, OverlapKind
from planning.overlap.levels import precedence
from planning.overlap.pairs import find_overlaps
from planning.overlap.ties import Tie
from planning.period import Interval, Precision, month, quarter
from planning.text import fold

FREE_TIMES = 3


@dataclass(frozen=True, slots=True)
class Times:
    """`free`: times without an overlap, in the order of the year. `least`: when there is none, the time that meets
    least, with how many it meets; None when no other time is left in the year at all."""

    free: tuple[Interval, ...]
    least: tuple[Interval, int] | None = None


def free_times(
    candidate: Inspection,
    clash: Interval,
    others: Iterable[Inspection],
    directory: Directory,
    lexicon: Lexicon | None = None,
    *,
    year: int,
    today: date,
    on: date | None = None,
    limit: int = FREE_TIMES,
) -> Times:
    """Times of the length and precision of `clash` at which the candidate would meet nobody, nearest first chosen.

    Short times that public holidays spoil are left out. `others` are all that can meet it in the year; the candidate's
    other waves keep their time, its other alternatives may be taken. `lexicon` and `on` as in `pairs.compare`.
    """
    rest = [] if candidate.either else [wave for wave in candidate.intervals if wave != clash]
    others = tuple(others)

    def met(slot: Interval) -> tuple[Finding, ...]:
        moved = replace(candidate, intervals=(slot,), either=False)
        found = find_overlaps(moved, others, directory, lexicon, on=on)
        return tuple(finding for finding in found if finding.interval)

    def distance(slot: Interval) -> tuple[int, date]:
        twice = slot.start.toordinal() + slot.end.toordinal() - clash.start.toordinal() - clash.end.toordinal()
        return abs(twice), slot.start

    slots = [
        slot
        for slot in slots_like(clash, year)
        if slot.start > today and slot != clash and not any(slot.meets(wave) for wave in rest) and not is_spoilt(slot)
    ]
    free: list[Interval] = []
    busy: list[tuple[Interval, tuple[Finding, ...]]] = []
    for slot in sorted(slots, key=distance):
        if len(free) == limit:
            break
        findings = met(slot)
        if not findings:
            free.append(slot)
        else:
            busy.append((slot, findings))
    if free or not busy:
        return Times(tuple(sorted(free)))
    slot, findings = min(busy, key=lambda pair: (len(pair[1]), [f.rank for f in pair[1]], distance(pair[0])))
    return Times((), (slot, len(findings)))


def slots_like(like: Interval, year: int) -> Iterator[Interval]:
    """Times of the year with the length and precision of `like`: as many months or quarters, or the same days and
    weekdays of another week."""
    months = [month(number, year) for number in range(1, 13)]
    quarters = [quarter(number, year) for number in range(1, 5)]
    for whole in (months, quarters):
        count = _covers(like, whole[0].precision)
        if count:
            for first, last in zip(whole, whole[count - 1 :], strict=False):
                yield Interval(first.start, last.end, like.precision)
            return
    if like.precision is Precision.HALF_YEAR:
        yield Interval(quarters[0].start, quarters[1].end, like.precision)
        yield Interval(quarters[2].start, quarters[3].end, like.precision)
    elif like.precision in (Precision.THIRD, Precision.HALF_MONTH):
        yield from _parts(months, like.precision)
    else:
        yield from _weeks(like, year)


def _covers(like: Interval, precision: Precision) -> int:
    """How many whole months or quarters `like` is; 0 when it isn't."""
    if like.precision is not precision or like.start.day != 1 or (like.end + timedelta(days=1)).day != 1:
        return 0
    months = (like.end.year - like.start.year) * 12 + like.end.month - like.start.month + 1
    if precision is Precision.MONTH:
        return months
    return months // 3 if months % 3 == 0 and like.start.month % 3 == 1 else 0


def _parts(months: list[Interval], precision: Precision) -> Iterator[Interval]:
    """Every tens of days, or half, of every month."""
    starts = (1, 11, 21) if precision is Precision.THIRD else (1, 16)
    for whole in months:
        firsts = [whole.start.replace(day=day) for day in starts]
        ends = [first - timedelta(days=1) for first in firsts[1:]] + [whole.end]
        for first, end in zip(firsts, ends, strict=True):
            yield Interval(first, end, precision)


def _weeks(like: Interval, year: int) -> Iterator[Interval]:
    """The same weekdays in every other week that lies in the year."""
    back = (like.start - date(year, 1, 1)).days // 7
    start = like.start - timedelta(weeks=back)
    length = like.end - like.start
    while start.year <= year and (start + length).year <= year:
        if start.year == year:
            yield Interval(start, start + length, like.precision)
        start += timedelta(weeks=1)


@dataclass(frozen=True, slots=True)
class JointTeam:
    """One team instead of two. `by_level`: the lead is the higher body; else the one with the wider scope."""

    lead: str  # ids of bodies
    partner: str
    by_level: bool


def joint_team(candidate: Inspection, finding: Finding, directory: Directory) -> JointTeam | None:
    """Who would lead: the higher body, then the wider scope, then the order of organs; None where one team can't do
    both because they go to different subjects, or both are one body's."""
    mine, theirs = directory.bodies.get(candidate.body_id), directory.bodies.get(finding.other.body_id)
    if mine is None or theirs is None or mine.id == theirs.id or finding.tie not in (Tie.SAME, Tie.PERSON):
        return None
    outside = directory.is_superior(mine) or directory.is_superior(theirs)
    if finding.kind is OverlapKind.RECENT or outside:  # nobody here can speak for a superior body
        return None
    order = {
        body.id: (precedence(directory, body)[0], -len(item.subjects), precedence(directory, body)[1], body.id)
        for body, item in ((mine, candidate), (theirs, finding.other))
    }
    lead, partner = sorted((mine.id, theirs.id), key=order.__getitem__)
    return JointTeam(lead, partner, order[lead][0] != order[partner][0])


def usable_result(candidate: Inspection, finding: Finding) -> bool:
    """Whether the other's result can stand for the candidate's visit: one content at one subject, and not later."""
    if finding.shared is None or finding.tie not in (Tie.SAME, Tie.PERSON):
        return False
    if not candidate.intervals or not finding.other.intervals:
        return True
    return min(i.start for i in finding.other.intervals) <= max(i.end for i in candidate.intervals)


def other_subjects(
    subject_id: str, covered: Container[str], directory: Directory, *, on: date, limit: int = 3
) -> tuple[Unit, ...]:
    """Units of the same kind under the same committee that are not `covered` (the ids of units that inspections of the
    year go to), by name."""
    free = [unit for unit in alike(subject_id, directory, on=on) if unit.id not in covered]
    return tuple(free[:limit])


def alike(subject_id: str, directory: Directory, *, on: date) -> tuple[Unit, ...]:
    """The other units of the same kind under the same committee, by name; without those that wait to be confirmed."""
    subject = directory.units.get(subject_id)
    if subject is None or subject.parent_id is None or subject.kind is UnitKind.PERSON:
        return ()
    found = [
        unit
        for unit in (directory.units[child] for child in directory.children(subject.parent_id))
        if unit.kind is subject.kind and unit.id != subject_id and not unit.pending and is_valid(unit, on)
    ]
    return tuple(sorted(found, key=lambda unit: (fold(unit.name), unit.id)))


def joint_teams(findings: Sequence[Finding], candidate: Inspection, directory: Directory) -> tuple[JointTeam, ...]:
    """The joint teams that would settle some of these findings, worst finding first, each pair of bodies once."""
    teams = (joint_team(candidate, finding, directory) for finding in findings)
    return tuple(dict.fromkeys(team for team in teams if team))
