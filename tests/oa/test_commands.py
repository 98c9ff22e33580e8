"""`ktgs zalo-oa connect|status` and `ktgs check` against the platform over HTTP, each in a process of its own."""

from __future__ import annotations

import asyncio
import os
import sys
from collections.abc import AsyncIterator
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest

from sandbox import Sandbox
from storage import zalo_oa
from storage.engine import Database

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
    """One run of the command."""

    def __init__(self, folder: Path, *arguments: str) -> None:
        self._folder = folder
        self._arguments = arguments

    async def __aenter__(self) -> asyncio.subprocess.Process:
        environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
        self.process = await asyncio.create_subprocess_exec(
            sys.executable,
            "-m",
            "bot",
            *self._arguments,
            cwd=self._folder,
            env={**environment, "PYTHONPATH": str(Path(__file__).parents[2])},
            stdin=asyncio.subprocess.PIPE,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.STDOUT,
        )
        return self.process

    async def __aexit__(self, *error: object) -> None:
        if self.process.returncode is None:
            self.process.kill()
            await self.process.wait()


async def runs(folder: Path, *arguments: str) -> tuple[int, str]:
    async with Ktgs(folder, *arguments) as process:
        out, _ = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode()


async def connects(platform: Sandbox, folder: Path, pasted: str = "") -> tuple[int, str]:
    """Consents as the account's administrator does; `pasted`: what is typed in place of the address."""
    oauth = platform.oa.account.oauth
    async with Ktgs(folder, "zalo-oa", "connect") as process:
        assert process.stdout and process.stdin
        said = ""
        while "> " not in said:
            said += (await process.stdout.read(1000)).decode()
        link = next(line.strip() for line in said.splitlines() if "/v4/oa/permission?" in line)
        asked = {name: values[0] for name, values in parse_qs(urlsplit(link).query).items()}
        oauth.challenge = said.partition("code challenge: ")[2].split()[0]  # entered in the console
        code = oauth.consent(asked["redirect_uri"], asked["code_challenge"])
        address = f"{CALLBACK}?code={code}&oa_id={platform.oa.account.oa_id}&state={asked['state']}"
        out, _ = await process.communicate(f"{pasted or address}\n".encode())
    assert process.returncode is not None
    return process.returncode, said + out.decode()


async def test_a_consent_is_taken_up_and_shown(platform: Sandbox, tmp_path: Path) -> None:
    status, said = await runs(tmp_path, "zalo-oa", "status")
    assert (status, said) == (1, "WRONG zalo-oa: nobody has consented yet; run `ktgs zalo-oa connect`\n")
    status, connected = await connects(platform, tmp_path)
    assert status == 0 and connected.endswith(
        "connected; a running bot goes on within a minute, else start it with: ktgs run\n"
    )
    status, said = await runs(tmp_path, "zalo-oa", "status")
    assert status == 0
    assert f"account {platform.oa.account.oa_id}; tokens renewed 20" in said
    assert "ok    the platform knows us as OA KTGS\n" in said
    assert "0 within 48 hours, free; 0 48 hours to 7 days, paid; 0 templates, paid\n" in said
    database = Database(tmp_path / "ktgs.sqlite3")
    await database.open()
    async with database.read() as tx:
        known = await zalo_oa.get(tx, platform.oa.account.app_id)
    await database.close()
    assert known
    for secret in (known.access_token, known.refresh_token, known.verifier, known.button_key, "app-secret"):
        assert secret not in connected + said


@pytest.mark.parametrize(
    ("pasted", "wrong"),
    [
        (f"{CALLBACK}?code=C&state=other", "this address is of another attempt; begin again"),
        (f"{CALLBACK}?error=denied", "there is no code in this address"),
        (f"{CALLBACK}?code=C&oa_id=1", "refused: zalo-oa: oauth -14019 Invalid authorization code"),
    ],
)
async def test_what_is_no_consent_is_named_and_changes_nothing(
    platform: Sandbox, tmp_path: Path, pasted: str, wrong: str
) -> None:
    status, said = await connects(platform, tmp_path, pasted)
    assert status == 1 and wrong in said
    assert (await runs(tmp_path, "zalo-oa", "status"))[0] == 1


async def test_programs_that_run_at_the_same_time_fetch_one_pair(platform: Sandbox, tmp_path: Path) -> None:
    """Real processes on one database, all of which find the token expired."""
    await connects(platform, tmp_path)
    oauth = platform.oa.account.oauth
    before = oauth.given
    oauth.expire_access()
    ended = await asyncio.gather(*(runs(tmp_path, "zalo-oa", "status") for _ in range(3)))
    assert [status for status, _ in ended] == [0, 0, 0], ended
    assert oauth.given == before + 1


async def test_a_consent_that_was_taken_back_is_said(platform: Sandbox, tmp_path: Path) -> None:
    await connects(platform, tmp_path)
    platform.oa.account.oauth.revoke()
    status, said = await runs(tmp_path, "zalo-oa", "status")
    assert status == 1
    assert "WRONG zalo-oa: the consent is lost; run `ktgs zalo-oa connect`\n" in said
    assert "WRONG zalo-oa: the consent is lost; run `ktgs zalo-oa connect`\n" in (await runs(tmp_path, "check"))[1]
    assert (await connects(platform, tmp_path))[0] == 0
    assert "ok    zalo-oa: the consent is good" in (await runs(tmp_path, "check"))[1]
