"""Whether a subject is of the kind that the form of inspection is for, and what to propose instead.

A Party inspection is of a Party organisation or of a Party member by position, never of "the directors", "the leaders
of the department" or a state body: the error that the Central Inspection Commission reproached. The People's Council
and the Front supervise state bodies and never a Party organisation. Who plans at a ward keeps to what belongs to it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from planning.names.find import is_valid
from planning.names.forms import forms
from planning.names.match import same
from planning.names.mention import Kind, Mention
from planning.names.tokens import tokens
from planning.names.vocabulary import plain_words
from planning.organisation import Body, Directory, Unit, UnitKind

PARTY = {
    UnitKind.CITY_COMMITTEE,
    UnitKind.INSPECTION_COMMITTEE,
    UnitKind.PARTY_BOARD,
    UnitKind.GRASSROOTS_COMMITTEE,
    UnitKind.CELL,
}
_PARTY_ROLES = {"committee", "standing_committee", "standing_members", "cell", "cell_committee", "inspection_committee"}
_STATE_ROLES = {"peoples_committee", "peoples_council", "front", "union"}
_SEAT = plain_words("c\u01a1 quan")  # the Party organisation of an administration is that of its seat
_MOST = 4
_STATE_NOUNS = frozenset({"phong", "so", "ubnd"})


class WrongKind(StrEnum):
    """Why the subject does not fit the form."""

    NOT_PARTY = "not_party"  # a state body, a union or the Front in a Party inspection
    MANAGEMENT = "management"  # "the directors", "the leaders of X"
    NOT_STATE = "not_state"  # a Party organisation in a supervision by the People's Council or the Front
    FOREIGN = "foreign"  # it belongs to another committee than the one that plans


@dataclass(frozen=True, slots=True)
class Proposal:
    """Instead: the unit itself, or with `position` ("secretary", "chair") the member who holds it there."""

    unit: Unit
    position: str = ""


@dataclass(frozen=True, slots=True)
class SubjectFinding:
    """The subject does not fit; `proposals` best first, none when the directory holds nothing that fits."""

    kind: WrongKind
    proposals: tuple[Proposal, ...]


def judge_subject(
    subjects: str, mention: Mention, directory: Directory, *, today: date, body: Body | None = None
) -> SubjectFinding | None:
    """What is wrong with a mention as a subject of a form whose `subjects` are "party", "state", "union" or "any".

    None when nothing is, also for a name that is not understood at all. `body`: who plans; None: not known yet.
    """
    finding = None
    if subjects == "party":
        finding = _for_party(mention, directory, today)
    elif subjects == "state":
        finding = _for_state(mention, directory, today)
    if finding is None and body and mention.unit and is_foreign(mention.unit.id, body, directory):
        return SubjectFinding(WrongKind.FOREIGN, ())
    return finding


def grassroots_of(unit_id: str, directory: Directory) -> Unit | None:
    """The grassroots committee that a unit is or belongs to, None for what stands right under the city."""
    unit = directory.units.get(unit_id)
    chain = (unit, *directory.ancestors(unit_id)) if unit else ()
    return next((one for one in chain if one.kind is UnitKind.GRASSROOTS_COMMITTEE), None)


def is_foreign(unit_id: str, body: Body, directory: Directory) -> bool:
    """Whether a unit does not belong to the grassroots committee for which, or under which, the body plans.

    False for a body that is under none: it may inspect everywhere. False, too, for a union in the line of the city's
    union: the tree does not tell of which ward it is.
    """
    home, unit = grassroots_of(body.unit_id, directory), directory.units.get(unit_id)
    if home is None or unit is None or directory.is_under(unit_id, home.id):
        return False
    return unit.kind is not UnitKind.UNION or grassroots_of(unit_id, directory) is not None


def _for_party(mention: Mention, directory: Directory, today: date) -> SubjectFinding | None:
    units = (mention.unit,) if mention.unit else mention.candidates[:_MOST]
    if mention.kind is Kind.MANAGEMENT:
        return SubjectFinding(WrongKind.MANAGEMENT, _instead(directory, units, today, position="secretary"))
    if mention.kind in (Kind.MEMBER, Kind.BOTH):
        return None  # a member in a position is a right subject wherever the position is
    if mention.unit:
        if mention.unit.kind in PARTY or mention.unit.kind is UnitKind.PERSON:
            return None
        head = "chair" if mention.unit.kind is UnitKind.STATE_BODY and mention.role == "peoples_committee" else ""
        return SubjectFinding(WrongKind.NOT_PARTY, _instead(directory, units, today, position=head))
    first = tokens(mention.text).plain[:1]
    if mention.role in _STATE_ROLES:
        return SubjectFinding(WrongKind.NOT_PARTY, _instead(directory, units, today))
    if first and first[0] in _STATE_NOUNS:  # a department that is not in the directory: what is only like it is no help
        return SubjectFinding(WrongKind.NOT_PARTY, _instead(directory, _not_party(units), today))
    return None


def _for_state(mention: Mention, directory: Directory, today: date) -> SubjectFinding | None:
    unit = mention.unit
    if unit is None or unit.kind not in PARTY:
        return None
    bodies = [one for one in directory.units.values() if one.parent_id == unit.id and one.kind is UnitKind.STATE_BODY]
    bodies = [one for one in bodies if is_valid(one, today)][:_MOST]
    said = mention.role in _PARTY_ROLES or mention.kind in (Kind.MEMBER, Kind.BOTH)
    if not said and not bodies:  # "school X": its cell stands for it in the directory
        return None
    return SubjectFinding(WrongKind.NOT_STATE, tuple(Proposal(body) for body in bodies))


def _not_party(units: tuple[Unit, ...]) -> tuple[Unit, ...]:
    return tuple(unit for unit in units if unit.kind not in PARTY)


def _instead(directory: Directory, units: tuple[Unit, ...], today: date, *, position: str = "") -> tuple[Proposal, ...]:
    found: dict[Proposal, None] = {}
    for unit in units:
        organisations = party_organisations(directory, unit, today)
        for organisation in organisations:
            found.setdefault(Proposal(organisation))
        if position == "secretary" and organisations:
            found.setdefault(Proposal(organisations[0], position))
        elif position:
            found.setdefault(Proposal(unit, position))
    return tuple(found)[: _MOST + 1]


def party_organisations(directory: Directory, unit: Unit, today: date) -> list[Unit]:
    """The Party organisations of an agency: that of its own name, that of the seat it belongs to, the one above it."""
    if unit.kind in PARTY:
        return [unit]
    valid = [one for one in directory.units.values() if one.kind in PARTY and is_valid(one, today)]
    names = [form.rest for form in forms(unit.name)]
    own = [one for one in valid if any(same(name, form.rest) for name in names for form in forms(one.name))]
    seat = [one for one in valid if one.parent_id == unit.parent_id and _is_seat(one)]
    above = directory.units.get(unit.parent_id or "")
    higher = [above] if above and above.kind is UnitKind.GRASSROOTS_COMMITTEE and is_valid(above, today) else []
    return list(dict.fromkeys([*own, *seat, *higher]))


def _is_seat(unit: Unit) -> bool:
    return any(tuple(word.plain for word in form.rest[:2]) == _SEAT for form in forms(unit.name))
