"""Random campaigns and what must be said of them: parents a dict, times as sets of days, contents as labelled texts.

Nothing here uses the overlap package, its ties or its levels.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache, cached_property

from hypothesis import strategies as st

from planning.inspection import Details, Inspection
from planning.organisation import Body, BodyKind, Directory, Unit, UnitKind
from planning.period import Interval, Precision, month, quarter

YEAR = 2027

CONTENTS = {
    "": None,
    "Thực hiện Nghị quyết số 57-NQ/TW": "57",
    "nq 57 của trung ương": "57",
    "Quản lý đất đai": "land",
    "lanh dao quan ly dat dai": "land",
    "Việc thu, nộp đảng phí": "fees",
    "Trồng cây xanh ở khuôn viên trụ sở": "trees",
    "trồng cây xanh ở khuôn viên, trụ sở.": "trees",
}
HOLDERS = {"": "", "Bí thư Chi bộ": "secretary", "bí thư": "secretary", "Phó Bí thư": "deputy", "Chi bộ và Bí thư": ""}
UNITS = [f"u{number}" for number in range(9)]
BODIES = {"x": "u0", "y": "u1", "z": "u2", "w": "u3"}
CELL, PERSON, STATE = UnitKind.CELL, UnitKind.PERSON, UnitKind.STATE_BODY


@dataclass
class Campaign:
    parents: dict[str, str | None]
    kinds: dict[str, UnitKind]
    names: dict[str, str]
    items: list[Inspection]

    @cached_property
    def directory(self) -> Directory:
        units = [Unit(one, self.names[one], self.kinds[one], parent) for one, parent in self.parents.items()]
        bodies = [Body(name, unit, f"Ban {name}", BodyKind.BOARD, "A") for name, unit in BODIES.items()]
        return Directory(units, bodies)


def _from(day: int, length: int) -> Interval:
    start = date(YEAR, 1, 1) + timedelta(days=day)
    return Interval(start, min(start + timedelta(days=length), date(YEAR, 12, 31)), Precision.DAY)


INTERVALS = st.one_of(
    st.builds(_from, st.integers(0, 364), st.integers(0, 45)),
    st.builds(month, st.integers(1, 12), st.just(YEAR)),
    st.builds(quarter, st.integers(1, 4), st.just(YEAR)),
    st.just(Interval(date(YEAR, 7, 1), date(YEAR, 12, 31), Precision.HALF_YEAR)),
)
EARLIER = st.builds(month, st.integers(1, 12), st.sampled_from([YEAR - 3, YEAR - 2, YEAR - 1]))
DETAILS = st.sampled_from([Details()] * 6 + [Details(mode="document"), Details(partners="Ban x; Ban y")])


@st.composite
def campaigns(draw: st.DrawFn) -> Campaign:
    parents: dict[str, str | None] = {}
    kinds: dict[str, UnitKind] = {}
    names: dict[str, str] = {}
    for at, name in enumerate(UNITS):
        parents[name] = draw(st.sampled_from([None, *UNITS[:at]]))
        inside = parents[name] is not None and name not in BODIES.values()
        kinds[name] = draw(st.sampled_from([CELL, CELL, PERSON, STATE])) if inside else CELL
        place = draw(st.sampled_from(["A", "B"]))
        names[name] = f"UBND phường {place}" if kinds[name] is STATE else f"Chi bộ UBND phường {place}"
    items = []
    for number in range(draw(st.integers(2, 10))):
        times = draw(st.lists(INTERVALS, max_size=3) | st.lists(EARLIER, min_size=1, max_size=1))
        subjects = tuple(draw(st.lists(st.sampled_from(UNITS), min_size=1, max_size=3, unique=True)))
        said = [draw(st.sampled_from(["", "", *HOLDERS])) for _ in subjects]
        items.append(
            Inspection(
                f"i{number}",
                f"KT-{number:03}",
                draw(st.sampled_from(list(BODIES))),
                "GS_CD",
                subjects,
                tuple(times),
                draw(st.sampled_from(list(CONTENTS))),
                draw(DETAILS),
                members=tuple((unit, position) for unit, position in zip(subjects, said, strict=True) if position),
            )
        )
    return Campaign(parents, kinds, names, items)


@cache
def day_set(interval: Interval) -> frozenset[int]:
    return frozenset(range(interval.start.toordinal(), interval.end.toordinal() + 1))


def line_up(parents: dict[str, str | None], unit: str) -> list[str]:
    found: list[str] = []
    above = parents[unit]
    while above is not None:
        found.append(above)
        above = parents[above]
    return found


def alike(a: Inspection, b: Inspection) -> bool:
    return CONTENTS[a.content] is not None and CONTENTS[a.content] == CONTENTS[b.content]


def _is_agency(campaign: Campaign, a: str, b: str) -> bool:
    """A cell called after a state body, in one place of the tree."""
    for party, state in ((a, b), (b, a)):
        if campaign.kinds[party] is CELL and campaign.kinds[state] is STATE:
            named = campaign.names[party] == f"Chi bộ {campaign.names[state]}"
            places = [campaign.parents[party], campaign.parents[state]]
            one = None in places or any(
                x == y or x in line_up(campaign.parents, str(y)) for x, y in (places, places[::-1])
            )
            if named and one:
                return True
    return False


def tie(campaign: Campaign, a: str, b: str) -> str | None:
    """How b stands to a."""
    if a == b:
        return "same"
    for lower, upper, said in ((a, b, "above"), (b, a, "below")):
        if upper in line_up(campaign.parents, lower):
            if campaign.parents[lower] == upper and campaign.kinds[lower] is PERSON:
                return "person"
            return "agency" if _is_agency(campaign, a, b) else said
    return "agency" if _is_agency(campaign, a, b) else None


def tie_at(campaign: Campaign, a: Inspection, b: Inspection, s: str, t: str) -> str | None:
    """How b's subject t stands to a's subject s: a unit is not the holder of a position in it."""
    said = tie(campaign, s, t)
    holders = [HOLDERS[dict(one.members).get(s, "")] for one in (a, b)]
    return "person" if said == "same" and holders[0] != holders[1] else said


def _one(campaign: Campaign, a: Inspection, b: Inspection, said: str) -> tuple[str, bool] | None:
    """The class at one pair of subjects, and whether it is certain."""
    meet = [(x, y) for x in a.intervals for y in b.intervals if day_set(x) & day_set(y)]
    exact = any(x.precision == y.precision == "day" for x, y in meet)
    years = [{i.start.year for i in one.intervals} for one in (a, b)]
    apart = min((abs(x - y) for x in years[0] for y in years[1]), default=0)
    others = a.body_id != b.body_id
    if said == "same":
        if apart:
            return ("T4", True) if alike(a, b) and apart <= 2 else None
        if not others:
            return ("T2", True) if alike(a, b) and (meet or not a.intervals or not b.intervals) else None
        if alike(a, b):
            return ("T3", exact) if meet else ("T2", True)
        return ("T1", exact) if meet else None
    if apart:
        return None
    if said == "person":
        if meet:
            return "T5", exact
        return ("T5", True) if alike(a, b) and others else None
    if not others or not meet or not (alike(a, b) or exact):
        return None
    upper = {"above": b, "below": a}.get(said)
    if upper is not None:
        lower = a if upper is b else b
        if BODIES[upper.body_id] in line_up(campaign.parents, BODIES[lower.body_id]):
            return "T6", exact
    return "T5", exact


WORST = ["T3", "T2", "T1", "T6", "T5", "T4"]


def expected(campaign: Campaign, a: Inspection, b: Inspection) -> set[tuple[str, bool]]:
    """The class in which two inspections meet, with whether it is certain; empty when they don't. Among equally bad
    subjects any may be shown, so there may be two answers."""
    if a.body_id != b.body_id:
        for one, other in ((a, b), (b, a)):
            if f"Ban {other.body_id}" in one.details.partners:
                return set()
    ties = [said for s in a.subjects for t in b.subjects if (said := tie_at(campaign, a, b, s, t))]
    found = {what for said in ties if (what := _one(campaign, a, b, said))}
    worst = min((kind for kind, _ in found), key=WORST.index, default=None)
    return {what for what in found if what[0] == worst}
