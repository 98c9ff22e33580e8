"""What a button sends: a press comes back as a text of the person, so it must be something nobody can make up.

Each button of each message has a payload of its own, signed for the one person it was shown to. It says nothing but
which question it belongs to; whether pressing it still means something is decided by that question.
"""

from __future__ import annotations

import base64
import hmac
import re

NOBODYS = ("", 0)  # a press of a question that was never asked
LENGTH = 22  # of 6 bits each
_PAYLOAD = re.compile(r"#([0-9a-z]{26})\.(\d{1,3})\.([\w-]{22})", re.ASCII)


def payload(key: str, address: str, question_id: str, number: int) -> str:
    """For the choice of this number (from 0), to be pressed by this person."""
    return f"#{question_id}.{number}.{_sign(key, address, question_id, number)}"


def pressed(key: str, address: str, text: str) -> tuple[str, int] | None:
    """The question and the number of the choice; NOBODYS for what is forged or somebody else's; None: no press."""
    found = _PAYLOAD.fullmatch(text.strip())
    if found is None:
        return None
    question_id, number = found[1], int(found[2])
    good = hmac.compare_digest(found[3], _sign(key, address, question_id, number))
    return (question_id, number) if good else NOBODYS


def _sign(key: str, address: str, question_id: str, number: int) -> str:
    signed = hmac.digest(key.encode(), f"{address}|{question_id}|{number}".encode(), "sha256")
    return base64.urlsafe_b64encode(signed).decode()[:LENGTH]
