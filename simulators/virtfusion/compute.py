"""Hypervisors, their groups, address blocks and DNS services (sections 10 and 11)."""

from __future__ import annotations

import ipaddress

from simulators.virtfusion.addresses import pool, used_ipv4
from simulators.virtfusion.dates import offset_form
from simulators.virtfusion.gateway import Call
from simulators.virtfusion.identity import encrypted
from simulators.virtfusion.paging import paginate
from simulators.virtfusion.show_host import group_network, resources
from simulators.virtfusion.show_network import RESOLVERS4, RESOLVERS6
from simulators.virtfusion.topology import (
    BLOCKS,
    HYPERVISORS,
    LOCATIONS,
    SEEDED_AT,
    Block,
    Hypervisor,
    Location,
    hypervisors_of,
)
from simulators.virtfusion.wire import Answer, Json, data, gone, missing

AGES = {"created": offset_form(SEEDED_AT), "updated": offset_form(SEEDED_AT)}


def list_hypervisors(call: Call) -> Answer:
    """`GET /compute/hypervisors`, paginated; only the list shows `storage`."""
    hosts = list(HYPERVISORS.values())
    return paginate(
        call, "/compute/hypervisors", hosts, lambda host: {**_hypervisor(call, host), "storage": _storage(host)}
    )


def read_hypervisor(call: Call) -> Answer:
    """`GET /compute/hypervisors/{id}`."""
    host = HYPERVISORS.get(call.number("hypervisor_id"))
    if host is None:
        raise missing("hypervisor")
    return data(_hypervisor(call, host))


def list_groups(call: Call) -> Answer:
    """`GET /compute/hypervisors/groups`, paginated: the portal's locations."""
    return paginate(call, "/compute/hypervisors/groups", list(LOCATIONS.values()), _group)


def read_group(call: Call) -> Answer:
    """`GET /compute/hypervisors/groups/{id}`."""
    return data(_group(_location(call)))


def list_resources(call: Call) -> Answer:
    """`GET /compute/hypervisors/groups/{id}/resources`, paginated. `commissioned` is a boolean here."""
    location = _location(call)

    def shown(host: Hypervisor) -> Json:
        return {
            "hypervisor": {
                "id": host.id,
                "name": host.name,
                "enabled": True,
                "prohibit": False,
                "accept": False,
                "commissioned": True,
            },
            "resources": {**resources(call.panel, host), "network": group_network(call.panel, location.id)},
        }

    return paginate(call, f"/compute/hypervisors/groups/{location.id}/resources", hypervisors_of(location.id), shown)


def list_blocks(call: Call) -> Answer:
    """`GET /connectivity/ipblocks`, paginated."""
    return paginate(call, "/connectivity/ipblocks", list(BLOCKS.values()), lambda block: _block(call, block))


def read_block(call: Call) -> Answer:
    """`GET /connectivity/ipblocks/{id}`."""
    return data(_block(call, _found_block(call)))


def add_range(call: Call) -> Answer:
    """`POST /connectivity/ipblocks/{id}/ipv4` with `type: "range"` → 204."""
    block = _found_block(call)
    call.body.need_choice("type", ("range",))
    start, end = call.body.need_text("start"), call.body.need_text("end")
    call.body.check()
    try:
        low, high = ipaddress.IPv4Address(start), ipaddress.IPv4Address(end)
    except ValueError:
        call.body.refuse("The start and end must be valid IPv4 addresses.")
    else:
        if low > high or int(high) - int(low) > 65_535 or block.kind != 4:
            call.body.refuse("The range is invalid.")
    call.body.check()
    call.panel.state.extra_ipv4.setdefault(block.id, []).append((start, end))
    call.changed("ipBlock.addRange", blockId=block.id, start=start, end=end)
    return gone()


def read_dns_service(call: Call) -> Answer:
    """`GET /dns/services/{serviceId}`: a configured provider, not records."""
    if call.number("service_id") != 1:
        raise missing("dns service")
    return data(
        {
            "id": 1,
            "type": 1,
            "name": "PowerDNS",
            "username": None,
            "url": "https://ns-api.northlight.example:8081",
            "ip": "203.0.113.250",
            "port": 8081,
            "password": encrypted("dns", 1),
            "config": [],
            "subAccount": None,
            "capabilities": ["rdns"],
            "enabled": True,
            **AGES,
        }
    )


def _location(call: Call) -> Location:
    location = LOCATIONS.get(call.number("group_id"))
    if location is None:
        raise missing("hypervisor group")
    return location


def _found_block(call: Call) -> Block:
    block = BLOCKS.get(call.number("block_id"))
    if block is None:
        raise missing("ip block")
    return block


def _group(location: Location) -> Json:
    return {
        "id": location.id,
        "name": location.name,
        "label": location.label,
        "description": f"Northlight {location.name}",
        "distributionType": 5,
        "enabled": True,
        "default": location.id == 1,
        **AGES,
    }


def _hypervisor(call: Call, host: Hypervisor) -> Json:
    group = _group(LOCATIONS[host.group_id])
    return {
        "id": host.id,
        "commissioned": 3,
        "ip": host.ip,
        "ipAlt": None,
        "hostname": None,
        "port": 8892,
        "sshPort": 22,
        "name": host.name,
        "maintenance": host.id in call.panel.state.profile.maintenance_hypervisor_ids,
        "enabled": True,
        "nfType": 4,
        "group": {name: value for name, value in group.items() if name != "label"},
        "encryptedToken": encrypted("hypervisor", host.id),
        "maxServers": host.max_servers,
        "maxCpu": host.max_cpu,
        "maxMemory": host.max_memory,
        "networks": [
            {"id": host.id, "type": "simpleBridge", "bridge": "br0", "primary": True, "default": True, **AGES}
        ],
        **AGES,
    }


def _storage(host: Hypervisor) -> list[Json]:
    return [{"id": host.id, "name": "NVMe", "path": "/mnt/nvme", "type": 2, "enabled": True, "max": host.disk}]


def _block(call: Call, block: Block) -> Json:
    is_4 = block.kind == 4
    return {
        "id": block.id,
        "type": block.kind,
        "name": block.name,
        "ipv4": _ipv4_half(call, block) if is_4 else ZEROED_IPV4,
        "ipv6": ZEROED_IPV6 if is_4 else _ipv6_half(call, block),
        "rdnsType": 0,
        "rdnsZoneId": None,
        "networkProfile": 0,
        "routeBlock": False,
        "dhcp": False,
        "enabled": True,
        **AGES,
    }


# The family a block does not serve is present all the same; how its texts are empty is guessed.
NO_RESOLVERS = {"primary": None, "secondary": None}
ZEROED_IPV4: Json = {
    "gateway": None,
    "netmask": None,
    "resolvers": NO_RESOLVERS,
    "total": 0,
    "usedTotal": 0,
    "freeTotal": 0,
}
ZEROED_IPV6: Json = {
    "gateway": None,
    "resolvers": NO_RESOLVERS,
    "subnet": None,
    "from": 0,
    "to": 0,
    "restricted": [],
    "total": 0,
    "generatedTotal": 0,
    "usedTotal": 0,
    "freeTotal": 0,
    "freeGenerated": 0,
    "blacklistedTotal": 0,
}


def _ipv4_half(call: Call, block: Block) -> Json:
    addresses = pool(call.panel.state, block)
    used = len(set(addresses) & used_ipv4(call.panel.state))
    return {
        "gateway": block.gateway,
        "netmask": str(ipaddress.ip_network(block.network).netmask),
        "resolvers": {"primary": RESOLVERS4[0], "secondary": RESOLVERS4[1]},
        "total": len(addresses),
        "usedTotal": used,
        "freeTotal": len(addresses) - used,
    }


def _ipv6_half(call: Call, block: Block) -> Json:
    used = sum(
        entry.block_id == block.id
        for server in call.panel.state.servers.values()
        for card in server.interfaces
        for entry in card.ipv6
    )
    total = block.last - block.first + 1
    return {
        "gateway": block.gateway,
        "resolvers": {"primary": RESOLVERS6[0], "secondary": RESOLVERS6[1]},
        "subnet": block.network.partition("/")[0],
        "from": 48,
        "to": 64,
        "restricted": [],
        "total": total,
        "generatedTotal": total,
        "usedTotal": used,
        "freeTotal": total - used,
        "freeGenerated": total - used,
        "blacklistedTotal": 0,
    }
