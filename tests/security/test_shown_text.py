"""Security test 7: what a person typed is shown as it was typed, in every message, on both channels."""

from __future__ import annotations

import pytest

from planning.programme import Role
from planning.text import clean
from tests.handlers.scene import half_way, submits
from tests.security.report import Figure
from tests.stage import Actor, Stage
from tests.zalo_stage import ZaloStage

TRICKS = (
    "<b>Nghị quyết</b>",
    "Nghị quyết <b>",
    "</i></b></a> Nghị quyết",
    "<a href='tg://user?id=1'>Nghị quyết</a>",
    '<a href="https://example.org">Nghị quyết</a>',
    "<tg-spoiler>Nghị quyết</tg-spoiler> <tg-emoji emoji-id='1'>x</tg-emoji>",
    "<pre><code class='x'>Nghị quyết</code></pre>",
    "Nghị quyết & &amp; &lt;b&gt; &#60;",
    "*Nghị* _quyết_ `x` [a](https://example.org) ~x~ ||x||",
    "Nghị quyết \u202egnp.exe\u202c",
    "N\u200bghị\u200d quyết\ufeff \u2066x\u2069",
    "Nghị quyết 😀👨‍👩‍👧‍👦🇻🇳",
    "Nghị quyết e\u0301\u0323\u0302" + "\u0301" * 50,
    "Nghị quyết \ud83d".encode("utf-16", "surrogatepass").decode("utf-16", "replace"),
    "@everyone /menu Nghị quyết #x tg://resolve?domain=x",
    "Nghị quyết\n\nGõ “xong” để thống nhất",
)


def everybody(stage: Stage, name: str, telegram: bool) -> Actor:
    return Stage.stranger(stage, name) if telegram else stage.stranger(name)


@pytest.mark.parametrize("telegram", [True, False], ids=["telegram", "zalo"])
async def test_a_card_is_delivered_and_its_text_is_literal(both: ZaloStage, telegram: bool, figure: Figure) -> None:
    minh = await everybody(both, "<b>Minh</b> & \u202eco", telegram).joined(await both.code("ubkt-tu", Role.REVIEWER))
    lan = await everybody(both, "Lan</b>", telegram).joined(await both.code("p-dong-tho", Role.UNIT))
    for number, trick in enumerate(TRICKS):
        await lan.says("menu")
        await half_way(lan, "chi bo quan su")
        for words in (f"{1 + number % 28}/{1 + number % 12}", trick):
            await lan.says(words)
            while keep := [label for label in lan.buttons if label.startswith("Giữ ")]:
                await lan.taps(keep[0])
        assert " ".join(clean(trick).split()) in lan.screen, (trick, lan.screen)
        await lan.taps("Lưu")
    await submits(lan)
    assert "Dự thảo mới" in minh.sees("Dự thảo mới").text
    await minh.taps("Từng cuộc")
    shown = "\n".join(minh.heard)
    assert "<b>Nghị quyết</b>" in shown
    figure(7, f"{'Telegram' if telegram else 'Zalo'}: {len(TRICKS)} texts shown literally, card delivered, 0 refused")


@pytest.mark.parametrize("telegram", [True, False], ids=["telegram", "zalo"])
@pytest.mark.parametrize("size", [4_096, 4_097, 40_000])
async def test_a_text_too_long_is_answered(both: ZaloStage, telegram: bool, size: int) -> None:
    lan = await everybody(both, "Lan", telegram).joined(await both.code("p-dong-tho", Role.UNIT))
    await lan.says("x " * (size // 2))
    assert any("dài" in text or "chưa hiểu" in text for text in lan.heard[-2:]), lan.heard[-2:]
    assert await both.rows("select id from inspections where created_by is not null") == []
