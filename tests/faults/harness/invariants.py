"""What must hold in an office after every step, whoever did what in which order: looked for in the rows alone.

- One live decision for a version and step; one live draft and at most one open amendment for a programme; programme and
  version stand where each says that the other does.
- What is being appraised, was agreed, or is in force without an open amendment is what stands there: an edit voids.
- One audit row a move: submitted, withdrawn, voided, decided, undone, handed over, copied, asked, answered, voted,
  opinion made and numbered, promulgated, amendment opened and given up, substitute named and ended, proposal made and
  answered, removal. The chain is whole, and tells the decisions as they are.
- Nobody decides, says yes or rules on a draft of their own unit, nor in the name of somebody of that unit.
- Whoever decides or says yes has the seat then, or the principal in the row has it and named them for that day, and it
  was not ended before. Nobody removed decides.
- A decision is taken back within ten minutes, by whoever made it, and not once the opinion was made.
- A live opinion stands on an agreed version; with a number it has a day and a decision that stands.
- What is promulgated has an agreed version with a final opinion, under a number.
- An inspection that was sent is in what was agreed, unless its one outcome ends it.
- Who alone deals with a draft could decide it; a draft that is decided is nobody's.
- Nobody is reminded by hand too often; nothing is left in inbox or outbox; one open entry a person and form.
- `unwarned`: the overlaps that are found are those that comparing with everything finds.
"""

from __future__ import annotations

import json

from planning.amendment import is_same
from planning.appraisal import ENDING
from planning.inspection import Inspection, thaw
from planning.overlap import content_of, find_overlaps, ties_of
from storage import audit, campaigns, in_force, inspections
from storage.engine import Connection
from storage.units import directory as directory_of
from tests.faults.harness.invariants_rows import NEVER
from tests.stage import Stage

FROZEN = """
select p.id as programme, coalesce(v.agreed, v.content) as content from programmes p
join versions v on v.programme_id = p.id and case p.state when 'promulgated' then v.id = p.in_force_id
                                                          else v.number = p.version end
where p.version > 0 and p.state in ('submitted', 'agreed', 'promulgated')
"""
CARRIED = """
select v.id, v.content, v.agreed, (select json_group_array(json_array(o.inspection_id, o.outcome)) from item_outcomes o
                                   where o.version_id = v.id and o.step = v.step) as outcomes
from versions v where v.state = 'agreed'
"""
ALL_ROWS = "\nunion all\n".join(
    f"select '{meaning.replace(chr(39), chr(39) * 2)}' as meaning, (select count(*) from ({query})) as n"
    for meaning, query in NEVER.items()
)


async def broken(stage: Stage) -> list[str]:
    """Everything that does not hold now."""
    async with stage.database.read() as tx:
        found = [f"{row['meaning']}: {row['n']}" for row in await rows_of(tx, ALL_ROWS) if row["n"]]
        found += await _frozen(tx)
        found += await _carried(tx)
        verdict = await audit.verify(tx)
        if verdict.seq is not None:
            found.append(f"the audit is {verdict.fault} at {verdict.seq}")
        found += [f"the audit says something else of {version} at {at}" for version, at in verdict.untold]
    return found


def _plan(item: Inspection) -> tuple[object, ...]:
    """What a unit plans. A joint team that is accepted while a draft waits changes the details and the revision."""
    return (item.id, item.form, item.subjects, item.intervals, item.content, item.members, item.either)


async def _frozen(tx: Connection) -> list[str]:
    """What is being appraised, was agreed or is in force is what stands there: a change would have voided it."""
    found = []
    for row in await rows_of(tx, FROZEN):
        sent = {_plan(item) for item in thaw(row["content"])}
        now = {_plan(item) for item in await inspections.of_programme(tx, row["programme"])}
        if sent != now:
            found.append(f"changed after it was sent: {sorted(map(str, sent ^ now))}")
    return found


async def _carried(tx: Connection) -> list[str]:
    """What was agreed is what was sent, without what an outcome of the last step ends."""
    found = []
    for row in await rows_of(tx, CARRIED):
        ended = {inspection for inspection, outcome in json.loads(row["outcomes"]) if outcome in ENDING}
        sent = {item["id"] for item in json.loads(row["content"])}
        agreed = {item["id"] for item in json.loads(row["agreed"] or "[]")}
        if agreed != sent - ended:
            found.append(f"agreed is not what the outcomes left: {row['id']}")
    return found


async def rows_of(tx: Connection, sql: str) -> list[dict[str, str]]:
    async with tx.execute(sql) as cursor:
        return [dict(row) for row in await cursor.fetchall()]


async def unwarned(stage: Stage) -> list[str]:
    """Saved inspections for which the quick look for neighbours finds other overlaps than comparing with all."""
    found = []
    async with stage.database.read() as tx:
        campaign_id = await campaigns.current_id(tx)
        assert campaign_id
        directory = await directory_of(tx)
        ids = await rows_of(tx, "select distinct programme_id from inspections where state = 'live'")
        every = [item for row in ids for item in await inspections.of_programme(tx, row["programme_id"])]
        live = list(every)
        # what is in force counts beside the working copy of its amendment, where the two differ
        for amended in await in_force.being_amended(tx, campaign_id):
            every += [item for item in amended.items if not any(is_same(item, one) for one in live)]
        for item in live:
            near = await inspections.near(
                tx, campaign_id, ties_of(directory).around(item.subjects), item.intervals, content_of(item)
            )
            quick = find_overlaps(item, [one.item for one in near if one.item.id != item.id], directory)
            slow = find_overlaps(item, [one for one in every if one.id != item.id], directory)
            if set(map(str, quick)) != set(map(str, slow)):
                found.append(f"{item.code}: {len(quick)} overlaps are found, there are {len(slow)}")
    return found
