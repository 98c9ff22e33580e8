"""Settings: one to one with config.example.toml, environment over file, secrets never in the file."""

from __future__ import annotations

import os
import re
import stat
import tomllib
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import BaseModel, ConfigDict, Field, SecretStr, ValidationError, ValidationInfo, field_validator
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

DEFAULT_FILE = Path("config.toml")
PREFIX = "KTGS_"
# the ports are those that Telegram delivers to; the path is compared as it stands, so it has nothing that is written
# in more than one way
WEBHOOK = re.compile(r"https://[A-Za-z0-9.-]+(:(443|80|88|8443))?(/[A-Za-z0-9._~-]+)+")


class ConfigError(Exception):
    """A setting is wrong: the text is one line that names it."""


class _Section(BaseModel):
    model_config = ConfigDict(extra="forbid")


class OfficeSettings(_Section):
    """Where things are kept, and the office's clock."""

    database: Path = Path("var/ktgs.sqlite3")
    timezone: str = "Asia/Ho_Chi_Minh"

    @field_validator("timezone")
    @classmethod
    def _known(cls, value: str) -> str:
        try:
            ZoneInfo(value)
        except (ZoneInfoNotFoundError, ValueError, OSError):
            raise ValueError(f"no such time zone: {value}") from None
        return value


class TelegramSettings(_Section):
    """The Telegram bot. The token comes from the environment or from `token_file`."""

    enabled: bool = True
    token: SecretStr | None = None
    token_file: Path | None = None
    base_url: str = Field("https://api.telegram.org/bot", pattern=r"^https?://\S+$")
    base_file_url: str = Field("https://api.telegram.org/file/bot", pattern=r"^https?://\S+$")
    proxy: str | None = Field(None, pattern=r"^https?://\S+$")
    mode: Literal["polling", "webhook"] = "polling"
    poll_seconds: int = Field(30, ge=0, le=50)
    webhook_url: str | None = Field(None, validate_default=True)
    webhook_max_connections: int = Field(40, ge=1, le=100)

    @field_validator("webhook_url")
    @classmethod
    def _reachable(cls, value: str | None, known: ValidationInfo) -> str | None:
        if value is None and known.data.get("mode") == "webhook":
            raise ValueError('not set; with telegram.mode = "webhook" it is where Telegram brings updates')
        if value is not None and (not WEBHOOK.fullmatch(value) or urlsplit(value).path == "/health"):
            raise ValueError("give https://HOST/PATH, with the port 443, 80, 88 or 8443 and a path other than /health")
        return value


class WebSettings(_Section):
    """The server for what platforms bring, behind a reverse proxy. It listens only when something needs it."""

    host: str = Field("127.0.0.1", min_length=1)
    port: int = Field(8080, ge=1, le=65535)


class LimitSettings(_Section):
    """How fast messages leave."""

    chat_burst: int = Field(3, ge=1, le=20)
    chat_per_second: float = Field(1.0, gt=0, le=1000)
    overall_burst: int = Field(5, ge=1, le=10000)
    overall_per_second: float = Field(25.0, gt=0, le=10000)


class LogSettings(_Section):
    """What is written to standard error."""

    level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")


def _read(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such file; copy config.example.toml and change it") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from None
    telegram = data.get("telegram")
    if isinstance(telegram, dict) and "token" in telegram:
        raise ConfigError(
            f"telegram.token: secrets do not belong in {path.name}; set {PREFIX}TELEGRAM__TOKEN, "
            "or name a file of mode 0600 in telegram.token_file"
        )
    return data


class Settings(BaseSettings):
    """All settings."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_nested_delimiter="__", extra="forbid")

    office: OfficeSettings = OfficeSettings()
    telegram: TelegramSettings = TelegramSettings.model_construct()
    web: WebSettings = WebSettings.model_construct()
    limits: LimitSettings = LimitSettings.model_construct()
    log: LogSettings = LogSettings.model_construct()

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return env_settings, init_settings

    @property
    def zone(self) -> ZoneInfo:
        return ZoneInfo(self.office.timezone)

    def telegram_token(self) -> str:
        """The token. Raises ConfigError when there is none or its file may be read by others."""
        if self.telegram.token:
            return self.telegram.token.get_secret_value().strip()
        path = self.telegram.token_file
        if path is None:
            raise ConfigError(f"telegram.token: not set; set {PREFIX}TELEGRAM__TOKEN or telegram.token_file")
        return read_secret(path, "telegram.token_file")


def read_secret(path: Path, name: str) -> str:
    """A secret from a file that only its owner may read."""
    try:
        mode = stat.S_IMODE(path.stat().st_mode)
        text = path.read_text("utf-8").strip()
    except OSError as error:
        raise ConfigError(f"{name}: cannot read {path}: {error.strerror}") from None
    if mode & 0o077:
        raise ConfigError(f"{name}: {path} can be read by others (mode {mode:04o}); run: chmod 600 {path}")
    if not text:
        raise ConfigError(f"{name}: {path} is empty")
    return text


def _section(text: str) -> str:
    return next((name for name in Settings.model_fields if f'"{name}"' in text), "environment")


def load(path: Path | None = None) -> Settings:
    """Settings from the file (by default config.toml, if it is there) and the environment, which wins.

    Raises ConfigError with one line that names the setting.
    """
    if path is None:
        named = os.environ.get(f"{PREFIX}CONFIG")
        path = Path(named) if named else DEFAULT_FILE if DEFAULT_FILE.exists() else None
    try:
        return Settings(**_read(path))
    except SettingsError as error:
        # a whole section given as one variable that is not JSON
        raise ConfigError(f"{_section(str(error))}: {error}") from None
    except ValidationError as error:
        first = error.errors(include_url=False, include_input=False)[0]
        name = ".".join(str(part) for part in first["loc"])
        what = "unknown setting" if first["type"] == "extra_forbidden" else first["msg"]
        raise ConfigError(f"{name}: {what.removeprefix('Value error, ')}") from None
