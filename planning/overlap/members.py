"""Subjects of which only a member is inspected (`Inspection.members`): a cell's secretary is not the cell."""

from __future__ import annotations

from planning.inspection import Inspection
from planning.names.vocabulary import Plain, begins, plain_words, vocabulary
from planning.overlap.ties import Tie, Ties


def tie_between(ties: Ties, mine: Inspection, subject: str, other: Inspection, other_subject: str) -> Tie | None:
    """How `other_subject` stands to `subject`: as units are tied, but a unit and the holder of a position in it are
    PERSON, and so are the holders of two positions."""
    tie = ties.between(subject, other_subject)
    if tie is Tie.SAME and holder(mine, subject) != holder(other, subject):
        return Tie.PERSON
    return tie


def holder(item: Inspection, subject: str) -> Plain:
    """The position whose holder alone is inspected, as plain words; empty when the whole unit is: then also where it is
    named together with a position ("cell X and its secretary"), so that what is shown does not begin with one."""
    for unit_id, said in item.members:
        if unit_id == subject:
            plain = plain_words(said)
            return plain[: begins(plain, vocabulary().any_position)]
    return ()
