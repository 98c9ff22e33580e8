"""The administrator changes the lexicon in chat; the next content is read by it."""

from __future__ import annotations

from datetime import UTC, datetime

from planning.lexicon import Change
from planning.programme import Role
from storage import topics
from tests.handlers.scene import WARD_UBKT, half_way, registers
from tests.stage import Stage


async def test_a_phrase_is_added_and_taken_out(stage: Stage) -> None:
    admin = await stage.joins("Hương", "ubkt-tu", Role.ADMIN)
    lan = await stage.joins("Lan", "p-dong-tho")
    await half_way(lan)
    await lan.says("tháng 9")

    await admin.says("/quantri")
    await admin.taps("Chủ đề")
    assert "Gõ tên chủ đề hoặc một cụm từ, ví dụ “đất đai”, để xem và sửa." in admin.screen
    await admin.says("khoáng sản")
    await admin.taps("quản lý, khai thác khoáng sản")
    assert admin.screen.startswith("Quản lý, khai thác khoáng sản\nNhận ra khi gõ: khoáng sản;")
    assert admin.screen.endswith("Gõ một cụm từ để thêm; cụm từ đã có thì để bỏ.")
    assert await admin.says("Bãi tập kết") == "Thêm “bãi tập kết” vào chủ đề quản lý, khai thác khoáng sản?"
    await admin.taps("Đúng, thêm")
    assert admin.screen.startswith("Đã thêm “bãi tập kết”.")

    assert "Chủ đề: quản lý, khai thác khoáng sản (tôi hiểu)" in await lan.says("Quản lý bãi tập kết vật liệu")

    await admin.says("bai tap ket")
    assert admin.screen == "Bỏ “bãi tập kết” khỏi chủ đề quản lý, khai thác khoáng sản?"
    await admin.taps("Đúng, bỏ")
    assert admin.screen.startswith("Đã bỏ “bãi tập kết”.")
    rows = await stage.rows("select action, object from audit where action like 'topic.%' order by id")
    assert [(row["action"], row["object"]) for row in rows] == [
        ("topic.phrase_added", "topic:khoang_san"),
        ("topic.phrase_removed", "topic:khoang_san"),
    ]


async def test_overlaps_follow_the_offices_lexicon_and_what_was_confirmed(stage: Stage) -> None:
    """Also those of what had been saved before; in another month, so nothing but the content meets."""
    lan = await stage.joins("Lan", "p-dong-tho")
    await registers(lan, when="tháng 3", content="Hoạt động của bãi tập kết cát")
    await lan.says("menu")
    await half_way(lan, body=WARD_UBKT)
    await lan.says("tháng 9")
    assert "hồng chéo" not in await lan.says("Quản lý bãi tập kết vật liệu")
    code = (await lan.taps("Lưu")).partition("Đã lưu ")[2][:6]
    async with stage.database.write() as tx:
        await topics.change(tx, Change("khoang_san", "bãi tập kết"), None, datetime.now(UTC))
    await lan.taps("Xem chương trình")
    met = "Đảng ủy phường Đông Thọ dự kiến giám sát chuyên đề cùng đối tượng này, tháng 3/2027"
    because = "Cùng nội dung: quản lý, khai thác khoáng sản."
    said = await lan.taps(code)
    assert met in said and because in said

    await lan.taps("Sửa")
    await lan.taps("Giữ nguyên")
    await lan.taps("Đổi chủ đề")
    await lan.taps("Không thuộc chủ đề nào")
    await lan.taps("Lưu")
    await lan.taps("Xem chương trình")
    assert met not in await lan.taps(code)


async def test_a_new_topic(stage: Stage) -> None:
    admin = await stage.joins("Hương", "ubkt-tu", Role.ADMIN)
    await admin.says("/quantri")
    await admin.taps("Chủ đề")
    await admin.says("cảng cá tự quản")
    await admin.taps("Chủ đề mới: cảng cá tự quản")
    assert admin.screen == "Thêm chủ đề mới cảng cá tự quản?"
    await admin.taps("Đúng, thêm")
    assert admin.screen.startswith(
        "Đã thêm chủ đề cảng cá tự quản.\n\nCảng cá tự quản\nNhận ra khi gõ: cảng cá tự quản."
    )
    await stage.restart()
    await admin.says("/quantri")
    await admin.taps("Chủ đề")
    assert "cảng cá tự quản" in (await admin.says("cảng cá"), *admin.buttons)


async def test_what_is_no_phrase_and_what_is_there_already(stage: Stage) -> None:
    admin = await stage.joins("Hương", "ubkt-tu", Role.ADMIN)
    await admin.says("/quantri")
    await admin.taps("Chủ đề")
    await admin.says("đất đai")
    await admin.taps("quản lý, sử dụng đất đai")
    assert (await admin.says("…")).startswith("Cụm từ cần từ 3 đến 60 ký tự")
    assert "Cụm từ này đang thuộc: quản lý, khai thác khoáng sản." in await admin.says("khoáng sản")
    await admin.taps("Không")
    assert admin.screen.startswith("Quản lý, sử dụng đất đai")
