"""What not every Bot API server knows: used while it is taken, left out from the first refusal on.

Only here is it known which feature a refusal means. Texts say everything without them: an old client, an old local
server or another channel loses colour, never meaning.
"""

from __future__ import annotations

import logging
from collections.abc import Awaitable, Callable
from enum import StrEnum
from typing import TypeVar

from telegram.error import BadRequest

log = logging.getLogger(__name__)
T = TypeVar("T")


class Feature(StrEnum):
    """With the Bot API version that brought it."""

    STYLE = "coloured buttons"  # 9.4
    TIME = "times in the reader's zone"  # 9.5
    SEAL = "disabled buttons"  # 10.3


SIGNS = {
    Feature.TIME: ("parse entities",),
    Feature.SEAL: ("button",),  # not "reply markup": "not modified" speaks of it too
    Feature.STYLE: ("style",),
}


class Features:
    """Which of them this server takes, as far as we know."""

    def __init__(self) -> None:
        self.on: set[Feature] = set(Feature)

    async def call(self, uses: set[Feature], call: Callable[[set[Feature]], Awaitable[T]]) -> T:
        """Do `call` with those of `uses` that are on; if they are what it is refused for, without them.

        A feature goes off only when leaving it out helped: a message that is wrong otherwise costs none.
        """
        using = uses & self.on
        dropped: set[Feature] = set()
        while True:
            try:
                result = await call(using)
            except BadRequest as error:
                suspects = {one for one in using if any(sign in error.message.lower() for sign in SIGNS[one])}
                if not suspects:
                    raise
                using, dropped = using - suspects, dropped | suspects
            else:
                break
        for one in dropped & self.on:
            log.warning("telegram: the server knows no %s; going on without", one)
        self.on -= dropped
        return result
