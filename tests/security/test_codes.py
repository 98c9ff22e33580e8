"""Security test 5: codes that cannot be guessed, are good once and for a while, and are kept as hashes."""

from __future__ import annotations

import math
import random
from datetime import timedelta

import pytest

from planning.programme import Role
from storage import guessing, people
from storage.short_codes import fresh_code
from tests.security.report import Figure
from tests.stage import Stage
from tests.zalo_stage import ZaloStage

SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
ALERT = (
    "Trong một giờ qua đã có 50 lần gõ mã mời sai, từ một hay nhiều tài khoản. Có thể có người dò mã: "
    "đề nghị gọi hỏi những người vừa được mời và xem nhật ký."
)


def guess(random: random.Random) -> str:
    signs = "".join(random.choice(SIGNS) for _ in range(8))
    return f"{signs[:4]}-{signs[4:]}"


def test_a_link_has_128_bits_and_a_typed_code_40() -> None:
    codes = {fresh_code() for _ in range(2000)}
    assert len(codes) == 2000
    assert {len(code) for code in codes} == {22}  # 128 bits in letters of 6
    typed = [people.short_code(code).replace("-", "") for code in codes]
    assert {len(code) for code in typed} == {8}
    for at in range(8):  # every sign in every place, none of them rare
        assert {code[at] for code in typed} == set(SIGNS)
    assert math.log2(len(SIGNS) ** 8) == 40


async def test_ten_thousand_guesses_hit_nothing(stage: Stage, figure: Figure) -> None:
    """Against two hundred open invitations, without the limit on guessing."""
    now, chance = stage.sandbox.now(), random.Random(8)  # noqa: S311 - the guesses of a test
    async with stage.database.write() as tx:
        codes = [await people.invite(tx, "p-dong-tho", Role.UNIT, None, now) for _ in range(200)]
        hits = 0
        for _ in range(10_000):
            typed = guess(chance)
            hits += await people.invitation_typed(tx, typed, now) is not None
            hits += await people.link_owner(tx, typed, now) is not None
        assert hits == 0
        assert await people.invitation_typed(tx, people.short_code(codes[7]), now), "the right one is found"
    figure(5, f"10,000 guesses at 200 codes: {hits} hits")


async def test_only_hashes_are_kept(stage: Stage) -> None:
    code = await stage.code("p-dong-tho", Role.UNIT)
    short = people.short_code(code)
    await stage.stranger("Lan").starts(code)
    async with stage.database.write() as tx:
        await tx.execute("delete from inbox")  # what was typed lies there until it is forgotten
    kept = b"".join(path.read_bytes() for path in stage.folder.glob("ktgs.sqlite3*"))
    rows = str(await stage.rows("select * from invitations")) + str(await stage.rows("select * from outbox"))
    assert code not in rows
    assert short not in rows
    assert short.encode() not in kept


async def test_wrong_used_and_expired_get_one_answer(stage: Stage) -> None:
    used, late = await stage.code("p-dong-tho", Role.UNIT), await stage.code("p-dong-tho", Role.UNIT)
    await stage.stranger("Lan").joined(used)
    await stage.moves(hours=73)
    answers = set()
    for number, code in enumerate((used, late, fresh_code())):
        answers.add(await stage.stranger(f"Lạ {number}").says(f"/start {code}"))
        answers.add(await stage.stranger(f"Khác {number}").says(f"/start {code}"))
    assert len(answers) == 1
    typed = {
        await stage.stranger(f"Gõ {number}").says(people.short_code(code))
        for number, code in enumerate((used, late, fresh_code()))
    }
    assert typed == {"Mã này không dùng được (sai, đã dùng hoặc quá hạn). Còn 4 lần thử."}


async def test_fifty_wrong_codes_within_an_hour_are_told_once(stage: Stage, figure: Figure) -> None:
    huong = await stage.joins("Hương", "ubkt-tu", Role.ADMIN)
    guessers = [stage.stranger(f"Lạ {number}") for number in range(25)]  # none is locked: two or three codes each
    for number in range(49):
        await guessers[number % 25].says("7K2P-9XQM")
    assert ALERT not in huong.heard
    await guessers[24].says(f"/start {fresh_code()}")  # a link counts too
    assert huong.heard.count(ALERT) == 1
    for number in range(20):
        await guessers[number].says("7K2P-9XQM")
    assert huong.heard.count(ALERT) == 1
    figure(5, "the 50th wrong code within an hour from 25 accounts: administrators told once")


@pytest.mark.parametrize(("apart", "rings"), [(72, 1), (74, 0)])
async def test_slow_wrong_codes_ring_nothing(stage: Stage, apart: int, rings: int) -> None:
    """Seconds between two: 50 within an hour are 49 pauses of 73 seconds."""
    now, rung = stage.sandbox.now(), 0
    async with stage.database.write() as tx:
        for number in range(50):
            rung += await guessing.many_wrong(tx, now + timedelta(seconds=apart * number))
    assert rung == rings


async def test_five_wrong_codes_lock_a_chat_on_every_channel(both: ZaloStage) -> None:
    for actor in (both.on_zalo("Lạ"), Stage.stranger(both, "Lạ nữa")):
        for left in (4, 3, 2, 1):
            assert f"Còn {left} lần thử." in await actor.says("7K2P-9XQM")
        assert "thử lại sau 24 giờ" in await actor.says("7K2P-9XQM")
        right = people.short_code(await both.code("p-dong-tho", Role.UNIT))
        assert (await actor.says(right)).startswith("Mã sai quá 5 lần")
