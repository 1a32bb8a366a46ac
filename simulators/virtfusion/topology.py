"""Northlight's data centres: three locations, six hypervisors, the blocks their addresses come from.

Addresses are taken from the ranges kept for documentation, so nothing here can ever reach a machine.
"""

from __future__ import annotations

from msgspec import Struct

SEEDED_AT = 1_767_225_600.0  # 2026-01-01T00:00:00Z


class Location(Struct, frozen=True):
    """A hypervisor group: what a customer calls a location."""

    id: int
    name: str
    icon: str
    timezone: str
    label: str


class Hypervisor(Struct, frozen=True):
    """One host. Limits of 0 are none."""

    id: int
    name: str
    ip: str
    group_id: int
    max_memory: int
    max_cpu: int
    max_servers: int
    disk: int


class Block(Struct, frozen=True):
    """A block of addresses of one family, given out inside one location."""

    id: int
    kind: int
    name: str
    network: str
    gateway: str
    group_id: int
    first: int
    last: int


LOCATIONS = {
    1: Location(1, "Frankfurt", "de", "Europe/Berlin", "FRA"),
    2: Location(2, "Ashburn", "us", "America/New_York", "IAD"),
    3: Location(3, "Singapore", "sg", "Asia/Singapore", "SIN"),
}
HYPERVISORS = {
    1: Hypervisor(1, "FRA-KVM-1", "203.0.113.241", 1, 262_144, 0, 0, 7_600),
    2: Hypervisor(2, "FRA-KVM-2", "203.0.113.242", 1, 262_144, 0, 0, 7_600),
    3: Hypervisor(3, "IAD-KVM-1", "203.0.113.243", 2, 262_144, 128, 60, 7_600),
    4: Hypervisor(4, "IAD-KVM-2", "203.0.113.244", 2, 131_072, 128, 60, 3_800),
    5: Hypervisor(5, "SIN-KVM-1", "203.0.113.245", 3, 131_072, 0, 0, 3_800),
    6: Hypervisor(6, "SIN-KVM-2", "203.0.113.246", 3, 131_072, 0, 0, 3_800),
}
BLOCKS = {
    1: Block(1, 4, "Frankfurt IPv4", "192.0.2.0/24", "192.0.2.1", 1, 10, 250),
    2: Block(2, 4, "Ashburn IPv4", "198.51.100.0/24", "198.51.100.1", 2, 10, 250),
    3: Block(3, 4, "Singapore IPv4", "203.0.113.0/24", "203.0.113.1", 3, 10, 230),
    4: Block(4, 6, "Frankfurt IPv6", "2001:db8:1::/48", "2001:db8:1::1", 1, 1, 65_535),
    5: Block(5, 6, "Ashburn IPv6", "2001:db8:2::/48", "2001:db8:2::1", 2, 1, 65_535),
    6: Block(6, 6, "Singapore IPv6", "2001:db8:3::/48", "2001:db8:3::1", 3, 1, 65_535),
}


def hypervisors_of(group_id: int) -> list[Hypervisor]:
    """Return the hosts of a location, by id."""
    return [host for host in HYPERVISORS.values() if host.group_id == group_id]


def block_of(group_id: int, kind: int) -> Block:
    """Return a location's block of one family (4 or 6)."""
    return next(block for block in BLOCKS.values() if block.group_id == group_id and block.kind == kind)
