"""Handing out and taking back addresses. What is free is worked out from what is assigned; nothing is counted twice."""

from __future__ import annotations

import ipaddress

from simulators.virtfusion.records import Interface, Ipv4, Ipv6, Server, State
from simulators.virtfusion.topology import BLOCKS, HYPERVISORS, Block, block_of


def pool(state: State, block: Block) -> list[str]:
    """Return every IPv4 address a block may give, its seeded range and the ranges added since, in order."""
    base = ipaddress.ip_network(block.network).network_address
    found = [str(base + offset) for offset in range(block.first, block.last + 1)]
    for start, end in state.extra_ipv4.get(block.id, []):
        low, high = int(ipaddress.IPv4Address(start)), int(ipaddress.IPv4Address(end))
        found += [str(ipaddress.IPv4Address(number)) for number in range(low, high + 1)]
    return list(dict.fromkeys(found))


def used_ipv4(state: State) -> set[str]:
    """Return every assigned IPv4 address."""
    return {
        entry.address
        for server in state.servers.values()
        for interface in server.interfaces
        for entry in interface.ipv4
    }


def free_ipv4(state: State, group_id: int) -> list[str]:
    """Return what a location can still give, lowest first."""
    used = used_ipv4(state)
    return [address for address in pool(state, block_of(group_id, 4)) if address not in used]


def assign_ipv4(state: State, interface: Interface, addresses: list[str]) -> None:
    """Put free addresses on an interface. The caller has checked that they are free."""
    for address in addresses:
        interface.ipv4.append(Ipv4(_next(state, "address"), owning_block(state, address), address))


def owning_block(state: State, address: str) -> int:
    """Return the id of the IPv4 block an address belongs to."""
    return next(block.id for block in BLOCKS.values() if block.kind == 4 and address in pool(state, block))


def assign_ipv6(state: State, server: Server) -> None:
    """Put the lowest free /64 of the server's location on its primary interface, if it has none yet."""
    interface = server.interfaces[0]
    if interface.ipv6:
        return
    block = block_of(HYPERVISORS[server.hypervisor_id].group_id, 6)
    used = {
        entry.subnet
        for other in state.servers.values()
        for card in other.interfaces
        for entry in card.ipv6
        if entry.block_id == block.id
    }
    prefix = block.network.partition("::")[0]
    subnet = next(
        candidate for number in range(block.first, block.last) if (candidate := f"{prefix}:{number:x}::") not in used
    )
    interface.ipv6.append(Ipv6(_next(state, "subnet"), block.id, subnet, 64))


def _next(state: State, kind: str) -> int:
    number = state.counters.get(kind, 0) + 1
    state.counters[kind] = number
    return number
