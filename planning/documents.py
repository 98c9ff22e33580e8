"""Documents named in a text: number, type and issuer, in every way they are written."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from planning.named_documents import LAWS, QD, named_documents
from planning.text import clean, fold

# folded words and abbreviations of document types, and the code shown; both kinds of QD share one code
_TYPES = {
    "nghi quyet": "NQ", "nq": "NQ", "chi thi": "CT", "ct": "CT", "ket luan": "KL", "kl": "KL",
    "quyet dinh": QD, "quy dinh": QD, "qd": QD, "qdi": QD, "qdns": f"{QD}NS",
    "chuong trinh hanh dong": "CTr", "chuong trinh": "CTr", "ctr": "CTr", "cthd": "CTr", "huong dan": "HD", "hd": "HD",
    "thong bao": "TB", "tb": "TB", "thong tri": "TT", "ke hoach": "KH", "kh": "KH", "quy che": "QC", "qc": "QC",
    "nghi dinh": "N\u0110", "nd": "N\u0110", "thong tu": "TT", "tt": "TT", "de an": "\u0110A", "da": "\u0110A",
    "cong van": "CV", "cv": "CV", "bc": "BC", "ttr": "TTr",
}  # fmt: skip
_RULES = frozenset({"quy dinh", "qdi"})
_WORDS = "|".join(sorted((re.escape(word) for word in _TYPES), key=len, reverse=True))
# 57-NQ/TW, 20/CT-TTg, 216/2025/ND-CP, 1630/QD-TTg, 1686/NQ-UBTVQH15
_CODED = re.compile(
    rf"(?<![\w/])(\d{{1,4}})(?:/(\d{{4}}))? ?([-/]) ?({_WORDS}) ?[-/] ?"
    r"([a-z]{2,12}\d{0,2}(?:-[a-z]{2,8})?)(?![\w])"
)
# Nghi quyet so 57, NQ57, NQ 57/TW, NQTW 57, NQ TW 57
_PLAIN = re.compile(
    rf"(?<![\w/-])({_WORDS})[ .]?(?:(tw|trung uong) ?)?(?:so:? ?)?(\d{{1,4}})"
    rf"(?: ?[-/] ?(tw|tu)(?!\w)|(?![\w/-]|[.,]\d)(?! ?%))"
)
# Luat 84/2025/QH15, 198/2025/QH15: of the National Assembly
_OF_ASSEMBLY = re.compile(r"(?<![\w/])(\d{1,3})/(\d{4})/(qh\d{1,2})(?![\w])")
_NOT_A_NUMBER = re.compile(r" ?(nam|thang|quy|tuan|ngay|cuoc|diem|don vi|nguoi|noi dung|nhiem vu|dong chi|doi tuong)\b")
_Span = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Document:
    """`number` without leading zeros, `code` of the type, `issuer` folded or "" when not said. A plenum's resolution
    has the term as its issuer, a congress's resolution its congress as its number, a law its name."""

    number: str
    code: str
    issuer: str = ""
    year: str = ""  # of a state document
    shown_issuer: str = field(default="", compare=False)
    state: bool = field(default=False, compare=False)
    rule: bool = field(default=False, compare=False)  # said to be a "quy dinh", which is the Party's
    shown: str = field(default="", compare=False)  # the whole name, for one that is not named by number and type

    @property
    def key(self) -> str:
        """As it is usually written: 57-NQ/TW, 216/2025/ND-CP, or NQ 57 when the issuer is not said."""
        if self.shown:
            return self.shown
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
    return documents_and_rest(text)[0]


def documents_and_rest(text: str) -> tuple[tuple[Document, ...], str]:
    """The documents, and the text without the names of congresses and plenums: their words are no content."""
    said = " ".join(clean(text).split())
    line = "".join(map(_folded, said))
    named = [
        (Document(one.number, one.code, one.issuer, shown=one.shown), (one.start, one.end))
        for one in named_documents(line)
    ]
    names = [span for document, span in named if document.code != LAWS]
    found = [*named, *_coded(said, line)]
    spans = [*names, *(span for _, span in found[len(named) :])]
    found += [(one, span) for one, span in _plain(said, line) if not any(_within(span, other) for other in spans)]
    found.sort(key=lambda one: one[1])
    kinds = dict.fromkeys(document for document, _ in found)
    full = {(document.number, document.code) for document in kinds if document.issuer}
    kept = tuple(d for d in kinds if d.issuer or (d.number, d.code) not in full)
    return kept, _without(said, names)


def _coded(said: str, line: str) -> Iterator[tuple[Document, _Span]]:
    for match in _CODED.finditer(line):
        number, year, sign, word, issuer = match.groups()
        shown = said[match.start(5) : match.end(5)]
        if shown.casefold() == "t\u01b0":  # the centre's horned letter is lost in folding
            issuer, shown = "tw", "TW"
        yield _document(number, word, issuer, shown, year=year or "", state=sign == "/"), match.span()
    for match in _OF_ASSEMBLY.finditer(line):
        number, year, issuer = match.groups()
        shown = f"{number}/{year}/{issuer.upper()}"
        yield Document(number.lstrip("0"), "QH", issuer, year, shown=shown), match.span()


def _plain(said: str, line: str) -> Iterator[tuple[Document, _Span]]:
    for match in _PLAIN.finditer(line):
        word, centre, number, issuer = match.groups(default="")
        if _is_a_count(line, match):
            continue
        horned = said[match.start(4) : match.end(4)].casefold() == "t\u01b0" if issuer else False
        issuer = "tw" if horned or centre else issuer
        yield _document(number, word, issuer, issuer.upper()), match.span()


def _within(span: _Span, other: _Span) -> bool:
    return span[0] < other[1] and other[0] < span[1]


def _without(said: str, spans: list[_Span]) -> str:
    kept, at = [], 0
    for start, end in sorted(spans):
        kept.append(said[at:start])
        at = max(at, end)
    return " ; ".join([*kept, said[at:]])


@lru_cache(maxsize=1024)
def _folded(char: str) -> str:
    """One folded letter for one typed, so that places in the folded line are places in the typed one."""
    found = fold(char)
    return found if len(found) == 1 else " "


def _is_a_count(line: str, match: re.Match[str]) -> bool:
    """A year or a number of things: "programme 2027", "plan of 5 years"."""
    return int(match.group(3)) >= 1900 or _NOT_A_NUMBER.match(line, match.end()) is not None


def _document(number: str, word: str, issuer: str, shown: str, *, year: str = "", state: bool = False) -> Document:
    return Document(number.lstrip("0") or "0", _TYPES[word], issuer, year, shown, state, word in _RULES)
