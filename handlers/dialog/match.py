"""Which choice a typed text names: by its number or label for the open question, by a code for any other."""

from __future__ import annotations

import re
import secrets
from dataclasses import dataclass

from handlers.dialog.chat import Capabilities, Say
from planning.text import fold

LETTERS = "ABCDEFGHJKMNPQRSTVWXYZ"  # without those that are read as digits or as one another
DIGITS = "0123456789"
CODE_LENGTH = 4
_MISREAD = str.maketrans("OIL", "011")
_CODE = re.compile(f"[{DIGITS}{LETTERS}]{{{CODE_LENGTH}}}")
_SPELT = {("XAC", "NHAN"): "XACNHAN", ("TRA", "LAI"): "TRA", ("THONG", "NHAT"): "DUYET"}
WORDS = frozenset({"DUYET", "TRA", "XEM", "XACNHAN"})


@dataclass(frozen=True, slots=True)
class Coded:
    """A text with a code: "DUYET K7Q2", "TRA K7Q2 because ...", "K7Q2 2". `number` counts from 1, 0: none."""

    code: str
    word: str = ""
    number: int = 0
    rest: str = ""


def new_code() -> str:
    """Four signs, letters and digits, so that neither a year nor a word is taken for one."""
    while True:
        code = "".join(secrets.choice(DIGITS + LETTERS) for _ in range(CODE_LENGTH))
        if any(sign in DIGITS for sign in code) and any(sign in LETTERS for sign in code):
            return code


def coded(text: str) -> Coded | None:
    """The code in a text that begins with one or with a known word and one; None for anything else."""
    said = text.split()
    upper = [fold(part).upper().strip('.,:;"“”') for part in said[:3]]
    word, used = "", 0
    if tuple(upper[:2]) in _SPELT:
        word, used = _SPELT[upper[0], upper[1]], 2
    elif upper[:1] and upper[0] in WORDS:
        word, used = upper[0], 1
    if len(said) <= used:
        return None
    code = fold(said[used]).upper().strip('.,:;"“”').translate(_MISREAD)
    if not _CODE.fullmatch(code):
        return None
    rest = said[used + 1 :]
    if word:
        return Coded(code, word, rest=" ".join(rest))
    if len(rest) == 1 and rest[0].isdecimal() and len(rest[0]) < 3:
        return Coded(code, number=int(rest[0]))
    return None


def numbered(say: Say) -> list[int]:
    """The choices (from 0) that have a number, in its order: those which can be taken back."""
    return [at for at, choice in enumerate(say.choices) if not choice.firm]


def number_typed(say: Say | None, text: str, capabilities: Capabilities) -> int | None:
    """The number that a whole message is, where numbers choose: more choices are shown than there are buttons.

    Elsewhere a bare number is content ("3" may be a month).
    """
    wanted = fold(text).strip().rstrip(".")
    shown = len(say.choices) if say else 0
    chooses = shown > capabilities.buttons or not capabilities.buttons
    return int(wanted) if chooses and wanted.isdecimal() and len(wanted) <= 3 else None


def choice_named(say: Say, text: str, capabilities: Capabilities) -> int | None:
    """Which choice (from 0) is meant, by its number where numbers choose, or by its label without accents."""
    number = number_typed(say, text, capabilities)
    if number is not None:
        by_number = numbered(say)
        return by_number[number - 1] if 0 < number <= len(by_number) else None
    wanted = fold(text).strip()
    matching = [at for at, choice in enumerate(say.choices) if fold(choice.label).strip() == wanted]
    return matching[0] if len(matching) == 1 else None
