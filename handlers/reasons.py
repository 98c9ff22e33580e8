"""Whether a typed text can stand as a reason that the unit will read."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from handlers.dialog.match import is_taken_back
from handlers.entry import Args
from handlers.texts import appraise, outcomes, spoken
from handlers.turn import Turn
from planning.accents import lacks_accents, reason_proposal
from planning.text import words
from storage.engine import moment, stamp

LEAST = 5  # letters
WITHIN = timedelta(minutes=15)
ASSENTS = frozenset({*spoken.YES, "xac nhan", "nhat tri", "thong nhat"})
# what stands on the card is no reason
_SHOWN = (appraise.AGREE, appraise.FORWARD, appraise.RETURN, appraise.DETAILS, appraise.TO_CARD)
NO_REASONS = frozenset(words(name) for name in (*_SHOWN, *outcomes.LABELS.values(), outcomes.REMARK, outcomes.CLEAR))


class Unfit(StrEnum):
    """Why a text is no reason, in the order in which that is looked for."""

    TAKEN_BACK = "taken_back"
    LATE = "late"
    LONG = "long"
    UNCLEAR = "unclear"


def asked(turn: Turn) -> Args:
    """What a question for a reason carries: when it was asked."""
    return {"asked": stamp(turn.now)}


def is_fresh(turn: Turn, args: Args) -> bool:
    """Whether it was asked for a moment ago: what is typed days later was meant for somebody else."""
    return "asked" in args and turn.now - moment(str(args["asked"])) <= WITHIN


@dataclass(frozen=True, slots=True)
class Plain:
    """A text that was typed without accents; `spelled`: how it may be meant, "" where that is not known."""

    text: str
    spelled: str


def plain(turn: Turn, text: str) -> Plain | None:
    """None: it has its accents. What others will read is asked about once, never written anew without a word."""
    words_ = " ".join(text.split())
    if not lacks_accents(words_):
        return None
    office = turn.office
    names = sorted({body.name for body in office.directory.bodies.values()})
    return Plain(words_, reason_proposal(words_, office.lexicon, office.campaign.first_day, names) or "")


def is_assent(text: str) -> bool:
    return " ".join(words(text)) in ASSENTS


def unfit(turn: Turn, args: Args, text: str, *, longest: int) -> Unfit | None:
    """None: it can stand. `args`: those of the question (`asked`), or `at_once` when it was typed with a code."""
    reason = " ".join(text.split())
    if is_taken_back(text):
        return Unfit.TAKEN_BACK
    if not args.get("at_once") and not is_fresh(turn, args):
        return Unfit.LATE
    if len(reason) > longest:
        return Unfit.LONG
    if sum(letter.isalpha() for letter in reason) < LEAST or words(reason) in NO_REASONS or is_assent(reason):
        return Unfit.UNCLEAR
    return None
