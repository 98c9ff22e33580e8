"""Settings: one to one with config.example.toml, environment over file, secrets never in the file."""

from __future__ import annotations

import os
import tomllib
from pathlib import Path
from typing import Any, Literal
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from pydantic import (
    Field,
    SecretStr,
    ValidationError,
    ValidationInfo,
    field_validator,
    model_validator,
)
from pydantic_settings import (
    BaseSettings,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    SettingsError,
)

from bot.care_settings import AuditSettings, BackupSettings, KeepingSettings, WatchSettings
from bot.config_base import PREFIX, WEBHOOK, ConfigError, Section, read_secret
from bot.config_zalo_oa import ZaloOaSettings

__all__ = ["ConfigError", "Settings", "load", "read_secret"]

DEFAULT_FILE = Path("config.toml")


class OfficeSettings(Section):
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


class TelegramSettings(Section):
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


class ZaloBotSettings(Section):
    """One bot on the Zalo Bot Platform. People belong to one of them: it knows them by ids of its own."""

    name: str = Field("", pattern=r"^[a-z0-9-]{0,20}$")
    label: str = Field("Zalo", min_length=1, max_length=40)
    link: str = Field("", pattern=r"^(https://\S+)?$")
    token_file: Path | None = None
    seats: int = Field(50, ge=1)
    monthly: int = Field(3000, ge=1)

    @property
    def channel(self) -> str:
        """What the channel is called: "zalo", or "zalo:NAME"."""
        return f"zalo:{self.name}" if self.name else "zalo"


class ZaloSettings(Section):
    """Bots on the Zalo Bot Platform. Their tokens come from files, or from the environment in the bots' order."""

    enabled: bool = False
    tokens: SecretStr | None = None
    base_url: str = Field("https://bot-api.zaloplatforms.com", pattern=r"^https?://\S+$")
    proxy: str | None = Field(None, pattern=r"^https?://\S+$")
    mode: Literal["polling", "webhook"] = "polling"
    poll_seconds: int = Field(30, ge=0, le=50)
    webhook_url: str | None = Field(None, validate_default=True)
    bots: tuple[ZaloBotSettings, ...] = ()

    @field_validator("webhook_url")
    @classmethod
    def _reachable(cls, value: str | None, known: ValidationInfo) -> str | None:
        if value is None and known.data.get("mode") == "webhook":
            raise ValueError('not set; with zalo.mode = "webhook" it is where Zalo brings updates')
        if value is not None and (not WEBHOOK.fullmatch(value) or urlsplit(value).path == "/health"):
            raise ValueError("give https://HOST/PATH, with the port 443, 80, 88 or 8443 and a path other than /health")
        return value

    @field_validator("bots")
    @classmethod
    def _distinct(cls, value: tuple[ZaloBotSettings, ...]) -> tuple[ZaloBotSettings, ...]:
        names = [bot.channel for bot in value]
        if len(set(names)) != len(names):
            raise ValueError("two bots have the same name; give each [[zalo.bots]] a name of its own")
        return value


class WebSettings(Section):
    """The server for what platforms bring and for links to documents, behind a reverse proxy. It listens only when
    something needs it."""

    host: str = Field("127.0.0.1", min_length=1)
    port: int = Field(8080, ge=1, le=65535)
    public_url: str | None = Field(None, pattern=r"^https://[A-Za-z0-9.-]+(:\d+)?/?$")
    health: bool = False


class LimitSettings(Section):
    """How fast messages leave."""

    chat_burst: int = Field(3, ge=1, le=20)
    chat_per_second: float = Field(1.0, gt=0, le=1000)
    overall_burst: int = Field(5, ge=1, le=10000)
    overall_per_second: float = Field(25.0, gt=0, le=10000)


class LogSettings(Section):
    """What is written to standard error."""

    level: str = Field("INFO", pattern="^(DEBUG|INFO|WARNING|ERROR)$")
    format: Literal["text", "json"] = "text"


def _read(path: Path | None) -> dict[str, Any]:
    if path is None:
        return {}
    try:
        data = tomllib.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        raise ConfigError(f"{path}: no such file; copy config.example.toml and change it") from None
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ConfigError(f"{path}: not valid TOML: {error}") from None
    audit = data.get("audit")
    if isinstance(audit, dict) and "key" in audit:
        raise ConfigError(
            f"audit.key: secrets do not belong in {path.name}; name a file of mode 0600 in audit.key_file"
        )
    zalo = data.get("zalo")
    if isinstance(zalo, dict) and "tokens" in zalo:
        raise ConfigError(
            f"zalo.tokens: secrets do not belong in {path.name}; set {PREFIX}ZALO__TOKENS, "
            "or name files of mode 0600 in token_file of each [[zalo.bots]]"
        )
    zalo_oa = data.get("zalo_oa")
    for name in ("app_secret", "oa_secrets"):
        if isinstance(zalo_oa, dict) and name in zalo_oa:
            raise ConfigError(
                f"zalo_oa.{name}: secrets do not belong in {path.name}; set {PREFIX}ZALO_OA__{name.upper()}, "
                f"or name a file of mode 0600 in zalo_oa.{name}_file"
            )
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
    zalo: ZaloSettings = ZaloSettings.model_construct()
    zalo_oa: ZaloOaSettings = ZaloOaSettings.model_construct()
    web: WebSettings = WebSettings.model_construct()
    limits: LimitSettings = LimitSettings.model_construct()
    log: LogSettings = LogSettings.model_construct()
    audit: AuditSettings = AuditSettings.model_construct()
    backup: BackupSettings = BackupSettings.model_construct()
    keeping: KeepingSettings = KeepingSettings.model_construct()
    watch: WatchSettings = WatchSettings.model_construct()

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

    @model_validator(mode="after")
    def _webhooks_apart(self) -> Settings:
        """One server takes what all platforms bring, and tells them apart by the path alone."""
        telegram, zalo = self.telegram, self.zalo
        if telegram.enabled and zalo.enabled and telegram.mode == zalo.mode == "webhook":
            brought = urlsplit(telegram.webhook_url or "").path
            here = urlsplit(zalo.webhook_url or "").path
            if brought in {f"{here}/{bot.name}" if bot.name else here for bot in zalo.bots}:
                raise ValueError("zalo.webhook_url: telegram.webhook_url leads to the same path; give each its own")
        ours = urlsplit(self.zalo_oa.webhook_url or "").path if self.zalo_oa.enabled else ""
        others = {
            urlsplit(one.webhook_url or "").path for one in (telegram, zalo) if one.enabled and one.mode == "webhook"
        }
        if ours and ours in others:
            raise ValueError("zalo_oa.webhook_url: another channel's leads to the same path; give each its own")
        return self

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

    def zalo_tokens(self) -> list[str]:
        """One for each bot. Raises ConfigError when one is missing or its file may be read by others."""
        given = self.zalo.tokens.get_secret_value().split(",") if self.zalo.tokens else []
        if not self.zalo.bots:
            raise ConfigError("zalo.bots: no bot is described; add [[zalo.bots]], see config.example.toml")
        found = []
        for number, bot in enumerate(self.zalo.bots):
            if number < len(given) and given[number].strip():
                found.append(given[number].strip())
            elif bot.token_file:
                found.append(read_secret(bot.token_file, f"zalo.bots.{number}.token_file"))
            else:
                raise ConfigError(
                    f"zalo.bots.{number}: no token; name a file in its token_file, or set {PREFIX}ZALO__TOKENS "
                    "(separated by commas, in the order of the bots)"
                )
        twice = next((number for number, token in enumerate(found) if token in found[:number]), None)
        if twice is not None:
            raise ConfigError(
                f"zalo.bots.{twice}: the token of another bot; each [[zalo.bots]] needs a token of its own"
            )
        return found


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
        what = what.removeprefix("Value error, ")
        raise ConfigError(f"{name}: {what}" if name else what) from None
