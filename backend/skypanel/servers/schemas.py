"""What crosses the wire, in camelCase. Nothing of VirtFusion's secrets has a field here."""

from datetime import datetime
from uuid import UUID

import msgspec

from skypanel.core.wire import View
from skypanel.servers.models import (
    Actor,
    OperationRecord,
    OperationState,
    PowerAction,
    ServerDetailRecord,
    ServerRecord,
    Status,
    TaskAction,
)


class Task(View):
    """What is under way on a server. `progress` is per cent, where it is known."""

    action: TaskAction
    progress: int | None
    started_at: datetime | None


class Location(View):
    """`country` is a two-letter code, where the operator's host groups say one."""

    name: str
    country: str | None


class ServerPlan(View):
    """`trafficGb` is the monthly allowance; 0 is unmetered."""

    name: str | None
    cpu_cores: int
    memory_mb: int
    disk_gb: int
    traffic_gb: int


class Server(View):
    """A server as it was at `refreshedAt` (null: not read yet)."""

    id: int
    name: str
    hostname: str | None
    uuid: UUID
    status: Status
    task: Task | None
    address: str | None
    address_v6: str | None
    location: Location | None
    plan: ServerPlan
    template: str | None
    created_at: datetime
    refreshed_at: datetime | None


class Ipv4(View):
    address: str
    gateway: str | None
    netmask: str | None
    rdns: str | None


class Ipv6(View):
    """A subnet of which every address is the server's."""

    subnet: str
    cidr: int | None
    gateway: str | None


class Interface(View):
    name: str
    mac: str | None
    ipv4: list[Ipv4]
    ipv6: list[Ipv6]


class Traffic(View):
    """The present period. `limitGb` holds what was bought on top; 0 is unmetered."""

    used_bytes: int | None
    limit_gb: int
    starts_at: datetime | None
    ends_at: datetime | None


class ServerDetail(Server):
    """`isStale`: this is older than it should be, because VirtFusion or its host has not answered."""

    interfaces: list[Interface]
    traffic: Traffic | None
    is_in_maintenance: bool
    is_stale: bool


class ServerOperation(View):
    """One act on a server. `actor` is who asked: the reader, our staff, or nobody in particular."""

    id: int
    action: PowerAction
    state: OperationState
    actor: Actor
    progress: int
    created_at: datetime
    finished_at: datetime | None
    reason: str | None


def operation_view(record: OperationRecord) -> ServerOperation:
    return ServerOperation(
        id=record.id,
        action=record.action,
        state=record.state,
        actor=record.actor,
        progress=record.progress,
        created_at=record.created_at,
        finished_at=record.finished_at,
        reason=record.reason,
    )


def server_view(record: ServerRecord) -> Server:
    return Server(
        id=record.id,
        name=record.name,
        hostname=record.hostname,
        uuid=record.uuid,
        status=record.status,
        task=task_view(record),
        address=record.address,
        address_v6=record.address_v6,
        location=_location_view(record),
        plan=_plan_view(record),
        template=record.template_name,
        created_at=record.created_at,
        refreshed_at=record.refreshed_at,
    )


def server_detail_view(record: ServerDetailRecord, *, is_stale: bool) -> ServerDetail:
    return ServerDetail(
        **msgspec.structs.asdict(server_view(record)),
        interfaces=msgspec.convert(record.interfaces, list[Interface]),
        traffic=_traffic_view(record),
        is_in_maintenance=record.is_in_maintenance,
        is_stale=is_stale,
    )


def task_view(record: ServerRecord) -> Task | None:
    """Our own operation, or what VirtFusion says it is busy with."""
    if record.open_action is not None:
        return Task(record.open_action, record.open_progress, record.open_since)
    if record.is_busy:
        return Task("build" if record.status == "provisioning" else "other", None, None)
    return None


def _location_view(record: ServerRecord) -> Location | None:
    return None if record.location_name is None else Location(record.location_name, record.location_country)


def _plan_view(record: ServerRecord) -> ServerPlan:
    return ServerPlan(record.plan_name, record.cpu_cores, record.memory_mb, record.disk_gb, record.traffic_gb)


def _traffic_view(record: ServerDetailRecord) -> Traffic | None:
    if record.traffic_starts_at is None or record.traffic_limit_gb is None:
        return None
    return Traffic(record.traffic_used_bytes, record.traffic_limit_gb, record.traffic_starts_at, record.traffic_ends_at)
