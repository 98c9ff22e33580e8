"""Two programs that poll with one token: Zalo does not refuse, it gives each half of what comes."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot import config
from bot.channels.base import CannotRunError
from bot.commands.run import run
from bot.lock import polling
from tests.zalo_stage import ZaloStage


async def test_the_platform_gives_each_message_to_whoever_asks_first(zalo: ZaloStage) -> None:
    """What the lock is for."""
    lan = await zalo.joins_on_zalo("Lan", "p-dong-tho")
    for _ in range(4):
        lan.zalo.says("menu")
    for _ in range(4):
        other = await zalo.sandbox.zalo.call(zalo.bot.token, "getUpdates", {"timeout": "0"})
        assert isinstance(other.body, dict) and other.body["ok"]
    assert await zalo.zalo_channels[0].poll_once(zalo.app.inbox.store) is False


async def test_a_second_poller_with_a_token_refuses_to_start_and_says_why(
    tmp_path: Path,
) -> None:
    token = tmp_path / "token"
    token.write_text("123:second-poller")
    token.chmod(0o600)
    (tmp_path / "config.toml").write_text(
        f'[office]\ndatabase = "{tmp_path}/b.sqlite3"\n[telegram]\nenabled = false\n[zalo]\nenabled = true\n'
        f'[[zalo.bots]]\nname = "x"\ntoken_file = "{token}"\n'
    )
    settings = config.load(tmp_path / "config.toml")
    with polling("zalo:x", "123:second-poller"):
        with pytest.raises(CannotRunError, match=r"^zalo:x: another ktgs polls with this token; stop one$"):
            await run(settings)
        with polling("zalo:x", "123:another-token"):
            pass


def test_the_lock_is_free_again_and_tells_nothing_of_the_token(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path))
    for _ in range(2):
        with polling("zalo", "123:secret"):
            (file,) = tmp_path.iterdir()
            assert "secret" not in file.name and file.read_bytes() == b""
            assert file.stat().st_mode & 0o777 == 0o600
