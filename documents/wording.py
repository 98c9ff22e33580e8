"""The shape of `templates/phrases.toml`: every phrase there is. What fills its blanks stands beside it in the file."""

from __future__ import annotations

from typing import Literal

from pydantic import BaseModel, ConfigDict


class Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Head(Words):
    party_nation: str
    state_nation: str
    state_motto: str
    place_and_day: str
    party_number: str
    state_number: str
    party_issued: str
    state_issued: str
    draft: str
    to: str


class Foot(Words):
    party_signs: str
    state_signs: str
    receivers: str
    as_above: str
    report: str
    kept: str


class Issuer(Words):
    format: Literal["party", "state"]
    superior: str
    issuer: str
    code: str
    signs_for: str
    position: str


class IssuerWords(Words):
    party: str
    root_letters: str
    committee_letters: str
    written_out: dict[str, str]


class Issuers(Words):
    """By `UnitKind` for committees, by `BodyKind` for the rest."""

    city_committee: Issuer
    grassroots_committee: Issuer
    cell: Issuer
    inspection_committee: Issuer
    board: Issuer
    peoples_council: Issuer
    front: Issuer
    union: Issuer
    words: IssuerWords


class ByFormat(Words):
    party: str
    state: str


class ByKind(Words):
    """One wording for each mixture of inspections and supervisions."""

    both: str
    inspection: str
    supervision: str


class Totals(ByKind):
    none: str


class Part(Words):
    heading: str
    lines: tuple[str, ...]


class Groups(Words):
    """Headings within a table: of one of two groups, and of the only one."""

    inspection: str
    supervision: str
    only_inspection: str
    only_supervision: str


class Outcomes(Words):
    """By `ItemOutcome`."""

    keep: str
    reschedule: str
    joint: str
    drop: str
    use_results: str
    change_subject: str


class Columns(Words):
    count: str
    code: str
    content: str
    subjects: str
    period_inspected: str
    time: str
    leader: str
    partners: str
    note: str


class Programme(Words):
    type: str
    title: str
    abstract: str
    opening: str
    party: tuple[Part, ...]
    state: tuple[Part, ...]
    annex: str
    annex_title: str
    annex_note: str
    columns: Columns


class OpinionColumns(Words):
    count: str
    code: str
    content: str
    opinion: str
    reason: str


class OpinionAmended(Words):
    """Of an opinion on an amendment; the four headings by `Change`."""

    programme: str
    abstract: str
    opening: str
    agreed: str
    changes: str
    change_count: str
    reason: str
    table: str
    added: str
    changed: str
    dropped: str
    same: str
    difference: str
    difference_only: str


class ChangeNames(Words):
    """By `Change`, within a sentence; what stays the same is not counted. `none`: nothing changes."""

    added: str
    changed: str
    dropped: str
    none: str


class Opinion(Words):
    type: str
    programme: str
    abstract: str
    opening: str
    agreed: str
    changes: str
    outcome_count: str
    table: str
    columns: OpinionColumns
    subjects: str
    time: str
    remarks: str
    remark: str
    issue_by: str
    issue_within: str
    issue: str
    amended: OpinionAmended
    change_names: ChangeNames


class SummaryColumns(Words):
    """`form_content`, `overlap` and `note` stand in the paper; the sheet has a column for each part of them."""

    count: str
    subject: str
    code: str
    body: str
    form_content: str
    form: str
    content: str
    time: str
    overlap: str
    same_content: str
    same_time: str
    verdict: str
    note: str
    outcome: str
    reason: str


class Summary(Words):
    title: str
    totals: str
    content_legend: str
    time_legend: str
    subject: str
    same_content: str
    same_time: str
    carried_out: str
    not_carried_out: str
    sheet: str
    columns: SummaryColumns


class MatrixColumns(Words):
    count: str
    subject: str
    visits: str


class Matrix(Words):
    title: str
    totals: str
    sum: str
    sheet: str
    columns: MatrixColumns


class MovesColumns(Words):
    count: str
    code: str
    body: str
    subjects: str
    before: str
    after: str
    reason: str
    answer: str


class Moves(Words):
    title: str
    totals: str
    note: str
    sheet: str
    columns: MovesColumns


class Phrases(Words):
    head: Head
    foot: Foot
    issuers: Issuers
    basis: ByFormat
    kinds: ByKind
    totals: Totals
    groups: Groups
    outcomes: Outcomes
    programme: Programme
    opinion: Opinion
    summary: Summary
    matrix: Matrix
    moves: Moves
