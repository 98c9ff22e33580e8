"""Token buckets on a made-up clock: never more than burst + rate x time, in any stretch of time."""

from __future__ import annotations

from itertools import combinations_with_replacement

from hypothesis import given
from hypothesis import strategies as st

from bot.limiter import Limiter, Rate

CHATS = [("t", "1"), ("t", "2"), ("z", "1")]
RATES = st.builds(Rate, st.integers(1, 5), st.sampled_from([0.1, 0.5, 1.0, 3.0, 25.0]))
STEPS = st.lists(
    st.tuples(st.sampled_from([0.0, 0.01, 0.3, 1.0, 2.5, 60.0]), st.sampled_from([*CHATS, None])), max_size=40
)
HAIR = 1e-6


def most_over(sent: list[float], rate: Rate) -> float:
    """By how much the worst stretch between two messages goes beyond what the rate allows."""
    stretches = combinations_with_replacement(range(len(sent)), 2)
    return max((b - a + 1 - rate.burst - rate.per_second * (sent[b] - sent[a]) for a, b in stretches), default=0)


@given(RATES, RATES, STEPS)
def test_no_stretch_of_time_sees_more_than_the_rates_allow(
    per_chat: Rate, overall: Rate, steps: list[tuple[float, tuple[str, str] | None]]
) -> None:
    limiter, now = Limiter(per_chat, overall), 1000.0
    sent: list[tuple[float, tuple[str, str]]] = []
    for pause, chat in steps:
        now += pause
        if chat is None:
            limiter.forget_idle(now)
        elif limiter.wait(chat, now) == 0:
            sent.append((now, chat))
    assert most_over([at for at, _ in sent], overall) <= HAIR
    for chat in CHATS:
        assert most_over([at for at, to in sent if to == chat], per_chat) <= HAIR


@given(RATES, RATES, st.lists(st.sampled_from(CHATS), max_size=30))
def test_whoever_waits_as_long_as_told_is_let_through(
    per_chat: Rate, overall: Rate, chats: list[tuple[str, str]]
) -> None:
    limiter, now = Limiter(per_chat, overall), 1000.0
    for chat in chats:
        delay = limiter.wait(chat, now)
        if delay:
            assert 0 < delay <= 1 / min(per_chat.per_second, overall.per_second) + HAIR
            now += delay + HAIR
            assert limiter.wait(chat, now) == 0


def test_a_burst_and_then_one_by_one() -> None:
    limiter = Limiter(Rate(3, 1.0), Rate(100, 100.0))
    assert [limiter.wait(("t", "1"), 0.0) for _ in range(5)] == [0, 0, 0, 1, 1]
    assert limiter.wait(("t", "2"), 0.0) == 0, "one chat's limit is not another's"
    assert [limiter.wait(("t", "1"), at) for at in (0.5, 1.0, 1.0, 9.0, 9.0, 9.0, 9.0)] == [0.5, 0, 1, 0, 0, 0, 1]


def test_the_overall_limit_holds_across_chats() -> None:
    limiter = Limiter(Rate(3, 1.0), Rate(2, 10.0))
    assert [limiter.wait(("t", str(number)), 0.0) for number in range(3)] == [0, 0, 0.1]


def test_a_clock_that_steps_back_lets_nobody_through() -> None:
    limiter = Limiter(Rate(1, 1.0), Rate(100, 100.0))
    assert limiter.wait(("t", "1"), 50.0) == 0
    assert limiter.wait(("t", "1"), 10.0) > 0


def test_chats_that_are_full_again_are_forgotten() -> None:
    limiter = Limiter(Rate(1, 1.0), Rate(100, 100.0))
    for number in range(50):
        limiter.wait(("t", str(number)), 0.0)
    limiter.forget_idle(0.5)
    assert len(limiter._chats) == 50
    limiter.forget_idle(1.0)
    assert len(limiter._chats) == 0


def test_room_is_what_may_leave_at_once() -> None:
    limiter = Limiter(per_chat=Rate(1, 1.0), overall=Rate(3, 2.0))
    assert (limiter.room(0.0), limiter.overall_wait(0.0)) == (3, 0.0)
    assert [limiter.wait(("telegram", str(number)), 0.0) for number in range(3)] == [0.0, 0.0, 0.0]
    assert (limiter.room(0.0), limiter.overall_wait(0.0)) == (0, 0.5)
    assert (limiter.room(1.0), limiter.overall_wait(1.0)) == (2, 0.0)
