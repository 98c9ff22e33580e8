"""Five buttons that stay for ever and can be typed by anybody who knows what they send."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.zalo_oa import message
from bot.channels.zalo_oa.presses import NOBODYS, payload, pressed
from handlers.dialog.chat import Action, Choice, Say, column
from planning.programme import Role
from storage import people
from storage.ids import new_id
from storage.mailbox import Post
from tests.handlers.scene import WARD, registers, submits
from tests.oa_stage import OaActor, OaStage

LATE = "Lựa chọn này đã hết tác dụng, không có gì thay đổi. Gõ “menu” để tiếp tục."
STRANGER = "Hệ thống chỉ dành cho người được mời. Đề nghị liên hệ Ủy ban Kiểm tra để nhận lời mời; có mã mời thì gõ mã."

DECIDED = "Dự thảo này đã được thống nhất bước đầu, chờ văn bản, ngày 22/11/2026, Thu. Không có gì thay đổi."


async def cards(oa: OaStage) -> tuple[OaActor, OaActor, OaActor]:
    """Two reviewers with the card of one draft, and who sent it."""
    minh = await oa.joins_on_oa("Minh", "ubkt-tu", Role.REVIEWER)
    thu = await oa.joins_on_oa("Thu", "ubkt-tu", Role.REVIEWER)
    lan = await oa.joins_on_oa("Lan", "p-dong-tho")
    await registers(lan, body=WARD)
    await submits(lan)
    return minh, thu, lan


def payload_of(who: OaActor, title: str) -> str:
    return next(button.payload for button in who.oa.last.buttons if button.title == title)


async def test_a_card_has_buttons_and_no_codes(oa: OaStage) -> None:
    minh, _, _ = await cards(oa)
    assert [button.title for button in minh.oa.last.buttons] == ["Thống nhất", "Trả lại", "Từng cuộc", "Việc khác"]
    assert "gõ" not in minh.oa.last.text
    await minh.taps("Thống nhất")
    assert len(await oa.rows("select id from decisions")) == 1


async def test_a_press_is_hidden_from_who_pressed(oa: OaStage) -> None:
    minh, _, _ = await cards(oa)
    await minh.taps("Từng cuộc")
    assert not [one.text for one in minh.oa.messages if one.text.startswith("#")]


async def test_what_another_persons_button_sends_is_no_press(oa: OaStage) -> None:
    minh, thu, lan = await cards(oa)
    stolen = payload_of(minh, "Thống nhất")
    for who in (thu, lan):
        assert await who.says(stolen) == LATE
    stranger = oa.on_oa("Kẻ lạ")
    assert await stranger.says(stolen) == STRANGER
    assert await oa.rows("select id from decisions") == []
    assert "#" not in str(await oa.rows("select answers from entries"))


async def test_the_person_typing_their_own_payload_presses(oa: OaStage) -> None:
    """Nothing in the event tells the two apart, and it is theirs to press."""
    minh, _, _ = await cards(oa)
    await minh.says(payload_of(minh, "Thống nhất"))
    assert len(await oa.rows("select id from decisions")) == 1


async def test_old_buttons_answer_politely_and_change_nothing(oa: OaStage) -> None:
    minh, thu, _ = await cards(oa)
    card = minh.oa.last
    await thu.taps("Thống nhất")
    for title in ("Thống nhất", "Trả lại", "Thống nhất"):
        assert await minh.taps(title, on=card) == DECIDED
    await oa.moves(days=40)
    assert await minh.taps("Thống nhất", on=card) == DECIDED
    assert len(await oa.rows("select id from decisions")) == 1


async def test_a_button_pressed_twice_counts_once(oa: OaStage) -> None:
    lan = await oa.joins_on_oa("Lan", "p-dong-tho")
    await registers(lan, body=WARD)
    await lan.says("menu")
    await lan.taps("Gửi thẩm định")
    if WARD in lan.buttons:
        await lan.taps(WARD)
    question = lan.oa.last
    lan.oa.presses("Gửi", on=question)
    lan.oa.presses("Gửi", on=question)
    await oa.settle()
    assert len(await oa.rows("select id from versions")) == 1


async def test_an_invitation_is_taken_once_by_whom_it_was_shown_to(oa: OaStage) -> None:
    lan, binh = oa.on_oa("Lan"), oa.on_oa("Bình")
    await lan.starts(await oa.code("p-dong-tho", Role.UNIT))
    await binh.says(payload_of(lan, "Đúng, tham gia"))
    assert await oa.rows("select id from people") == []
    await lan.taps("Đúng, tham gia")
    async with oa.database.read() as tx:
        assert [name for _, name in await people.active(tx)] == ["Lan"]


async def test_after_a_restart_old_buttons_still_mean_the_same(oa: OaStage) -> None:
    minh, _, _ = await cards(oa)
    await oa.restart()
    await minh.taps("Thống nhất")
    assert len(await oa.rows("select id from decisions")) == 1


def post(say: Say) -> Post:
    given_ = {**say.to_json(), "question": new_id(), "code": "K7Q2", "told": False}
    return Post(new_id(), "zalo-oa", "12345", "say", given_, None, 0, None, None)


def many(count: int, **firm: bool) -> Say:
    choices = [Choice(f"Chọn {n}", Action("menu"), firm=firm.get(f"c{n}", False)) for n in range(1, count + 1)]
    return Say("Chọn đi.", column(*choices))


def test_five_choices_are_five_buttons_and_six_are_numbers_beside_five_buttons() -> None:
    (five,) = message.texts(post(many(5)), "key")
    assert five["text"] == "Chọn đi."
    assert [one["title"] for one in five["attachment"]["payload"]["buttons"]] == [f"Chọn {n}" for n in range(1, 6)]
    (six,) = message.texts(post(many(6)), "key")
    assert six["text"].endswith("\n\nTrả lời một số:\n" + "\n".join(f"{n} Chọn {n}" for n in range(1, 7)))
    assert len(six["attachment"]["payload"]["buttons"]) == 5


def test_what_has_no_number_has_a_button_first() -> None:
    (seven,) = message.texts(post(many(7, c7=True)), "key")
    assert [one["title"] for one in seven["attachment"]["payload"]["buttons"]] == [
        *(f"Chọn {n}" for n in range(1, 5)),
        "Chọn 7",
    ]


def test_long_texts_are_cut_and_only_the_last_part_has_buttons() -> None:
    say = Say("\n".join("a" * 300 for _ in range(12)), many(2).rows)
    parts = message.texts(post(say), "key")
    assert [("attachment" in part, len(part["text"]) <= 2000) for part in parts] == [(False, True), (True, True)]


def test_a_long_label_is_cut_in_composed_letters() -> None:
    label = "Đảng ủy phường " * 10
    say = Say("?", ((Choice(label, Action("menu")),),))
    (one,) = message.texts(post(say), "key")
    (button,) = one["attachment"]["payload"]["buttons"]
    assert len(button["title"]) == 100 and button["title"].endswith("…")


def test_payloads_are_opaque_and_different_for_everybody() -> None:
    question = new_id()
    made = {payload("key", who, question, n) for who in ("1", "2") for n in range(3)}
    assert len(made) == 6
    assert all(re.fullmatch(r"#[0-9a-z]{26}\.\d\.[\w-]{22}", one) and len(one) < 100 for one in made)


@given(st.text(max_size=80))
def test_what_people_type_is_no_press(text: str) -> None:
    assert pressed("key", "1", text) in (None, NOBODYS)


@pytest.mark.parametrize("change", [("1", "2"), ("a", "b"), ("0", "1")])
def test_whatever_is_changed_in_a_payload_makes_it_nobodys(change: tuple[str, str]) -> None:
    question = "0" * 25 + "a"
    good = payload("key", "1", question, 1)
    assert pressed("key", "1", f" {good}\n") == (question, 1)
    assert pressed("another", "1", good) == NOBODYS
    assert pressed("key", "11", good) == NOBODYS
    head, dot, sign = good.rpartition(".")
    assert pressed("key", "1", head.replace(*change) + dot + sign) == NOBODYS
