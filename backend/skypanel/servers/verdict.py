"""Pure rules about power acts: which are refused, and how one ended whose answer was lost."""

from datetime import datetime, timedelta
from typing import Final, Literal

from skypanel.core.errors import Conflict
from skypanel.integrations.virtfusion.types import Server
from skypanel.servers.errors import (
    AlreadyOff,
    AlreadyRunning,
    ServerBroken,
    ServerBusy,
    ServerNotReady,
    ServerSuspended,
)
from skypanel.servers.models import OpenOperation, PowerAction, PowerSubject

Verdict = Literal["succeeded", "failed", "pending"]

FRESH_FOR: Final = timedelta(seconds=30)
GRACE: Final = timedelta(seconds=45)
"""A lost call may still take effect this long after it was asked for: our time-out, VirtFusion's slowest, and skew."""
CLOCKS_DIFFER_BY: Final = timedelta(seconds=60)
DEADLINE: Final = timedelta(minutes=5)

_NEVER: Final[dict[str, type[Conflict]]] = {
    "suspended": ServerSuspended,
    "provisioning": ServerNotReady,
    "failed": ServerBroken,
}


def refusal(subject: PowerSubject, action: PowerAction, now: datetime) -> Conflict | None:
    """Why this act makes no sense now; None if it may be tried.

    "Already so" is only said of what was read a moment ago: an older row may be wrong, and VirtFusion takes a
    repeated boot without harm.
    """
    if (never := _NEVER.get(subject.status)) is not None:
        return never()
    if subject.is_busy:
        return ServerBusy(details={"task": {"action": "other", "startedAt": None}, "retryAfterSeconds": 5})
    if subject.refreshed_at is None or now - subject.refreshed_at >= FRESH_FOR:
        return None
    if action == "boot":
        return AlreadyRunning() if subject.status == "running" else None
    if subject.status != "off":
        return None
    return AlreadyOff("This server is off. Start it instead.") if action == "restart" else AlreadyOff()


def verdict(operation: OpenOperation, server: Server, now: datetime) -> Verdict:
    """How the operation ended, judged by the server alone.

    Boot, shutdown and poweroff are judged by the state they want. A restart leaves no trace there, so it counts as
    done when VirtFusion's last task is later than the one known before. Nothing is called failed before GRACE.
    """
    power = None if server.remote is None else server.remote.power
    if server.is_busy:
        return "pending"
    if operation.action == "boot":
        is_done = power == "running"
    elif operation.action == "restart":
        is_done = power == "running" and has_worked_since(operation, server.last_task_at)
    else:
        is_done = power == "off"
    if is_done:
        return "succeeded"
    if power is None or now - operation.created_at < GRACE:
        return "pending"
    return "failed"


def has_worked_since(operation: OpenOperation, last_task_at: datetime | None) -> bool:
    """Whether VirtFusion ran a task on the server after the operation was asked for, by its own clock."""
    if last_task_at is None or last_task_at < operation.created_at - CLOCKS_DIFFER_BY:
        return False
    return operation.task_before_at is None or last_task_at > operation.task_before_at
