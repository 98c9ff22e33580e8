"""`ktgs`, and beside it a look at how long its event loop lets others wait: every line of the file is a stall in ms.

python -m tests.faults.harness.stalls FILE run
"""

from __future__ import annotations

import asyncio
import sys
import time
from collections.abc import Coroutine
from pathlib import Path
from typing import Any

from bot import __main__ as program

EVERY = 0.01  # seconds
WORTH_NOTING = 0.03


async def _watches(path: Path) -> None:
    with path.open("a", buffering=1) as file:
        while True:
            begun = time.perf_counter()
            await asyncio.sleep(EVERY)
            late = time.perf_counter() - begun - EVERY
            if late > WORTH_NOTING:
                file.write(f"{late * 1000:.0f}\n")


def main() -> int:
    path = Path(sys.argv[1])
    real = asyncio.run

    def run(work: Coroutine[Any, Any, Any], **more: Any) -> Any:
        async def both() -> Any:
            watching = asyncio.create_task(_watches(path))
            try:
                return await work
            finally:
                watching.cancel()

        return real(both(), **more)

    asyncio.run = run  # type: ignore[assignment]
    return program.main(sys.argv[2:])


if __name__ == "__main__":
    raise SystemExit(main())
