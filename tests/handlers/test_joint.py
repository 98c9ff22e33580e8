"""Joint teams: two boards of the city at one ward, and somebody who appraises; on both channels."""

from __future__ import annotations

import pytest

from planning.programme import Role
from tests.stage import Actor, Stage

ORGANISATION = "Ban Tổ chức Thành ủy"
MASSES = "Ban Dân vận Thành ủy"
LAW = "Thực hiện dân chủ ở cơ sở"  # what the board for mass mobilisation checks in April, as KT-021


@pytest.fixture
async def an(stage: Stage) -> Actor:
    return await stage.joins("An", "ban-to-chuc")


@pytest.fixture
async def chi(stage: Stage) -> Actor:
    return await stage.joins("Chi", "ban-dan-van")


async def reaches_the_warning(actor: Actor, subject: str = "đảng ủy phường hàm rồng", when: str = "tháng 4") -> str:
    await actor.says("menu")
    await actor.taps("Đăng ký cuộc mới")
    await actor.taps(next(label for label in actor.buttons if label.startswith("Kiểm tra")))
    await actor.says(subject)
    return await actor.says(when)


async def test_x(stage: Stage, an: Actor, chi: Actor) -> None:
    print(await reaches_the_warning(an), an.buttons)
    print(await an.taps("Đề nghị đoàn chung"), an.buttons)
    print(await an.says(LAW), an.buttons)
    print(an.screen, an.buttons)
    print(await an.taps("Lưu"), an.buttons)
    print("CHI", chi.screen, chi.buttons)
    print(await chi.taps("Đồng ý đoàn chung"), chi.buttons)
    print("AN", an.screen, an.buttons)
    assert 0
