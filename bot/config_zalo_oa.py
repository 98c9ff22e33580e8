"""The settings of a Zalo Official Account."""

from __future__ import annotations

from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, SecretStr, field_validator

from bot.config_base import PREFIX, WEBHOOK, ConfigError, Section, read_secret


class ZaloOaSettings(Section):
    """One account and the application that acts for it. Secrets come from the environment or from files."""

    enabled: bool = False
    app_id: str = Field("", pattern=r"^\d*$")
    oa_id: str = Field("", pattern=r"^\d*$")
    label: str = Field("Zalo OA", min_length=1, max_length=40)
    link: str = Field("", pattern=r"^(https://\S+)?$")
    redirect_url: str = Field("", pattern=r"^(https://\S+)?$")
    webhook_url: str | None = None
    app_secret: SecretStr | None = None
    app_secret_file: Path | None = None
    oa_secrets: SecretStr | None = None
    oa_secrets_file: Path | None = None
    signed_with: Literal["oa_secret", "app_secret", "either"] = "oa_secret"
    openapi_url: str = Field("https://openapi.zalo.me", pattern=r"^https?://\S+$")
    oauth_url: str = Field("https://oauth.zaloapp.com", pattern=r"^https?://\S+$")
    proxy: str | None = Field(None, pattern=r"^https?://\S+$")
    template_id: str = Field("", pattern=r"^\d*$")
    template_field: str = Field("noi_dung", pattern=r"^\w{1,40}$")
    template_max_text: int = Field(200, ge=20, le=400)

    @field_validator("webhook_url")
    @classmethod
    def _reachable(cls, value: str | None) -> str | None:
        if value is not None and (not WEBHOOK.fullmatch(value) or urlsplit(value).path == "/health"):
            raise ValueError("give https://HOST/PATH, with the port 443, 80, 88 or 8443 and a path other than /health")
        return value

    def secret_of_app(self) -> str:
        """What proves the application. Raises ConfigError when it is missing or its file may be read by others."""
        if not self.app_id:
            raise ConfigError("zalo_oa.app_id: not set; it stands on the application's page at developers.zalo.me")
        if self.app_secret:
            return self.app_secret.get_secret_value().strip()
        if self.app_secret_file is None:
            raise ConfigError(
                f"zalo_oa.app_secret: not set; set {PREFIX}ZALO_OA__APP_SECRET or zalo_oa.app_secret_file"
            )
        return read_secret(self.app_secret_file, "zalo_oa.app_secret_file")

    def webhook_secrets(self) -> tuple[str, ...]:
        """Whatever events may be signed with: while a secret is being changed the old and the new one. Raises
        ConfigError."""
        found: list[str] = []
        if self.signed_with != "app_secret":
            if self.oa_secrets:
                found += self.oa_secrets.get_secret_value().replace(",", "\n").split()
            elif self.oa_secrets_file:
                found += read_secret(self.oa_secrets_file, "zalo_oa.oa_secrets_file").split()
            elif self.signed_with == "oa_secret":
                raise ConfigError(
                    f"zalo_oa.oa_secrets: not set; set {PREFIX}ZALO_OA__OA_SECRETS or zalo_oa.oa_secrets_file "
                    "(the OA Secret Key of the application's page about webhooks)"
                )
        if self.signed_with != "oa_secret":
            found.append(self.secret_of_app())
        return tuple(found)
