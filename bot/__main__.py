"""The `ktgs` command."""

from __future__ import annotations

import argparse
import asyncio
import sys
from collections.abc import Sequence
from datetime import UTC, date, datetime
from pathlib import Path

from bot import care_parser, logs
from bot.channels.base import ChannelError
from bot.config import ConfigError, load
from bot.office_files import OfficeError
from bot.programme_table import TableError
from planning.programme import Role
from storage.errors import DamagedDatabaseError, NewerDatabaseError, StorageError, WrongKeyError


def parser() -> argparse.ArgumentParser:
    top = argparse.ArgumentParser(prog="ktgs", description="Programmes of inspections and supervisions, by chat.")
    top.add_argument("--config", type=Path, help="settings file (default: config.toml, if it is there)")
    commands = top.add_subparsers(dest="command", required=True)
    commands.add_parser("run", help="run the bot")
    commands.add_parser("check", help="say what is wrong with the set-up")
    demo = commands.add_parser("demo", help="the whole office on this machine, with a page of phones")
    demo.add_argument("--host", default="127.0.0.1")
    demo.add_argument("--port", type=int, default=8676)
    invite = commands.add_parser("invite", help="make a single-use invitation")
    invite.add_argument("unit", help="the unit's id, as in units.tsv")
    invite.add_argument("--role", type=Role, choices=list(Role), default=Role.UNIT, metavar="|".join(Role))
    webhook = commands.add_parser("webhook", help="have a platform bring updates instead of asking for them")
    webhook.add_argument("action", choices=("set", "delete", "info"))
    webhook.add_argument("--channel", default="telegram", help="telegram (the default), zalo, or zalo:NAME")
    oa = commands.add_parser("zalo-oa", help="the consent of a Zalo Official Account, and what it has cost")
    oa.add_argument("action", choices=("connect", "status"))
    overlaps = commands.add_parser("overlaps", help="the overlaps within a programme table (.jsonl, .csv, .xlsx)")
    overlaps.add_argument("file", type=Path)
    overlaps.add_argument("--json", action="store_true", help="one JSON object a finding")
    overlaps.add_argument("--year", type=int, help="the year of times that say none (default: the campaign's)")
    overlaps.add_argument("--today", type=date.fromisoformat, default=None, metavar="YYYY-MM-DD")
    overlaps.add_argument("--directory", type=Path, metavar="FOLDER", help="the office's folder (default: the example)")
    office = commands.add_parser("office", help="the office's directory and campaign")
    load_ = office.add_subparsers(dest="action", required=True).add_parser("load", help="load a folder")
    load_.add_argument("folder", type=Path)
    care_parser.add(commands)
    explain = commands.add_parser("explain", help="what the bot understands of a text")
    explain.add_argument("kind", choices=("time", "unit", "content", "line"))
    explain.add_argument("text", help="the text; - reads one a line from the standard input")
    explain.add_argument("--year", type=int, default=2027, help="the programme's year (default: 2027)")
    explain.add_argument("--today", type=date.fromisoformat, help="what relative times count from (default: today)")
    explain.add_argument("--directory", type=Path, help="a units.tsv, or a folder with one (default: the example)")
    explain.add_argument("--json", action="store_true", help="one line of JSON for each text")
    accuracy = commands.add_parser("accuracy", help="score the reading of a file")
    accuracy.add_argument("file", type=Path, nargs="+")
    accuracy.add_argument("--year", type=int, default=2027)
    accuracy.add_argument("--today", type=date.fromisoformat, default=date(2026, 11, 16))
    accuracy.add_argument("--directory", type=Path)
    return top


async def _command(args: argparse.Namespace) -> int:
    # imported where they are used: `ktgs check` need not load the sandbox, nor `ktgs invite` the platforms
    if args.command == "explain":
        from bot.commands.explain import explain

        today = args.today or datetime.now().astimezone().date()
        explain(args.kind, args.text, folder=args.directory, year=args.year, today=today, as_json=args.json)
        return 0
    if args.command == "accuracy":
        from bot.commands.accuracy import accuracy

        return 0 if accuracy(args.file, folder=args.directory, year=args.year, today=args.today) else 1
    if args.command == "demo":
        from bot.commands.demo import demo

        await demo(args.host, args.port)
        return 0
    if args.command == "overlaps":
        from bot.commands.overlaps import overlaps

        overlaps(
            args.file,
            as_json=args.json,
            year=args.year,
            today=args.today or datetime.now(UTC).date(),
            folder=args.directory,
        )
        return 0
    settings = load(args.config)
    if args.command in care_parser.NAMES:
        return await care_parser.run(settings, args)
    if args.command == "run":
        from bot.commands.run import run

        await run(settings)
    elif args.command == "check":
        from bot.commands.check import check

        return 0 if await check(settings) else 1
    elif args.command == "zalo-oa":
        from bot.commands import zalo_oa

        return 0 if await zalo_oa.command(settings, args.action) else 1
    elif args.command == "webhook":
        if args.channel != "telegram":
            from bot.commands import zalo_webhook

            return 0 if await zalo_webhook.command(settings, args.action, args.channel) else 1
        from bot.commands import webhook

        if args.action == "info":
            return 0 if await webhook.info(settings) else 1
        await (webhook.register(settings) if args.action == "set" else webhook.delete(settings))
    else:
        from bot.commands import office

        if args.command == "invite":
            await office.invite(settings, args.unit, args.role)
        else:
            await office.load(settings, args.folder)
    return 0


def _advice(error: Exception) -> str:
    """What to do about a database that cannot be used."""
    if isinstance(error, DamagedDatabaseError):
        return "; look for a good copy with `ktgs backup list`, then `ktgs restore FILE`"
    if isinstance(error, NewerDatabaseError):
        return "; install that release again, or go back to an older copy: `ktgs backup list`, `ktgs restore FILE`"
    if isinstance(error, WrongKeyError):
        return "; put the key file back from where its copy is kept, or, if it is lost, `ktgs audit renew`"
    return ""


def main(argv: Sequence[str] | None = None) -> int:
    """Exit status: 0 done, 1 something is wrong (one line says what), 2 wrong usage."""
    args = parser().parse_args(argv)
    logs.set_up("WARNING")  # also a library's warnings hide tokens; `run` sets what is configured
    try:
        return asyncio.run(_command(args))
    except (ConfigError, OfficeError, TableError, StorageError, ChannelError) as error:
        print(f"ktgs: {error}{_advice(error)}", file=sys.stderr)
    except OSError as error:
        print(f"ktgs: {error.strerror or error}: {error.filename or ''}".rstrip(": "), file=sys.stderr)
    except KeyboardInterrupt:
        return 130
    return 1


if __name__ == "__main__":
    sys.exit(main())
