"""What keeps a draft from being agreed to together with others: whatever somebody should look at first."""

from __future__ import annotations

from handlers.appraisal import findings
from handlers.texts import many as texts
from handlers.turn import Turn
from handlers.verbs.versions import changes_of
from planning.inspection import thaw
from planning.organisation import Body
from planning.programme import Quorum
from storage import outcomes, second_opinions
from storage.programmes import Version


async def of(turn: Turn, version: Version, body: Body) -> list[str]:
    """In words, for a list; empty when there is nothing."""
    items = thaw(version.content)
    found = (await findings.of_items(turn, items)).values()
    counts = [
        (sum(len(one.overlaps) for one in found), texts.overlapping),
        (sum(one.vague for one in found), texts.vague),
        (sum(bool(one.wrong) for one in found), texts.wrong_subject),
        (sum(bool(one.outside) or one.timeless for one in found), texts.outside),
        (sum(item.either for item in items), texts.either),
        (sum(bool(one.many or one.overloads) for one in found), texts.too_many),
    ]
    points = [words(count) for count, words in counts if count]
    compared = await changes_of(turn.tx, version)
    step = turn.office.steps_of(version, body)[version.step]
    other = [
        (bool(await findings.of_numbers(turn, items, body)), texts.whole),
        (version.late, texts.late),
        (bool(await outcomes.of_step(turn.tx, version.id, version.step)), texts.noted),
        (compared is not None and compared.changes.none, texts.unchanged),
        (any(not one.answer for one in await second_opinions.of_version(turn.tx, version.id)), texts.asked),
        (step.quorum is Quorum.ALL, texts.all_must),
    ]
    return [*points, *(words() for holds, words in other if holds)]
