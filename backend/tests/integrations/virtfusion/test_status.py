"""What a customer is told about a server's state (docs/integrations/virtfusion.md, 8.1)."""

import pytest

from skypanel.integrations.virtfusion.status import PowerState, display_status, power_state


@pytest.mark.parametrize(
    ("suspended", "state", "failed", "commission", "power", "shown"),
    [
        (True, "failed", True, 2, "running", "suspended"),
        (True, "queued", False, 1, None, "suspended"),
        (False, "queued", True, 1, "running", "provisioning"),
        (False, "building", True, 1, None, "provisioning"),
        (False, "failed", False, 2, None, "failed"),
        (False, "complete", True, 3, "running", "failed"),
        (False, "", False, 2, None, "failed"),
        (False, "complete", False, 2, "running", "running"),
        (False, "allocated", False, 0, None, "provisioning"),
        (False, "", False, 0, "running", "provisioning"),
        (False, "complete", False, 3, "running", "running"),
        (False, "complete", False, 3, "off", "off"),
        (False, "complete", False, 3, "paused", "paused"),
        (False, "complete", False, 3, None, "unknown"),
        (False, "", False, None, None, "unknown"),
    ],
)
def test_the_displayed_status_follows_its_order(
    suspended: bool,  # noqa: FBT001 - a table
    state: str,
    failed: bool,  # noqa: FBT001 - a table
    commission: int | None,
    power: PowerState | None,
    shown: str,
) -> None:
    status = display_status(
        is_suspended=suspended, state=state, is_build_failed=failed, commission_status=commission, power=power
    )
    assert status == shown


@pytest.mark.parametrize(
    ("word", "running", "state"),
    [
        ("running", None, "running"),
        ("Running", False, "running"),
        ("paused", None, "paused"),
        ("shutoff", None, "off"),
        ("stopped", True, "off"),
        ("shutdown", None, "off"),
        ("weird", None, "off"),
        (None, True, "running"),
        (None, False, "off"),
        ("", None, None),
    ],
)
def test_the_live_state_is_read_from_its_word_or_its_flag(
    word: str | None,
    running: bool | None,  # noqa: FBT001 - a table
    state: str | None,
) -> None:
    assert power_state(word, is_running=running) == state
