"""Ids made by the application: 26 characters, sorted by time, 80 random bits (ULID)."""

from __future__ import annotations

import secrets
import time

ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # Crockford base32, lower case


PAIRS = tuple(a + b for a in ALPHABET for b in ALPHABET)


def _encode(number: int, pairs: int) -> str:
    """Two letters for ten bits, the highest first."""
    return "".join([PAIRS[number >> shift & 1023] for shift in range(10 * (pairs - 1), -1, -10)])


class Ids:
    """Makes ids that only grow, also when the machine's clock steps back: order in inbox and outbox hangs on it."""

    def __init__(self) -> None:
        self._last_ms = 0
        self._same_ms = 0

    def after(self, last_id: str | None) -> None:
        """Never make an id below `last_id`, the greatest one in the database."""
        if last_id:
            ms = 0
            for letter in last_id[:10]:
                ms = ms * 32 + ALPHABET.index(letter)
            # one millisecond on: the last id may stand anywhere within its own
            self._last_ms = max(self._last_ms, ms + 1)

    def new(self) -> str:
        ms = time.time_ns() // 1_000_000
        if ms <= self._last_ms:
            self._same_ms += 1
            ms = self._last_ms
        else:
            self._same_ms = 0
        if self._same_ms >= 1 << 15:
            ms, self._same_ms = ms + 1, 0
        self._last_ms = ms
        # 15 bits count within the millisecond, the other 65 are random: nobody guesses a neighbour's id
        return _encode(ms, 5) + _encode(self._same_ms << 65 | secrets.randbits(65), 8)


_ids = Ids()
new_id = _ids.new
never_below = _ids.after
