"""What may be seen after a talk in which things went wrong, and what may not."""

from __future__ import annotations

from sandbox import Fault, Refused
from tests.faults.live import LiveStage

UNANSWERED = (Fault.DROPPED_AFTER, Fault.SLOW)  # the latter, if nobody waits that long


def clean(stage: LiveStage) -> None:
    """Nothing was refused but for known repeats, nor was it out of time."""
    in_time(stage)
    assert [refused for refused in stage.sandbox.refused if not _repeated(stage, refused)] == []


def in_time(stage: LiveStage) -> None:
    """Nothing left too early or too fast, and nothing was overlooked."""
    assert (stage.sandbox.too_early, stage.sandbox.too_fast) == ([], [])
    assert stage.overlooked == []


def _repeated(stage: LiveStage, refused: Refused) -> bool:
    """A request that had been carried out before, without its answer coming back, or about an update that was."""
    lost = [one for one in stage.sandbox.faults.done if one.kind in UNANSWERED]
    if "message is not modified" in refused.description:
        return any((one.method, one.params) == (refused.method, refused.params) for one in lost)
    if refused.method == "answerCallbackQuery":
        presses = [one.params["callback_query"]["id"] for one in lost if "callback_query" in one.params]
        return refused.params["callback_query_id"] in presses
    return False


def unanswered(stage: LiveStage, method: str) -> int:
    """How many calls of this method were carried out without the program hearing of it."""
    return len([one for one in stage.sandbox.faults.done if one.method == method and one.kind in UNANSWERED])
