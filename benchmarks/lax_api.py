"""The platform and the people of the benchmark: a lax, fast Bot API whose chats answer as soon as they are answered.

Written on bare asyncio because the bot under test should have the machine: no routing, no checks, answers put together
from ready text. A press carries its message with text and keyboard, and a sent message comes back whole, as from
Telegram.
"""

from __future__ import annotations

import asyncio
import json
import time
from collections import deque
from itertools import count

from bare_http import Answer, Params, read_params
from talks import TALKS, Act, Button, Press, WrongAnswerError

FIRST_CHAT = 1000
BOT = '{"id":1,"is_bot":true,"first_name":"bench","username":"bench_bot"}'
ME = BOT[:-1] + (
    ',"can_join_groups":true,"can_read_all_group_messages":false,"supports_inline_queries":false,'
    '"can_connect_to_business":false,"has_main_web_app":false}'
)
TRUE = b'{"ok":true,"result":true}'
EMPTY = b'{"ok":true,"result":[]}'
FIXED = {
    b"getMe": b'{"ok":true,"result":%b}' % ME.encode(),
    b"getWebhookInfo": b'{"ok":true,"result":{"url":"","has_custom_certificate":false,"pending_update_count":0}}',
}


class Chat:
    """A chat, its person, and what the bot last showed there."""

    def __init__(self, number: int, talk: str, cells: int) -> None:
        self.id = FIRST_CHAT + number
        self.person = TALKS[talk](number, cells)
        self.waits_since: float | None = None  # since when an act waits for its answer
        self.shown = ""  # the newest message of the bot, JSON
        self.user = f'{{"id":{self.id},"is_bot":false,"first_name":"Người {number}","language_code":"vi"}}'
        self.json = f'{{"id":{self.id},"type":"private","first_name":"Người {number}"}}'


class LaxApi:
    """The platform and the load: what is queued, who waits, and what was answered."""

    def __init__(self, talk: str, chats: int, cells: int) -> None:
        self.chats = {str(FIRST_CHAT + number): Chat(number, talk, cells) for number in range(chats)}
        self.running = False
        self.first_poll = asyncio.Event()
        self.fault = ""
        self.warm = asyncio.Event()  # as many talks are finished as there are chats
        self.over = asyncio.Event()  # a fault, or everybody has finished after running was ended
        self.calls = self.talks = 0
        self.answered: list[tuple[float, float]] = []  # when, and how long it took
        self.last_answer = time.perf_counter()
        self._ids = count(1)
        self._queue: deque[tuple[int, bytes]] = deque()
        self._poll: tuple[int, Answer, asyncio.TimerHandle] | None = None

    # the people

    def begin(self) -> None:
        self.running = True
        self.last_answer = time.perf_counter()
        for chat in self.chats.values():
            self._act(chat, chat.person.begins())

    def _act(self, chat: Chat, act: Act) -> None:
        number = next(self._ids)
        if isinstance(act, Press):
            what = (
                f'"callback_query":{{"id":"{number}","from":{chat.user},"chat_instance":"{chat.id}",'
                f'"data":"{act.data}","message":{chat.shown}}}'
            )
        else:
            what = (
                f'"message":{{"message_id":{number},"from":{chat.user},"chat":{chat.json},"date":{int(time.time())},'
                f'"text":{json.dumps(act)}}}'
            )
        chat.waits_since = time.perf_counter()
        self._queue.append((number, f'{{"update_id":{number},{what}}}'.encode()))
        if self._poll:
            asyncio.get_running_loop().call_soon(self._flush)  # what comes in the same moment goes in one batch

    def _answered(self, chat: Chat, text: str, markup: str) -> None:
        """The person reads, and does the next thing at once."""
        now = time.perf_counter()
        if chat.waits_since is None:
            self.fails(f"chat {chat.id} asked nothing and was told {text!r}")
            return
        self.answered.append((now, now - chat.waits_since))
        self.last_answer, chat.waits_since = now, None
        rows = json.loads(markup)["inline_keyboard"] if markup else ()
        try:
            act = chat.person.hears(text, [Button(item["text"], item["callback_data"]) for row in rows for item in row])
        except WrongAnswerError as error:
            self.fails(f"chat {chat.id}: {error}")
            return
        if act is None:
            self.talks += 1
            if self.talks == len(self.chats):
                self.warm.set()
            act = chat.person.begins() if self.running else None
        if act is not None:
            self._act(chat, act)
        elif not self.running and not any(other.waits_since for other in self.chats.values()):
            self.over.set()

    def fails(self, text: str) -> None:
        """The run proves nothing; the first reason counts."""
        self.fault = self.fault or text
        self.warm.set()
        self.over.set()

    # the platform

    def call(self, method: bytes, body: bytes, answer: Answer) -> None:
        self.calls += 1
        params = read_params(body)
        if method == b"getUpdates":
            self._get_updates(params, answer)
        elif method in (b"sendMessage", b"editMessageText"):
            answer(self._message(params))
        else:
            answer(FIXED.get(method, TRUE))

    def _message(self, params: Params) -> bytes:
        chat = self.chats[params["chat_id"]]
        number = int(params["message_id"]) if "message_id" in params else next(self._ids)
        text, markup = params["text"], params.get("reply_markup", "")
        keyboard = f',"reply_markup":{markup}' if markup else ""
        chat.shown = (
            f'{{"message_id":{number},"from":{BOT},"chat":{chat.json},"date":{int(time.time())},'
            f'"text":{json.dumps(text)}{keyboard}}}'
        )
        self._answered(chat, text, markup)
        return f'{{"ok":true,"result":{chat.shown}}}'.encode()

    def _get_updates(self, params: Params, answer: Answer) -> None:
        offset = int(params.get("offset", 0))
        while self._queue and self._queue[0][0] < offset:
            self._queue.popleft()
        self.first_poll.set()
        timeout = float(params.get("timeout", 0))
        self._drop_poll()
        if self._queue or not timeout:
            answer(self._batch())
        else:
            timer = asyncio.get_running_loop().call_later(timeout, self._flush)
            self._poll = (offset, answer, timer)

    def _batch(self) -> bytes:
        if not self._queue:
            return EMPTY
        first = [self._queue[at][1] for at in range(min(100, len(self._queue)))]
        return b'{"ok":true,"result":[%b]}' % b",".join(first)

    def _flush(self) -> None:
        if self._poll:
            answer = self._poll[1]
            self._drop_poll()
            answer(self._batch())

    def _drop_poll(self) -> None:
        if self._poll:
            self._poll[2].cancel()
            self._poll = None
