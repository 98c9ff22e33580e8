"""Security test 13: whoever floods the bot keeps nobody else waiting. Time is played; the shipped limits hold."""

from __future__ import annotations

from tests.faults.conftest import Opens
from tests.faults.conftest import opens as opens
from tests.faults.test_limits import crowd, shipped
from tests.security.report import Figure

SECONDS = 3
MOST = 1.0  # seconds until anybody else is answered


async def test_a_hundred_messages_a_second_keep_nobody_waiting(opens: Opens, figure: Figure) -> None:
    stage = await shipped(opens)
    people = await crowd(stage)
    flooder, others = people[0], people[1:11]
    waits: list[float] = []
    for second in range(SECONDS):
        for number in range(100):
            flooder.phone.says(f"tin rác {second} {number}")
        who = others[second]
        who.phone.says("/trogiup")
        said = stage.time.now
        before = len(stage.sent)
        await stage.passes(MOST)
        answer = next(sent for sent in stage.sent[before:] if sent.chat == who.phone.user_id)
        waits.append(answer.at - said)
    assert max(waits) <= MOST
    figure(13, f"others answered after at most {max(waits):.2f} s while one sends 100 a second")
