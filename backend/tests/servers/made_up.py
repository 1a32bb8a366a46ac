"""Servers as VirtFusion might show them, for the pure rules."""

from datetime import UTC, datetime
from typing import Any

from skypanel.integrations.virtfusion.types import RemoteState, Resources, Server
from skypanel.servers.models import OpenOperation, PowerSubject

NOON = datetime(2026, 3, 4, 12, 0, tzinfo=UTC)


def shown(**changes: Any) -> Server:
    """A built, running, idle server."""
    usual: dict[str, Any] = {
        "id": 512,
        "uuid": "0b7d1e0c-1111-4222-8333-944455566677",
        "name": "web-1",
        "hostname": "web-1.example.net",
        "owner_id": 41,
        "owner_relation": 7,
        "hypervisor_id": 6,
        "group_id": 2,
        "location": "London",
        "location_icon": "gb",
        "state": "complete",
        "commission_status": 3,
        "is_suspended": False,
        "is_protected": False,
        "is_build_failed": False,
        "is_busy": False,
        "is_being_deleted": False,
        "is_in_maintenance": False,
        "pending_changes": (),
        "resources": Resources(memory_mb=2048, storage_gb=40, traffic_gb=2000, cpu_cores=2),
        "template_id": 61,
        "template_name": "Debian 12",
        "traffic_period": None,
        "backup_plan_id": None,
        "interfaces": (),
        "remote": powered("running"),
        "created_at": NOON,
        "built_at": NOON,
        "updated_at": NOON,
        "last_task_at": NOON,
    }
    return Server(**(usual | changes))


def powered(power: Any) -> RemoteState:
    return RemoteState(power=power, cpu_percent=None, memory_total_kib=None, memory_free_kib=None)


def subject(**changes: Any) -> PowerSubject:
    usual: dict[str, Any] = {
        "id": 1,
        "virtfusion_id": 512,
        "status": "running",
        "is_busy": False,
        "last_task_at": NOON,
        "refreshed_at": NOON,
    }
    return PowerSubject(**(usual | changes))


def operation(action: str, **changes: Any) -> OpenOperation:
    usual: dict[str, Any] = {
        "id": 9,
        "server_id": 1,
        "user_id": 2,
        "virtfusion_id": 512,
        "action": action,
        "queue_id": None,
        "task_before_at": NOON,
        "progress": 0,
        "created_at": NOON,
        "deadline_at": NOON,
    }
    return OpenOperation(**(usual | changes))
