"""Words in and around documents: who issues, who signs, who receives; what is said when one is handed over."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from documents.values import PaperFormat
from planning.organisation import BodyKind
from planning.programme import Role, TrackStep

DOWNLOAD = "Tải về (Word)"
COMMITTEE = "Đảng ủy"
INSPECTORS = "Ủy ban Kiểm tra"


@dataclass(frozen=True, slots=True)
class Head:
    """How a body stands at the head and the foot of its papers. Source: HD 05-HD/VPTW, QĐ 399-QĐ/TW; state bodies:
    NĐ 30/2020/NĐ-CP."""

    superior: str
    issuer: str
    code: str
    signs_for: str
    format: PaperFormat

    @staticmethod
    def of(kind: BodyKind, unit: str, above: str, body: str) -> Head:
        """Of a body of the unit named `unit`, which stands below `above`."""
        match kind:
            case BodyKind.COMMITTEE:
                code = "ĐU" if unit.startswith(COMMITTEE) else "TU"
                return Head(above, unit, code, "Ban Thường vụ", PaperFormat.PARTY)
            case BodyKind.INSPECTION_COMMITTEE:
                committee = above if unit.startswith(("UBKT", INSPECTORS)) else unit
                code = "UBKTĐU" if committee.startswith(COMMITTEE) else "UBKTTU"
                return Head(committee, INSPECTORS, code, INSPECTORS, PaperFormat.PARTY)
            case BodyKind.BOARD:
                return Head(above, body, initials(body), body, PaperFormat.PARTY)
            case BodyKind.PEOPLES_COUNCIL:
                return Head("", body, "HĐND", "Thường trực Hội đồng nhân dân", PaperFormat.STATE)
            case BodyKind.FRONT:
                return Head("", body, "MTTQ-BTT", "Ban Thường trực", PaperFormat.STATE)
            case BodyKind.UNION:
                return Head("", body, initials(body), "Ban Thường vụ", PaperFormat.PARTY)

    @property
    def receivers(self) -> tuple[str, ...]:
        """Who gets the paper, the keeper last."""
        above = (f"{self.superior} (báo cáo)",) if self.superior else ()
        return (*above, "Các đơn vị được kiểm tra, giám sát", "Lưu")


def initials(name: str) -> str:
    """The letters by which offices shorten a name: "Văn phòng Thành ủy" -> "VPTU"; "ủy" after a city is a U."""
    return "".join(word[0] for word in name.split()).upper().replace("Ủ", "U")


def appraiser(steps: Sequence[TrackStep]) -> str:
    """Who gives the opinion before a programme is issued; "" for nobody."""
    if any(step.seat is Role.STANDING for step in steps):
        return "Ban Thường vụ"
    return INSPECTORS if steps else ""


def programme_caption(body: str, year: int, number: int) -> str:
    return f"Dự thảo chương trình năm {year} của {body}, lần {number}. Số, ngày và chữ ký để trống."


def empty(body: str) -> str:
    return f"Chương trình của {body} chưa có cuộc nào, chưa có gì để in. Đồng chí đăng ký cuộc đầu tiên."


def gone() -> str:
    return "Dự thảo này không còn. Đồng chí mở lại danh sách."
