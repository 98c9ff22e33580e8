"""Documents named in a text: number, type and issuer, in every way they are written."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache

from planning.text import clean, fold

# folded words and abbreviations of document types, and the code shown; both kinds of QD share one code
_TYPES = {
    "nghi quyet": "NQ", "nq": "NQ", "chi thi": "CT", "ct": "CT", "ket luan": "KL", "kl": "KL",
    "quyet dinh": "Q\u0110", "quy dinh": "Q\u0110", "qd": "Q\u0110", "qdi": "Q\u0110", "qdns": "Q\u0110NS",
    "chuong trinh": "CTr", "ctr": "CTr", "huong dan": "HD", "hd": "HD", "thong bao": "TB", "tb": "TB",
    "thong tri": "TT", "ke hoach": "KH", "kh": "KH", "quy che": "QC", "qc": "QC", "nghi dinh": "N\u0110",
    "nd": "N\u0110", "thong tu": "TT", "tt": "TT", "de an": "\u0110A", "da": "\u0110A", "cong van": "CV", "cv": "CV",
    "bc": "BC", "ttr": "TTr",
}  # fmt: skip
_WORDS = "|".join(sorted((re.escape(word) for word in _TYPES), key=len, reverse=True))
# 57-NQ/TW, 20/CT-TTg, 216/2025/ND-CP, 1630/QD-TTg
_CODED = re.compile(
    rf"(?<![\w/])(\d{{1,4}})(?:/(\d{{4}}))? ?([-/]) ?({_WORDS}) ?[-/] ?([a-z]{{2,12}}(?:-[a-z]{{2,8}})?)(?![\w])"
)
# Nghi quyet so 57, NQ57, NQ 57/TW
_PLAIN = re.compile(
    rf"(?<![\w/-])({_WORDS})\.? ?(?:so:? ?)?(\d{{1,4}})(?: ?[-/] ?(tw|tu)(?!\w)|(?![\w/-]|[.,]\d)(?! ?%))"
)
_NOT_A_NUMBER = re.compile(r" ?(nam|thang|quy|tuan|ngay|cuoc|diem|don vi|nguoi|noi dung|nhiem vu|dong chi|doi tuong)\b")


@dataclass(frozen=True, slots=True)
class Document:
    """`number` without leading zeros, `code` of the type, `issuer` folded or "" when not said."""

    number: str
    code: str
    issuer: str = ""
    year: str = ""  # of a state document
    shown_issuer: str = field(default="", compare=False)
    state: bool = field(default=False, compare=False)

    @property
    def key(self) -> str:
        """As it is usually written: 57-NQ/TW, 216/2025/ND-CP, or NQ 57 when the issuer is not said."""
        number = self.number.zfill(2)
        if not self.issuer:
            return f"{self.code} {number}"
        if self.state:
            year = f"{self.year}/" if self.year else ""
            return f"{number}/{year}{self.code}-{self.shown_issuer}"
        return f"{number}-{self.code}/{self.shown_issuer}"

    def may_be(self, other: Document) -> bool:
        """Whether both name one document: equal, or one without its issuer."""
        same = (self.number, self.code) == (other.number, other.code)
        return same and (not self.issuer or not other.issuer or self == other)


def documents_in(text: str) -> tuple[Document, ...]:
    """The documents a text names, in order; one said twice, with and without its issuer, is one."""
    said = " ".join(clean(text).split())
    line = "".join(map(_folded, said))
    found: list[Document] = []
    taken: list[tuple[int, int]] = []
    for match in _CODED.finditer(line):
        number, year, sign, word, issuer = match.groups()
        shown = said[match.start(5) : match.end(5)]
        if shown.casefold() == "t\u01b0":  # the centre's horned letter is lost in folding
            issuer, shown = "tw", "TW"
        found.append(_document(number, word, issuer, shown, year=year or "", state=sign == "/"))
        taken.append(match.span())
    for match in _PLAIN.finditer(line):
        inside = any(start <= match.start(2) < end for start, end in taken)
        if not inside and not _is_a_count(line, match):
            word, number, issuer = match.groups(default="")
            horned = said[match.start(3) : match.end(3)].casefold() == "t\u01b0"
            issuer = "tw" if horned else issuer
            found.append(_document(number, word, issuer, issuer.upper()))
    kept = [d for d in dict.fromkeys(found) if d.issuer or not any(o.issuer and o.may_be(d) for o in found)]
    return tuple(kept)


@lru_cache(maxsize=1024)
def _folded(char: str) -> str:
    """One folded letter for one typed, so that places in the folded line are places in the typed one."""
    found = fold(char)
    return found if len(found) == 1 else " "


def _is_a_count(line: str, match: re.Match[str]) -> bool:
    """A year or a number of things: "programme 2027", "plan of 5 years"."""
    return int(match.group(2)) >= 1900 or _NOT_A_NUMBER.match(line, match.end()) is not None


def _document(number: str, word: str, issuer: str, shown: str, *, year: str = "", state: bool = False) -> Document:
    return Document(number.lstrip("0") or "0", _TYPES[word], issuer, year, shown, state)
