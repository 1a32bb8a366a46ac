"""The records of this domain, and what one record can say about itself. Field order is column order."""

from datetime import datetime, timedelta
from typing import Any, Final, Literal
from uuid import UUID

from msgspec import Struct

Status = Literal["running", "off", "paused", "provisioning", "failed", "suspended", "unknown"]
PowerAction = Literal["boot", "shutdown", "restart", "poweroff"]
OperationState = Literal["requested", "running", "succeeded", "failed", "unknown"]
Actor = Literal["you", "staff", "system"]
TaskAction = Literal["boot", "shutdown", "restart", "poweroff", "build", "other"]
Sort = Literal["name", "-name", "status", "-status", "createdAt", "-createdAt"]

POWER_ACTIONS: Final[tuple[PowerAction, ...]] = ("boot", "shutdown", "restart", "poweroff")
STALE_AFTER: Final = timedelta(minutes=15)


class ServerRecord(Struct):
    """One server as the lists show it. `open_*` are those of the operation under way, if any."""

    id: int
    name: str
    hostname: str | None
    uuid: UUID
    status: Status
    is_busy: bool
    open_action: PowerAction | None
    open_progress: int | None
    open_since: datetime | None
    address: str | None
    address_v6: str | None
    location_name: str | None
    location_country: str | None
    plan_name: str | None
    cpu_cores: int
    memory_mb: int
    disk_gb: int
    traffic_gb: int
    template_name: str | None
    created_at: datetime
    refreshed_at: datetime | None
    viewed_at: datetime | None


class ServerDetailRecord(ServerRecord):
    """One server with everything its page shows. `interfaces` is JSON in the shape of `schemas.Interface`."""

    interfaces: list[Any]
    traffic_used_bytes: int | None
    traffic_limit_gb: int | None
    traffic_starts_at: datetime | None
    traffic_ends_at: datetime | None
    is_in_maintenance: bool

    def is_stale(self, now: datetime) -> bool:
        """Whether what we show is older than even an unattended server should be."""
        return self.refreshed_at is None or now - self.refreshed_at > STALE_AFTER


class ServerCounts(Struct):
    total: int
    running: int


class OperationRecord(Struct):
    """One act on a server. `actor` is "you", "staff" or "system", as its reader sees it."""

    id: int
    action: PowerAction
    state: OperationState
    actor: Actor
    progress: int
    created_at: datetime
    finished_at: datetime | None
    reason: str | None


class RecentOperation(Struct):
    """An act on one of somebody's servers, for a feed over all of them."""

    id: int
    server_id: int
    server_name: str
    action: PowerAction
    state: OperationState
    actor: Actor
    created_at: datetime
    finished_at: datetime | None
    reason: str | None


class PowerSubject(Struct):
    """What must be known of a server before its power is touched."""

    id: int
    virtfusion_id: int
    status: Status
    is_busy: bool
    last_task_at: datetime | None
    refreshed_at: datetime | None


class RunningTask(Struct):
    """What is under way on a server, for whoever is told to wait."""

    action: PowerAction
    started_at: datetime


class OpenOperation(Struct):
    """An operation that has not ended, with what is needed to find out how it does."""

    id: int
    server_id: int
    user_id: int
    virtfusion_id: int
    action: PowerAction
    queue_id: int | None
    task_before_at: datetime | None
    progress: int
    created_at: datetime
    deadline_at: datetime


class DueServer(Struct):
    """A server whose turn to be re-read has come."""

    id: int
    virtfusion_id: int
    wants_traffic: bool


class Change(Struct):
    """A row was written: whose it is, and whether they would see a difference."""

    server_id: int
    user_id: int
    previous_user_id: int
    is_visible: bool


class Pointer(Struct):
    """A server's two ids, ours and VirtFusion's."""

    id: int
    virtfusion_id: int


class Known(Struct):
    """A server found by VirtFusion's id."""

    id: int
    refreshed_at: datetime | None


class Hint(Struct):
    """What a webhook said, as far as we keep it."""

    event: str
    subject_id: int | None
    received_at: datetime
    handled_at: datetime | None
