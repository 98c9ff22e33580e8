"""What a talk leaves behind, in a form that two talks can be compared by: the office's rows and everybody's screens.

Ids become names that say what they belong to, times of day and moments become placeholders.
"""

from __future__ import annotations

import json
import re
from collections.abc import Collection
from typing import Any

from tests.stage import Stage

ID = re.compile(r"\b[0-9a-hjkmnp-tv-z]{26}\b")
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)")
TIME_OF_DAY = re.compile(r"\b\d\d:\d\d\b")
TABLES = (
    "programmes", "versions", "decisions", "inspections", "inspection_subjects", "inspection_periods", "entries",
    "people", "memberships", "chats", "reminders", "digests", "units", "counters", "groups",
    "joint_proposals", "suggestions", "rechecks", "told_overlaps",
)  # fmt: skip
LABELS = """
select id, 'person ' || name as label from people union all
select id, 'programme ' || body_id from programmes union all
select v.id, 'version ' || p.body_id || ' ' || v.number from versions v join programmes p on p.id = v.programme_id
union all select id, code from inspections union all
select e.id, 'entry of ' || p.name || ' ' ||
  (select count(*) from entries o where o.person_id = e.person_id and o.id <= e.id)
from entries e join people p on p.id = e.person_id
"""
Screen = list[tuple[str, list[str]]]


async def office(stage: Stage) -> dict[str, Any]:
    """The tables that people's work is in; the audit by object, in order; and what state the mailbox is in."""
    labels = {row["id"]: row["label"] for row in await stage.rows(LABELS)}

    def plain(value: object) -> object:
        if not isinstance(value, str):
            return value
        return MOMENT.sub("<moment>", ID.sub(lambda found: labels.get(found[0], "<id>"), value))

    found: dict[str, Any] = {}
    for table in TABLES:
        rows = await stage.rows(f"select * from {table}")  # noqa: S608
        plainly = [{name: plain(value) for name, value in row.items()} for row in rows]
        found[table] = sorted(json.dumps(row, ensure_ascii=False, sort_keys=True) for row in plainly)
    audit: dict[object, list[object]] = {}
    for row in await stage.rows("select object, action, person_id, detail from audit order by id"):
        told = (row["action"], plain(row["person_id"]), plain(row["detail"]))
        audit.setdefault(plain(row["object"]), []).append(told)
    found["audit"] = audit
    for table, columns in (("inbox", "address, state, attempts"), ("outbox", "address, kind, state")):
        counted = f"select {columns}, count(*) as n from {table} group by {columns} order by {columns}"  # noqa: S608
        found[table] = [tuple(row.values()) for row in await stage.rows(counted)]
    return found


def screens(stage: Stage, but: Collection[int] = ()) -> dict[str, tuple[Screen, list[tuple[str, str]]]]:
    """What the bot has said on each phone as it stands there now with its buttons, and the menu; `but`: not these."""
    shown = {}
    for name, actor in stage.actors.items():
        messages = [message for message in actor.phone.messages if message.from_bot and message.id not in but]
        lines = [
            (TIME_OF_DAY.sub("<time>", message.text), [button.text for row in message.buttons for button in row])
            for message in messages
        ]
        shown[name] = (lines, actor.phone.commands)
    return shown
