"""Security tests 3 and 4: every action by everybody, on their own, an ancestor's, a descendant's and a sibling's unit;
and by presses that no button of theirs can have made. What is refused changes nothing and stands in the audit.

The columns of tests/handlers/test_rights.py are asserted there; here are those it has not, and the forged presses. Both
go over `handlers.router.ACTIONS`, so an action without a row fails.
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from handlers.dialog.chat import Action, Choice, Say
from planning.programme import Role
from storage import entries, people
from storage.ids import new_id
from tests.handlers.rights_cases import cases
from tests.handlers.rights_play import CAST, build
from tests.handlers.rights_scene import Scene, opened
from tests.handlers.scene import also
from tests.handlers.test_rights import WANTED, verdict
from tests.security.report import Figure

# focal people of the ward's committee above it and of a cell below it
RELATIONS = {"above": "tu", "below": "p-dong-tho.cb-quan-su"}
DEAD = "Lựa chọn này đã hết tác dụng, không có gì thay đổi. Gõ “menu” để tiếp tục."
NO_PROGRAMME = "Đồng chí chưa được giao lập chương trình cho đơn vị nào."  # said to who asks for a list of nothing
STALE = "Câu hỏi đó đã qua, không có gì thay đổi. Câu hỏi hiện nay:"


@pytest.fixture(scope="module")
def scene_file(tmp_path_factory: pytest.TempPathFactory, example_database: Path) -> Iterator[Path]:
    yield asyncio.run(build(tmp_path_factory.mktemp("matrix"), example_database))


async def refusals(scene: Scene) -> int:
    (row,) = await scene.stage.rows("select count(*) n from audit where action = 'act.refused'")
    return int(row["n"])


def dead(before: dict[str, list[tuple[object, ...]]], after: dict[str, list[tuple[object, ...]]]) -> list[str]:
    return [table for table in before if before[table] != after[table]]


@asynccontextmanager
async def prepared(folder: Path, scene_file: Path) -> AsyncIterator[tuple[Scene, Path]]:
    """The scene with the people of RELATIONS, and a copy of its file to go back to."""
    async with opened(folder, scene_file) as scene:
        for name, unit in RELATIONS.items():
            scene.cast[name] = scene.stage.stranger(name)
            await also(scene.stage, scene.cast[name], unit, Role.UNIT)
        await scene.stage.close()
        shutil.copy(scene.stage.path, folder / "fresh.sqlite3")
        await scene.stage.open()
        yield scene, folder / "fresh.sqlite3"


def another(name: str, row: str) -> str:
    """What people of a unit above or below may do: what those of the sibling may. Only the sibling is the other side of
    what is proposed."""
    wanted = row[CAST.index("other")]
    return wanted.replace("Y", "-") if name.startswith("joint.") else wanted


@pytest.mark.parametrize("who", RELATIONS)
async def test_another_unit_is_another_unit(who: str, scene_file: Path, tmp_path: Path) -> None:
    async with prepared(tmp_path, scene_file) as (scene, fresh):
        wrong = []
        before = scene.dump()
        for name, (action, text) in cases(scene.ids).items():
            answer = await scene.tries(who, action, text)
            after = scene.dump()
            wanted = another(name, WANTED[name])
            if who == "below" and answer == NO_PROGRAMME:
                wanted = "-"  # a cell has no body that issues a programme
            if verdict(answer) != wanted:
                wrong.append((name, answer, wanted))
            if changed := dead(before, after):
                theirs_stands = set(before["entries"]) <= set(after["entries"])
                if wanted != "Y" or changed != ["entries"] or not theirs_stands:  # what they do is begun for themselves
                    wrong.append((name, str(changed), wanted))
                await scene.stage.close()
                shutil.copy(fresh, scene.stage.path)
                await scene.stage.open()
        assert wrong == []


async def ask(scene: Scene, who: str, action: Action, *, lasting: bool = True) -> str:
    """A question with this action stands in somebody's chat; its id."""
    question, address = new_id(), str(scene.cast[who].phone.user_id)
    async with scene.stage.database.write() as tx:
        chat = await people.chat(tx, "telegram", address)
        await entries.ask(
            tx,
            question,
            channel="telegram",
            address=address,
            person_id=chat.person_id if chat else None,
            say=Say("?", ((Choice("x", action),),)).to_json(),
            lasting=lasting,
            card=None,
            outbox_id=new_id(),
            now=scene.stage.sandbox.now(),
        )
    return question


def who_may(name: str) -> str:
    """Somebody who may do this, and so would by a real button."""
    return next((who for who, cell in zip(CAST, WANTED[name], strict=True) if cell == "Y"), "admin")


async def presses(scene: Scene, who: str, data: str) -> str:
    scene.cast[who].phone.presses_data(scene.cast[who].phone.last.id, data)
    await scene.stage.settle()
    return scene.cast[who].screen


KINDS = ("somebody else's question", "no such button", "no such question", "a question gone by")


@pytest.mark.parametrize("kind", KINDS)
async def test_a_forged_press_does_nothing_even_for_who_may(
    kind: str, scene_file: Path, tmp_path: Path, figure: Figure
) -> None:
    async with prepared(tmp_path, scene_file) as (scene, _):
        before, wrong, tried = scene.dump(), [], 0
        for name, (action, _typed) in cases(scene.ids).items():
            who = who_may(name)
            victim = "other" if who != "other" else "unit"
            asked = who if kind in ("no such button", "a question gone by") else victim
            question = await ask(scene, asked, action, lasting=kind != "a question gone by")
            if kind == "no such question":
                question = new_id()
            count = await refusals(scene)
            answer = await presses(scene, who, f"{question}:{1 if kind == 'no such button' else 0}")
            noted = await refusals(scene) - count
            # a question gone by is an honest mistake: it is answered and not held against anybody
            wanted = (STALE, 0) if kind == "a question gone by" else (DEAD, 1)
            honest = kind == "a question gone by" and answer == DEAD and noted == 0
            if not (answer.startswith(wanted[0]) and noted == wanted[1]) and not honest:
                wrong.append((name, who, answer, noted))
            tried += 1
        assert wrong == []
        assert dead(before, scene.dump()) == []
        figure(3, f"{kind}: {tried} of {tried} refused")


@pytest.mark.parametrize("who", ["removed", "stranger"])
async def test_a_button_that_was_theirs_is_dead_and_noted(who: str, scene_file: Path, tmp_path: Path) -> None:
    async with prepared(tmp_path, scene_file) as (scene, _):
        before, wrong = scene.dump(), []
        for name, (action, _typed) in cases(scene.ids).items():
            question, count = await ask(scene, who, action), await refusals(scene)
            answer = await presses(scene, who, f"{question}:0")
            if verdict(answer) != "-" or await refusals(scene) != count + 1:
                wrong.append((name, answer))
        assert wrong == []
        assert dead(before, scene.dump()) == []


async def test_everybody_may_forge_but_the_audit_does_not_grow_without_end(
    scene_file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("handlers.forged.MOST_FORGED", 3)
    async with prepared(tmp_path, scene_file) as (scene, _):
        count = await refusals(scene)
        for _number in range(5):
            answer = await presses(scene, "stranger", f"{new_id()}:0")
            assert answer.startswith("Hệ thống chỉ dành cho người được mời.")
        assert await refusals(scene) == count + 3
        rows = await scene.stage.rows("select object, person_id, detail from audit order by seq desc limit 1")
        assert rows[0]["person_id"] is None
        assert rows[0]["object"].startswith("chat:")
        assert str(scene.cast["stranger"].phone.user_id) not in rows[0]["object"]


@pytest.mark.parametrize("who", CAST)
async def test_a_refused_use_case_is_in_the_audit(who: str, scene_file: Path, tmp_path: Path) -> None:
    """By a real button too: rights may have gone since it was shown."""
    async with prepared(tmp_path, scene_file) as (scene, _):
        unnoted = []
        for name, (action, text) in cases(scene.ids).items():
            if text is not None or WANTED[name][CAST.index(who)] != "-":
                continue
            count = await refusals(scene)
            answer = await scene.tries(who, action, None)
            if await refusals(scene) != count + 1 and answer != NO_PROGRAMME:
                unnoted.append((name, answer))
        assert unnoted == []
