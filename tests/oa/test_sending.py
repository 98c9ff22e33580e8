"""What leaves, and what the platform's numbers make of it."""

from __future__ import annotations

import pytest

from bot.channels.zalo_oa import ZaloOaChannel, message
from bot.meter import bill
from handlers.dialog.chat import Capabilities
from planning.programme import Role
from sandbox import Fault
from storage import mailbox
from storage.mailbox import Attachment, Post
from tests.oa_stage import AllStage, OaActor, OaStage
from tests.stage import START, Actor

CAN = ZaloOaChannel.capabilities


@pytest.fixture
async def lan(all_three: AllStage) -> OaActor:
    return await all_three.joins_on_oa("Lan", "p-dong-tho")


@pytest.fixture
async def huong(all_three: AllStage) -> Actor:
    return await all_three.joins_on_telegram("Hương", "ubkt-tu", Role.ADMIN)


async def sends(stage: OaStage, who: OaActor, text: str = "Một") -> str:
    """Queue a notice; its state after everything was tried once."""
    async with stage.database.write() as tx:
        id_ = await mailbox.post(
            tx,
            channel="zalo-oa",
            address=who.oa.user_id,
            payload={"text": text, "rows": [], "on_text": None, "lasting": False},
            now=START,
            priority=mailbox.NOTICE,
        )
    await stage.settle()
    return str((await stage.rows("select state from outbox where id = ?", id_))[0]["state"])


@pytest.mark.parametrize(
    ("code", "state"),
    [
        *((code, "waiting") for code in (-32, -200, -204, -205, -209, -212, -219, -221, -223, -224, -320, -321)),
        *((code, "dropped") for code in (-213, -218, -230, -232, -244, -227)),
        *((code, "failed") for code in (-201, -210, -233, -235, -240, -248, -9999)),
    ],
)
async def test_every_number_has_a_meaning(
    all_three: AllStage, lan: OaActor, huong: Actor, code: int, state: str
) -> None:
    before, told = len(lan.heard), len(huong.heard)
    all_three.sandbox.oa.refuses(code, path="/cs")
    assert await sends(all_three, lan) == state
    assert len(lan.heard) == before
    assert (len(huong.heard) > told) is (code not in (-32, -200))


async def test_trouble_with_the_account_is_told_by_another_channel_and_messages_wait(
    all_three: AllStage, lan: OaActor, huong: Actor
) -> None:
    all_three.sandbox.oa.refuses(-224, path="/cs")
    await sends(all_three, lan)
    assert huong.screen == (
        "Kênh Zalo OA không gửi được tin: Zalo báo lỗi -224 về tài khoản OA hoặc ứng dụng (gói dịch vụ, xác thực, "
        "số dư). Tin đang chờ, hệ thống thử lại sau 15 phút. Đồng chí kiểm tra trên trang quản lý OA."
    )
    (pause,) = await all_three.rows("select * from pauses where channel = 'zalo-oa' and address = ''")
    assert pause["until"]


async def test_a_failure_without_a_reason_is_tried_once_more(all_three: AllStage, lan: OaActor, huong: Actor) -> None:
    all_three.sandbox.oa.refuses(-200, path="/cs", times=2)
    assert await sends(all_three, lan) == "waiting"
    async with all_three.database.write() as tx:
        await tx.execute("update outbox set next_try_at = null where state = 'waiting'")
    await all_three.settle()
    (row,) = await all_three.rows("select state from outbox where payload like '%\"Một\"%'")
    assert row["state"] == "failed"


async def test_a_used_up_quota_is_believed_at_the_second_time(all_three: AllStage, lan: OaActor) -> None:
    all_three.sandbox.oa.refuses(-211, path="/cs", times=2)
    assert await sends(all_three, lan) == "waiting"
    async with all_three.database.write() as tx:
        await tx.execute("delete from pauses")
        await tx.execute("update outbox set next_try_at = null where state = 'waiting'")
    all_three.app.outbox.dispatch._quiet.clear()
    await all_three.settle()
    (row,) = await all_three.rows("select state from outbox where payload like '%\"Một\"%'")
    assert row["state"] == "dropped"


@pytest.mark.parametrize("kind", [Fault.DROPPED_AFTER, Fault.GATEWAY_TIMEOUT])
async def test_what_may_have_arrived_is_never_repeated(all_three: AllStage, lan: OaActor, kind: Fault) -> None:
    before = len(lan.heard)
    all_three.sandbox.oa.faults.next(kind, method="cs")
    assert await sends(all_three, lan) == "uncertain"
    await all_three.moves(hours=2)
    assert lan.heard[before:] == ["Một"]
    async with all_three.database.read() as tx:
        counted = await bill(tx, "zalo-oa", ("free",), "2026-11")
    assert counted["free"] == all_three.sandbox.oa.account.bill["free"]


@pytest.mark.parametrize("kind", [Fault.DROPPED_BEFORE, Fault.SERVER_ERROR])
async def test_what_surely_did_not_arrive_waits(all_three: AllStage, lan: OaActor, kind: Fault) -> None:
    all_three.sandbox.oa.faults.next(kind, method="cs")
    assert await sends(all_three, lan) == "waiting"


def document(address: str, name: str, size: int = 10) -> Post:
    payload = {"text": "Tài liệu.", "file": "x"}
    return Post("p", "zalo-oa", address, "file", payload, None, 0, None, None, attachment=Attachment(name, b"x" * size))


@pytest.mark.parametrize("name", ["du-thao.docx", "du-thao.pdf"])
@pytest.mark.parametrize("key", ["token", "attachment_id"])
async def test_a_document_is_uploaded_and_follows_its_words(oa: OaStage, name: str, key: str) -> None:
    lan = await oa.joins_on_oa("Lan", "p-dong-tho")
    oa.sandbox.oa.account.handle_key = key  # type: ignore[assignment]
    sent = await oa.oa_channel.send(document(lan.oa.user_id, name), None)
    words, file = lan.oa.messages[-2:]
    assert words.text == "Tài liệu."
    assert file.file and (file.file.file_name, file.file.content) == (name, b"x" * 10)
    assert sent and sent.costs == ("free", "free")


async def test_a_picture_has_its_words_under_it(oa: OaStage) -> None:
    lan = await oa.joins_on_oa("Lan", "p-dong-tho")
    await oa.oa_channel.send(document(lan.oa.user_id, "anh.png"), None)
    assert (lan.oa.last.text, bool(lan.oa.last.file)) == ("Tài liệu.", True)


async def test_an_upload_that_is_too_old_is_made_again_once(oa: OaStage) -> None:
    lan = await oa.joins_on_oa("Lan", "p-dong-tho")
    ask, refused = oa.sandbox.oa.ask, list[int]()

    async def old(request: object) -> object:
        attachment = getattr(request, "body", {}).get("message", {}).get("attachment") or {}
        if attachment.get("type") == "file" and not refused:
            refused.append(1)
            oa.sandbox.oa.refuses(-100, path="/cs")
        return await ask(request)  # type: ignore[arg-type]

    oa.sandbox.oa.ask = old  # type: ignore[method-assign, assignment]
    await oa.oa_channel.send(document(lan.oa.user_id, "a.docx"), None)
    assert lan.oa.last.file
    assert len([one for one in oa.sandbox.oa.asked if one.path.endswith("/upload/file")]) == 2


@pytest.mark.parametrize(
    ("name", "size", "carried"),
    [
        ("a.docx", 5 * message.MEGABYTE, True),
        ("a.docx", 5 * message.MEGABYTE + 1, False),
        ("A.PDF", 1, True),
        ("a.png", message.MEGABYTE, True),
        ("a.jpg", message.MEGABYTE + 1, False),
        ("a.xlsx", 1, False),
        ("docx", 1, True),
        ("a.exe", 1, False),
    ],
)
def test_which_files_are_carried(name: str, size: int, carried: bool) -> None:
    assert CAN.carries(name, size) is carried


def test_other_channels_carry_all_or_nothing() -> None:
    assert Capabilities(buttons=1, can_edit=True, max_text=1, files=True).carries("a.xlsx", 10**8)
    assert not Capabilities(buttons=0, can_edit=False, max_text=1, files=False).carries("a.docx", 1)


async def test_a_long_message_goes_on_where_it_broke_off(oa: OaStage) -> None:
    lan = await oa.joins_on_oa("Lan", "p-dong-tho")
    text, before = "\n".join(letter * 1500 for letter in "abc"), len(lan.heard)
    ask, count = oa.sandbox.oa.ask, []

    async def breaks(request: object) -> object:
        if getattr(request, "path", "").endswith("/cs"):
            count.append(1)
            if len(count) == 2:
                oa.sandbox.oa.refuses(-32, path="/cs")
        return await ask(request)  # type: ignore[arg-type]

    oa.sandbox.oa.ask = breaks  # type: ignore[method-assign, assignment]
    assert await sends(oa, lan, text) == "waiting"
    async with oa.database.write() as tx:
        await tx.execute("delete from pauses")
        await tx.execute("update outbox set next_try_at = null where state = 'waiting'")
    oa.app.outbox.dispatch._quiet.clear()
    await oa.settle()
    assert [text[0] for text in lan.heard[before:]] == ["a", "b", "c"]
