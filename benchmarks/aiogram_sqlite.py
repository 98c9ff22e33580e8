"""The shortest durable SQLite storage for aiogram's FSM: one row a chat, one FULL commit a call, one hop a call."""

from __future__ import annotations

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import aiosqlite
from aiogram.fsm.state import State
from aiogram.fsm.storage.base import BaseStorage, DefaultKeyBuilder, StateType, StorageKey

TABLE = "create table if not exists fsm (key text primary key, state text, data text not null default '{}')"
SET_STATE = "insert into fsm (key, state) values (?, ?) on conflict (key) do update set state = excluded.state"
SET_DATA = "insert into fsm (key, data) values (?, ?) on conflict (key) do update set data = excluded.data"


class AiosqliteStorage(BaseStorage):
    """Write-ahead log and synchronous=FULL, as our own database."""

    def __init__(self, connection: aiosqlite.Connection) -> None:
        self._connection = connection
        self._keys = DefaultKeyBuilder(with_bot_id=True, with_destiny=True)

    @classmethod
    async def open(cls, path: Path) -> AiosqliteStorage:
        connection = await aiosqlite.connect(path, isolation_level=None)
        for statement in ("PRAGMA journal_mode=WAL", "PRAGMA synchronous=FULL", TABLE):
            await connection.execute_fetchall(statement)
        return cls(connection)

    def _key(self, key: StorageKey) -> str:
        return self._keys.build(key, "data")

    async def set_state(self, key: StorageKey, state: StateType = None) -> None:
        name = state.state if isinstance(state, State) else state
        await self._connection.execute_fetchall(SET_STATE, (self._key(key), name))

    async def get_state(self, key: StorageKey) -> str | None:
        rows = list(await self._connection.execute_fetchall("select state from fsm where key = ?", (self._key(key),)))
        return rows[0][0] if rows else None

    async def set_data(self, key: StorageKey, data: Mapping[str, Any]) -> None:
        await self._connection.execute_fetchall(SET_DATA, (self._key(key), json.dumps(data)))

    async def get_data(self, key: StorageKey) -> dict[str, Any]:
        rows = list(await self._connection.execute_fetchall("select data from fsm where key = ?", (self._key(key),)))
        return dict(json.loads(rows[0][0])) if rows else {}

    async def close(self) -> None:
        await self._connection.close()
