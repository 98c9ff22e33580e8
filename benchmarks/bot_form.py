"""The six-step form of the comparison, in aiogram: each answer is stored in the FSM storage, then the next is asked.

python benchmarks/bot_form.py redis|package|aiosqlite STORE BASE_URL

STORE: the socket of a redis-server, or a database file. Runs in the environment of requirements/bench.txt and on the
default event loop, though uvloop is installed there for the loopback API. Prints `finished N` when it is stopped.
"""

from __future__ import annotations

import asyncio
import logging
import sys
from pathlib import Path

from aiogram import Bot, Dispatcher, F, Router
from aiogram.client.session.aiohttp import AiohttpSession
from aiogram.client.telegram import TelegramAPIServer
from aiogram.fsm.context import FSMContext
from aiogram.fsm.state import State, StatesGroup, any_state
from aiogram.fsm.storage.base import BaseStorage
from aiogram.types import Message


class Form(StatesGroup):
    """The step whose answer is awaited; without a state it is the first."""

    two = State()
    three = State()
    four = State()
    five = State()
    six = State()


NEXT = dict(zip((None, *Form.__all_states_names__), (*Form.__all_states__, None), strict=True))
STEP = {name: number for number, name in enumerate(NEXT, start=1)}
router = Router()
finished = 0


@router.message(F.text, any_state)
async def answered(message: Message, state: FSMContext, raw_state: str | None = None) -> None:
    global finished
    step = STEP[raw_state]
    data = await state.update_data({f"answer{step}": message.text})
    following = NEXT[raw_state]
    if following:
        await state.set_state(following)
        await message.answer(f"{step}/6. Tiếp theo?")
        return
    await state.clear()
    finished += 1
    await message.answer(f"{step}/6. " + "; ".join(str(value) for value in data.values()))


async def storage(kind: str, store: str) -> BaseStorage:
    if kind == "redis":
        from aiogram.fsm.storage.redis import RedisStorage

        return RedisStorage.from_url(f"unix://{store}")
    if kind == "package":
        from aiogram_fsm_sqlitestorage import SQLiteStorage  # type: ignore[import-untyped,unused-ignore]

        # importing it turns on a log line for every update
        logging.getLogger().setLevel(logging.WARNING)
        untyped: BaseStorage = SQLiteStorage(store)
        return untyped
    from aiogram_sqlite import AiosqliteStorage

    return await AiosqliteStorage.open(Path(store))


async def main(kind: str, store: str, base_url: str) -> None:
    bot = Bot("1:bench", session=AiohttpSession(api=TelegramAPIServer.from_base(base_url)))
    dispatcher = Dispatcher(storage=await storage(kind, store))
    dispatcher.include_router(router)
    try:
        await dispatcher.start_polling(bot)
    finally:
        print("finished", finished, flush=True)


if __name__ == "__main__":
    asyncio.run(main(*sys.argv[1:]))
