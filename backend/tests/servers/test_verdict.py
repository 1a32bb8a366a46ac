"""Which power acts are refused, and how one ended whose answer was lost."""

from datetime import timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from skypanel.core.errors import Conflict
from skypanel.servers.errors import (
    AlreadyOff,
    AlreadyRunning,
    ServerBroken,
    ServerBusy,
    ServerNotReady,
    ServerSuspended,
)
from skypanel.servers.models import POWER_ACTIONS, PowerAction
from skypanel.servers.verdict import FRESH_FOR, GRACE, refusal, verdict
from tests.servers.made_up import NOON, operation, powered, shown, subject

SOON = NOON + timedelta(seconds=5)
LATE = NOON + GRACE + timedelta(seconds=1)
ACTIONS = st.sampled_from(POWER_ACTIONS)


@pytest.mark.parametrize("action", POWER_ACTIONS)
@pytest.mark.parametrize(
    ("status", "kind"), [("suspended", ServerSuspended), ("provisioning", ServerNotReady), ("failed", ServerBroken)]
)
def test_a_server_that_cannot_be_powered_says_why(status: str, kind: type[Conflict], action: PowerAction) -> None:
    assert isinstance(refusal(subject(status=status, is_busy=True), action, SOON), kind)


@pytest.mark.parametrize("action", POWER_ACTIONS)
def test_a_server_busy_with_work_of_virtfusions_own_is_refused(action: PowerAction) -> None:
    assert isinstance(refusal(subject(is_busy=True), action, SOON), ServerBusy)


@pytest.mark.parametrize(
    ("status", "action", "kind"),
    [
        ("running", "boot", AlreadyRunning),
        ("off", "shutdown", AlreadyOff),
        ("off", "poweroff", AlreadyOff),
        ("off", "restart", AlreadyOff),
    ],
)
def test_what_is_so_already_is_said_only_of_fresh_data(status: str, action: PowerAction, kind: type[Conflict]) -> None:
    known = subject(status=status)
    assert isinstance(refusal(known, action, NOON + FRESH_FOR - timedelta(seconds=1)), kind)
    assert refusal(known, action, NOON + FRESH_FOR) is None
    assert refusal(subject(status=status, refreshed_at=None), action, NOON) is None


@pytest.mark.parametrize(
    ("status", "action"),
    [("running", "shutdown"), ("running", "restart"), ("running", "poweroff"), ("off", "boot"), ("paused", "boot")],
)
def test_an_act_that_changes_something_is_let_through(status: str, action: PowerAction) -> None:
    assert refusal(subject(status=status), action, SOON) is None


@given(action=ACTIONS)
def test_an_unknown_state_refuses_nothing(action: PowerAction) -> None:
    assert refusal(subject(status="unknown"), action, SOON) is None


@pytest.mark.parametrize(("action", "power"), [("boot", "running"), ("shutdown", "off"), ("poweroff", "off")])
def test_an_act_succeeded_when_the_server_is_as_it_wanted(action: str, power: str) -> None:
    assert verdict(operation(action), shown(remote=powered(power)), SOON) == "succeeded"


@pytest.mark.parametrize(
    ("action", "power"), [("boot", "off"), ("shutdown", "running"), ("poweroff", "running"), ("restart", "off")]
)
def test_an_act_failed_only_after_its_grace(action: str, power: str) -> None:
    server = shown(remote=powered(power), last_task_at=NOON + timedelta(seconds=1))
    assert verdict(operation(action), server, SOON) == "pending"
    assert verdict(operation(action), server, LATE) == "failed"


@pytest.mark.parametrize(
    ("before", "last", "expected"),
    [
        (NOON - timedelta(hours=1), NOON + timedelta(seconds=2), "succeeded"),
        (NOON - timedelta(hours=1), NOON - timedelta(hours=1), "failed"),
        (None, NOON + timedelta(seconds=2), "succeeded"),
        (None, None, "failed"),
        # A task nobody here had read yet, from long before: not ours.
        (NOON - timedelta(hours=5), NOON - timedelta(hours=1), "failed"),
        # VirtFusion's clock is a little behind.
        (NOON - timedelta(hours=1), NOON - timedelta(seconds=20), "succeeded"),
    ],
)
def test_a_restart_is_judged_by_the_panels_last_task(before: Any, last: Any, expected: str) -> None:
    server = shown(last_task_at=last)
    assert verdict(operation("restart", task_before_at=before), server, LATE) == expected


@given(action=ACTIONS, power=st.sampled_from(["running", "off", "paused", None]), seconds=st.integers(0, 10_000))
def test_nothing_is_judged_while_the_server_is_busy(action: str, power: Any, seconds: int) -> None:
    server = shown(is_busy=True, remote=powered(power))
    assert verdict(operation(action), server, NOON + timedelta(seconds=seconds)) == "pending"


@given(action=ACTIONS, seconds=st.integers(0, 10_000))
def test_a_host_that_cannot_be_asked_proves_nothing(action: str, seconds: int) -> None:
    assert verdict(operation(action), shown(remote=None), NOON + timedelta(seconds=seconds)) == "pending"


@given(
    action=ACTIONS,
    power=st.sampled_from(["running", "off", "paused", None]),
    is_busy=st.booleans(),
    seconds=st.integers(0, int(GRACE.total_seconds()) - 1),
)
def test_nothing_fails_while_a_lost_call_may_still_arrive(action: str, power: Any, is_busy: Any, seconds: int) -> None:
    server = shown(is_busy=is_busy, remote=powered(power))
    assert verdict(operation(action), server, NOON + timedelta(seconds=seconds)) != "failed"
