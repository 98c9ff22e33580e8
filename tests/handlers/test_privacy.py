"""What is kept of a person: agreed to at joining, given on request, erased but for the record, and in no log."""

from __future__ import annotations

import json
import logging
import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from bot import logs
from bot.backups import Backups
from bot.forgetting import Keeping, forget
from bot.packing import unpack
from handlers import notify
from handlers.dialog.chat import Action, Choice, Say
from handlers.texts import join as join_texts
from handlers.texts.personal import ERASED
from planning.programme import Role
from storage import audit, office, outbox, people, personal
from storage.engine import stamp
from storage.packed import pack
from tests.handlers.scene import registers, submits
from tests.stage import Stage

ROOT = Path(__file__).parent.parent.parent
LAN, MINH = "Trần Thị Ngọc Lan", "Phạm Quang Minh"
TYPED = "Quản lý bãi giữ xe chợ Vườn Hoa"
REASON = "Bổ sung căn cứ của cuộc kiểm tra bãi giữ xe"


async def played(stage: Stage) -> None:
    """A submission is returned with a reason, and corrected half-way."""
    lan = await stage.joins(LAN, "p-dong-tho")
    minh = await stage.joins(MINH, "ubkt-tu", Role.REVIEWER)
    await registers(lan, "chi bo quan su", "tháng 3", TYPED)
    await submits(lan)
    await minh.taps("Trả lại")
    await minh.says(REASON)
    await minh.taps("Trả lại với lý do này")
    await lan.says("/dangky")
    await lan.says("không rõ là gì")


async def person(stage: Stage, name: str) -> str:
    (row,) = await stage.rows("select id from people where name = ?", name)
    return str(row["id"])


def everything(stage: Stage) -> dict[str, list[dict[str, Any]]]:
    """Every row of every table."""
    with closing(sqlite3.connect(stage.path)) as file:
        file.row_factory = sqlite3.Row
        names = [row[0] for row in file.execute("select name from sqlite_master where type = 'table'")]
        return {name: [dict(row) for row in file.execute(f"select * from {name}")] for name in names}  # noqa: S608


async def test_who_joins_agrees_to_a_wording_that_is_written_down(stage: Stage) -> None:
    await stage.joins(LAN, "p-dong-tho")
    (row,) = await stage.rows("select * from consents")
    assert row["person_id"] == await person(stage, LAN)
    assert (row["wording"], row["agreed_at"][:16]) == (join_texts.WORDING, "2026-11-22T02:00")
    written = (ROOT / "docs" / "privacy.md").read_text("utf-8")
    assert f"| {join_texts.WORDING} | {join_texts.consent()} |" in written, "a new wording needs a new name"


async def test_an_offer_from_before_a_new_wording_is_made_again(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    lan = stage.stranger(LAN)
    await lan.starts(await stage.code("p-dong-tho", Role.UNIT))
    monkeypatch.setattr(join_texts, "WORDING", "2027-01")
    await lan.taps(join_texts.YES)
    assert "Lời mời này dành cho" in lan.screen
    assert await stage.rows("select * from people") == []
    await lan.taps(join_texts.YES)
    assert [row["wording"] for row in await stage.rows("select * from consents")] == ["2027-01"]


async def test_nothing_about_a_person_is_logged_but_an_id(stage: Stage, caplog: pytest.LogCaptureFixture) -> None:
    for name in logs.CHATTY:  # as `logs.set_up` does at every level
        caplog.set_level(logging.WARNING, name)
    with caplog.at_level(logging.DEBUG):
        await played(stage)
        await stage.moves(days=30)
        logging.getLogger("bot").debug("the end")
    assert "the end" in caplog.text
    for words in (LAN, MINH, "Ngọc", TYPED, "bãi giữ xe", REASON, stage.sandbox.token):
        assert words not in caplog.text


async def test_all_that_is_kept_is_given(stage: Stage) -> None:
    await played(stage)
    lan, minh = await person(stage, LAN), await person(stage, MINH)
    async with stage.database.write() as tx:
        found, other = await personal.export(tx, lan), await personal.export(tx, minh)
    filled = {part for part, rows in found.items() if rows}
    assert filled >= {"person", "chats", "consents", "memberships", "entries", "received", "sent", "asked"}
    assert filled >= {"versions", "inspections", "audit", "invitations"}
    assert [row["reason"] for row in other["decisions"]] == [REASON]
    assert TYPED in json.dumps(found["received"], ensure_ascii=False)
    assert "code_hash" not in json.dumps(found)
    # whatever table has the person's id in it is in the export, by its name or by ours
    ours = {"people": "person", "questions": "asked", "inbox": "received", "outbox": "sent"}
    there = {name for name, rows in everything(stage).items() if any(lan in row.values() for row in rows)}
    assert {ours.get(name, name) for name in there} <= filled


async def test_erased_is_all_but_the_record(stage: Stage) -> None:
    await played(stage)
    chi = await stage.joins("Chi", "ubkt-tu", Role.ADMIN)
    lan = await person(stage, LAN)
    async with stage.database.write() as tx:
        await people.remove(tx, lan, stage.sandbox.now())
    before = everything(stage)
    chats = {str(row["address"]) for row in before["chats"] if row["person_id"] == lan}
    async with stage.database.write() as tx:
        done = await personal.erase(tx, lan, ERASED, stage.sandbox.now())
    after = everything(stage)
    assert done.deleted > 5 and done.emptied > 5 and done.kept >= 4

    kept = json.dumps(after, ensure_ascii=False)
    assert LAN not in kept
    assert chats and not any(address in row.values() for address in chats for rows in after.values() for row in rows)
    for record in ("versions", "decisions", "inspections", "memberships", "audit", "consents", "programmes"):
        assert after[record] == before[record], record
    assert [row["name"] for row in after["people"] if row["id"] == lan] == [ERASED]
    assert not [row for row in after["entries"] if row["person_id"] == lan]
    async with stage.database.write() as tx:
        again = await personal.erase(tx, lan, ERASED, stage.sandbox.now())
        assert (again.deleted, again.emptied) == (0, 0)
        assert (await audit.verify(tx)).seq is None

    # the others' conversations go on
    await chi.says("/quantri")
    await chi.taps("Nhật ký")
    assert f"cuộc mới của {ERASED}" in chi.screen
    await stage.moves(days=1)


async def test_somebody_erased_is_a_stranger_who_may_join_anew(stage: Stage) -> None:
    lan = await stage.joins(LAN, "p-dong-tho")
    old = await person(stage, LAN)
    async with stage.database.write() as tx:
        await personal.erase(tx, old, ERASED, stage.sandbox.now())
    assert (await lan.says("/menu")).startswith("Hệ thống chỉ dành cho người được mời.")
    await lan.joined(await stage.code("p-dong-tho", Role.UNIT))
    assert await person(stage, LAN) != old


async def test_a_name_within_another_word_is_no_mention(stage: Stage) -> None:
    """Somebody called An is not in "Ban", and a button that says "Ban" stays."""
    an = await stage.joins("An", "p-ham-rong")
    chi = await stage.joins("Chi", "ubkt-tu", Role.ADMIN)
    address = str(chi.phone.user_id)
    async with stage.database.write() as tx:
        for words in ("Ban Thường vụ", "An đã tham gia"):
            say = Say(words, ((Choice("?", Action("menu")),),))
            await notify.show(tx, (stage.channels[0].name, address), None, say, stage.sandbox.now(), priority=1)
        await personal.erase(tx, await person_in(tx, "An"), ERASED, stage.sandbox.now())
    says = [json.loads(row["say"])["text"] for row in await stage.rows("select say from questions")]
    assert "Ban Thường vụ" in says and "An đã tham gia" not in says
    assert an.phone


async def person_in(tx: Any, name: str) -> str:
    ((id_, _),) = await personal.find(tx, name)
    return str(id_)


async def test_what_is_no_part_of_the_record_is_forgotten_by_rule(stage: Stage) -> None:
    """Forms, words of messages and old buttons go; the record, and what still waits, stay."""
    await played(stage)
    minh = stage.actors[MINH]
    await minh.says("/menu")
    before = everything(stage)
    keeping, start = Keeping(), stage.sandbox.now()

    async def later(days: float) -> dict[str, list[dict[str, Any]]]:
        async with stage.database.write() as tx:
            at = start + timedelta(days=days)
            await forget(tx, keeping, at, at)
        return everything(stage)

    after = await later(29)
    assert len(after["entries"]) == len(before["entries"])
    after = await later(31)
    assert {row["state"] for row in after["entries"]} == {"open"}, "what is half done is not forgotten"
    assert after["outbox"] == before["outbox"]
    async with stage.database.write() as tx:
        await outbox.post(tx, channel="fax", address="nobody", payload={"text": TYPED}, now=start)
    after = await later(61)
    assert [row["payload"] for row in after["outbox"] if row["payload"] != "{}"] == [pack({"text": TYPED})]
    assert [row["state"] for row in after["outbox"]][:-1] == [row["state"] for row in before["outbox"]]
    assert after["questions"] == before["questions"]
    after = await later(401)
    assert after["questions"] == []
    for record in ("versions", "decisions", "inspections", "memberships", "audit", "consents", "people", "chats"):
        assert after[record] == before[record], record
    assert (await minh.taps(minh.buttons[0])) != ""


async def test_counts_of_a_day_and_wrong_codes_are_forgotten_too(stage: Stage) -> None:
    start, chat = stage.sandbox.now(), ("fax", "1")
    day, month = f"{start:%Y-%m-%d}", f"{start:%Y-%m}"
    kept = ["code:2026-10", "units:revision"]  # a campaign may be called like a month
    daily = [f"forged:{day}", f"locked:{day}", f"spared:fax:1:{day}", f"out-of-reach:fax:1:{day}"]
    monthly = [f"messages:fax:{month}", f"refused:messages:fax:{month}", f"sent:fax:cs:{month}"]
    async with stage.database.write() as tx:
        await tx.execute("delete from counters")
        for name in (*kept, *daily, *monthly):
            await office.bump(tx, name)
        await people.guessed_wrong(tx, *chat, start)
        await tx.execute("insert into digests values ('person:x', ?, 1, ?)", (day, day))
        await tx.execute("insert into pauses values ('fax', '1', ?)", (stamp(start),))

    async def left(days: float) -> list[Any]:
        async with stage.database.write() as tx:
            at = start + timedelta(days=days)
            await forget(tx, Keeping(), at, at)
        found = [await stage.rows(f"select * from {table}") for table in ("guesses", "pauses", "digests")]  # noqa: S608
        return [sorted(row["name"] for row in await stage.rows("select name from counters")), *map(len, found)]

    assert await left(6) == [sorted((*kept, *daily, *monthly)), 1, 1, 1]
    assert await left(9) == [sorted((*kept, *daily, *monthly)), 0, 0, 1]
    assert await left(61) == [sorted((*kept, *monthly)), 0, 0, 0]
    assert await left(430) == [sorted(kept), 0, 0, 0]


@pytest.mark.parametrize("words", ["Tài liệu MẬT về Chi bộ Quân sự", "tố cáo đồng chí bí thư chi bộ Hoa Sen"])
async def test_what_was_refused_is_in_no_back_up(stage: Stage, words: str) -> None:
    lan = await stage.joins(LAN, "p-dong-tho")
    await lan.says(words)
    made = Backups(stage.path, stage.folder / "backups", lambda: bytes(32)).make()
    copy = stage.folder / "copy"
    unpack(made.path, copy, bytes(32))
    assert LAN.encode() in copy.read_bytes()
    assert words.encode() not in copy.read_bytes()
    assert [row["mark"] for row in await stage.rows("select refused as mark from inbox where refused is not null")]
