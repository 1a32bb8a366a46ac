"""What a customer is told about a server's state: one rule over several of the panel's fields."""

from typing import Literal

DisplayStatus = Literal["running", "off", "paused", "provisioning", "failed", "suspended", "unknown"]
PowerState = Literal["running", "off", "paused"]

_UNDER_CONSTRUCTION = frozenset({"queued", "building", "deploying", "installing"})
_NOT_BUILT, _BUILDING, _BUILD_FAILED = 0, 1, 2


def display_status(
    *,
    is_suspended: bool,
    state: str,
    is_build_failed: bool,
    commission_status: int | None,
    power: PowerState | None,
) -> DisplayStatus:
    """Suspended, then failed, then provisioning, then the power state; "unknown" when that was not asked or not had.

    `is_build_failed` flickers during a rebuild, so a state that says "under construction" goes before it. `state` and
    `commission_status` are about the installation, never about power. (docs/integrations/virtfusion.md, 8.1)
    """
    if is_suspended:
        return "suspended"
    if state in _UNDER_CONSTRUCTION:
        return "provisioning"
    if is_build_failed or state == "failed" or (commission_status == _BUILD_FAILED and state != "complete"):
        return "failed"
    if state == "allocated" or commission_status in {_NOT_BUILT, _BUILDING}:
        return "provisioning"
    return power or "unknown"


def power_state(word: str | None, *, is_running: bool | None) -> PowerState | None:
    """The live state from its word, in any case, or from the `running` flag; None if there is neither.

    Only `running` and `paused` (also as `pmsuspended`) are told apart; every other word is off.
    """
    match (word or "").lower():
        case "running":
            return "running"
        case "paused" | "pmsuspended":
            return "paused"
        case "":
            return None if is_running is None else "running" if is_running else "off"
        case _:
            return "off"
