"""The scene of the rights matrix: a copy of what was played, with its ids, and forged buttons to press."""

from __future__ import annotations

import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from handlers.dialog.chat import Action, Choice, Say
from storage import entries, people
from storage.ids import new_id
from tests.handlers.rights_play import CAST, FARMERS, GROUP, NEW_GROUP, THIRD, WOMEN
from tests.stage import Actor, Stage

TABLES = (
    *(
        "units",
        "inspections",
        "inspection_subjects",
        "inspection_periods",
        "programmes",
        "versions",
        "decisions",
        "item_outcomes",
        "remark_answers",
        "opinions",
        "promulgations",
        "amendments",
    ),
    *("memberships", "invitations", "campaigns", "people", "entries", "groups", "topic_changes", "joint_proposals"),
    "suggestions",
    *("transfers", "second_opinions", "copies", "substitutions", "hand_reminders"),
)
OVERLAPPING = """
select i.id from inspections i join programmes p on p.id = i.programme_id where p.body_id = 'p-ham-rong/du'
order by i.code
"""


@dataclass
class Scene:
    """A copy of the scene, with its ids."""

    stage: Stage
    cast: dict[str, Actor]
    ids: dict[str, str]

    def dump(self) -> dict[str, list[tuple[Any, ...]]]:
        with closing(sqlite3.connect(self.stage.path)) as reader:
            return {
                name: reader.execute(f"select * from {name} order by 1, 2").fetchall()  # noqa: S608
                for name in TABLES
            }

    async def forge(self, who: str, say: Say, *, focus: bool = False) -> str:
        """A question that this person was never asked stands in their chat; returns its id."""
        stage, address = self.stage, str(self.cast[who].phone.user_id)
        question = new_id()
        async with stage.database.write() as tx:
            chat = await people.chat(tx, "telegram", address)
            await entries.ask(
                tx,
                question,
                channel="telegram",
                address=address,
                person_id=chat.person_id if chat else None,
                say=say.to_json(),
                lasting=True,
                card=None,
                outbox_id=new_id(),
                now=stage.sandbox.now(),
            )
            if focus:
                await people.set_question(tx, "telegram", address, question)
        return question

    async def tries(self, who: str, action: Action, text: str | None) -> str:
        """Press a forged button, or type where a forged question listens; returns the answer."""
        actor = self.cast[who]
        if text is None:
            question = await self.forge(who, Say("?", ((Choice("x", action),),)))
            actor.phone.presses_data(actor.phone.last.id, f"{question}:0")
            await self.stage.settle()
            return actor.screen
        await self.forge(who, Say("?", on_text=action), focus=True)
        return await actor.says(text)


@asynccontextmanager
async def opened(folder: Path, scene: Path) -> AsyncIterator[Scene]:
    stage = Stage(folder, scene)
    await stage.open()
    try:
        cast = {name: stage.stranger(name) for name in (*CAST, WOMEN, FARMERS, THIRD)}
        for actor in cast.values():
            await actor.starts()
        ids: dict[str, str] = {}
        for row in await stage.rows(
            "select v.id, p.body_id from versions v join programmes p on p.id = v.programme_id"
        ):
            ids[f"version {row['body_id']}"] = row["id"]
        for row in await stage.rows("select id, code from inspections"):
            ids[row["code"]] = row["id"]
        for row in await stage.rows("select id, form from entries where state in ('open', 'cancelled')"):
            ids[f"entry {row['form']}"] = row["id"]
        for row in await stage.rows("select id from decisions where verb = 'forward'"):
            ids["decision"] = row["id"]
        for row in await stage.rows("select id from joint_proposals"):
            ids["proposal"] = row["id"]
        for row in await stage.rows(OVERLAPPING):
            ids["overlapping"] = row["id"]
        for row in await stage.rows("select id from suggestions"):
            ids["suggestion"] = row["id"]
        for row in await stage.rows("select id from amendments"):
            ids["amendment"] = row["id"]
        ids["unit's chat"] = str(cast["unit"].phone.user_id)
        for row in await stage.rows("select id, name from people"):
            ids[row["name"]] = row["id"]
        for name, table in {"substitution": "substitutions", "opinion": "second_opinions"}.items():
            ids[name] = (await stage.rows(f"select id from {table}"))[0]["id"]  # noqa: S608
        yield Scene(stage, cast, ids)
        # the cards of the play itself, and its groups, stand in another sandbox
        known = [item for item in stage.sandbox.refused if str(item.params.get("chat_id")) not in (GROUP, NEW_GROUP)]
        elsewhere = (
            *("message to edit not found", "message can't be edited", "message is not modified"),
            "no text in the message to edit",
        )
        left = [item for item in known if not any(text in item.description for text in elsewhere)]
        assert left == [], [(item.description, str(item.params)[:300]) for item in left]
    finally:
        await stage.close()
