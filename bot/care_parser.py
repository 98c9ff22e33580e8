"""The commands by which an office is kept safe: audit, back-ups, people's data, state."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from bot.config import Settings
from storage.audit import Anchor

NAMES = frozenset({"audit"})


def _anchor(text: str) -> Anchor:
    match = re.fullmatch(r"(\d+):([0-9a-f]{8,64})", text)
    if match is None:
        raise argparse.ArgumentTypeError("give it as it stands in the log, for example 124:3fa9c1d2e4b5a697")
    return Anchor(int(match[1]), match[2])


def add(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    """Put them among the others."""
    audit = commands.add_parser("audit", help="who did what, when")
    acts = audit.add_subparsers(dest="action", required=True)
    verify = acts.add_parser("verify", help="say whether a row was changed, removed or put in")
    verify.add_argument(
        "--anchor", type=_anchor, action="append", default=[], metavar="NUMBER:HASH", help="an end of it, from the log"
    )
    export = acts.add_parser("export", help="write every row into a file")
    export.add_argument("file", type=Path, help="its ending says the kind: .jsonl, .csv or .xlsx")


async def run(settings: Settings, args: argparse.Namespace) -> int:
    """Do one of them; its exit status."""
    # imported where they are used, as in __main__
    from bot.commands import audit

    if args.action == "verify":
        return 0 if await audit.verify(settings, args.anchor) else 1
    await audit.export(settings, args.file)
    return 0
