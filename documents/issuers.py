"""Head and signature of a body's papers, from its place in the tree and the office's words.

What the tree does not tell (the letters of a board, who signs for it) is left blank for the pen.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from documents.phrases import fill, phrases
from documents.values import Letterhead, PaperFormat, Signature
from documents.wording import Issuers
from planning.organisation import Body, BodyKind, Directory, Unit, UnitKind

_COMMITTEES = {UnitKind.CITY_COMMITTEE, UnitKind.GRASSROOTS_COMMITTEE, UnitKind.CELL}


@dataclass(frozen=True, slots=True)
class IssuedBy:
    """What a paper of a body begins and ends with, and the body's name as a sentence has it."""

    head: Letterhead
    signature: Signature
    name: str


def issued_by(
    directory: Directory,
    body: Body,
    *,
    place: str,
    on: date | None,
    year: int,
    above: str = "",
    templates: Path | None = None,
) -> IssuedBy:
    """Head and signature for a paper of `body`. `place`, `on` and `year` as in `Letterhead`; `above` is the Party
    organisation over the root of the tree. Raises TemplateError.
    """
    words = phrases(templates).issuers
    unit = directory.units[body.unit_id]
    committee = _committee(directory, body, unit)
    over = directory.units.get(committee.parent_id or "")
    issuer = getattr(words, _kind(body, unit))
    root = committee.kind is UnitKind.CITY_COMMITTEE
    said = {
        "unit": _written_out(words, unit.name),
        "body": _written_out(words, _without(body.name, committee)),
        "committee": _written_out(words, committee.name),
        "party": _party(words, over) if over else above,
        "letters": words.words.root_letters if root else words.words.committee_letters,
        "above": above,
    }
    head = Letterhead(
        superior=fill(issuer.superior, **said),
        issuer=fill(issuer.issuer, **said),
        code=fill(issuer.code, **said),
        place=place,
        on=on,
        year=year,
        format=PaperFormat(issuer.format),
    )
    signature = Signature(fill(issuer.signs_for, **said), fill(issuer.position, **said))
    return IssuedBy(head, signature, _written_out(words, body.name))


def _kind(body: Body, unit: Unit) -> str:
    """The key of `[issuers]`: a committee is what its unit is."""
    if body.kind is not BodyKind.COMMITTEE:
        return body.kind.value
    return unit.kind.value if unit.kind in _COMMITTEES else UnitKind.GRASSROOTS_COMMITTEE.value


def _committee(directory: Directory, body: Body, unit: Unit) -> Unit:
    """The Party committee a body belongs to: its own unit, or the nearest above that is one."""
    if unit.kind in _COMMITTEES:
        return unit
    return next((above for above in directory.ancestors(body.unit_id) if above.kind in _COMMITTEES), unit)


def _party(words: Issuers, unit: Unit) -> str:
    """The Party organisation of a committee, if one of its names says it; else the committee itself."""
    named = (name for name in (unit.name, *unit.aliases) if name.startswith(words.words.party))
    return _written_out(words, next(named, unit.name))


def _without(name: str, committee: Unit) -> str:
    """A board's name without its committee's, which stands in the line above."""
    for known in sorted((committee.name, *committee.aliases), key=len, reverse=True):
        if name.endswith(f" {known}"):
            return name.removesuffix(f" {known}")
    return name


def _written_out(words: Issuers, name: str) -> str:
    """Abbreviations written out, word by word."""
    return re.sub(r"\w+", lambda word: words.words.written_out.get(word[0], word[0]), name)
