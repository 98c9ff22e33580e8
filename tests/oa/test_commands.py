"""`ktgs zalo-oa connect|status` and `ktgs check` against the platform over HTTP."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from bot.aside import database_of
from bot.channels.base import ChannelError
from bot.commands import check, zalo_oa
from bot.config import load
from sandbox import Sandbox
from storage import zalo_oa as consents

CALLBACK = "https://office.example/zalo-oa/callback"


@pytest.fixture
async def platform(tmp_path: Path) -> AsyncIterator[Sandbox]:
    """Serves, and is what the settings in the working folder lead to."""
    sandbox = Sandbox()
    await sandbox.serve()
    for name, secret in (("app", sandbox.oa.account.app_secret), ("oa", sandbox.oa.account.oa_secret)):
        (tmp_path / name).write_text(secret)
        (tmp_path / name).chmod(0o600)
    (tmp_path / "config.toml").write_text(
        f'[office]\ndatabase = "{tmp_path}/ktgs.sqlite3"\n[telegram]\nenabled = false\n'
        f'[zalo_oa]\nenabled = true\napp_id = "{sandbox.oa.account.app_id}"\nredirect_url = "{CALLBACK}"\n'
        f'webhook_url = "https://bot.office.example/zalo-oa"\napp_secret_file = "{tmp_path}/app"\n'
        f'oa_secrets_file = "{tmp_path}/oa"\nopenapi_url = "{sandbox.oa_url}"\noauth_url = "{sandbox.oa_url}"\n'
    )
    yield sandbox
    await sandbox.close()


class Ktgs:
    """The command on the settings of this folder, in this process."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> None:
        self._settings = load(folder / "config.toml")
        self._capsys = capsys
        self._monkeypatch = monkeypatch

    async def __call__(self, action: str) -> tuple[bool, str]:
        """Whether all is well, and what was said."""
        try:
            work = check.check(self._settings) if action == "check" else zalo_oa.command(self._settings, action)
            good, wrong = await work, ""
        except ChannelError as error:
            good, wrong = False, f"ktgs: {error}"
        return good, self._capsys.readouterr().out + wrong

    async def connects(self, platform: Sandbox, pasted: str = "") -> tuple[bool, str]:
        """Consents as the account's administrator does; `pasted`: what is typed in place of the address."""
        oauth, said = platform.oa.account.oauth, ""

        def types(prompt: str) -> str:
            nonlocal said
            said = self._capsys.readouterr().out
            link = next(line.strip() for line in said.splitlines() if "/v4/oa/permission?" in line)
            asked = {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}
            oauth.challenge = said.partition("code challenge: ")[2].split()[0]  # entered in the console
            code = oauth.consent(asked["redirect_uri"], asked["code_challenge"])
            return pasted or f"{CALLBACK}?code={code}&oa_id={platform.oa.account.oa_id}&state={asked['state']}"

        self._monkeypatch.setattr("builtins.input", types)
        good, ended = await self("connect")
        return good, said + ended


@pytest.fixture
def ktgs(
    platform: Sandbox, tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Ktgs:
    return Ktgs(tmp_path, capsys, monkeypatch)


async def runs(folder: Path, *arguments: str) -> tuple[int | None, str]:
    """A process of its own."""
    process = await asyncio.create_subprocess_exec(
        sys.executable,
        "-m",
        "bot",
        *arguments,
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(Path(__file__).parents[2])},
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.STDOUT,
    )
    try:
        out, _ = await process.communicate()
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()
    return process.returncode, out.decode()


async def test_a_consent_is_taken_up_and_shown(platform: Sandbox, tmp_path: Path, ktgs: Ktgs) -> None:
    assert await ktgs("status") == (False, "WRONG zalo-oa: nobody has consented yet; run `ktgs zalo-oa connect`\n")
    good, connected = await ktgs.connects(platform)
    assert good
    assert connected.endswith("connected; a running bot goes on within a minute, else start it with: ktgs run\n")
    good, said = await ktgs("status")
    assert good
    assert f"account {platform.oa.account.oa_id}; tokens renewed 20" in said
    assert "ok    the platform knows us as OA KTGS\n" in said
    assert "0 within 48 hours, free; 0 48 hours to 7 days, paid; 0 templates, paid\n" in said
    database = database_of(load(tmp_path / "config.toml"))
    await database.open()
    async with database.read() as tx:
        known = await consents.get(tx, platform.oa.account.app_id)
    await database.close()
    assert known
    for secret in (known.access_token, known.refresh_token, known.verifier, known.button_key, "app-secret"):
        assert secret not in connected + said


@pytest.mark.parametrize(
    ("pasted", "wrong"),
    [
        (f"{CALLBACK}?code=C&state=other", "ktgs: zalo-oa connect: this address is of another attempt; begin again"),
        (f"{CALLBACK}?error=denied", "ktgs: zalo-oa connect: there is no code in this address"),
        (
            f"{CALLBACK}?code=C&oa_id=1",
            "ktgs: zalo-oa connect: refused: zalo-oa: oauth -14019 Invalid authorization code; "
            "-14003 means that the callback differs",
        ),
    ],
)
async def test_what_is_no_consent_is_named_and_changes_nothing(
    platform: Sandbox, ktgs: Ktgs, pasted: str, wrong: str
) -> None:
    good, said = await ktgs.connects(platform, pasted)
    assert not good and said.endswith(wrong)
    assert (await ktgs("status"))[1].startswith("WRONG zalo-oa: nobody has consented yet")


async def test_programs_that_run_at_the_same_time_fetch_one_pair(platform: Sandbox, tmp_path: Path, ktgs: Ktgs) -> None:
    """Real processes on one database, all of which find the token expired."""
    await ktgs.connects(platform)
    oauth = platform.oa.account.oauth
    before = oauth.given
    oauth.expire_access()
    ended = await asyncio.gather(*(runs(tmp_path, "zalo-oa", "status") for _ in range(2)), ktgs("status"))
    assert [status for status, _ in ended] == [0, 0, True], ended
    assert oauth.given == before + 1


async def test_a_consent_that_was_taken_back_is_said(platform: Sandbox, ktgs: Ktgs) -> None:
    await ktgs.connects(platform)
    platform.oa.account.oauth.revoke()
    wrong = "WRONG zalo-oa: the consent is lost; run `ktgs zalo-oa connect`\n"
    assert wrong in (await ktgs("status"))[1]
    assert wrong in (await ktgs("check"))[1]
    assert (await ktgs.connects(platform))[0]
    assert "ok    zalo-oa: the consent is good" in (await ktgs("check"))[1]
