"""Brings events to the program's webhook: in the order in which they happened, each again until it is answered.

A failed one comes again after 30 s, 5, 15, 30 and 60 minutes with the header `num_retry`; then the webhook is off.
"""

import asyncio
import json
import logging
from collections.abc import Callable
from dataclasses import dataclass

from sandbox.model import Json
from sandbox.net import PublicNet
from sandbox.zalo_oa.account import OaAccount

log = logging.getLogger(__name__)

PAUSES = (30.0, 300.0, 900.0, 1800.0, 3600.0)
PATIENCE = 2.0  # seconds for an answer
SOURCE = "203.0.113.25"


@dataclass(eq=False)
class Parcel:
    """An event on its way, and how that went so far. `raw`: the very bytes, which are signed."""

    raw: bytes
    timestamp: str
    fails: int = 0
    due: float = 0.0


class OaCourier:
    """Of one account. `scale` shortens the pauses between two tries."""

    def __init__(self, account: OaAccount, is_down: Callable[[], bool]) -> None:
        self.net = PublicNet(SOURCE, loopback=True)
        self.parcels: list[Parcel] = []
        self.lost: list[Parcel] = []
        self.scale = 1.0
        self.slow = 0  # so many events were answered too late
        self._account = account
        self._is_down = is_down
        self._news = asyncio.Event()
        self._busy = asyncio.Lock()

    def takes(self, event: Json) -> None:
        """It happened; letters beyond ASCII stand as they are or escaped."""
        raw = json.dumps(event, ensure_ascii=self._account.escapes, separators=(",", ":")).encode()
        self.parcels.append(Parcel(raw, str(event["timestamp"])))
        self._news.set()

    async def deliver(self) -> int:
        """Bring everything that is due once; how many were answered well."""
        arrived = 0
        async with self._busy:
            for parcel in list(self.parcels):
                if self._account.webhook_url and not self._is_down() and parcel.due <= self._account.monotonic():
                    arrived += await self._bring(parcel)
        return arrived

    async def run(self) -> None:
        """Deliver for ever."""
        while True:
            self._news.clear()
            await self.deliver()
            later = [parcel.due - self._account.monotonic() for parcel in self.parcels]
            try:
                async with asyncio.timeout(max(0.05, min(later)) if later else None):
                    await self._news.wait()
            except TimeoutError:
                continue

    def wake(self) -> None:
        """There may be something to do again."""
        self._news.set()

    async def _bring(self, parcel: Parcel) -> bool:
        headers = {
            "Content-Type": "application/json",
            "X-ZEvent-Signature": self._account.sign(parcel.raw, parcel.timestamp),
        }
        if parcel.fails:
            headers["num_retry"] = str(parcel.fails)
        begun = self._account.monotonic()
        try:
            async with asyncio.timeout(PATIENCE):
                status, _ = await self.net.post(self._account.webhook_url, headers, parcel.raw)
        except (OSError, TimeoutError) as error:
            log.info("an event was not delivered: %s", error)
            status = 0
        self.slow += self._account.monotonic() - begun > PATIENCE
        if status == 200:
            self.parcels.remove(parcel)
            return True
        parcel.fails += 1
        if parcel.fails > len(PAUSES):
            self.parcels.remove(parcel)
            self.lost.append(parcel)
            self._account.webhook_url = ""
        else:
            parcel.due = self._account.monotonic() + PAUSES[parcel.fails - 1] * self.scale
        return False

    def clear(self) -> None:
        """Nothing is on its way."""
        self.parcels.clear()
        self.lost.clear()
