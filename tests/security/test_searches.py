"""Security test 9: what is searched for is only ever a text: no wildcard, no SQL, no syntax of a search."""

from __future__ import annotations

import pytest

from planning.programme import Role
from storage import people
from tests.stage import Actor, Stage

NASTY = (
    *(
        "%",
        "_",
        "%%%",
        "p%",
        "*",
        "?",
        "'",
        '"',
        "';--",
        "' or '1'='1",
        '" or ""="',
        "\\",
        "NEAR(a b)",
        "a AND b",
        "a*",
    ),
    *("'; drop table units; --", "{unit}", ":unit", "$1", "[a-z]", "\x00", "x" * 3_900, "% " * 1_900),
)


@pytest.fixture
async def huong(stage: Stage) -> Actor:
    huong = await stage.joins("Hương", "ubkt-tu", Role.ADMIN)
    async with stage.database.write() as tx:
        person = (await stage.rows("select id from people"))[0]["id"]
        await people.join(tx, person, "ubkt-tu", Role.REVIEWER, None, stage.sandbox.now())
    return huong


@pytest.mark.parametrize("way", [("/quantri", "Người dùng"), ("/quantri", "Mời người"), ("/quantri", "Nhật ký")])
async def test_a_wildcard_finds_nothing(stage: Stage, huong: Actor, way: tuple[str, ...]) -> None:
    units, members = await stage.rows("select * from units order by id"), await stage.rows("select * from memberships")
    for text in NASTY:
        for step in way:
            await (
                huong.says(step) if step.startswith("/") else huong.taps(next(b for b in huong.buttons if step in b))
            )
        answer = await huong.says(text)
        assert answer
        assert not [label for label in huong.buttons if label.startswith("Gỡ ")], text
    assert await stage.rows("select * from units order by id") == units
    assert await stage.rows("select * from memberships") == members
