"""What a document is made of: plain frozen values, nothing looked up.

Names are given as they are said ("phuong Dong Tho" with its marks); the documents put them into capitals where the
format asks for it. Every text may be anything a person can type.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from planning.appraisal import ItemOutcome
from planning.inspection import Group, Totals


class PaperFormat(StrEnum):
    """Whose rules of form a paper follows. Also the name of the template file."""

    PARTY = "party"  # HD 05-HD/VPTW, QD 399-QD/TW
    STATE = "state"  # ND 30/2020: People's Council, Front, unions


class Change(StrEnum):
    """What an amendment makes of an inspection in force, in the order of the table."""

    ADDED = "added"
    CHANGED = "changed"
    DROPPED = "dropped"
    SAME = "same"  # the amendment leaves it as it is, the appraisal does not


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of a paper. `code` is what follows the type in the number line: "DU" in "So 05-CTr/DU"."""

    superior: str  # the body above, or the committee an inspection committee belongs to; "" for none
    issuer: str
    code: str
    place: str
    on: date | None  # the day printed; None leaves day and month blank for the pen
    year: int  # printed when the day is blank
    format: PaperFormat = PaperFormat.PARTY
    number: str = ""  # the whole of it, "07-CTr/DU", once it was issued; "" leaves room for the pen


@dataclass(frozen=True, slots=True)
class Signature:
    """Who signs. Number, name and signature are always left blank: they come with the pen."""

    signs_for: str  # after "T/M": "ban thuong vu", "uy ban kiem tra"
    position: str = ""  # under it, e.g. "chu nhiem"; "" when it is not known who will sign


@dataclass(frozen=True, slots=True)
class Basis:
    """A document that is cited, as the office's configuration holds it for the day of the paper."""

    number: str  # with its type: "Quy dinh so 21-QD/TW"
    issued_on: date
    title: str  # "cua Ban Chap hanh Trung uong ve ..."


@dataclass(frozen=True, slots=True)
class ProgrammeRow:
    """One inspection of a programme, in words."""

    code: str
    group: Group
    form: str
    subjects: tuple[str, ...]
    content: str
    time: str
    period_inspected: str = ""
    leader: str = ""
    partners: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class ProgrammeDraft:
    """A body's programme for one year: a draft, unless its head has a number."""

    head: Letterhead
    signature: Signature
    body: str  # the issuing body as a sentence names it: "UBKT Dang uy phuong Dong Tho"
    year: int
    version: int  # the count of submissions, from 1
    rows: tuple[ProgrammeRow, ...]
    bases: tuple[Basis, ...]
    appraiser: str  # who gives the opinion before it is issued
    receivers: tuple[str, ...]  # the lines under "Noi nhan", the last one says where it is kept
    made_at: datetime  # goes into the file's properties; the same value gives the same bytes


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that an amendment changes of an inspection. Both sides empty: only that it does."""

    what: str  # "thoi gian"
    before: str = ""
    after: str = ""


@dataclass(frozen=True, slots=True)
class OpinionRow:
    """One inspection with what the appraisal says of it. `proposal` completes the outcome: the free month, who leads
    the joint team, which subject instead; `reason` may be empty only where the inspection is kept."""

    code: str
    group: Group
    form: str
    subjects: tuple[str, ...]
    content: str
    time: str
    outcome: ItemOutcome
    proposal: str = ""
    reason: str = ""
    change: Change = Change.SAME  # of an amendment
    differences: tuple[Difference, ...] = ()


@dataclass(frozen=True, slots=True)
class Amended:
    """The promulgated programme that an amendment is about. `before` and `after` count all of its inspections."""

    nth: int  # which amendment it is, from 1
    number: str  # of the programme in force
    issued_on: date
    before: Totals
    after: Totals  # as it was agreed
    reason: str  # the unit's own words


@dataclass(frozen=True, slots=True)
class Opinion:
    """The written opinion on one version of a body's programme."""

    head: Letterhead
    signature: Signature
    to: tuple[str, ...]
    appraiser: str  # whose opinion it is, as a sentence names it: "Uy ban Kiem tra Thanh uy"
    body: str  # whose programme it is
    year: int
    version: int
    submitted_on: date
    rows: tuple[OpinionRow, ...]
    bases: tuple[Basis, ...]
    remarks: tuple[str, ...]  # on the programme as a whole: a missing second programme, too few inspections
    issue_by: date | None  # the last day for issuing the programme, if the campaign has one
    report_to: str  # the superior inspection committee, which gets the letter as a report; "" for none
    copies: tuple[str, ...]
    kept_at: str
    made_at: datetime
    issue_within: int | None = None  # days after the signed letter, where no last day is set
    amended: Amended | None = None  # it is about an amendment; `rows` are then only those that are spoken of


@dataclass(frozen=True, slots=True)
class SummaryRow:
    """One inspection at one subject. `same_content` and `same_time` are the codes of those it overlaps with there."""

    code: str
    group: Group
    body: str
    form: str
    content: str
    time: str
    same_content: tuple[str, ...] = ()
    same_time: tuple[str, ...] = ()
    outcome: ItemOutcome | None = None  # None: not decided yet
    proposal: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class SummarySubject:
    """A subject with everything planned there; an inspection of several subjects stands under each."""

    name: str
    rows: tuple[SummaryRow, ...]


@dataclass(frozen=True, slots=True)
class Summary:
    """The table for the standing committee: all programmes of the year, subject by subject."""

    head: Letterhead
    signature: Signature
    office: str  # "Thanh uy Thanh Hoa"
    year: int
    subjects: tuple[SummarySubject, ...]
    receivers: tuple[str, ...]
    made_at: datetime


@dataclass(frozen=True, slots=True)
class History:
    """What happened to a programme, as a table of texts: when, version, what, who, in whose stead, details."""

    title: str
    columns: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    sheet: str
    made_at: datetime
