"""What stands where a person's name stood."""

from __future__ import annotations

ERASED = "Người đã rời hệ thống"
