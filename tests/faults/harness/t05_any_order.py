"""T5: every update comes one to three times, shuffled among its neighbours; the state is that of one clean pass.

The people are so many that no two updates of one chat lie in one window: a platform keeps the order within a chat, and
no program could know a person's words in another order than they came in. Repeats come later, beside newer words too.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import Sequence
from random import Random
from typing import Any

from planning.programme import Role
from tests.faults import state
from tests.faults.harness.row import Orders, Row
from tests.faults.harness.stages import opened
from tests.stage import Stage

WANTED = "10,000 updates, each 1-3 times, shuffled in a window of 20: the state of one clean pass"
WINDOW = 20
PEOPLE = 24
CODE = re.compile(r"KT-\d+")
WARDS = "select id, name from units where kind = 'grassroots_committee' order by id"
SAVED = """
select p.name, i.form, i.content, i.state, u.name as subject, t.starts_on, t.ends_on from inspections i
join people p on p.id = i.created_by join inspection_subjects s on s.inspection_id = i.id
join units u on u.id = s.unit_id join inspection_periods t on t.inspection_id = i.id order by 1, 2, 3, 4, 5, 6
"""
ENTRIES = """
select p.name, e.form, e.state, e.answers, e.revision from entries e join people p on p.id = e.person_id
order by p.name, e.id
"""
AUDIT = "select p.name, a.action from audit a join people p on p.id = a.person_id order by p.name, a.seq"
Update = dict[str, Any]


def run(orders: Orders) -> Row:
    return asyncio.run(_run(orders))


async def _run(orders: Orders) -> Row:
    row = Row("T5", "repeats, any order", WANTED, orders.seed)
    updates = orders.times(120, 10_000)
    found = []
    for name in ("clean", "shuffled"):
        random = orders.random(name) if name == "shuffled" else None
        async with opened(Stage(orders.inside(name), orders.base)) as stage:
            fed = await _plays(stage, updates, random)
            found.append(await _left(stage))
            row.notes.append(f"{name}: {fed} deliveries of {updates} updates, {PEOPLE} people")
    clean, shuffled = found
    row.tried = row.survived = updates
    for what, expected in clean.items():
        missing = [one for one in expected if one not in shuffled[what]]
        more = [one for one in shuffled[what] if one not in expected]
        if expected != shuffled[what]:
            row.lost += len(missing)
            row.repeated += len(more)
            row.survived -= max(1, len(missing), len(more))
            row.misses(f"{what} differ: missing {missing[:2]}, too many {more[:2]}")
    return row


async def _plays(stage: Stage, updates: int, random: Random | None) -> int:
    wards = await stage.rows(WARDS)
    people = [await stage.joins(f"Người {number}", wards[number]["id"], Role.UNIT) for number in range(PEOPLE)]
    scripts = [_script(wards[number]["name"], number) for number in range(PEOPLE)]
    plain = [
        _update(1_000_000 + number, people[number % PEOPLE].phone.user_id, _line(scripts, number))
        for number in range(updates)
    ]
    fed = _shuffled(plain, random) if random else plain
    for start in range(0, len(fed), WINDOW):
        await stage.channel.take(fed[start : start + WINDOW], stage.app.inbox.store)
        await stage.app.settle()
    return len(fed)


def _line(scripts: Sequence[Sequence[str]], number: int) -> str:
    script = scripts[number % PEOPLE]
    return script[number // PEOPLE % len(script)]


def _script(ward: str, number: int) -> list[str]:
    """What one person types over and over: one inspection that is saved, one that is given up, and looks around."""
    month = number % 12 + 1
    return [
        *("menu", "đăng ký", ward, "Kiểm tra chấp hành", ward, f"tháng {month}"),
        *(f"Nghị quyết số {number + 1}-NQ/ĐU của Đảng ủy", "Lưu", "/trogiup"),
        *("đăng ký", ward, "Giám sát chuyên đề", ward, "quý 3", "/huy", "/chuongtrinh"),
    ]


def _update(number: int, user_id: int, text: str) -> Update:
    person = {"id": user_id, "is_bot": False, "first_name": f"Người {user_id}"}
    chat = {"id": user_id, "type": "private"}
    message: Update = {"message_id": number, "date": 1_795_000_000, "chat": chat, "from": person, "text": text}
    if text.startswith("/"):
        message["entities"] = [{"type": "bot_command", "offset": 0, "length": len(text)}]
    return {"update_id": number, "message": message}


def _shuffled(updates: Sequence[Update], random: Random) -> list[Update]:
    """Each window in an order of its own; repeats up to three windows later."""
    windows = [list(updates[start : start + WINDOW]) for start in range(0, len(updates), WINDOW)]
    late: list[list[Update]] = [[] for _ in range(len(windows) + 3)]
    for number, window in enumerate(windows):
        for update in window:
            for _ in range(random.randint(0, 2)):
                late[number + random.randint(0, 3)].append(update)
    fed = []
    for number, again in enumerate(late):
        window = (windows[number] if number < len(windows) else []) + again
        random.shuffle(window)
        fed += window
    return fed


async def _left(stage: Stage) -> dict[str, list[object]]:
    """What can be compared: numbers that are given in the order of saving are taken out."""
    rows = {name: await stage.rows(sql) for name, sql in (("saved", SAVED), ("entries", ENTRIES), ("audit", AUDIT))}
    found: dict[str, list[object]] = {
        name: [_plain(tuple(map(str, one.values()))) for one in each] for name, each in rows.items()
    }
    counted = await stage.rows("select address, state, attempts, count(*) as n from inbox group by 1, 2, 3 order by 1")
    found["inbox"] = [tuple(one.values()) for one in counted]
    shown = state.screens(stage)
    found["screens"] = [
        (name, _plain((text,)), tuple(buttons)) for name, (lines, _) in shown.items() for text, buttons in lines
    ]
    return found


def _plain(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(CODE.sub("KT-…", state.ID.sub("…", state.MOMENT.sub("…", value))) for value in values)
