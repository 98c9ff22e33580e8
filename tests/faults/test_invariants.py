"""Each invariant of the simulation can fail: the rows are broken by hand, and it is named."""

# ruff: noqa: S608 - made of constants

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from tests.faults.harness.invariants import broken
from tests.faults.harness.invariants_rows import NEVER
from tests.faults.harness.simulation_start import beginning
from tests.stage import Stage

NOW = "'2026-11-22T02:00:00.000000Z'"
VERSION = "(select min(id) from versions where state = 'agreed')"
ITEM = "(select min(id) from inspections where created_by is not null)"
MINH, LAN = "(select id from people where name = 'Minh')", "(select id from people where name = 'Lan')"
VOTE = "insert into votes (id, version_id, step, holder_id, person_id, voted_at) values ('x', "
AMENDMENT = (
    "insert into amendments (id, programme_id, base_id, cause, reason, opened_by, opened_at, state) "
    f"select {{id}}, programme_id, id, 'add', '', submitted_by, {NOW}, '{{state}}' from versions where id = {VERSION}"
)
DECISION = "(select min(id) from decisions)"
LATER = "'2027-01-01T00:00:00.000000Z'"
TEAM = (
    "insert into joint_proposals (id, campaign_id, pair, inspection_id, other_id, lead_id, state, proposed_by, "
    "proposed_at) select 'x', campaign_id, 'x', id, id, id, '{state}', created_by, created_at from inspections "
    f"where id = {ITEM}"
)
SUBSTITUTION = (
    "insert into substitutions (id, principal_id, substitute_id, unit_id, role, starts_on, ends_on, named_by, "
    f"named_at, ended_at) values ('x', {MINH}, {LAN}, 'ubkt-tu', 'reviewer', '2026-11-01', '2026-11-02', {MINH}, "
    f"{NOW}, {{ended}})"
)
RULING = (
    "insert into item_outcomes (version_id, step, inspection_id, outcome, person_id, changed_at) "
    f"values ({VERSION}, {{step}}, {{item}}, 'keep', {{who}}, {LATER})"
)
OPINION_ASKED = (
    "insert into second_opinions (id, version_id, step, asked_by, asked_of, asked_at, state, answered_at) "
    f"values ('x', {VERSION}, 0, {MINH}, {LAN}, {NOW}, '{{state}}', {{answered}})"
)
REMINDED = (
    "insert into hand_reminders (id, object, person_id, by_id, day, at) "
    f"select value, 'programme:x', {LAN}, {MINH}, '2026-11-22', {NOW} from json_each('[1, 2, 3]')"
)
ENTRY = (
    "insert into entries (id, person_id, form, form_version, answers, revision, state, created_at, changed_at) "
    f"select value, {LAN}, 'x', 1, '{{}}', 1, 'open', {NOW}, {NOW} from json_each('[1, 2]')"
)
OF = f"where id = {VERSION}"

# what `broken` says -> what was done to the rows of an office with one programme in force and one that is final
BREAKS = {
    "decided twice": "drop index decisions_live; insert into decisions select 'x', version_id, step, seat, verb, "
    "reason, person_id, for_id, decided_at, null, null from decisions limit 1",
    "two live drafts": "update versions set state = 'submitted'; update versions set programme_id = "
    f"(select programme_id from versions {OF.replace('agreed', 'submitted')}), number = number + rowid",
    "a live draft of a programme that is not being appraised": f"update versions set state = 'submitted' {OF}",
    "appraised, but no live draft": "update programmes set state = 'submitted'",
    "agreed, but its newest version is not": "update versions set state = 'returned'",
    "agreed without a decision that stands": f"update decisions set undone_at = decided_at where id = {DECISION}",
    "two open amendments": "drop index amendments_open; "
    + "; ".join(AMENDMENT.format(id=n, state="open") for n in ("'x'", "'y'")),
    "an open amendment of what is not in force": AMENDMENT.format(id="'x'", state="open"),
    "amended without an amendment": "update programmes set state = 'drafting' where in_force_id is not null",
    "promulgated without a final opinion on an agreed version": "update opinions set number = '', signed_on = null",
    "an opinion on what is not agreed": f"update versions set state = 'returned' {OF}",
    "a number without a day, or a day without a number": "update opinions set signed_on = null",
    "dealt with alone by somebody who could not decide, or after the decision": (
        f"update versions set handler_id = {MINH}"
    ),
    "an outcome of what was not sent": RULING.format(
        step=0, who=MINH, item="(select min(id) from inspections where created_by is null)"
    ),
    "a second opinion that is answered and open": OPINION_ASKED.format(state="open", answered=NOW),
    "reminded by hand too often": REMINDED,
    "a message that never left": "update outbox set state = 'waiting' where id = (select min(id) from outbox)",
    "an update that was not handled": "update inbox set state = 'new' where id = (select min(id) from inbox)",
    "two are open": ENTRY,
    "decided on a draft of one's own": f"update decisions set person_id = {LAN}",
    "said yes to a draft of one's own": f"{VOTE} {VERSION}, 0, {MINH}, {LAN}, {LATER})",
    "ruled on a draft of one's own": RULING.format(step=0, who=LAN, item=ITEM),
    "decided without the seat": "update decisions set person_id = (select id from people where name = 'Hương')",
    "said yes without the seat": f"{VOTE} {VERSION}, 0, (select id from people where name = 'Hương'), {MINH}, {NOW})",
    "decided for somebody on another day": f"update decisions set for_id = {MINH}; "
    + SUBSTITUTION.format(ended="null"),
    "said yes for somebody on another day": f"{VOTE} {VERSION}, 0, {MINH}, "
    f"(select id from people where name = 'Hương'), {LATER}); {SUBSTITUTION.format(ended='null')}",
    "decided after having been removed": "update people set removed_at = '2026-01-01' where name = 'Minh'",
    "taken back too late": "update decisions set undone_at = '2026-11-24T00:00:00.000000Z'",
    "taken back by somebody else": f"update decisions set undone_by = {LAN}",
    "taken back after the opinion was made": f"update decisions set undone_at = {LATER}",
    "voided without just one audit row": f"update versions set state = 'voided' {OF}",
    "withdrawn without just one audit row": f"update versions set state = 'withdrawn' {OF}",
    "submitted without just one audit row": "insert into versions (id, programme_id, number, state, step, late, "
    f"content, submitted_by, submitted_at) select 'x', programme_id, 99, 'returned', 0, 0, '[]', submitted_by, {NOW} "
    f"from versions {OF}",
    "decisions and audit rows differ": "delete from decisions",
    "taken back without just one audit row": f"update decisions set undone_at = decided_at where id = {DECISION}",
    "said yes without just one audit row": f"{VOTE} {VERSION}, 0, {MINH}, {MINH}, {NOW})",
    "handed over without just one audit row": "insert into transfers (id, version_id, step, to_id, by_id, at) "
    f"values ('x', {VERSION}, 0, {MINH}, {MINH}, {NOW})",
    "copied without just one audit row": f"insert into copies values ({VERSION}, {MINH}, {MINH}, {NOW})",
    "asked without just one audit row": OPINION_ASKED.format(state="open", answered="null"),
    "answered without just one audit row": OPINION_ASKED.format(state="answered", answered=NOW),
    "an opinion without just one audit row": "update opinions set voided_at = made_at; insert into opinions "
    "(id, version_id, content, made_by, made_at) select 'x', version_id, '{}', made_by, made_at from opinions limit 1",
    "a number without just one audit row": "update opinions set number = ''",
    "promulgated without just one audit row": "delete from promulgations",
    "an amendment without just one audit row": AMENDMENT.format(id="'x'", state="open"),
    "an amendment given up without just one audit row": AMENDMENT.format(id="'x'", state="discarded"),
    "a substitute without just one audit row": SUBSTITUTION.format(ended="null"),
    "a substitution ended without just one audit row": SUBSTITUTION.format(ended=NOW),
    "a proposal without just one audit row": TEAM.format(state="proposed"),
    "a team without just one audit row": TEAM.format(state="accepted"),
    "a proposal that ended without just one audit row": TEAM.format(state="declined"),
    "saved without just one audit row": f"update inspections set created_by = {LAN} where created_by is null",
    "an outcome without an audit row": RULING.format(step=0, who=MINH, item=ITEM),
    "an answer to a remark without an audit row": f"insert into remark_answers values ({VERSION}, {ITEM}, 'x', "
    f"{LAN}, {NOW})",
    "removed without an audit row": f"update people set removed_at = {NOW} where name = 'Thu'",
    "changed after it was sent": f"update inspections set content = 'x' where id = {ITEM}",
    "agreed is not what the outcomes left": f"update versions set agreed = '[]' {OF}",
    "the audit is missing": "drop trigger audit_undeleted; delete from audit where seq = 3",
    "the audit is changed": "drop trigger audit_unchanged; update audit set person_id = null where seq = 3",
    "the audit says something else of": "update decisions set reason = 'x'",
}


@pytest.fixture(scope="module")
def office(example_database: Path) -> Path:
    """One programme is in force, the opinion on another one is final."""
    return asyncio.run(beginning(example_database, "in force")).path


@pytest.fixture
async def played(office: Path, tmp_path: Path) -> AsyncIterator[Stage]:
    stage = Stage(tmp_path, office)
    await stage.open()
    yield stage
    await stage.close()


async def test_an_office_in_which_nothing_is_wrong(played: Stage) -> None:
    assert await broken(played) == []


def test_every_kind_of_row_is_broken_below() -> None:
    assert set(NEVER) <= set(BREAKS)


@pytest.mark.parametrize("meaning", BREAKS)
async def test_it_is_seen(meaning: str, played: Stage) -> None:
    async with played.database.write() as tx:
        await tx.execute("pragma defer_foreign_keys = on")
        for statement in BREAKS[meaning].split("; "):
            await tx.execute(statement)
    assert any(said.startswith(meaning) for said in await broken(played))
