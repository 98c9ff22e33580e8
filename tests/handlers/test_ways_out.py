"""The ways out of a warning: few buttons at first, the rarer ones behind one of them, and back without loss."""

from __future__ import annotations

from tests.handlers.scene import WARD
from tests.stage import Stage
from tests.zalo_stage import ZaloStage

WARNING = ["Giữ tháng 5", "Tháng 2: trống", "Tháng 3: trống", "Tháng 7: trống", "Thời gian khác", "Đơn vị khác (3)"]


async def test_the_rarer_ways_out_stand_behind_one_button(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await lan.says("giam sat chi bo truong thcs tran phu ve quan ly thu chi, thang 5")
    await lan.taps(WARD)
    assert lan.screen.startswith("Có thể chồng chéo.")
    if not isinstance(stage, ZaloStage):
        assert lan.buttons[: len(WARNING)] == WARNING[: len(lan.buttons)]
    await lan.taps("Đơn vị khác (3)")
    assert lan.screen.startswith("Thay Chi bộ Trường THCS Trần Phú bằng đơn vị cùng loại")
    await lan.taps("Quay lại")
    assert lan.screen.startswith("Có thể chồng chéo.")
    await lan.taps("Đơn vị khác (3)")
    await lan.taps("Đổi đối tượng")
    assert "Đối tượng là tổ chức nào" in lan.screen


async def test_a_look_at_them_keeps_what_the_line_said(stage: Stage) -> None:
    lan = await stage.joins("Lan", "p-dong-tho")
    await lan.says("giam sat chi bo truong thcs tran phu ve quan ly thu chi, thang 5")
    await lan.taps(WARD)
    await lan.taps("Đơn vị khác (3)")
    await lan.taps("Quay lại")
    await lan.says("tháng 3")
    assert "“quan ly thu chi” chưa có dấu" in lan.screen
