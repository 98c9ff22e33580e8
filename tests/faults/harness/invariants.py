"""What must hold in an office after every step, whoever did what in which order: looked for in the rows alone."""

from __future__ import annotations

from planning.inspection import thaw
from planning.overlap import content_of, find_overlaps, ties_of
from storage import audit, campaigns, inspections
from storage.engine import Connection
from storage.units import directory as directory_of
from tests.stage import Stage

# query -> what a row of it means
NEVER = {
    "select version_id, step from decisions where undone_at is null group by 1, 2 having count(*) > 1": "decided twice",
    "select programme_id from versions where state = 'submitted' group by 1 having count(*) > 1": "two live drafts",
    "select v.id from versions v join programmes p on p.id = v.programme_id where v.state = 'submitted' "
    "and p.state <> 'submitted'": "a live draft of a programme that is not being appraised",
    "select p.id from programmes p where p.state = 'submitted' and not exists "
    "(select 1 from versions v where v.programme_id = p.id and v.state = 'submitted')": "appraised, but no live draft",
    "select p.id from programmes p where p.state = 'agreed' and not exists "
    "(select 1 from versions v where v.programme_id = p.id and v.number = p.version and v.state = 'agreed')": (
        "agreed, but its newest version is not"
    ),
    "select d.id from decisions d join versions v on v.id = d.version_id join programmes p on p.id = v.programme_id "
    "join bodies b on b.id = p.body_id join memberships m on m.unit_id = b.unit_id and m.until is null "
    "where m.role = 'unit' and m.person_id in (d.person_id, coalesce(d.for_id, ''))": "decided on a draft of one's own",
    "select v.id from versions v where (select count(*) from audit a where a.object = 'version:' || v.id "
    "and a.action = 'version.submitted') <> 1": "submitted without just one audit row",
    "select v.id from versions v where v.state in ('withdrawn', 'voided') and (select count(*) from audit a where "
    "a.object = 'version:' || v.id and a.action = 'version.' || v.state) <> 1": "withdrawn or voided without a row",
    "select v.id from versions v where (select count(*) from decisions d where d.version_id = v.id) <> (select "
    "count(*) from audit a where a.object = 'version:' || v.id and a.action in ('version.agree', 'version.return', "
    "'version.forward'))": "decisions and audit rows differ",
    "select i.id from inspections i where (select count(*) from audit a where a.object = 'inspection:' || i.id "
    "and a.action = 'inspection.added') <> (i.created_by is not null)": "saved without just one audit row",
    "select id from outbox where state in ('waiting', 'sending')": "a message that never left",
    "select id from inbox where state <> 'done'": "an update that was not handled",
    "select person_id from entries where state = 'open' group by person_id, form having count(*) > 1": "two are open",
}
FROZEN = """
select p.id as programme, v.content from programmes p join versions v on v.programme_id = p.id and v.number = p.version
where p.state in ('submitted', 'agreed')
"""


async def broken(stage: Stage) -> list[str]:
    """Everything that does not hold now."""
    found = []
    for query, meaning in NEVER.items():
        rows = await stage.rows(query)
        if rows:
            found.append(f"{meaning}: {rows[0]}")
    async with stage.database.read() as tx:
        found += await _frozen(stage, tx)
        verdict = await audit.verify(tx)
        if verdict.seq is not None:
            found.append(f"the audit is {verdict.fault} at {verdict.seq}")
        found += [f"the audit says something else of {version} at {at}" for version, at in verdict.untold]
    return found


async def _frozen(stage: Stage, tx: Connection) -> list[str]:
    """What is being appraised, or was agreed, is what stands there: a change would have voided it."""
    found = []
    for row in await stage_rows(tx, FROZEN):
        sent = {(item.id, item.revision) for item in thaw(row["content"])}
        now = {(item.id, item.revision) for item in await inspections.of_programme(tx, row["programme"])}
        if sent != now:
            found.append(f"changed after it was sent: {sorted(sent ^ now)}")
    return found


async def stage_rows(tx: Connection, sql: str) -> list[dict[str, str]]:
    async with tx.execute(sql) as cursor:
        return [dict(row) for row in await cursor.fetchall()]


async def unwarned(stage: Stage) -> list[str]:
    """Saved inspections for which the quick look for neighbours finds other overlaps than comparing with all."""
    found = []
    async with stage.database.read() as tx:
        campaign_id = await campaigns.current_id(tx)
        assert campaign_id
        directory = await directory_of(tx)
        ids = await stage_rows(tx, "select distinct programme_id from inspections where state = 'live'")
        every = [item for row in ids for item in await inspections.of_programme(tx, row["programme_id"])]
        for item in every:
            near = await inspections.near(
                tx, campaign_id, ties_of(directory).around(item.subjects), item.intervals, content_of(item)
            )
            quick = find_overlaps(item, [one.item for one in near if one.item.id != item.id], directory)
            slow = find_overlaps(item, [one for one in every if one.id != item.id], directory)
            if set(map(str, quick)) != set(map(str, slow)):
                found.append(f"{item.code}: {len(quick)} overlaps are found, there are {len(slow)}")
    return found
