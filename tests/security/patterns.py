"""Every regular expression of the program against texts made to keep it busy; run as a process of its own.

The standard library's `re` is watched while all modules are imported, so that a pattern cannot be forgotten in a list.
"""

from __future__ import annotations

import importlib
import json
import pkgutil
import re
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from re import _constants, _parser  # type: ignore[attr-defined]
from typing import Any

ROOT = Path(__file__).parent.parent.parent
ROOMS = ("planning", "storage", "documents", "handlers", "bot")
LENGTH = 4096
SLOW = 0.03  # seconds
TODAY = date(2026, 11, 22)
PLAIN = "Kiểm tra Chi bộ Quân sự phường Đông Thọ, tháng 3, Nghị quyết 57-NQ/TW, đồng chí Nguyễn Văn A"
UNITS = (
    *(
        "a",
        " ",
        "1",
        "1/",
        "1-",
        "-",
        "1.",
        ", ",
        "; ",
        "và ",
        "tháng ",
        "tháng 1 ",
        "tháng 1, ",
        "quý I, ",
        "1/1-",
        "từ ",
    ),
    *(
        "1/1/2027-",
        "tuần 1 tháng 1; ",
        "đến ",
        "từ 1 đến ",
        "không ",
        "chi bộ ",
        "chi bộ 1, ",
        "đảng ủy phường ",
        "phường ",
    ),
    *(
        "Nghị quyết 57-NQ/TW, ",
        "số ",
        "NQ/TW ",
        "đồng chí ",
        "Nguyễn Văn A ",
        "mật ",
        "m.ậ.t ",
        "kiểm tra ",
        "về ",
        "UBKT ",
    ),
    *(
        "AB12 ",
        "A1B2-",
        "đồng ý ",
        "(",
        "()",
        "“",
        "\n",
        "a\n",
        "A\n",
        "ND: a\n",
        "- ",
        "\u0301",
        "a\u0301",
        "ﬁ",
        "Ⅳ ",
        "đ",
        "😀",
    ),
)
NASTY = tuple((unit * LENGTH)[:LENGTH] for unit in UNITS)


@dataclass
class Used:
    """A pattern of ours; `methods`: how it is used, empty when nobody can tell."""

    file: str
    methods: set[str] = field(default_factory=set)


found: dict[tuple[str, int], Used] = {}  # by (pattern, flags)


def watch() -> None:
    """Remember what our own files compile, also within `re.sub` and its sisters."""
    real = re._compile  # type: ignore[attr-defined]

    def compile_(pattern: Any, flags: Any) -> Any:
        by, frame = sys._getframe(1).f_code.co_name, sys._getframe(2)
        path = Path(frame.f_code.co_filename)
        if isinstance(pattern, str) and path.is_relative_to(ROOT) and path.relative_to(ROOT).parts[0] in ROOMS:
            known = found.setdefault((pattern, int(flags)), Used(str(path.relative_to(ROOT))))
            if by != "compile":
                known.methods.add(by)
        return real(pattern, flags)

    re._compile = compile_  # type: ignore[attr-defined]


def names_of_patterns() -> None:
    """Which methods of the patterns that have a name are used anywhere."""
    everywhere = [path.read_text("utf-8") for room in ROOMS for path in (ROOT / room).rglob("*.py")]
    for name, module in list(sys.modules.items()):
        if name.partition(".")[0] not in ROOMS:
            continue
        for key, value in vars(module).items():
            if isinstance(value, re.Pattern) and (used := found.get((value.pattern, value.flags & ~re.UNICODE))):
                calls = re.compile(rf"\b{key}\.(\w+)\(")
                own = (
                    [Path(module.__file__).read_text("utf-8")]
                    if key.startswith("_") and module.__file__
                    else everywhere
                )
                used.methods |= {method for source in own for method in calls.findall(source)}


def import_all() -> None:
    for room in ROOMS:
        for module in pkgutil.walk_packages([str(ROOT / room)], f"{room}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)


def rules() -> dict[str, Callable[[str], object]]:
    """What reads a whole message of a person."""
    from bot.office import directory_of
    from bot.office_files import EXAMPLE, read_folder
    from handlers.dialog.codes import coded
    from handlers.typed_answers import command_named
    from planning.documents import documents_in
    from planning.forms import read_form
    from planning.line.reading import read_line
    from planning.names.reading import read_units
    from planning.organisation import BodyKind
    from planning.period.reader import read_period
    from planning.person_names import person_named
    from planning.secrecy import screen
    from planning.text import clean
    from planning.topics import read_content
    from storage.short_codes import typed_code

    directory = directory_of(read_folder(EXAMPLE))
    kind = next(iter(BodyKind))
    return {
        "clean": clean,
        "screen": screen,
        "command": command_named,
        "code": lambda text: coded(text, ()),
        "invitation": typed_code,
        "time": lambda text: read_period(text, year=2027, today=TODAY),
        "units": lambda text: read_units(text, directory, today=TODAY, near=None),
        "content": read_content,
        "form": lambda text: read_form(text, kind),
        "documents": documents_in,
        "person": person_named,
        "line": lambda text: read_line(text, directory, bodies=None, year=2027, today=TODAY),
    }


def letters(pattern: str, flags: int) -> list[str]:
    """Characters that the pattern itself speaks of, a few of each class."""
    chars: dict[str, None] = {}

    def walk(node: Any) -> None:
        for op, value in node:
            if op in (_constants.LITERAL, _constants.NOT_LITERAL):
                chars[chr(value)] = None
            elif op is _constants.IN:
                for kind, what in value:
                    if kind is _constants.LITERAL:
                        chars[chr(what)] = None
                    elif kind is _constants.RANGE:
                        chars[chr(what[0])] = None
                    elif kind is _constants.CATEGORY:
                        chars["1" if "DIGIT" in str(what) else " " if "SPACE" in str(what) else "a"] = None
            elif op is _constants.ANY:
                chars["a"] = None
            elif isinstance(value, (list, tuple)):
                inner(value)

    def inner(value: Any) -> None:
        for part in value:
            if isinstance(part, _parser.SubPattern):
                walk(part)
            elif isinstance(part, (list, tuple)):
                inner(part)

    walk(_parser.parse(pattern, flags))
    return list(chars)[:16]


def texts(pattern: str, flags: int) -> Iterator[str]:
    chars = letters(pattern, flags)
    units = [*chars, *(a + b for a in chars[:4] for b in chars[:4] if a != b), " ", "a ", "1 ", "1/", "1-", "a, ", "aA"]
    units += [word for word in re.split(r"[^\w ]+", pattern) if 1 < len(word) < 30][:10]
    for unit in dict.fromkeys(units):
        yield (unit * LENGTH)[: LENGTH - 1] + "\x00"


def worst(pattern: re.Pattern[str], text: str, methods: set[str]) -> float:
    """Seconds of the processor by those methods that are used; the best of three tries when the first looks slow."""
    ways: list[Callable[[str], object]] = [
        getattr(pattern, name) for name in ("match", "fullmatch") if not methods or name in methods
    ]
    if not methods or methods - {"match", "fullmatch"}:
        ways.append(pattern.findall)
    return sum(_seconds(way, text) for way in ways)


def _seconds(rule: Callable[[str], object], text: str) -> float:
    """Of the processor; the best of three tries when the first looks slow."""
    least = float("inf")
    for again in range(3):
        text = text[again:]  # what was remembered of the whole text is of no use
        start = time.process_time()
        rule(text)
        least = min(least, time.process_time() - start)
        if least < SLOW:
            break
    return least


def calls(rule: Callable[[str], object], text: str) -> int:
    """How many functions a rule calls for a text: what grows faster than the text shows here, on any machine."""
    counted = 0

    def counts(_frame: Any, event: str, _arg: Any) -> None:
        nonlocal counted
        counted += event in ("call", "c_call")

    sys.setprofile(counts)
    try:
        rule(text)
    finally:
        sys.setprofile(None)
    return counted


def main() -> None:
    """One line of JSON for each pattern and each rule, as soon as it is done: what hangs is the one after the last."""
    watch()
    import_all()
    ours = rules()
    for rule in ours.values():  # some patterns are made when they are first needed
        rule(PLAIN)
    names_of_patterns()
    for (source, flags), used in list(found.items()):
        print(json.dumps({"file": used.file, "pattern": source}), flush=True)
        compiled = re.compile(source, flags)
        seconds, text = max((worst(compiled, text, used.methods), text) for text in texts(source, flags))
        print(json.dumps({"seconds": seconds, "text": text[:20]}), flush=True)
    for name, rule in ours.items():
        print(json.dumps({"rule": name}), flush=True)
        seconds, text = max((_seconds(rule, text), text) for text in NASTY)
        told: dict[str, Any] = {"seconds": seconds, "text": text[:20]}
        fresh = text[5:]  # the whole text may be remembered
        told |= {"half": calls(rule, fresh[: LENGTH // 2]), "whole": calls(rule, fresh)}
        print(json.dumps(told), flush=True)


if __name__ == "__main__":
    main()
