"""Everything that happened to a programme, as events in their order. Reads what other modules write."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from storage.engine import Connection, load, moment, select_in
from storage.packed import unpack

queries = load(__file__)


class Kind(StrEnum):
    """What happened."""

    SUBMITTED = "submitted"
    DECIDED = "decided"
    UNDONE = "undone"
    WITHDRAWN = "withdrawn"
    VOIDED = "voided"
    OPINION_MADE = "opinion_made"
    OPINION_RECORDED = "opinion_recorded"
    PROMULGATED = "promulgated"
    RENUMBERED = "renumbered"
    AMENDMENT_OPENED = "amendment_opened"
    AMENDMENT_DISCARDED = "amendment_discarded"
    TRANSFERRED = "transferred"
    GIVEN_BACK = "given_back"
    COPIED = "copied"
    ASKED = "asked"
    ANSWERED = "answered"


# among those who appraise: nothing of it is the unit's
INSIDE = {
    "version.transferred": Kind.TRANSFERRED,
    "version.given_back": Kind.GIVEN_BACK,
    "version.copied": Kind.COPIED,
    "second_opinion.asked": Kind.ASKED,
    "second_opinion.given": Kind.ANSWERED,
}


@dataclass(frozen=True, slots=True)
class Event:
    """`version`: number of the version it is about, 0 for none. `instead_of`: in whose stead a decision was taken.
    `facts`: what else is known, by kind: verb and seat, number and day, cause and reason, the version's id."""

    at: datetime
    kind: Kind
    version: int
    person: str
    instead_of: str = ""
    facts: dict[str, Any] = field(default_factory=dict)


async def of_programme(tx: Connection, programme_id: str, *, inside: bool) -> list[Event]:
    """Oldest first; `inside`: with what passed among those who appraise."""
    versions = [row async for row in queries.versions(tx, programme_id=programme_id)]
    numbers = {f"version:{row['id']}": row["number"] for row in versions}
    events = [
        Event(
            moment(row["submitted_at"]),
            Kind.SUBMITTED,
            row["number"],
            row["person_name"],
            facts={"version": row["id"], "amends": row["base_id"] is not None},
        )
        for row in versions
    ]
    async for row in queries.decisions(tx, programme_id=programme_id):
        facts = {"verb": row["verb"], "seat": row["seat"], "reason": row["reason"], "step": row["step"]}
        facts["version"] = row["version_id"]
        decided = moment(row["decided_at"])
        events.append(Event(decided, Kind.DECIDED, row["number"], row["person_name"], row["for_name"], facts))
        if row["undone_at"]:
            events.append(Event(moment(row["undone_at"]), Kind.UNDONE, row["number"], row["undone_name"]))
    audited = await _audited(tx, numbers)
    events += audited
    events += await _inside(tx, numbers) if inside else []
    async for row in queries.promulgations(tx, programme_id=programme_id):
        facts = _first_number(row, audited)
        at = moment(row["reported_at"])
        events.append(Event(at, Kind.PROMULGATED, row["version_number"], row["person_name"], facts=facts))
    async for row in queries.amendments(tx, programme_id=programme_id):
        facts = {"cause": row["cause"], "reason": row["reason"]}
        events.append(Event(moment(row["opened_at"]), Kind.AMENDMENT_OPENED, 0, row["person_name"], facts=facts))
        if row["state"] == "discarded":
            at = moment(row["closed_at"])
            events.append(Event(at, Kind.AMENDMENT_DISCARDED, 0, row["closed_name"]))
    return sorted(events, key=lambda event: event.at)


def _first_number(row: Any, audited: list[Event]) -> dict[str, Any]:
    """The number and day that were reported at first, before any correction."""
    corrected = (one for one in audited if (one.kind, one.version) == (Kind.RENUMBERED, row["version_number"]))
    first = min(corrected, key=lambda one: one.at, default=None)
    number, day = first.facts["before"] if first else (row["number"], row["issued_on"])
    return {"number": number, "day": day}


async def _inside(tx: Connection, numbers: dict[str, int]) -> list[Event]:
    """`facts`: the person's id it went to, as `to`, where it went to one."""
    if not numbers:
        return []
    found = []
    async for row in select_in(tx, queries.inside.sql, objects=list(numbers)):
        detail = unpack(row["detail"])
        facts = {"to": detail.get("to") or detail.get("of") or ""}
        found.append(
            Event(moment(row["at"]), INSIDE[row["action"]], numbers[row["object"]], row["person_name"], facts=facts)
        )
    return found


async def _audited(tx: Connection, numbers: dict[str, int]) -> list[Event]:
    """What only the audit tells by whom and when: withdrawals, edits after the agreement, numbers of opinions."""
    if not numbers:
        return []
    found = []
    kinds = {
        "version.withdrawn": Kind.WITHDRAWN,
        "version.voided": Kind.VOIDED,
        "opinion.made": Kind.OPINION_MADE,
        "programme.renumbered": Kind.RENUMBERED,
    }
    async for row in select_in(tx, queries.closed.sql, objects=list(numbers)):
        kind = kinds[row["action"]]
        found.append(Event(moment(row["at"]), kind, numbers[row["object"]], row["person_name"]))
    async for row in select_in(tx, queries.opinions.sql, objects=list(numbers)):
        kind = kinds.get(row["action"], Kind.OPINION_RECORDED)
        facts = dict(unpack(row["detail"]))
        stead = await queries.name_of(tx, id=facts["for"]) if facts.get("for") else ""
        found.append(Event(moment(row["at"]), kind, numbers[row["object"]], row["person_name"], stead or "", facts))
    return found
