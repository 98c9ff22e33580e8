"""The time in which messages are delivered: real, also when the demo's clock is moved."""

from __future__ import annotations

from datetime import UTC, datetime


def real_time() -> datetime:
    """Now."""
    return datetime.now(UTC)
