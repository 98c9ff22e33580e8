"""Security test 10: fifty texts that must not be entered, by every way a text can come, are refused and found nowhere.

`data/secret_texts.jsonl` was written before the rules were looked at; fifty of its lines only sound alike.
"""

from __future__ import annotations

import json
import logging
import unicodedata
from pathlib import Path
from typing import Any

import pytest

from bot.backups import Backups
from bot.channels.telegram import incoming
from bot.packing import unpack
from handlers.texts import common
from planning.secrecy import screen
from planning.text import clean
from tests.security.report import Figure
from tests.zalo_stage import BothStage

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent / "data" / "secret_texts.jsonl").read_text(encoding="utf-8").splitlines()
]
REFUSED = [row["text"] for row in ROWS if row["refused"]]
ALLOWED = [row["text"] for row in ROWS if not row["refused"]]
TRACE = "QZXWVQZX"  # stands in every message, so that even a text of three letters can be looked for
LONG = 12  # letters of a text that stands nowhere by chance
WAYS = 7  # that are heard and answered; an edited message and talk in a group are never read
MARKS = {"mark": "secret_mark", "signs": "signs_of_violation"}
KEY = bytes(range(32))


def test_fifty_are_refused_for_the_right_reason() -> None:
    for row in ROWS:
        if row["refused"]:
            refusal = screen(clean(row["text"]))
            assert refusal, row["text"]
            assert refusal.mark == MARKS.get(row["kind"], row["kind"]), row["text"]


def test_fifty_that_sound_alike_are_taken(figure: Figure) -> None:
    assert [text for text in ALLOWED if screen(clean(text))] == []
    figure(10, f"{len(ALLOWED)} of {len(ALLOWED)} that sound alike taken")


def _update(number: int, kind: str, user: int, chat: dict[str, Any], **message: Any) -> dict[str, Any]:
    person = {"id": user, "is_bot": False, "first_name": "Lan"}
    body = {"message_id": 10_000 + number, "date": 1, "from": person, "chat": chat, **message}
    return {"update_id": 900_000 + number, kind: body}


async def _says_all(stage: BothStage) -> tuple[int, list[str]]:
    """Every text by every way; how many messages that made, and what was answered."""
    lan = await stage.joins_on_telegram("Lan", "p-dong-tho")
    nga = await stage.joins_on_zalo("Nga", "p-dong-tho")
    before = [len(lan.heard), len(nga.heard)]
    own, group = {"id": lan.phone.user_id, "type": "private"}, {"id": -4001, "type": "supergroup"}
    received = []
    for number, text in enumerate(REFUSED):
        words, name = f"{text}\n{TRACE}{number}", f"{TRACE}{number}-{text}.docx".replace("/", "_").replace("\n", " ")
        lan.phone.says(words)
        lan.phone.sends_document("a.docx", b"PK", words)
        lan.phone.sends_photo(b"JPG", words)
        lan.phone.sends_document(name, b"PK")
        nga.zalo.says(words)
        nga.zalo.sends_photo(words)
        forwarded = {"type": "hidden_user", "sender_user_name": TRACE}
        received += [
            incoming.receive(
                _update(4 * number, "message", lan.phone.user_id, own, text=words, forward_origin=forwarded)
            ),
            incoming.receive(_update(4 * number + 1, "edited_message", lan.phone.user_id, own, text=words)),
            incoming.receive(_update(4 * number + 2, "message", lan.phone.user_id, group, text=words)),
            incoming.receive(_update(4 * number + 3, "message", lan.phone.user_id, group, photo=[{}], caption=words)),
        ]
    await stage.app.inbox.store([row for row in received if row])
    await stage.settle()
    return len(REFUSED) * (WAYS + 3), lan.heard[before[0] :] + nga.heard[before[1] :]


async def test_they_are_found_nowhere(
    both: BothStage, tmp_path: Path, caplog: pytest.LogCaptureFixture, figure: Figure
) -> None:
    caplog.set_level(logging.INFO)
    for ours in ("bot", "handlers", "storage", "planning"):
        caplog.set_level(logging.DEBUG, ours)
    said, answers = await _says_all(both)
    # what goes to one chat at one moment is sent as one message
    assert {part for answer in answers for part in answer.split("\n\n")} <= {
        common.refused(mark) for mark in common.REFUSED
    }
    noted = await both.rows("select count(*) n from audit where action = 'text.refused'")
    assert noted == [{"n": len(REFUSED) * WAYS}]
    made = Backups(both.path, tmp_path / "backups", lambda: KEY).make()
    unpack(made.path, tmp_path / "unpacked.sqlite3", KEY)
    written = {path.name: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    written["logs"] = caplog.text.encode()
    assert {"ktgs.sqlite3", "ktgs.sqlite3-wal", "unpacked.sqlite3"} <= set(written)
    assert b"Lan" in written["unpacked.sqlite3"] + written["ktgs.sqlite3-wal"], "the right files are looked at"
    looked_for = [TRACE, *(text for text in REFUSED if len(text) >= LONG)]
    for form in ("NFC", "NFD"):
        for text in looked_for:
            wanted = unicodedata.normalize(form, text).encode()
            assert [name for name, content in written.items() if wanted in content] == [], text
    figure(
        10,
        f"{len(REFUSED)} texts by {WAYS + 3} ways: {said} messages, all refused or unread, in {len(written)} files 0",
    )
