"""Colours, times in the reader's zone, disabled buttons: shown where the server knows them, never missed elsewhere."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from itertools import combinations
from typing import Any

import pytest

from bot.channels.base import RejectedError
from bot.channels.telegram.features import Feature, Features
from handlers.dialog.chat import BOLD_ON, Action, Choice, Say, at_time
from planning.programme import Role
from sandbox import ShownMessage
from storage.engine import moment
from storage.outbox import Post
from tests.handlers.scene import registers, submits
from tests.stage import Actor, Stage

CARD = (
    "Dự thảo mới: Đảng ủy phường Đông Thọ, năm 2027, lần 1\n"
    "0 kiểm tra, 1 giám sát · không thấy chồng chéo\nGửi 09:00 ngày 22/11/2026\n"
    "⚠ Chưa nhận chương trình của UBKT Đảng ủy phường Đông Thọ\n⚠ Có 0 cuộc kiểm tra, ít nhất cần 1\n"
    "⚠ 8 đơn vị trực thuộc chưa có đủ cuộc trong năm: "
    "Chi bộ Cơ quan phường Đông Thọ, Chi bộ Công an phường Đông Thọ, …"
)
RETURNED = (
    "Đảng ủy phường Đông Thọ, lần 1\nĐã trả lại lúc 09:00 ngày 22/11/2026, Minh.\nLý do: Bổ sung nội dung về đất đai"
)
SEAL = "Đã trả lại · Minh"
KNOWN = {"style": Feature.STYLE, "disabled": Feature.SEAL, "date_time": Feature.TIME}
# an older server ignores a field it does not know, but not a tag, nor a button that does nothing
NOTICED = {"disabled", "date_time"}
AT = datetime(2026, 11, 22, 2, 0, tzinfo=UTC)


@pytest.fixture
async def reviewers(stage: Stage) -> tuple[Actor, Actor]:
    return (
        await stage.joins("Minh", "ubkt-tu", Role.REVIEWER),
        await stage.joins("Thu", "ubkt-tu", Role.REVIEWER),
    )


async def a_draft(stage: Stage) -> Actor:
    lan = await stage.joins("Lan", "p-dong-tho")
    await registers(lan)
    await submits(lan)
    return lan


async def returns(minh: Actor) -> None:
    await minh.taps("Trả lại")
    await minh.says("Bổ sung nội dung về đất đai")
    await minh.taps("Trả lại với lý do này")


def keys(message: ShownMessage) -> list[dict[str, Any]]:
    """The buttons as they were sent, without what they lead to."""
    rows = (message.markup or {}).get("inline_keyboard", [])
    return [{name: value for name, value in key.items() if name != "callback_data"} for row in rows for key in row]


def moments(message: ShownMessage) -> list[tuple[str, int]]:
    """The words that clients show in the reader's zone, and the moment each stands for."""
    found = [entity for entity in message.entities if entity["type"] == "date_time"]
    cut = [message.text[entity["offset"] : entity["offset"] + entity["length"]] for entity in found]
    return [(words, entity["unix_time"]) for words, entity in zip(cut, found, strict=True)]


def on(stage: Stage) -> set[Feature]:
    return stage.channel._sender._features.on


async def stamped(stage: Stage, sql: str) -> int:
    (row,) = await stage.rows(sql)
    return int(moment(row["at"]).timestamp())


async def test_a_card_has_colours_and_a_moment_and_a_decided_one_is_sealed(
    stage: Stage, reviewers: tuple[Actor, Actor]
) -> None:
    minh, thu = reviewers
    await a_draft(stage)
    card = thu.phone.last
    assert card.text == CARD
    assert keys(card) == [
        {"text": "Thống nhất", "style": "success"},
        {"text": "Trả lại", "style": "danger"},
        {"text": "Từng cuộc"},
        {"text": "Việc khác"},
    ]
    sent = await stamped(stage, "select submitted_at as at from versions")
    assert moments(card) == [("09:00 ngày 22/11/2026", sent)]
    await returns(minh)
    assert card.text == RETURNED
    assert keys(card) == [{"text": SEAL, "disabled": {}}]
    assert card.buttons[0][0].data is None
    decided = await stamped(stage, "select decided_at as at from decisions")
    assert moments(card) == [("09:00 ngày 22/11/2026", decided)]
    assert keys(minh.phone.last)[0] == {"text": SEAL, "disabled": {}}
    assert minh.buttons == [SEAL, "Dự thảo chờ", "Menu", "Lấy lại quyết định"]
    assert on(stage) == set(Feature)


@pytest.mark.parametrize("missing", [set(some) for size in (1, 2, 3) for some in combinations(sorted(KNOWN), size)])
async def test_an_older_server_gets_the_same_words_and_is_asked_once(
    stage: Stage, reviewers: tuple[Actor, Actor], missing: set[str]
) -> None:
    minh, thu = reviewers
    stage.sandbox.features.difference_update(missing)
    lan = await a_draft(stage)
    card = thu.phone.last
    assert card.text == CARD
    assert [key["text"] for key in keys(card)] == ["Thống nhất", "Trả lại", "Từng cuộc", "Việc khác"]
    assert [key.get("style") for key in keys(card)] == (
        [None] * 4 if "style" in missing else ["success", "danger", None, None]
    )
    assert (moments(card) == []) == ("date_time" in missing)
    await returns(minh)
    assert (card.text, minh.screen) == (RETURNED, RETURNED)
    assert keys(card) == ([] if "disabled" in missing else [{"text": SEAL, "disabled": {}}])
    assert (moments(card) == []) == ("date_time" in missing)
    assert len(stage.sandbox.refused) == len(missing & NOTICED)
    assert on(stage) == {feature for name, feature in KNOWN.items() if name not in missing & NOTICED}
    stage.sandbox.refused.clear()
    # from now on it is known
    await submits(lan)
    await minh.taps("Thống nhất", on=minh.sees("Dự thảo gửi lại"))
    assert thu.sees("Đã thống nhất bước đầu").text == minh.screen
    assert lan.screen.startswith("Ủy ban Kiểm tra đã thống nhất bước đầu dự thảo lần 2")
    assert stage.sandbox.refused == []


def post(stage: Stage, who: Actor, say: Say) -> Post:
    payload = {**json.loads(json.dumps(say.to_json())), "question": "q"}
    return Post("p1", "telegram", str(who.phone.user_id), "say", payload, None, 0, None, None)


MENU = Choice("Menu", Action("menu"), "good")
WRONG = {
    "too long": (Say("a" * 5000 + at_time("09:00", AT), ((MENU,),), seal="xong"), "message is too long"),
    "a mark without its end": (Say(f"{BOLD_ON}a {at_time('09:00', AT)}"), "can't parse entities"),
    "a button without words": (Say("a", ((Choice(" ", Action("menu")),),), seal="xong"), "button text is empty"),
    "both kinds": (Say(f"{BOLD_ON}{at_time('09:00', AT)}", ((MENU,),), seal="xong"), "can't parse entities"),
    "nothing special in it": (Say(f"{BOLD_ON}a"), "can't parse entities"),
}


@pytest.mark.parametrize("what", WRONG)
async def test_a_message_that_is_wrong_in_another_way_costs_no_feature(
    stage: Stage, reviewers: tuple[Actor, Actor], what: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    minh, thu = reviewers
    say, reason = WRONG[what]
    monkeypatch.setattr(stage.channel._sender, "_max_text", 100_000)  # so that nothing is cut
    with pytest.raises(RejectedError, match=f"(?i){reason}"):
        await stage.channel.send(post(stage, minh, say), None)
    assert 1 <= len(stage.sandbox.refused) <= 2  # as it is, and at most once with less in it
    stage.sandbox.refused.clear()
    assert on(stage) == set(Feature)
    await a_draft(stage)
    await returns(minh)
    assert keys(thu.phone.last) == [{"text": SEAL, "disabled": {}}]
    assert len(moments(thu.phone.last)) == 1


async def test_an_edit_that_changes_nothing_is_no_reason_either(stage: Stage, reviewers: tuple[Actor, Actor]) -> None:
    minh, _ = reviewers
    say = Say(f"Gửi {at_time('09:00', AT)}", seal="xong")
    sent = post(stage, minh, say)
    there = await stage.channel.send(sent, None)
    assert there
    shown = Post("p1", "telegram", sent.address, "say", sent.payload, None, 0, there.id, None)
    assert await stage.channel.send(post(stage, minh, say), shown) == there
    assert [item.description.partition(":")[0] for item in stage.sandbox.refused] == ["Bad Request"]
    assert on(stage) == set(Feature)
    stage.sandbox.refused.clear()


async def test_what_has_no_features_in_it_is_sent_as_it_is() -> None:
    seen: list[set[Feature]] = []

    async def call(features: set[Feature]) -> None:
        seen.append(set(features))

    known = Features()
    known.on.discard(Feature.TIME)
    await known.call(set(), call)
    await known.call({Feature.TIME, Feature.SEAL}, call)
    assert seen == [set(), {Feature.SEAL}]
