"""Bad weather on the way to the platform: refusals with pauses of many lengths, broken gateways, lost answers."""

from __future__ import annotations

from random import Random

from sandbox import Fault
from sandbox.faults import Faults, Plan

LONGEST_PAUSE = 30  # seconds a platform asks to wait


class Weather:
    """In the place of the sandbox's own shares, whose pauses all have one length. Each chat has numbers of its own."""

    def __init__(
        self, random: Random, *, too_many: float, server_error: float, lost: float, unreachable: float
    ) -> None:
        self._seed = random.random()
        self._streams: dict[str, Random] = {}
        self._shares = (
            (Fault.TOO_MANY, too_many),
            (Fault.SERVER_ERROR, server_error),
            (Fault.DROPPED_AFTER, lost),
            (Fault.DROPPED_BEFORE, unreachable),
        )

    def over(self, faults: Faults) -> None:
        """From now on, until `faults.clear()`."""
        faults._share = self  # type: ignore[assignment]

    def draw(self, method: str, chat: str) -> Plan | None:
        stream = method if method == "getupdates" else chat
        random = self._streams.setdefault(stream, Random(f"{self._seed}:{stream}"))  # noqa: S311
        number = random.random()
        for kind, share in self._shares:
            number -= share
            if number < 0:
                return Plan(kind, method, retry_after=random.randint(1, LONGEST_PAUSE))
        return None
