"""The panel's machines and what is left on them, and its self-service figures."""

from datetime import datetime
from decimal import Decimal

from msgspec import Struct


class HypervisorGroup(Struct, frozen=True, kw_only=True):
    """A location to the portal. Its id is what creating a server calls `hypervisorId`."""

    id: int
    name: str
    label: str | None
    description: str | None
    is_enabled: bool
    is_default: bool


class Hypervisor(Struct, frozen=True, kw_only=True):
    """One machine, without its addresses and keys."""

    id: int
    name: str
    group_id: int | None
    is_enabled: bool
    is_in_maintenance: bool
    is_commissioned: bool


class Room(Struct, frozen=True, kw_only=True):
    """How much of one thing there is. `most` 0 is unlimited, and `free` then says nothing."""

    most: int
    allocated: int
    free: int

    @property
    def is_unlimited(self) -> bool:
        return self.most == 0

    def fits(self, amount: int) -> bool:
        return self.is_unlimited or self.free >= amount


class StorageRoom(Struct, frozen=True, kw_only=True):
    """A pool on one machine; a package's storage profile names its `storage_type`."""

    name: str | None
    storage_type: int | None
    is_enabled: bool
    room_gb: Room


class HypervisorRoom(Struct, frozen=True, kw_only=True):
    """What is left on one machine.

    `free_ipv4` is a figure of the whole group, repeated on each machine: take the largest, never a sum.
    """

    hypervisor_id: int
    name: str | None
    is_usable: bool
    """Enabled, commissioned and open to new servers."""
    servers: Room
    memory_mb: Room
    cpu_cores: Room
    storage: tuple[StorageRoom, ...]
    free_ipv4: int | None


class Currency(Struct, frozen=True, kw_only=True):
    """`value` turns credit tokens into money."""

    id: int
    code: str
    value: Decimal
    prefix: str | None
    suffix: str | None
    is_default: bool
    is_enabled: bool


class Metered(Struct, frozen=True, kw_only=True):
    """Hours and what they cost in tokens; None where the panel shows nothing."""

    hours: Decimal | None
    tokens: Decimal | None


class Usage(Struct, frozen=True, kw_only=True):
    """A customer's use over the asked range."""

    servers: Metered
    servers_billable: Metered
    addons: Metered
    addons_billable: Metered


class UsageReport(Struct, frozen=True, kw_only=True):
    """One month's bill as the panel sees it."""

    currency: str | None
    servers_total: Metered
    monthly_total: Metered
    addons_total: Metered
    starts_at: datetime | None
    ends_at: datetime | None


class HourlyStats(Struct, frozen=True, kw_only=True):
    """The only place where the panel tells a customer's credit balance."""

    period: str | None
    monthly_total: Metered
    credit: Decimal | None
    currency: str | None
