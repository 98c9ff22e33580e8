"""`ktgs explain`: what the bot understands of a time, a unit, a content or a line, without any office set up."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path
from typing import Any

from bot.commands.explain_content import explain_content
from bot.commands.explain_line import explain_line
from bot.commands.explain_time import explain_time
from bot.commands.explain_unit import explain_unit
from bot.office_files import EXAMPLE, read_directory

KINDS = ("time", "unit", "content", "line")
Explain = Callable[[str], dict[str, Any]]


def explainer(kind: str, *, folder: Path | None, year: int, today: date) -> Explain:
    """The function that explains texts of a kind (`KINDS`); `folder`: a directory's units.tsv or the folder it is in.

    Raises OfficeError when the directory cannot be read.
    """
    if kind == "time":
        return lambda text: explain_time(text, year=year, today=today)
    if kind == "content":
        return lambda text: explain_content(text, on=date(year, 1, 1))
    directory = read_directory(folder or EXAMPLE)
    if kind == "unit":
        return lambda text: explain_unit(text, directory=directory, today=today)
    return lambda text: explain_line(text, directory=directory, year=year, today=today)


def explain(kind: str, text: str, *, folder: Path | None, year: int, today: date, as_json: bool) -> None:
    """Print the explanation of a text; "-": of each line of the standard input, one line of JSON each."""
    of = explainer(kind, folder=folder, year=year, today=today)
    texts: Iterable[str] = (line.rstrip("\r\n") for line in sys.stdin) if text == "-" else (text,)
    for one in texts:
        found = of(one)
        if as_json or text == "-":
            print(json.dumps(found, ensure_ascii=False), flush=True)
        else:
            print("\n".join(f"{key}: {_plain(value)}" for key, value in found.items() if value not in (None, [], "")))


def _plain(value: Any) -> str:
    """A value for reading: names instead of objects, ranges with an arrow."""
    if isinstance(value, dict):
        return f"{value['name']} ({value['id']})"
    if isinstance(value, list):
        if value and isinstance(value[0], list):
            return "; ".join(" .. ".join(day or "?" for day in pair) for pair in value)
        return "; ".join(_plain(item) for item in value)
    return {True: "yes", False: "no"}.get(value, str(value)) if isinstance(value, bool) else str(value)
