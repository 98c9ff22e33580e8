"""The keyed hash that ties each row of the audit to the one before it."""

from __future__ import annotations

import hashlib
import hmac
from collections.abc import Sequence

from storage.packed import pack

SHOWN = 16  # letters of a hash that are enough for a person to note down


class Chain:
    """Hashes with one key. `last` is the (number, hash) that this connection wrote last: a guess that saves a look,
    true only as long as the insert finds that hash at the end of the table."""

    __slots__ = ("_key", "last")

    def __init__(self, key: bytes = b"") -> None:
        """An empty key ties rows together against accidents, not against somebody who can write the file."""
        self._key = key
        self.last: tuple[int, str] | None = None

    @property
    def has_key(self) -> bool:
        return bool(self._key)

    def after(self, before: str, fields: Sequence[int | str | None]) -> str:
        """The hash of a row that comes after one with the hash `before`: HMAC-SHA256 as 64 hex digits."""
        return hmac.digest(self._key, pack([before, *fields]).encode(), "sha256").hex()

    def mark(self) -> str:
        """Which key this is, without telling anything of it."""
        return hmac.digest(self._key, b"which key", "sha256").hex()[:SHOWN]

    def nameless(self, text: str) -> str:
        """The same mark for the same text, from which nobody without the key finds the text."""
        return hmac.digest(self._key, f"nameless:{text}".encode(), hashlib.sha256).hex()[:SHOWN]
