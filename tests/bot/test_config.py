"""Settings: the environment wins, one line names what is wrong, secrets stay out of the file."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel

from bot.config import ConfigError, Settings, load
from bot.config_base import PREFIX

ROOT = Path(__file__).parent.parent.parent
EXAMPLE = ROOT / "config.example.toml"
TOKEN = "123456789:AAE-a-token-of-some-length"
SECRETS = {"telegram.token", "zalo.tokens", "zalo_oa.app_secret", "zalo_oa.oa_secrets", "audit.key"}


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder: no config.toml of a developer is read."""
    monkeypatch.chdir(tmp_path)
    return tmp_path


def wrong(text: str = "", **environment: str) -> str:
    """The one line that a file (and environment) is refused with."""
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        path = Path("config.toml")
        path.write_text(text, "utf-8")
        with pytest.raises(ConfigError) as refused:
            load().telegram_token()
    assert "\n" not in str(refused.value)
    return str(refused.value)


def fields(model: type[BaseModel], before: str = "") -> dict[str, Any]:
    """{"section.setting": default} of all settings."""
    found: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        section = field.annotation
        if isinstance(section, type) and issubclass(section, BaseModel):
            found |= fields(section, f"{before}{name}.")
        else:
            found[f"{before}{name}"] = field.default
    return found


def written(text: str) -> dict[str, Any]:
    return {f"{section}.{name}": value for section, row in tomllib.loads(text).items() for name, value in row.items()}


def test_without_file_and_environment_the_defaults_hold() -> None:
    settings = load()
    assert settings.office.database == Path("var/ktgs.sqlite3")
    assert settings.zone.key == "Asia/Ho_Chi_Minh"
    assert (settings.telegram.enabled, settings.telegram.poll_seconds, settings.log.level) == (True, 30, "INFO")


def test_the_environment_wins_over_the_file(monkeypatch: pytest.MonkeyPatch) -> None:
    Path("config.toml").write_text('[telegram]\npoll_seconds = 5\nproxy = "http://p:1"\n[log]\nlevel = "ERROR"\n')
    monkeypatch.setenv("KTGS_TELEGRAM__POLL_SECONDS", "7")
    settings = load()
    assert (settings.telegram.poll_seconds, settings.telegram.proxy, settings.log.level) == (7, "http://p:1", "ERROR")


def test_a_file_may_stand_elsewhere(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    here, there = folder / "here.toml", folder / "there.toml"
    here.write_text("[telegram]\npoll_seconds = 1\n")
    there.write_text("[telegram]\npoll_seconds = 2\n")
    monkeypatch.setenv("KTGS_CONFIG", str(there))
    assert load().telegram.poll_seconds == 2
    assert load(here).telegram.poll_seconds == 1
    with pytest.raises(ConfigError, match=r"nowhere.toml: no such file; copy config.example.toml"):
        load(folder / "nowhere.toml")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("[telegram]\npol_seconds = 5", "telegram.pol_seconds: unknown setting"),
        ("[viber]\nenabled = true", "viber: unknown setting"),
        ('[zalo]\nmode = "webhook"', "zalo.webhook_url: not set"),
        ("[[zalo.bots]]\n[[zalo.bots]]", "zalo.bots: two bots have the same name"),
        (
            '[telegram]\nenabled = true\nmode = "webhook"\nwebhook_url = "https://h.example/hook/2"\n'
            '[zalo]\nenabled = true\nmode = "webhook"\nwebhook_url = "https://h.example/hook"\n'
            '[[zalo.bots]]\n[[zalo.bots]]\nname = "2"',
            "zalo.webhook_url: telegram.webhook_url leads to the same path; give each its own",
        ),
        ('[zalo]\ntokens = "1:a"', "zalo.tokens: secrets do not belong in config.toml; set KTGS_ZALO__TOKENS"),
        (
            '[zalo_oa]\napp_secret = "x"',
            "zalo_oa.app_secret: secrets do not belong in config.toml; set KTGS_ZALO_OA__APP_SECRET",
        ),
        (
            '[telegram]\nmode = "webhook"\nwebhook_url = "https://h.example/hook"\n'
            '[zalo_oa]\nenabled = true\nwebhook_url = "https://h.example/hook"',
            "zalo_oa.webhook_url: another channel's leads to the same path; give each its own",
        ),
        ('[telegram]\npoll_seconds = "five"', "telegram.poll_seconds: Input should be a valid integer"),
        ("[telegram]\npoll_seconds = 51", "telegram.poll_seconds: Input should be less than or equal to 50"),
        ("[limits]\nchat_per_second = 0", "limits.chat_per_second: Input should be greater than 0"),
        ('[log]\nlevel = "LOUD"', "log.level: String should match pattern"),
        ("log = 3", "log: "),
        ('[telegram]\nbase_url = "api.telegram.org"', "telegram.base_url: String should match pattern"),
        ('[office]\ntimezone = "Asia/Hanoi"', "office.timezone: no such time zone: Asia/Hanoi"),
        ('[office]\ntimezone = "../etc/passwd"', "office.timezone: no such time zone: ../etc/passwd"),
        ("[office\n", "config.toml: not valid TOML: "),
        ('[telegram]\nmode = "push"', "telegram.mode: Input should be 'polling' or 'webhook'"),
        ("[telegram]\nwebhook_max_connections = 101", "telegram.webhook_max_connections: Input should be less than"),
        ("[web]\nport = 0", "web.port: Input should be greater than or equal to 1"),
        ('[web]\nhost = ""', "web.host: String should have at least 1 character"),
        ("[web]\nsecret = 1", "web.secret: unknown setting"),
    ],
)
def test_a_wrong_setting_is_named_in_one_line(text: str, line: str) -> None:
    assert wrong(text).startswith(line)


@pytest.mark.parametrize(
    ("name", "value", "line"),
    [
        ("KTGS_TELEGRAM__POLL_SECONDS", "five", "telegram.poll_seconds: Input should be a valid integer"),
        ("KTGS_TELEGRAM__POL_SECONDS", "5", "telegram.pol_seconds: unknown setting"),
        ("KTGS_OFFICE__TIMEZONE", "Asia", "office.timezone: no such time zone: Asia"),
        pytest.param(
            *("KTGS_OFFICE", "var/ktgs.sqlite3", "office: "),
        ),
    ],
)
def test_a_wrong_variable_is_named_in_one_line(name: str, value: str, line: str) -> None:
    assert wrong(**{name: value}).startswith(line)


def test_a_webhook_needs_an_address() -> None:
    assert wrong('[telegram]\nmode = "webhook"') == (
        'telegram.webhook_url: not set; with telegram.mode = "webhook" it is where Telegram brings updates'
    )
    assert wrong(KTGS_TELEGRAM__MODE="webhook").startswith("telegram.webhook_url: not set; ")


@pytest.mark.parametrize(
    "url",
    [
        "http://bot.office.example/telegram",  # Telegram itself refuses it
        "https://bot.office.example",
        "https://bot.office.example/",
        "https://bot.office.example/health",
        "https://bot.office.example/telegram/",
        "https://bot.office.example/a//b",
        "https://bot.office.example/telegram?a=b",
        "https://bot.office.example/telegram#a",
        "https://bot.office.example/%74elegram",
        "https://bot.office.example:8081/telegram",
        "https://user:word@bot.office.example/telegram",
        "https://bot.office.example/telegram\n",
        "bot.office.example/telegram",
        "",
    ],
)
def test_an_address_that_is_no_webhook_is_refused(url: str) -> None:
    line = wrong(KTGS_TELEGRAM__WEBHOOK_URL=url)
    assert line == (
        "telegram.webhook_url: give https://HOST/PATH, with the port 443, 80, 88 or 8443 and a path other than /health"
    )


@pytest.mark.parametrize("url", ["https://bot.office.example/telegram", "https://10.0.0.1:8443/a/B-1_~.x/health"])
def test_a_webhook_is_set_up(url: str, monkeypatch: pytest.MonkeyPatch) -> None:
    Path("config.toml").write_text(f'[telegram]\nmode = "webhook"\nwebhook_url = "{url}"\n[web]\nport = 9000\n')
    settings = load()
    assert (settings.telegram.mode, settings.telegram.webhook_url) == ("webhook", url)
    assert (settings.web.host, settings.web.port) == ("127.0.0.1", 9000)
    monkeypatch.setenv("KTGS_TELEGRAM__MODE", "polling")  # for a while, without changing the file
    assert load().telegram.mode == "polling"


def test_a_token_in_the_file_is_refused_and_not_repeated() -> None:
    line = wrong(f'[telegram]\ntoken = "{TOKEN}"')
    assert line == (
        "telegram.token: secrets do not belong in config.toml; set KTGS_TELEGRAM__TOKEN, "
        "or name a file of mode 0600 in telegram.token_file"
    )


def test_a_token_comes_from_the_environment_and_shows_nowhere(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KTGS_TELEGRAM__TOKEN", f" {TOKEN}\n")
    settings = load()
    assert settings.telegram_token() == TOKEN
    assert TOKEN not in f"{settings!r} {settings} {settings.model_dump()} {settings.model_dump_json()}"


def test_without_a_token_the_line_says_how_to_set_one() -> None:
    assert wrong() == "telegram.token: not set; set KTGS_TELEGRAM__TOKEN or telegram.token_file"


@pytest.mark.parametrize("mode", [0o644, 0o640, 0o604, 0o602])
def test_a_token_file_that_others_may_read_is_refused(folder: Path, mode: int) -> None:
    path = folder / "token"
    path.write_text(TOKEN)
    path.chmod(mode)
    line = wrong(f'[telegram]\ntoken_file = "{path}"')
    assert line == f"telegram.token_file: {path} can be read by others (mode {mode:04o}); run: chmod 600 {path}"


@pytest.mark.parametrize("mode", [0o600, 0o400])
def test_a_token_file_for_its_owner_only_is_read(folder: Path, mode: int) -> None:
    path = folder / "token"
    path.write_text(f"{TOKEN}\n")
    path.chmod(mode)
    Path("config.toml").write_text(f'[telegram]\ntoken_file = "{path}"\n')
    assert load().telegram_token() == TOKEN


def test_a_token_file_that_is_empty_or_missing_is_named(folder: Path) -> None:
    text = f'[telegram]\ntoken_file = "{folder / "token"}"'
    assert wrong(text) == f"telegram.token_file: cannot read {folder / 'token'}: No such file or directory"
    (folder / "token").touch(0o600)
    assert wrong(text) == f"telegram.token_file: {folder / 'token'} is empty"


def test_the_example_file_is_accepted_and_changes_nothing() -> None:
    assert load(EXAMPLE) == Settings()


def test_the_example_file_has_every_setting_with_its_default() -> None:
    # a setting without a default that can be written stands as a comment
    optional = re.sub(
        r"^# (?=((token|app_secret|oa_secrets|key)_file|proxy|webhook_url|public_url|folder) = )",
        "",
        EXAMPLE.read_text("utf-8"),
        flags=re.MULTILINE,
    )
    known = fields(Settings)
    assert written(optional).keys() == known.keys() - SECRETS
    for name, value in written(EXAMPLE.read_text("utf-8")).items():
        wanted = list(known[name]) if isinstance(known[name], tuple) else known[name]
        assert value == (str(wanted) if isinstance(wanted, Path) else wanted), name
    for name in SECRETS:
        assert PREFIX + name.upper().replace(".", "__") in EXAMPLE.read_text("utf-8")


def test_two_bots_with_one_token_are_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("KTGS_ZALO__TOKENS", "1:a,1:a")
    file = tmp_path / "config.toml"
    file.write_text('[[zalo.bots]]\n[[zalo.bots]]\nname = "2"\n', "utf-8")
    with pytest.raises(ConfigError, match=r"^zalo\.bots\.1: the token of another bot; each"):
        load(file).zalo_tokens()
