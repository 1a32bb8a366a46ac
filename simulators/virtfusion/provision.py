"""Making a server's record: identifiers, interface, disks, addresses. Nothing is installed here (section 8.2)."""

from __future__ import annotations

from msgspec import Struct, field

from simulators.virtfusion.addresses import assign_ipv4, free_ipv4
from simulators.virtfusion.catalogue import Package
from simulators.virtfusion.identity import mac_of, opaque, tag_of, uuid_of
from simulators.virtfusion.records import Disk, Interface, Limits, Server, State, Vnc
from simulators.virtfusion.topology import Hypervisor


class Order(Struct):
    """What somebody asked for, the package's figures already replaced by the overrides."""

    owner_id: int
    package: Package
    memory: int
    storage: int
    traffic: int
    cores: int
    ipv4: int
    network_in: int
    network_out: int
    storage_profile: int
    extra_disks: list[tuple[int, int]] = field(default_factory=list)


def order_of(owner_id: int, package: Package, ipv4: int = 1) -> Order:
    """Return the order for a package exactly as it is sold."""
    return Order(
        owner_id,
        package,
        package.memory,
        package.storage,
        package.traffic,
        package.cores,
        ipv4,
        package.network,
        package.network,
        package.storage_profile,
    )


def next_number(state: State, kind: str) -> int:
    """Return the next id of a kind."""
    number = state.counters.get(kind, 0) + 1
    state.counters[kind] = number
    return number


def make_server(state: State, order: Order, host: Hypervisor, now: float) -> Server:
    """Add a server in state `allocated` with its addresses. The caller has checked that they are to be had."""
    number = next_number(state, "server")
    card = next_number(state, "interface")
    interface = Interface(card, 1, tag_of(card), "eth0", "public", mac_of(card))
    server = Server(
        id=number,
        owner_id=order.owner_id,
        hypervisor_id=host.id,
        package_id=order.package.id,
        uuid=uuid_of("server", number),
        created=now,
        updated=now,
        memory=order.memory,
        storage=order.storage,
        traffic=order.traffic,
        cores=order.cores,
        live_memory=order.memory,
        live_cores=order.cores,
        interfaces=[interface],
        disks=[Disk(1, next_number(state, "disk"), order.storage, now, order.storage_profile)],
        vnc=Vnc(5900 + number % 1000, opaque(8, "vnc", number), uuid_of("vnc", number)),
        password=opaque(16, "password", number),
        limits=Limits(order.network_in, order.network_out),
    )
    state.servers[number] = server
    assign_ipv4(state, interface, free_ipv4(state, host.group_id)[: order.ipv4])
    return server
