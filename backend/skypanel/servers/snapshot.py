"""What of a server's answer we keep: a pure projection from VirtFusion's words to our columns.

VirtFusion may say anything; what our columns cannot hold is cut or left out here, so that one odd server never
stops the others from being refreshed.
"""

import ipaddress
import re
from datetime import datetime
from typing import Any, Final
from uuid import UUID

from msgspec import Struct

from skypanel.integrations.virtfusion.types import NetworkInterface, Server, TrafficMonth
from skypanel.servers.models import Status

_LARGEST_INTEGER: Final = 2**31 - 1
_LARGEST_BIGINT: Final = 2**63 - 1
# Renamed there by its owner, a server is shown here to staff: it must not be able to read as something else.
_NOT_IN_A_LINE: Final = dict.fromkeys([*range(32), *range(0x7F, 0xA0), 0x2028, 0x2029], " ") | dict.fromkeys(
    [0, 0x200E, 0x200F, *range(0x202A, 0x202F), *range(0x2066, 0x206A)], ""
)
_COUNTRY: Final = re.compile(r"[A-Za-z]{2}")
_NOT_BUILT_OR_BUILDING: Final = frozenset({0, 1})
_BUILD_FAILED: Final = 2


class Snapshot(Struct, frozen=True, kw_only=True):
    """One server as VirtFusion showed it; each field is a column of the same name or meaning."""

    owner_id: int | None
    """VirtFusion's user id; None where it did not say, which takes the server from nobody."""
    name: str
    hostname: str | None
    status: Status
    is_busy: bool
    is_in_maintenance: bool
    address: str | None
    address_v6: str | None
    location_name: str | None
    location_country: str | None
    cpu_cores: int
    memory_mb: int
    disk_gb: int
    traffic_gb: int
    template_name: str | None
    interfaces: list[dict[str, Any]]
    last_task_at: datetime | None


class TrafficReading(Struct, frozen=True, kw_only=True):
    """The present traffic period."""

    used_bytes: int
    limit_gb: int
    starts_at: datetime
    ends_at: datetime


class FleetRow(Struct, frozen=True, kw_only=True):
    """One server in VirtFusion's list: who it is and whose, nothing live."""

    virtfusion_id: int
    uuid: UUID
    owner_id: int
    name: str
    status: Status
    created_at: datetime | None


def snapshot_of(server: Server) -> Snapshot:
    return Snapshot(
        owner_id=server.owner_id if is_id(server.owner_id) else None,
        name=display_name(server),
        hostname=_cut(server.hostname, 255),
        status=server.status,
        is_busy=server.is_busy,
        is_in_maintenance=server.is_in_maintenance,
        address=_address(server.address),
        address_v6=_address_v6(server.interfaces),
        location_name=_cut(server.location, 100),
        location_country=_country(server.location_icon),
        cpu_cores=_amount(server.resources.cpu_cores),
        memory_mb=_amount(server.resources.memory_mb),
        disk_gb=_amount(server.resources.storage_gb),
        traffic_gb=_amount(server.resources.traffic_gb),
        template_name=_cut(server.template_name, 150),
        interfaces=[_interface(interface) for interface in server.interfaces],
        last_task_at=server.last_task_at,
    )


def traffic_reading(month: TrafficMonth) -> TrafficReading:
    """A limit of 0 is unmetered, whatever was bought on top of it."""
    limit = 0 if month.limit_gb == 0 else month.limit_gb + month.extra_gb
    return TrafficReading(
        used_bytes=min(max(month.total_bytes, 0), _LARGEST_BIGINT),
        limit_gb=_amount(limit),
        starts_at=month.starts_at,
        ends_at=month.ends_at,
    )


def fleet_row(server: Server) -> FleetRow | None:
    """The row, or None where VirtFusion's list lacks what it cannot be without."""
    try:
        uuid = UUID(server.uuid or "")
    except ValueError:
        return None
    if server.owner_id is None or not is_id(server.owner_id) or not is_id(server.id):
        return None
    return FleetRow(
        virtfusion_id=server.id,
        uuid=uuid,
        owner_id=server.owner_id,
        name=display_name(server),
        status=_listed_status(server),
        created_at=server.created_at,
    )


def display_name(server: Server) -> str:
    """Never empty: a server that was never built has no name yet."""
    return _cut(server.name, 255) or _cut(server.hostname, 255) or "New server"


def _listed_status(server: Server) -> Status:
    """Lists do not show power, so a built server is "unknown" until it is read by itself."""
    if server.is_suspended:
        return "suspended"
    if server.commission_status == _BUILD_FAILED:
        return "failed"
    return "provisioning" if server.commission_status in _NOT_BUILT_OR_BUILDING else "unknown"


def _interface(interface: NetworkInterface) -> dict[str, Any]:
    """In the shape of `schemas.Interface`."""
    return {
        "name": _clean(interface.name),
        "mac": interface.mac and _clean(interface.mac),
        "ipv4": [
            {
                "address": _clean(ip.address),
                "gateway": ip.gateway and _clean(ip.gateway),
                "netmask": ip.netmask and _clean(ip.netmask),
                "rdns": ip.rdns and _clean(ip.rdns),
            }
            for ip in interface.ipv4
        ],
        "ipv6": [
            {"subnet": _clean(ip.subnet), "cidr": ip.prefix_length, "gateway": ip.gateway and _clean(ip.gateway)}
            for ip in interface.ipv6
        ],
    }


def _address(text: str | None) -> str | None:
    try:
        return None if text is None else str(ipaddress.ip_address(text.strip()))
    except ValueError:
        return None


def _address_v6(interfaces: tuple[NetworkInterface, ...]) -> str | None:
    """The first IPv6 subnet with its prefix length; VirtFusion assigns subnets, not addresses."""
    for subnet in (ip for interface in interfaces for ip in interface.ipv6):
        text = subnet.subnet.partition("/")[0].strip()
        length = 128 if subnet.prefix_length is None else subnet.prefix_length
        try:
            return str(ipaddress.IPv6Interface(f"{text}/{length}"))
        except ValueError:
            continue
    return None


def _country(icon: str | None) -> str | None:
    """Host groups carry a flag's name; other icons are no country."""
    return icon.upper() if icon is not None and _COUNTRY.fullmatch(icon) else None


def is_id(value: int | None) -> bool:
    """Whether our columns can hold it and VirtFusion could mean it."""
    return value is not None and 0 < value <= _LARGEST_BIGINT


def _amount(value: int | None) -> int:
    return min(max(value or 0, 0), _LARGEST_INTEGER)


def _cut(text: str | None, longest: int) -> str | None:
    return _clean(text)[:longest].strip() or None if text is not None else None


def _clean(text: str) -> str:
    """PostgreSQL cannot hold NUL, UTF-8 no lone surrogate, and a line no line break nor what turns its direction."""
    return text.translate(_NOT_IN_A_LINE).encode("utf-8", "replace").decode()
