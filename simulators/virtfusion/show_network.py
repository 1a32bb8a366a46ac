"""Interfaces and their addresses (section 8.5)."""

from __future__ import annotations

import ipaddress

from simulators.virtfusion.records import Interface, Ipv4, Ipv6
from simulators.virtfusion.topology import BLOCKS
from simulators.virtfusion.wire import Json

RESOLVERS4 = ("9.9.9.9", "1.1.1.1")
RESOLVERS6 = ("2620:fe::fe", "2606:4700:4700::1111")

BRIDGE = {"id": 1, "type": "simpleBridge", "bridge": "br0", "mtu": None, "primary": True, "default": True}
SAME_FOR_ALL: Json = {
    "driver": 1,
    "processQueues": None,
    "ipFilter": True,
    "ipFilterType": "4-6",
    "portIsolated": False,
    "vlans": [],
    "isNat": False,
    "nat": [],
    "networkProfile": 0,
    "dhcpV4": 0,
    "dhcpV6": 0,
    "inTrafficCount": True,
    "outTrafficCount": True,
    "ipv4ToMac": [],
    "ipv6ToMac": [],
    "hypervisorNetwork": 1,
    "hypervisorConnectivity": BRIDGE,
    "actions": [],
}


def interface_object(card: Interface, *, is_secondary: bool) -> Json:
    """One network card in full."""
    ipv4 = [_ipv4(card, entry, order) for order, entry in enumerate(card.ipv4, 1)]
    if is_secondary:
        for entry in ipv4:
            del entry["blockId"]
    return {
        "id": card.id,
        "order": card.order,
        "enabled": True,
        "tag": card.tag,
        "name": card.name,
        "type": card.kind,
        "mac": card.mac,
        **SAME_FOR_ALL,
        "firewallEnabled": card.is_firewall_enabled,
        "firewall": [],
        **_speeds(),
        **_resolvers(),
        "ipWhitelist": [
            {"id": number, "type": kind, "ip": ip, "mask": mask}
            for number, (kind, ip, mask) in enumerate(card.whitelist, 1)
        ],
        "ipv4": ipv4,
        "ipv6": [_ipv6(entry, order) for order, entry in enumerate(card.ipv6, 1)],
    }


def interface_in_list(card: Interface) -> Json:
    """The client-oriented, shorter card of `GET /servers/user/{id}` (section 8.7)."""
    shown = ("order", "enabled", "address", "gateway", "netmask", "resolver1", "resolver2")
    addresses = [_ipv4(card, entry, order) for order, entry in enumerate(card.ipv4, 1)]
    return {
        "order": card.order,
        "enabled": True,
        "tag": card.tag,
        "name": card.name,
        "mac": card.mac,
        **_speeds(),
        "isNat": False,
        "ipv4": [{name: entry[name] for name in shown} for entry in addresses],
        "ipv6": [_ipv6(entry, order) for order, entry in enumerate(card.ipv6, 1)],
    }


def _speeds() -> Json:
    names = ("inAverage", "inPeak", "inBurst", "outAverage", "outPeak", "outBurst")
    return dict.fromkeys(names, 0)


def _resolvers() -> Json:
    return {
        "ipv4_resolver_1": RESOLVERS4[0],
        "ipv4_resolver_2": RESOLVERS4[1],
        "ipv6_resolver_1": RESOLVERS6[0],
        "ipv6_resolver_2": RESOLVERS6[1],
    }


def _ipv4(card: Interface, entry: Ipv4, order: int) -> Json:
    block = BLOCKS[entry.block_id]
    return {
        "id": entry.id,
        "order": order,
        "enabled": True,
        "blockId": entry.block_id,
        "address": entry.address,
        "gateway": block.gateway,
        "netmask": str(ipaddress.ip_network(block.network).netmask),
        "resolver1": RESOLVERS4[0],
        "resolver2": RESOLVERS4[1],
        "rdns": entry.rdns,
        "mac": card.mac,
    }


def _ipv6(entry: Ipv6, order: int) -> Json:
    block = BLOCKS[entry.block_id]
    first = f"{entry.subnet}1"
    return {
        "id": entry.id,
        "block": {"id": block.id, "name": block.name},
        "order": order,
        "enabled": True,
        "addresses": [first],
        "addressesDetailed": [{"address": first, "rdns": None}],
        "subnet": entry.subnet,
        "cidr": entry.cidr,
        "exhausted": False,
        "gateway": block.gateway,
        "resolver1": RESOLVERS6[0],
        "resolver2": RESOLVERS6[1],
        "routeNet": False,
    }
