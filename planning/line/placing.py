"""The subject and the content of a line, and what stands in front of its form: who inspects, or one of the two."""

from __future__ import annotations

from dataclasses import dataclass

from planning.line.heads import Head
from planning.line.parting import begins_unit, organisations, parted
from planning.line.reader import LineReader
from planning.line.words import cue_at, cues
from planning.names.reading import UnitReading
from planning.organisation import UnitKind

_NEVER_INSPECTED = {UnitKind.CITY_COMMITTEE, UnitKind.INSPECTION_COMMITTEE}  # in front, where who inspects stands
_INSPECTS = _NEVER_INSPECTED | {UnitKind.PARTY_BOARD, UnitKind.PEOPLES_COUNCIL, UnitKind.FRONT, UnitKind.UNION}


@dataclass(frozen=True, slots=True)
class Placed:
    """`issuer` stands in front of the form and may be a body; `lead` when it certainly is who inspects. `leading`:
    what stands between the form and a subject that does not come first."""

    subject_text: str
    content: str
    subjects: UnitReading | None
    issuer: str = ""
    lead: str = ""
    leading: str = ""


def placed_parts(head: Head, reader: LineReader) -> Placed:
    """What the parts of a line around its form are. Two organisations of which either may be meant leave none."""
    subject_text, content, subjects = parted(head.rest, reader.units)
    if head.words and subjects is not None and not content and _is_content(head.rest, subject_text, subjects):
        subject_text, content, subjects = "", subject_text, None
    found = Placed(subject_text, content, subjects, head.before, leading=_leading(head.rest))
    if not head.before:
        return found
    certain = subjects is not None and subjects.certain
    in_front = reader.units(head.before)
    if head.begun and not (certain and content) and _may_be_part(head, in_front, reader):
        both = parted(f"{head.before} ; {head.rest}", reader.units)
        if both[1] and both[2] is not None and both[2].certain:
            return Placed(*both, leading=found.leading)
    if not in_front.certain or (head.begun and not certain):
        return found
    if head.begun and subjects and not reader.above(in_front.units, subjects.units):
        return Placed(f"{head.before}; {subject_text}", content, None, head.before)
    return Placed(subject_text, content, subjects, head.before, head.before, found.leading)


def _is_content(rest: str, said: str, reading: UnitReading) -> bool:
    """Whether all that stands behind the form must be the content: nothing in it looks like an organisation."""
    looks = reading.candidates or reading.units or reading.problem or cue_at(rest, "subject")
    return not (looks or begins_unit(said) or organisations(rest))


def _may_be_part(head: Head, in_front: UnitReading, reader: LineReader) -> bool:
    """Whether what stands in front may be the subject or the content, not who inspects."""
    if cue_at(head.before, "subject") or cue_at(head.before, "content"):
        return True
    if reader.bodies is not None and reader.programme(head.before, only_named=True):
        return False
    kinds = {unit.kind for unit in in_front.units}
    return not kinds & (_NEVER_INSPECTED if head.closed else _INSPECTS)


def _leading(rest: str) -> str:
    """What stands between the form's word and the subject, when the subject does not come first."""
    if begins_unit(rest) or cue_at(rest, "subject"):
        return ""
    ends = [a for a, _ in cues(rest, "subject")]
    ends += [a for a, b in cues(rest, "place") if begins_unit(rest[b:])]
    return rest[: min([*ends, *organisations(rest)], default=len(rest))]
