"""`ktgs accuracy`: scores the reading of times, mentions of units, pairs of contents, refusals, or lines of programmes
by a file of JSON lines.

The kind of a file is seen from the keys of its first line; the formats are those of the files in tests/planning/data.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

from bot.commands.explain_line import ASKS, line_fields
from bot.commands.explain_time import explain_time
from bot.commands.explain_unit import explain_unit
from bot.office_files import EXAMPLE, OfficeError, read_directory
from planning.line.reading import read_line
from planning.organisation import Directory
from planning.secrecy import screen
from planning.topics import same_content

Rows = list[dict[str, Any]]


def accuracy(files: Sequence[Path], *, folder: Path | None, year: int, today: date) -> bool:
    """Print the scores of some files; True when nothing was silently wrong. Raises OfficeError for a wrong file."""
    good = True
    for path in files:
        rows = _read(path)
        if "a" in rows[0]:
            print(f"{path.name}: {pairs_line(pair_counts(rows), 'pairs')}")
            continue
        if "refused" in rows[0]:
            refused = refusal_counts(rows)
            good = good and not refused[True, False]
            print(f"{path.name}: {pairs_line(refused, 'texts')}, {refused[True, False]} silently wrong")
            continue
        if "kind" in rows[0] and "intervals" in rows[0]:
            counts = time_counts(rows, year=year, today=today)
        elif "text" in rows[0] and "subjects" in rows[0]:
            counts = line_counts(rows, read_directory(folder or EXAMPLE), year=year, today=today)
        elif "units" in rows[0] and "certain" in rows[0]:
            counts = unit_counts(rows, read_directory(folder or EXAMPLE), today=today)
        elif "time_text" in rows[0]:
            print(f"{path.name}: {_programme(rows, read_directory(folder or EXAMPLE), year=year, today=today)}")
            continue
        else:
            raise OfficeError(f"{path.name}: no times, units, pairs of contents, refusals or lines of a programme")
        good = good and not counts["silently wrong"]
        print(
            f"{path.name}: {counts['right']} right, {counts['asked']} asked, {counts['silently wrong']} silently wrong"
        )
    return good


def _read(path: Path) -> Rows:
    try:
        rows = [json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip()]
    except json.JSONDecodeError as error:
        raise OfficeError(f"{path.name}: {error}") from None
    if not rows or not all(isinstance(row, dict) for row in rows):
        raise OfficeError(f"{path.name}: no lines of JSON objects")
    return rows


def time_counts(rows: Rows, *, year: int, today: date) -> Counter[str]:
    """Expressions by "right", "asked" and "silently wrong"; right is the kind, the intervals and either-or."""
    counts: Counter[str] = Counter()
    for row in rows:
        said = explain_time(row["text"], year=year, today=today)
        meant = (row["kind"], row["intervals"] or [], bool(row.get("alternatives")))
        if (said["kind"], said["intervals"], said["alternatives"]) == meant:
            counts["right"] += 1
        else:
            counts["asked" if said["question"] else "silently wrong"] += 1
    return counts


def pair_counts(rows: Rows) -> Counter[tuple[bool, bool]]:
    """Pairs by (meant the same, found the same)."""
    return Counter((bool(row["same"]), same_content(row["a"], row["b"]) is not None) for row in rows)


def unit_counts(rows: Rows, directory: Directory, *, today: date) -> Counter[str]:
    """Mentions by "right", "asked" and "silently wrong". Right is whether it is certain, the units and the role where
    it is; else what is offered. Too few to choose from is "asked": the person can still type it."""
    counts: Counter[str] = Counter()
    for row in rows:
        said = explain_unit(row["text"], directory=directory, today=today)
        if not said["certain"]:
            offered = {unit["id"] for unit in said["candidates"]}
            right = not row["certain"] and set(row.get("candidates", ())) <= offered
            counts["right" if right else "asked"] += 1
            continue
        found = sorted(unit["id"] for unit in said["units"])
        meant = (sorted(row["units"]), row.get("role", said["role"]))
        counts["right" if row["certain"] and (found, said["role"]) == meant else "silently wrong"] += 1
    return counts


def refusal_counts(rows: Rows) -> Counter[tuple[bool, bool]]:
    """Texts by (to be refused, refused)."""
    return Counter((bool(row["refused"]), screen(row["text"]) is not None) for row in rows)


def pairs_line(counts: Counter[tuple[bool, bool]], what: str) -> str:
    """Precision, recall and F1 in words."""
    hits, false, missed = counts[True, True], counts[False, True], counts[True, False]
    precision = hits / (hits + false) if hits + false else 1.0
    recall = hits / (hits + missed) if hits + missed else 1.0
    return f"P {precision:.3f}, R {recall:.3f}, F1 {f1(counts):.3f} of {counts.total()} {what}"


def f1(counts: Counter[tuple[bool, bool]]) -> float:
    """The harmonic mean of precision and recall."""
    hits, wrong = counts[True, True], counts[False, True] + counts[True, False]
    return 2 * hits / (2 * hits + wrong) if hits or wrong else 1.0


def line_counts(rows: Rows, directory: Directory, *, year: int, today: date) -> Counter[str]:
    """Fields of lines whose reading is given; a field that is wrong and asked about is "asked"."""
    counts: Counter[str] = Counter()
    for row in rows:
        reading = read_line(row["text"], directory, bodies=None, year=year, today=today)
        asked = {question.ask for question in reading.questions}
        for field, said in line_fields(reading).items():
            if said == row.get(field, ""):
                counts["right"] += 1
            else:
                counts["asked" if ASKS.get(field) in asked else "silently wrong"] += 1
    return counts


def _programme(rows: Rows, directory: Directory, *, year: int, today: date) -> str:
    """Published lines, whose readings nobody gave: how many times each field was filled."""
    filled: Counter[str] = Counter()
    for row in rows:
        text = f"{row['form']} {row['subject']} v\u1ec1 {row['content']}, {row['time_text']}"
        reading = read_line(text, directory, bodies=None, year=year, today=today)
        asked = {question.ask for question in reading.questions}
        filled.update(field for field, ask in ASKS.items() if ask not in asked)
    told = ", ".join(f"{field} {filled[field]} filled, {len(rows) - filled[field]} asked" for field in ASKS)
    return f"{len(rows)} lines: {told}"
