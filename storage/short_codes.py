"""Codes to type, "7K2P-9XQM": the short form of an invitation's or a link's own code."""

from __future__ import annotations

import hashlib
import re
import secrets

from planning.text import fold

_SIGNS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"  # Crockford's base32: no letter that is read as a digit
_MISREAD = str.maketrans("OIL", "011")
_EIGHT = re.compile(r"[\s\"'“”‘’().,:;]*([0-9A-Z]{4})(?:[\s.]?|\s?[-–]\s?)([0-9A-Z]{4})[\s\"'“”‘’().,:;]*")

_INTRODUCED = re.compile(r"^\s*ma( moi)?( la)?\s*:?\s+")  # without accents, as it stands in an invitation


def short_code(code: str) -> str:
    """The same invitation to type, "7K2P-9XQM": 40 bits are enough where guessing ends after a few tries."""
    number = int.from_bytes(hashlib.sha256(f"to type:{code}".encode()).digest()[:5], "big")
    signs = "".join(_SIGNS[number >> 5 * at & 31] for at in reversed(range(8)))
    return f"{signs[:4]}-{signs[4:]}"


def fresh_code() -> str:
    """128 random bits whose short form has letters and digits, so that no word or date looks like one."""
    while not is_surely_code(short_code(code := secrets.token_urlsafe(16))):
        pass
    return code


def typed_code(text: str) -> str | None:
    """The code that a whole message may be: eight signs in a row or four and four, however it was typed; None: none."""
    match = _EIGHT.fullmatch(_INTRODUCED.sub("", fold(text)).upper())
    if match is None:
        return None
    signs = (match[1] + match[2]).translate(_MISREAD)
    return f"{signs[:4]}-{signs[4:]}" if all(sign in _SIGNS for sign in signs) else None


def is_surely_code(text: str) -> bool:
    """Whether a text of that shape can be nothing else: words and dates have no letters and digits mixed."""
    signs = [sign for sign in text if sign.isalnum()]
    return any(sign.isdigit() for sign in signs) and any(sign.isalpha() for sign in signs)
