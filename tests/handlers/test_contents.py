"""What is inspected, in the talk: vague contents, proposed topics, names of persons, typed forms, the focus themes."""

from __future__ import annotations

from planning.programme import Role
from tests.handlers.scene import WARD, half_way, registers, submits
from tests.stage import Actor, Stage
from tests.test_bad_input import at_subject

VAGUE = "công tác lãnh đạo, chỉ đạo"


async def at_content(stage: Stage) -> Actor:
    lan = await stage.joins("Lan", "p-dong-tho")
    await half_way(lan)
    await lan.says("tháng 9")
    return lan


async def test_a_plain_content_is_never_asked_about(stage: Stage) -> None:
    lan = await at_content(stage)
    assert "\nNội dung: Công tác quản lý đất đai\nChủ đề: quản lý, sử dụng đất đai (tôi hiểu)\n" in await lan.says(
        "Công tác quản lý đất đai"
    )
    await lan.taps("Lưu")
    assert await stage.rows("select topics from inspections where created_by is not null") == [{"topics": None}]


async def test_a_vague_content_is_asked_about_once_and_may_be_kept(stage: Stage) -> None:
    minh = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    lan = await at_content(stage)
    assert await lan.says(VAGUE) == (
        "“công tác lãnh đạo, chỉ đạo” còn chung. Đồng chí gõ rõ văn bản, lĩnh vực hoặc nhiệm vụ giúp. "
        "Hoặc chọn một nội dung trọng tâm năm nay:"
    )
    assert lan.buttons[:9] == [
        "Nghị quyết đại hội",
        "Nghị quyết TW4",
        "Kết luận 01, học tập Bác",
        "Chỉ tiêu, nhiệm vụ năm",
        "Công tác cán bộ",
        "Đất đai, tài nguyên",
        "Tài chính",
        "Tài sản công",
        "Dự án đầu tư",
    ]
    card = await lan.taps("Giữ nguyên nội dung này")
    assert f"\nNội dung: {VAGUE}\nChủ đề: nội dung chưa rõ\n" in card
    await lan.taps("Lưu")
    code = lan.screen.partition("Đã lưu ")[2][:6]
    await submits(lan)
    assert f"\nNội dung chưa rõ: {code}" in minh.screen


async def test_a_focus_theme_is_taken_by_a_tap(stage: Stage) -> None:
    lan = await at_content(stage)
    await lan.says(VAGUE)
    card = await lan.taps("Kết luận 01, học tập Bác")
    assert "\nNội dung: Thực hiện Kết luận 01-KL/TW về học tập và làm theo tư tưởng, đạo đức, phong cách" in card


async def test_a_second_vague_answer_is_taken_and_a_step_back_asks_anew(stage: Stage) -> None:
    lan = await at_content(stage)
    await lan.says(VAGUE)
    assert "Nội dung gì?" in await lan.taps("Quay lại")
    assert "còn chung" in await lan.says(VAGUE)
    assert "\nNội dung: việc thực hiện nhiệm vụ\n" in await lan.says("việc thực hiện nhiệm vụ")


async def test_a_clear_answer_after_the_question(stage: Stage) -> None:
    lan = await at_content(stage)
    await lan.says(VAGUE)
    assert "\nNội dung: lãnh đạo công tác dân vận\nChủ đề: công tác dân vận (tôi hiểu)\n" in await lan.says(
        "lãnh đạo công tác dân vận"
    )


async def test_the_topic_is_changed_by_a_tap_and_counts_from_then_on(stage: Stage) -> None:
    lan = await at_content(stage)
    await lan.says("Quản lý bãi tập kết vật liệu")
    assert "\nChủ đề: chưa xác định\n" in lan.screen
    await lan.taps("Đổi chủ đề")
    assert lan.screen == "“Quản lý bãi tập kết vật liệu” thuộc chủ đề nào?"
    assert lan.buttons[-3:] == ["Không thuộc chủ đề nào", "Quay lại", "Hủy"]
    await lan.taps("Quay lại")
    await lan.taps("Sửa")
    await lan.taps("Nội dung")
    await lan.says("Quản lý đất đai, khoáng sản")
    assert "\nChủ đề: quản lý, sử dụng đất đai; quản lý, khai thác khoáng sản (tôi hiểu)\n" in lan.screen
    await lan.taps("Đổi chủ đề")
    await lan.taps("quản lý, sử dụng đất đai")
    assert "\nChủ đề: quản lý, sử dụng đất đai\n" in lan.screen
    await lan.taps("Lưu")
    assert await stage.rows("select topics from inspections where created_by is not null") == [
        {"topics": '["dat_dai"]'}
    ]


async def test_a_name_is_asked_to_be_a_position_and_is_kept_nowhere(stage: Stage) -> None:
    lan = await at_content(stage)
    said = await lan.says("Kê khai tài sản của đồng chí Nguyễn Văn Thửa")
    assert said.startswith(
        "Hệ thống không ghi họ tên cá nhân. Đồng chí gõ lại, thay tên bằng chức danh, ví dụ “Bí thư chi bộ”."
    )
    for table in ("inbox", "entries", "outbox", "questions", "audit"):
        assert "Thửa" not in str(await stage.rows(f"select * from {table}"))  # noqa: S608


async def test_a_form_may_be_typed(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await lan.says("đăng ký")
    await lan.taps(WARD)
    assert (await lan.says("gs chuyên đề")).startswith("Giám sát chuyên đề. Đối tượng là tổ chức nào?")


async def test_the_board_counts_the_focus_themes(stage: Stage) -> None:
    minh = await stage.joins("Minh", "ubkt-tu", Role.REVIEWER)
    before = await minh.says("/theodoi")
    lan = await stage.joins("Lan", "p-dong-tho")
    await registers(lan, content="Nghị quyết Trung ương 4 khóa XII")
    after = await minh.says("/theodoi")

    def met(board: str) -> int:
        return int(board.partition("Nghị quyết TW4 ")[2].split()[0])

    assert "\nSố cuộc theo trọng tâm: Nghị quyết đại hội " in after
    assert met(after) == met(before) + 1


async def test_a_content_without_accents_is_proposed_with_them_by_one_tap(stage: Stage) -> None:
    lan = await at_content(stage)
    said = await lan.says("cong tac quan ly dat dai")
    assert said.startswith(
        "“cong tac quan ly dat dai” chưa có dấu. Có phải: “công tác quản lý đất đai”? Chọn, hoặc gõ lại có dấu."
    )
    assert lan.buttons[:2] == ["công tác quản lý đất đai", "Giữ nguyên nội dung này"]
    assert '"content":' not in str(await stage.rows("select answers from entries"))
    await lan.taps("công tác quản lý đất đai")
    assert '"content":"công tác quản lý đất đai"' in str(await stage.rows("select answers from entries"))
    assert "content_plain" not in str(await stage.rows("select answers from entries"))


async def test_a_content_without_accents_may_be_kept_or_typed_again(stage: Stage) -> None:
    lan = await at_content(stage)
    said = await lan.says("viec gi do rat la")
    assert said.startswith("“viec gi do rat la” chưa có dấu. Đồng chí gõ lại có dấu, hoặc giữ nguyên.")
    await lan.says("viec gi do rat hay")  # insists
    assert '"content":"viec gi do rat hay"' in str(await stage.rows("select answers from entries"))


async def test_a_line_without_accents_is_asked_about_before_it_is_saved(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    said = await lan.says(
        "giam sat chuyen de chi bo quan su ve quan ly dat dai, thang 9\n"
        "kiem tra tai chinh dang chi bo quan su, thang 10"
    )
    assert "chi bo quan su" not in said
    assert "1. Giám sát chuyên đề · Chi bộ Quân sự · quan ly dat dai · 01/9–30/9/2027 (cần hỏi nội dung)" in said


async def test_a_position_without_accents_is_spelled(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await at_subject(lan)
    assert "Bí thư Chi bộ Quân sự" in await lan.says("bi thu chi bo quan su")
