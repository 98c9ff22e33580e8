"""The commands by which an office is kept safe: audit, back-ups, people's data, state."""

from __future__ import annotations

import argparse
import re
from pathlib import Path

from bot.config import Settings
from storage.audit import Anchor

NAMES = frozenset({"audit", "backup", "restore", "status", "person"})


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
    acts.add_parser("renew", help="begin a new chain when the key is lost for good")
    export = acts.add_parser("export", help="write every row into a file")
    export.add_argument("file", type=Path, help="its ending says the kind: .jsonl, .csv or .xlsx")
    backup = commands.add_parser("backup", help="copy the database, encrypted; list: which copies there are")
    backup.add_argument("action", nargs="?", choices=("make", "list"), default="make")
    restore = commands.add_parser("restore", help="put a back-up in the database's place (the bot must not run)")
    restore.add_argument("file", type=Path)
    restore.add_argument("--key", type=Path, help="the file with the key (default: backup.key_file)")
    person = commands.add_parser("person", help="what is kept of a person")
    acts = person.add_subparsers(dest="action", required=True)
    give = acts.add_parser("export", help="write all of it into a file")
    give.add_argument("who", metavar="ID|NAME")
    give.add_argument("file", type=Path)
    erase = acts.add_parser("erase", help="erase what is no part of the record, of somebody who was removed")
    erase.add_argument("id")
    status = commands.add_parser("status", help="whether everything works; exit status 1 when something does not")
    status.add_argument("--json", action="store_true")


async def run(settings: Settings, args: argparse.Namespace) -> int:
    """Do one of them; its exit status."""
    # imported where they are used, as in __main__
    if args.command == "backup":
        from bot.commands import backup

        (backup.show if args.action == "list" else backup.make)(settings)
        return 0
    if args.command == "restore":
        from bot.commands import backup

        await backup.restore(settings, args.file, args.key)
        return 0
    if args.command == "person":
        from bot.commands import person

        await (
            person.export(settings, args.who, args.file) if args.action == "export" else person.erase(settings, args.id)
        )
        return 0
    if args.command == "status":
        from bot.commands.status import status

        return 0 if status(settings, as_json=args.json) else 1
    from bot.commands import audit

    if args.action == "verify":
        return 0 if await audit.verify(settings, args.anchor) else 1
    if args.action == "renew":
        await audit.renew(settings)
    else:
        await audit.export(settings, args.file)
    return 0
