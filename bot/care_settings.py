"""Settings of what keeps an office's data safe: audit, back-ups, how long things are kept, watching."""

from __future__ import annotations

from pathlib import Path

from pydantic import Field, SecretStr

from bot.config_base import Section


class AuditSettings(Section):
    """The key of the audit's chain: from the environment, or from a file that is made when there is none."""

    key: SecretStr | None = None
    key_file: Path | None = None


class BackupSettings(Section):
    """Copies of the database, encrypted with the office's key."""

    enabled: bool = True
    folder: Path | None = None
    key_file: Path | None = None
    every_minutes: int = Field(15, ge=1, le=1440)
    hourly_days: int = Field(2, ge=0, le=60)
    daily_days: int = Field(30, ge=1, le=400)
    monthly_months: int = Field(12, ge=0, le=120)


class KeepingSettings(Section):
    """After how many days what is no part of the record is forgotten."""

    inbox_days: int = Field(7, ge=1, le=400)
    files_days: int = Field(7, ge=1, le=400)
    entries_days: int = Field(30, ge=1, le=400)
    outbox_days: int = Field(60, ge=31, le=400)
    questions_days: int = Field(400, ge=60, le=4000)


class WatchSettings(Section):
    """When something counts as not working, and administrators hear of it."""

    channel_minutes: int = Field(5, ge=2, le=1440)
    outbox_minutes: int = Field(15, ge=2, le=1440)
    backup_minutes: int = Field(60, ge=5, le=10080)
