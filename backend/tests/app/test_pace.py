"""The pace of one caller in one process: so much at once, then so much a second, and no memory that grows."""

from types import SimpleNamespace

import pytest

from skypanel.app.http import limits
from skypanel.app.http.limits import LocalLimits, Pace
from tests.support.clock import Timepiece

PACE = Pace(burst=3, per_second=2.0)


@pytest.fixture
def timepiece(monkeypatch: pytest.MonkeyPatch) -> Timepiece:
    found = Timepiece()
    monkeypatch.setattr(limits, "time", SimpleNamespace(monotonic=found))
    return found


def test_a_burst_passes_and_then_one_at_a_time(timepiece: Timepiece) -> None:
    held = LocalLimits()
    assert [held.take(1, PACE) for _ in range(3)] == [0.0] * 3
    assert held.take(1, PACE) == pytest.approx(0.5)
    assert held.take(2, PACE) == 0.0
    timepiece.seconds += 0.5
    assert held.take(1, PACE) == 0.0
    assert held.take(1, PACE) > 0.0


def test_asking_counts_nothing(timepiece: Timepiece) -> None:
    held = LocalLimits()
    assert [held.wait(1, PACE) for _ in range(9)] == [0.0] * 9
    assert [held.take(1, PACE) for _ in range(3)] == [0.0] * 3
    assert held.wait(1, PACE) == pytest.approx(0.5)


def test_callers_who_are_long_gone_are_forgotten(timepiece: Timepiece, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "_MOST_KEYS", 10)
    held = LocalLimits()
    for number in range(10):
        held.take(number, PACE)
    timepiece.seconds += 60
    held.take("new", PACE)
    assert list(held._full_at) == ["new"]
