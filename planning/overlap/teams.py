"""Two inspections done by one team: when that is said of them, how it is written, who may lead, who may propose it."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, replace
from enum import StrEnum

from planning.inspection import Details, Inspection
from planning.organisation import Body, Directory
from planning.overlap.discretion import Part
from planning.text import words

_CODE = re.compile(r"\bKT-\d+\b")
_BETWEEN = "; "  # of partners


class JointState(StrEnum):
    """Where a proposal of a joint team stands. Only PROPOSED waits; an ACCEPTED one holds until it has LAPSED."""

    PROPOSED = "proposed"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"
    LAPSED = "lapsed"


@dataclass(frozen=True, slots=True)
class Team:
    """Two inspections, by their ids, as a team that has been agreed on."""

    lead: str
    partner: str


def joined(a: Inspection, b: Inspection, directory: Directory) -> bool:
    """Whether one's team is said to take in the other's body, as partner or lead: then it is one team. Where a code
    stands beside the body ("Ban X (KT-021)") only that inspection is meant."""
    return takes_in(a, b, directory) or takes_in(b, a, directory)


def takes_in(a: Inspection, b: Inspection, directory: Directory) -> bool:
    """Whether the first one's details name the other's body."""
    if not (a.details.partners or a.details.lead) or a.body_id == b.body_id:  # nearly always
        return False
    body = directory.bodies.get(b.body_id)
    if body is None:
        return False
    for said in (*a.details.partners.split(_BETWEEN.strip()), a.details.lead):
        codes = _CODE.findall(said)
        if (not codes or b.code in codes) and names_body(said, body, directory):
            return True
    return False


def names_body(said: str, body: Body, directory: Directory) -> bool:
    """Whether a text names the body, and not only another one whose name has this one's in it ("the inspection
    commission of the party committee X")."""
    name, text = _padded(body.name), _padded(said)
    if not name.strip() or name not in text:
        return False
    longer = {one for other in directory.bodies.values() if (one := _padded(other.name)) != name and name in one}
    for one in sorted(longer, key=len, reverse=True):
        text = text.replace(one, " ; ")
    return name in text


def _padded(text: str) -> str:
    return f" {' '.join(words(text))} "


def may_propose(mine: Collection[Part] | None, theirs: Collection[Part] | None) -> bool:
    """Whether a proposal gives nothing away: each side may know the other's body anyway. `mine`: what the proposer may
    learn of the other inspection, `theirs`: what its body may learn of the proposer's; None: nothing at all."""
    return mine is not None and theirs is not None and Part.BODY in mine and Part.BODY in theirs


def may_lead(lead: str, partner: str, teams: Collection[Team]) -> bool:
    """Whether an inspection may take in another one, given the teams both are in: a partner leads nobody and has one
    lead, a lead may take in several."""
    leads, partners = {team.lead for team in teams}, {team.partner for team in teams}
    return lead not in partners and partner not in leads | partners


def with_partner(details: Details, body: str, code: str) -> Details:
    """The lead's details with one more partner."""
    return replace(details, partners=_BETWEEN.join(filter(None, (details.partners, _named(body, code)))))


def with_lead(details: Details, body: str, code: str) -> Details:
    """The partner's details with its lead."""
    return replace(details, lead=_named(body, code))


def without(details: Details, body: str, code: str) -> Details:
    """The details before `with_partner` or `with_lead`; what a person wrote in other words stays."""
    said = _named(body, code)
    partners = _BETWEEN.join(one for one in details.partners.split(_BETWEEN) if one != said)
    return replace(details, partners=partners, lead="" if details.lead == said else details.lead)


def agreed_team(details: Details) -> tuple[str, tuple[str, ...]]:
    """The lead ("" for none) and the partners that a joint team agreed on here has written into the details: they
    stand there with the code of their inspection. What a person wrote without one is left out."""
    partners = tuple(one for one in details.partners.split(_BETWEEN) if _CODE.search(one))
    return details.lead if _CODE.search(details.lead) else "", partners


def _named(body: str, code: str) -> str:
    return f"{body} ({code})"
