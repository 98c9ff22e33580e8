"""What a file is called when somebody gets it: plain letters, for every machine and every channel."""

from __future__ import annotations

import re
import unicodedata
from enum import StrEnum

_STROKED = str.maketrans({"\u0111": "d", "\u0110": "D"})
_OTHER = re.compile(r"[^A-Za-z0-9]+")
_LONGEST = 60  # letters of whose it is: the whole stays far below what a file system takes


class Paper(StrEnum):
    """How a file name begins, by what the file is."""

    DRAFT = "DT-chuong-trinh"
    PROGRAMME = "Chuong-trinh"
    OPINION = "CV-y-kien-tham-dinh"
    SUMMARY = "Tong-hop-BTV"
    MATRIX = "Ma-tran-cheo"
    MOVES = "De-xuat-chuyen-lich"
    HISTORY = "Lich-su"


def file_name(paper: Paper, year: int, whose: str = "", *, version: int | None = None, kind: str = "docx") -> str:
    """A name such as DT-chuong-trinh-2027-p-dong-tho-ubkt-lan-1.docx; `whose` is an id or any text."""
    nth = f"lan-{version}" if version is not None else ""
    parts = [paper.value, str(year), _plain(whose), nth]
    return "-".join(part for part in parts if part) + f".{kind}"


def _plain(text: str) -> str:
    apart = unicodedata.normalize("NFKD", text.translate(_STROKED))
    bare = "".join(char for char in apart if not unicodedata.combining(char))
    return _OTHER.sub("-", bare).strip("-")[:_LONGEST].strip("-")
