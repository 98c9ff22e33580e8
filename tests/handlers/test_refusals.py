"""What must be refused, said on every channel: answered with the right way, and found nowhere afterwards."""

from __future__ import annotations

import json
import logging
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from handlers.texts import common
from planning.secrecy import screen
from tests.handlers.scene import half_way
from tests.stage import Stage

ROWS = [
    json.loads(line)
    for line in (Path(__file__).parent.parent / "planning" / "data" / "refusals.jsonl")
    .read_text(encoding="utf-8")
    .splitlines()
]
REFUSED = [row["text"] for row in ROWS if row["refused"]]
ALLOWED = [row["text"] for row in ROWS if not row["refused"]]
TRACE = "QZXWVQZX"  # stands on a line of its own in every message, so that even "MAT" can be looked for


def kept(stage: Stage, folder: Path) -> bytes:
    """Everything on disk: the file, its log of writes, and a backup as an office makes it."""
    backup = folder / "backup.sqlite3"
    with closing(sqlite3.connect(stage.path)) as source, closing(sqlite3.connect(backup)) as target:
        source.backup(target)
    return b"".join(path.read_bytes() for path in (*stage.folder.glob("ktgs.sqlite3*"), backup))


async def test_what_is_refused_leaves_no_trace(stage: Stage, tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    for ours in ("bot", "handlers", "storage", "planning"):
        caplog.set_level(logging.DEBUG, ours)
    lan = await stage.joins("Lan", "p-dong-tho")
    await half_way(lan)
    await lan.says("tháng 9")
    for number, text in enumerate(REFUSED):
        refusal = screen(text)
        assert refusal
        screen_after = await lan.says(f"{text}\n{TRACE}{number}")
        assert screen_after == common.refused(refusal.mark), text
    on_disk = kept(stage, tmp_path)
    assert b"Lan" in on_disk, "the right files are looked at"
    assert TRACE.encode() not in on_disk
    assert TRACE not in caplog.text
    assert await stage.rows("select count(*) n from audit where action = 'text.refused'") == [{"n": len(REFUSED)}]
    assert (await lan.says("Nghị quyết Đại hội XIV")).startswith("Cuộc mới")  # the question is still open


@pytest.mark.telegram
async def test_names_of_files_and_captions_are_looked_at_too(stage: Stage, tmp_path: Path) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    for number, text in enumerate(REFUSED):
        name = f"{text} {TRACE}{number}.docx".replace("/", "_")
        if screen(name):
            lan.phone.sends_document(name, b"PK")
            await stage.settle()
            assert lan.screen in {common.refused(mark) for mark in common.REFUSED}, name
        lan.phone.sends_document("a.docx", b"PK", f"{text}\n{TRACE}{number}")
        await stage.settle()
        assert lan.screen in {common.refused(mark) for mark in common.REFUSED}, text
    assert TRACE.encode() not in kept(stage, tmp_path)


def test_every_mark_has_its_own_way() -> None:
    assert {screen(text).mark for text in REFUSED if screen(text)} == set(common.REFUSED)  # type: ignore[union-attr]
    assert "văn bản mật" in common.refused("secret_mark")
    assert "đơn thư" in common.refused("denunciation")


async def test_what_only_sounds_like_it_is_taken(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await half_way(lan)
    await lan.says("tháng 9")
    for text in ALLOWED:
        assert await lan.says(text) not in {common.refused(mark) for mark in common.REFUSED}, text
    assert await stage.rows("select id from audit where action = 'text.refused'") == []
