"""The breaker by itself, with a clock the test moves."""

import pytest

from skypanel.core.http.breaker import CircuitBreaker, Permit
from tests.support.clock import Timepiece


@pytest.fixture
def breaker(timepiece: Timepiece) -> CircuitBreaker:
    return CircuitBreaker(failures_to_open=3, open_seconds=10, longest_open_seconds=30, monotonic=timepiece)


def permit(breaker: CircuitBreaker) -> Permit:
    granted = breaker.enter()
    assert granted is not None
    return granted


def state(breaker: CircuitBreaker) -> str:
    return breaker.state


def fail(breaker: CircuitBreaker, times: int) -> None:
    for _ in range(times):
        breaker.fail(permit(breaker))


def test_it_stays_closed_while_failures_are_not_in_a_row(breaker: CircuitBreaker) -> None:
    for _ in range(5):
        fail(breaker, 2)
        breaker.succeed(permit(breaker))
    assert state(breaker) == "closed"


def test_failures_in_a_row_open_it_and_it_says_for_how_long(breaker: CircuitBreaker, timepiece: Timepiece) -> None:
    fail(breaker, 3)
    assert state(breaker) == "open"
    assert breaker.enter() is None
    timepiece.seconds += 4
    assert breaker.refused_for_seconds == pytest.approx(6)


def test_half_open_lets_exactly_one_probe_through(breaker: CircuitBreaker, timepiece: Timepiece) -> None:
    fail(breaker, 3)
    timepiece.seconds += 10
    assert state(breaker) == "half-open"
    assert breaker.enter() is not None
    assert breaker.enter() is None
    assert breaker.refused_for_seconds > 0


def test_a_successful_probe_closes_it(breaker: CircuitBreaker, timepiece: Timepiece) -> None:
    fail(breaker, 3)
    timepiece.seconds += 10
    breaker.succeed(permit(breaker))
    assert state(breaker) == "closed"
    assert breaker.enter() is not None


def test_a_failed_probe_opens_it_for_twice_as_long_up_to_the_limit(
    breaker: CircuitBreaker, timepiece: Timepiece
) -> None:
    fail(breaker, 3)
    for expected in (20, 30, 30):
        timepiece.seconds += breaker.refused_for_seconds
        breaker.fail(permit(breaker))
        assert breaker.refused_for_seconds == pytest.approx(expected)


def test_after_recovery_it_opens_for_the_first_length_again(breaker: CircuitBreaker, timepiece: Timepiece) -> None:
    fail(breaker, 3)
    timepiece.seconds += 10
    breaker.fail(permit(breaker))
    timepiece.seconds += 20
    breaker.succeed(permit(breaker))
    fail(breaker, 3)
    assert breaker.refused_for_seconds == pytest.approx(10)


def test_an_abandoned_probe_leaves_the_next_caller_to_probe(breaker: CircuitBreaker, timepiece: Timepiece) -> None:
    fail(breaker, 3)
    timepiece.seconds += 10
    breaker.abandon(permit(breaker))
    assert breaker.enter() is not None


def test_a_late_result_from_before_it_opened_changes_nothing(breaker: CircuitBreaker, timepiece: Timepiece) -> None:
    early = [permit(breaker) for _ in range(3)]
    fail(breaker, 3)
    breaker.succeed(early[0])
    assert state(breaker) == "open"
    breaker.fail(early[1])
    breaker.abandon(early[2])
    timepiece.seconds += 10
    assert state(breaker) == "half-open"
