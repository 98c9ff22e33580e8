"""The wording of the documents: `templates/phrases.toml`, and what an office put in its place."""

from __future__ import annotations

import re
import tomllib
from functools import lru_cache
from importlib import resources
from pathlib import Path
from typing import Any, Literal

from pydantic import BaseModel, ConfigDict, ValidationError

from documents.errors import TemplateError
from documents.plain import flat

FILE = "phrases.toml"
_BLANK = re.compile(r"\{(\w+)\}")


class _Words(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class Head(_Words):
    party_nation: str
    state_nation: str
    state_motto: str
    place_and_day: str
    party_number: str
    state_number: str
    draft: str
    to: str


class Foot(_Words):
    party_signs: str
    state_signs: str
    receivers: str
    as_above: str
    report: str
    kept: str


class Issuer(_Words):
    format: Literal["party", "state"]
    superior: str
    issuer: str
    code: str
    signs_for: str
    position: str


class IssuerWords(_Words):
    party: str
    root_letters: str
    committee_letters: str
    written_out: dict[str, str]


class Issuers(_Words):
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


class ByFormat(_Words):
    party: str
    state: str


class ByKind(_Words):
    """One wording for each mixture of inspections and supervisions."""

    both: str
    inspection: str
    supervision: str


class Totals(ByKind):
    none: str


class Part(_Words):
    heading: str
    lines: tuple[str, ...]


class Groups(_Words):
    """Headings within a table: of one of two groups, and of the only one."""

    inspection: str
    supervision: str
    only_inspection: str
    only_supervision: str


class Outcomes(_Words):
    """By `ItemOutcome`."""

    keep: str
    reschedule: str
    joint: str
    drop: str
    use_results: str
    change_subject: str


class Columns(_Words):
    count: str
    code: str
    content: str
    subjects: str
    period_inspected: str
    time: str
    leader: str
    partners: str
    note: str


class Programme(_Words):
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


class OpinionColumns(_Words):
    count: str
    code: str
    content: str
    opinion: str
    reason: str


class Opinion(_Words):
    type: str
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
    issue: str


class SummaryColumns(_Words):
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


class Summary(_Words):
    type: str
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


class Phrases(_Words):
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


def phrases(folder: Path | None = None) -> Phrases:
    """The wording, with the lines of `folder/phrases.toml` in the place of ours. Raises TemplateError."""
    own = folder / FILE if folder else None
    if own is None or not own.is_file():
        return _ours()
    try:
        changes = tomllib.loads(own.read_text("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise TemplateError(f"{FILE}: {error}") from error
    try:
        return Phrases.model_validate(_merged(_ours().model_dump(), changes))
    except ValidationError as error:
        first = error.errors()[0]
        raise TemplateError(f"{FILE}: {'.'.join(map(str, first['loc']))}: {first['msg']}") from error


@lru_cache(maxsize=1)
def _ours() -> Phrases:
    text = (resources.files("documents") / "templates" / FILE).read_text("utf-8")
    return Phrases.model_validate(tomllib.loads(text))


def _merged(ours: dict[str, Any], changes: dict[str, Any]) -> dict[str, Any]:
    merged = dict(ours)
    for key, value in changes.items():
        below = ours.get(key)
        merged[key] = _merged(below, value) if isinstance(below, dict) and isinstance(value, dict) else value
    return merged


def fill(phrase: str, **words: str | int) -> str:
    """A phrase with its words filled in, once: braces in a word stay what they are. Raises TemplateError."""

    def word(match: re.Match[str]) -> str:
        if match[1] not in words:
            raise TemplateError(f"{FILE}: no word for {match[0]} in {phrase!r}")
        value = words[match[1]]
        if not isinstance(value, str):
            return str(value)
        return flat(value) if value.strip(" ") else value  # spaces alone are room for the pen

    return _BLANK.sub(word, phrase)
