"""Tokens that rotate: a refresh token is good once, whoever asks; a lost consent is told and costs no message."""

from __future__ import annotations

import asyncio
import json
import logging
from typing import Any

import pytest

from bot.channels.base import CannotRunError, RetryError
from bot.channels.http import Request
from bot.channels.zalo_oa.errors import LostConsentError, StoppedError
from bot.channels.zalo_oa.keeper import Keeper
from bot.channels.zalo_oa.oauth import OAuth, challenge, code_of, permission_link
from planning.programme import Role
from sandbox import Fault
from storage.engine import Database
from storage.errors import CannotWriteError
from tests.oa_stage import HOST, AllStage, OaStage, transport


def another_keeper(oa: OaStage, database: Database) -> Keeper:
    """As another program on the same file has one: no lock of this process is shared."""
    account = oa.sandbox.oa.account
    oauth = OAuth(transport(oa.sandbox.oa), account.app_id, account.app_secret, HOST)
    return Keeper(database, account.app_id, oauth)


async def test_an_expired_token_is_renewed_once_and_the_message_leaves(oa: OaStage) -> None:
    lan = await oa.joins_on_oa("Lan", "p-dong-tho")
    oauth = oa.sandbox.oa.account.oauth
    for end in (oauth.expire_access, lambda: oa.sandbox.oa.refuses(-216, path="/cs")):
        before = oauth.given
        end()
        assert (await lan.says("tro giup")).startswith("Trợ giúp")
        assert oauth.given == before + 1


async def test_two_refreshers_of_one_program_fetch_one_pair(oa: OaStage) -> None:
    old, before = await oa.keeper.usable(), oa.sandbox.oa.account.oauth.given
    new = await asyncio.gather(*(oa.keeper.renewed(old) for _ in range(5)))
    assert {one.access_token for one in new} == {(await oa.keeper.usable()).access_token}
    assert oa.sandbox.oa.account.oauth.given == before + 1


async def test_refreshers_of_several_programs_kill_none(oa: OaStage) -> None:
    """Each has a connection and a lock of its own; the platform would refuse the second use of the refresh token."""
    others = [Database(oa.path) for _ in range(3)]
    for database in others:
        await database.open()
    try:
        for _ in range(5):
            old, before = await oa.keeper.usable(), oa.sandbox.oa.account.oauth.given
            keepers = [oa.keeper, *(another_keeper(oa, database) for database in others)]
            new = await asyncio.gather(*(keeper.renewed(old) for keeper in keepers))
            assert len({one.access_token for one in new}) == 1
            assert oa.sandbox.oa.account.oauth.given == before + 1
        assert (await oa.oa_channel.about())["oa_id"] == oa.sandbox.oa.account.oa_id
    finally:
        for database in others:
            await database.close()


async def test_without_the_lock_the_race_would_kill_one(oa: OaStage) -> None:
    """So that the test above can fail: the stand-in does refuse the second use."""
    old = await oa.keeper.usable()
    await oa.oauth.refresh(old.refresh_token)
    with pytest.raises(LostConsentError):
        await oa.oauth.refresh(old.refresh_token)


async def test_a_new_pair_is_stored_before_anybody_uses_it(oa: OaStage) -> None:
    seen: list[bool] = []
    ask = oa.sandbox.oa.ask

    async def watching(request: Any) -> Any:
        if request.path.endswith("/getoa"):
            stored = (await oa.keeper.usable()).access_token
            seen.append(request.header("access_token") == stored)
        return await ask(request)

    oa.sandbox.oa.ask = watching  # type: ignore[method-assign]
    oa.sandbox.oa.account.oauth.expire_access()
    await oa.oa_channel.about()
    assert seen == [True, True]


async def test_a_full_disk_loses_no_pair(oa: OaStage, monkeypatch: pytest.MonkeyPatch) -> None:
    real, failures = oa.database.write, 2

    def write() -> Any:
        nonlocal failures
        if failures:
            failures -= 1
            raise CannotWriteError("disk full")
        return real()

    async def no_wait(seconds: float) -> None:
        assert seconds == 1

    old = await oa.keeper.usable()
    monkeypatch.setattr(oa.database, "write", write)
    monkeypatch.setattr("bot.channels.zalo_oa.keeper.asyncio.sleep", no_wait)
    assert (await oa.keeper.renewed(old)).generation == old.generation + 1
    await oa.oa_channel.about()


async def test_who_is_told_to_stop_while_renewing_still_stores_the_pair(oa: OaStage) -> None:
    old, asked, go_on = await oa.keeper.usable(), asyncio.Event(), asyncio.Event()
    ask = oa.sandbox.oa.ask

    async def slow(request: Any) -> Any:
        answer = await ask(request)
        asked.set()
        await go_on.wait()
        return answer

    oa.sandbox.oa.ask = slow  # type: ignore[method-assign]
    waiting = asyncio.create_task(oa.keeper.renewed(old))
    await asked.wait()
    waiting.cancel()
    go_on.set()
    await oa.oa_channel.close()
    assert (await oa.keeper.usable()).generation == old.generation + 1


@pytest.mark.parametrize("kind", [Fault.DROPPED_BEFORE, Fault.SERVER_ERROR, Fault.GATEWAY_TIMEOUT])
async def test_an_outage_of_the_door_is_no_lost_consent(oa: OaStage, kind: Fault) -> None:
    old = await oa.keeper.usable()
    oa.sandbox.oa.faults.next(kind, method="access_token")
    with pytest.raises(RetryError) as failed:
        await oa.keeper.renewed(old)
    assert not isinstance(failed.value, LostConsentError)
    assert (await oa.keeper.usable()).generation == old.generation


@pytest.mark.parametrize(
    ("answer", "wanted"),
    [
        ({"error": -14014, "error_name": "Invalid refresh token", "error_description": "x"}, LostConsentError),
        ({"error": -118, "error_name": "invalid grant"}, LostConsentError),
        ({"error": -14002, "error_name": "Invalid app id", "error_reason": "x"}, StoppedError),
        ({"access_token": "a", "expires_in": "90000"}, RetryError),
        ({"access_token": None, "refresh_token": "r", "expires_in": "90000"}, RetryError),
        ({"access_token": "a", "refresh_token": "r", "expires_in": "soon"}, RetryError),
        ({}, RetryError),
    ],
)
async def test_only_a_whole_pair_takes_the_place_of_a_good_one(
    oa: OaStage, answer: dict[str, Any], wanted: type[Exception]
) -> None:
    async def says(request: Request) -> tuple[int, bytes]:
        return 200, json.dumps(answer).encode()

    keeper = Keeper(oa.database, oa.sandbox.oa.account.app_id, OAuth(says, "1", "s", HOST))
    old = await keeper.usable()
    with pytest.raises(wanted) as failed:
        await keeper.renewed(old)
    assert type(failed.value) is wanted
    known = await keeper.known()
    assert (known.access_token, known.refresh_token) == (old.access_token, old.refresh_token)


async def test_a_lost_consent_is_told_elsewhere_and_what_waits_leaves_after_a_new_one(all_three: AllStage) -> None:
    huong = await all_three.joins_on_telegram("Hương", "ubkt-tu", Role.ADMIN)
    lan = await all_three.joins_on_oa("Lan", "p-dong-tho")
    all_three.sandbox.oa.account.oauth.revoke()
    lan.oa.says("tro giup")
    await all_three.settle()
    assert huong.screen == (
        "Kênh Zalo OA không gửi được tin: quyền truy cập của ứng dụng đã hết hiệu lực. Tin mới vẫn được nhận và lưu. "
        "Cần người quản lý máy chủ chạy “ktgs zalo-oa connect” và quản trị của OA đồng ý lại."
    )
    lost = await all_three.rows("select action from audit where action like 'oa.%' order by id")
    assert [row["action"] for row in lost] == ["oa.lost"]
    told = len(huong.heard)
    lan.oa.says("menu")
    await all_three.oa_channel.look_after_tokens()
    await all_three.settle()
    assert len(huong.heard) == told  # once
    assert len(await all_three.rows("select id from outbox where channel = 'zalo-oa' and state = 'waiting'")) == 2

    oauth, before = all_three.sandbox.oa.account.oauth, len(lan.heard)
    # another program does this: `ktgs zalo-oa connect`
    await another_keeper(all_three, all_three.database).connect(oauth.consent(oauth.redirect_url, oauth.challenge), "")
    async with all_three.database.write() as tx:
        await tx.execute("delete from pauses")  # the minute is over
        await tx.execute("update outbox set next_try_at = null")
    all_three.app.outbox.dispatch._quiet.clear()
    await all_three.settle()
    assert [text.split("\n")[0] for text in lan.heard[before:]] == [
        "Trợ giúp",
        "“menu” đến trước khi câu hỏi dưới đây hiện ra, nên chưa được tính. Mời đồng chí trả lời.",
    ]


async def test_the_pair_is_renewed_an_hour_before_it_ends(oa: OaStage) -> None:
    before = oa.sandbox.oa.account.oauth.given
    await oa.oa_channel.look_after_tokens()
    assert oa.sandbox.oa.account.oauth.given == before
    async with oa.database.write() as tx:
        await tx.execute("update zalo_oa set expires_at = '2020-01-01T00:00:00.000000Z'")
    await oa.oa_channel.look_after_tokens()
    assert oa.sandbox.oa.account.oauth.given == before + 1


async def test_with_a_lost_consent_the_channel_starts_stores_and_tells(all_three: AllStage) -> None:
    huong = await all_three.joins_on_telegram("Hương", "ubkt-tu", Role.ADMIN)
    async with all_three.database.write() as tx:
        await tx.execute("update zalo_oa set lost_at = '2026-11-22T00:00:00.000000Z'")
    await all_three.restart()
    await all_three.oa_channel.look_after_tokens()
    lan = all_three.on_oa("Lan")
    lan.oa.says("chào")
    await all_three.settle()
    assert "quyền truy cập của ứng dụng đã hết hiệu lực" in huong.screen
    assert len(await all_three.rows("select id from inbox where channel = 'zalo-oa'")) == 1
    with pytest.raises(CannotRunError, match="the consent is lost"):
        await all_three.oa_channel.about()


async def test_without_consent_the_channel_does_not_start(oa: OaStage) -> None:
    async with oa.database.write() as tx:
        await tx.execute("update zalo_oa set generation = 0")
    with pytest.raises(CannotRunError, match=r"nobody has consented yet; run `ktgs zalo-oa connect`"):
        await oa.oa_channel.start()


async def test_a_code_works_once_and_only_with_our_verifier(oa: OaStage) -> None:
    oauth, consent = oa.sandbox.oa.account.oauth, await oa.keeper.known()
    code = oauth.consent(oauth.redirect_url, oauth.challenge)
    await oa.oauth.exchange(code, consent.verifier)
    with pytest.raises(StoppedError, match="-14019"):
        await oa.oauth.exchange(code, consent.verifier)
    with pytest.raises(StoppedError, match="-14020"):
        await oa.oauth.exchange(oauth.consent(oauth.redirect_url, oauth.challenge), "another verifier")
    oa.sandbox.oa.refused.clear()


def test_the_challenge_is_that_of_the_standard() -> None:
    # RFC 7636, appendix B
    assert challenge("dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk") == "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM"


def test_the_link_and_what_comes_back() -> None:
    link = permission_link("https://oauth.zaloapp.com", "42", "https://o.example/cb", "v" * 43, "S")
    assert link.startswith(
        "https://oauth.zaloapp.com/v4/oa/permission?app_id=42&redirect_uri=https%3A%2F%2Fo.example%2Fcb"
    )
    assert code_of("https://o.example/cb?code=C&oa_id=7&state=S", "S") == ("C", "7")
    assert code_of(" C-only ", "S") == ("C-only", "")
    for pasted, wrong in (
        ("https://o.example/cb?code=C&state=other", "another attempt"),
        ("https://o.example/cb?oa_id=7", "no code"),
        ("  ", "nothing was entered"),
    ):
        with pytest.raises(ValueError, match=wrong):
            code_of(pasted, "S")


async def test_no_token_reaches_a_log_or_a_row_of_another_table(oa: OaStage, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    lan = await oa.joins_on_oa("Lan", "p-dong-tho")
    secret = {(await oa.keeper.known()).refresh_token}
    oa.sandbox.oa.account.oauth.expire_access()
    await lan.says("menu")
    known = await oa.keeper.known()
    secret |= {known.refresh_token, known.access_token, known.verifier, known.button_key}
    oa.sandbox.oa.account.oauth.revoke()
    await lan.says("menu")
    told = caplog.text + repr(known)
    for table in ("outbox", "inbox", "audit", "office"):
        told += str(await oa.rows(f"select * from {table}"))  # noqa: S608
    assert not [word for word in secret if word in told]
    assert oa.path.stat().st_mode & 0o077 == 0
