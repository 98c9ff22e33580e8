"""`make security`: runs the security tests and writes docs/security.md from what they measured.

A test notes its figures with the fixture `figure`; with KTGS_SECURITY_FIGURES set, they are added to that file.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

Figure = Callable[[int, str], None]
FIGURES = "KTGS_SECURITY_FIGURES"
_COLLECTED = os.environ.get(FIGURES)  # read here: within a test no setting of the program is left
ROOT = Path(__file__).parent.parent.parent
PAGE = ROOT / "docs" / "security.md"
MARK = "<!-- written by `make security` -->"

# what is tried, the pass figure, and where: files below tests/
SUBJECTS: dict[int, tuple[str, str, Sequence[str]]] = {
    1: (
        "Tokens in what is written",
        "0 times at every level",
        ["security/test_token.py", "bot/test_request.py"],
    ),
    2: (
        "Webhooks: secret, size, replay",
        "403, nothing repeated; over 1 MB refused unread; a replay changes nothing",
        ["bot/test_webhook.py", "bot/test_webhook_requests.py", "bot/test_webhook_storing.py", "zalo/test_webhook.py"],
    ),
    3: (
        "Forged, foreign and late presses",
        "100 % refused and noted",
        ["security/test_matrix.py"],
    ),
    4: (
        "Who may do what",
        "every cell as written below",
        ["security/test_matrix.py", "handlers/test_rights.py"],
    ),
    5: (
        "Codes",
        "128 bits (40 typed), once, 72 h, as hashes; 5 failures a chat; alarm at 50 an hour; 10,000 guesses: 0 hits",
        ["security/test_codes.py", "zalo/test_joining.py", "zalo/test_identity.py"],
    ),
    6: (
        "Formulas in files",
        "0 formula cells in LibreOffice",
        ["security/test_formulas.py", "bot/test_audit_commands.py"],
    ),
    7: (
        "Tags, directions, long texts",
        "card delivered, text literal",
        ["security/test_shown_text.py", "test_bad_input.py"],
    ),
    8: (
        "Harmful files",
        "refused within 1 s, at most +100 MB",
        ["security/test_files.py", "bot/test_overlaps_command.py"],
    ),
    9: (
        "Searches and patterns",
        "at most 50 ms each on 4,096 characters; no wildcard",
        ["security/test_redos.py", "security/test_searches.py"],
    ),
    10: (
        "What must not be entered",
        "refused, and found nowhere",
        ["security/test_secrets.py", "handlers/test_refusals.py", "handlers/test_privacy.py"],
    ),
    11: (
        "What a warning tells",
        "never more than the rule; the inspected unit nothing",
        ["security/test_leaks.py", "handlers/test_discretion.py"],
    ),
    12: (
        "Groups",
        "silent until admitted; no plan's text",
        ["handlers/test_groups.py", "handlers/test_group_changes.py"],
    ),
    13: (
        "Flood of one person",
        "others answered within 1 s",
        ["security/test_flood.py"],
    ),
    14: (
        "Removal",
        "effective within 1 min",
        ["security/test_removal.py", "handlers/test_presses.py"],
    ),
    15: (
        "Personal data",
        "given, erased, forgotten by rule",
        ["handlers/test_privacy.py", "bot/test_person_commands.py"],
    ),
    16: (
        "Back-ups",
        "encrypted, 0600 in 0700, the drill works",
        ["bot/test_backups.py", "bot/test_aside.py"],
    ),
    17: (
        "Dependencies",
        "every package pinned by hashes",
        ["security/test_dependencies.py"],
    ),
    18: (
        "The audit's chain",
        "the changed row is named",
        ["storage/test_audit.py", "bot/test_audit_commands.py"],
    ),
}


def note(number: int, test: str, words: str) -> None:
    """Add a figure to the file that collects them, if there is one."""
    if _COLLECTED:
        with Path(_COLLECTED).open("a", encoding="utf-8") as file:
            file.write(json.dumps({"number": number, "test": test, "words": words}, ensure_ascii=False) + "\n")


def run(files: Sequence[str], figures: Path) -> tuple[str, bool]:
    """The last line of these tests, and whether they pass."""
    paths = [f"tests/{name}" for name in files]
    environment = {**os.environ, FIGURES: str(figures)}
    command = [sys.executable, "-m", "pytest", "--no-header", "-q", "-o", "addopts=", *paths]
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True)
    last = done.stdout.strip().splitlines()[-1]
    return last.split(" in ")[0].strip("= "), done.returncode == 0


def matrix() -> str:
    """The matrix as the tests assert it, with the columns of the other units."""
    from tests.handlers.rights_play import CAST
    from tests.handlers.test_rights import WANTED
    from tests.security.test_matrix import another

    names = (*CAST, "above", "below")
    lines = [f"| action | {' | '.join(names)} |", f"|---|{':-:|' * len(names)}"]
    lines += [f"| {name} | {' | '.join((*row, *another(name, row) * 2))} |" for name, row in WANTED.items()]
    return "\n".join(lines)


def table(results: Mapping[int, tuple[str, bool]], figures: Mapping[int, Sequence[str]]) -> str:
    lines = ["| | Tried | Must be | Result | Measured | Tests |", "|--:|---|---|---|---|---|"]
    for number, (subject, wanted, files) in SUBJECTS.items():
        told, passed = results[number]
        tests = " ".join(f"`{name}`" for name in files)
        measured = "; ".join(dict.fromkeys(figures.get(number, ())))
        lines.append(
            f"| {number} | {subject} | {wanted} | {'' if passed else '**fails** '}{told} | {measured} | {tests} |"
        )
    return "\n".join(lines)


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        collected = Path(folder) / "figures"
        collected.touch()
        results = {number: run(files, collected) for number, (_, _, files) in SUBJECTS.items()}
        figures: dict[int, list[str]] = {}
        for line in collected.read_text("utf-8").splitlines():
            row = json.loads(line)
            figures.setdefault(row["number"], []).append(row["words"])
    head = PAGE.read_text("utf-8").partition(MARK)[0]
    whole = f"{head}{MARK}\n\n## The eighteen tests\n\n{table(results, figures)}\n\n## Who may do what\n\n{matrix()}\n"
    PAGE.write_text(whole, "utf-8")
    print(table(results, figures))
    return 0 if all(passed for _, passed in results.values()) else 1


if __name__ == "__main__":
    sys.exit(main())
