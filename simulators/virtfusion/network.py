"""Addresses, whitelist and firewall of one server (sections 9.1 to 9.3)."""

from __future__ import annotations

import ipaddress

from simulators.virtfusion.addresses import assign_ipv4, free_ipv4
from simulators.virtfusion.gateway import Call, Handler
from simulators.virtfusion.identity import mac_of, tag_of
from simulators.virtfusion.records import Interface, Server
from simulators.virtfusion.show_server import server_object
from simulators.virtfusion.topology import HYPERVISORS
from simulators.virtfusion.wire import Answer, created, data, gone, invalid, missing

INTERFACES = ("primary", "secondary")


def add_ipv4_quantity(call: Call) -> Answer:
    """`POST …/ipv4Qty` → 200 with the addresses given; too few free is 422 (guessed)."""
    server, quantity = _server(call), call.body.need_integer("quantity", 1, 256)
    card = _card_in_body(call, server)
    free = _free(call, server)
    if len(free) < quantity:
        raise invalid("There are not enough free IPv4 addresses.")
    _give(call, server, card, free[:quantity])
    return data(free[:quantity])


def add_ipv4(call: Call) -> Answer:
    """`POST …/ipv4` → 204: these addresses; one that is not free is 422 (guessed)."""
    server, wanted = _server(call), _addresses(call)
    card = _card_in_body(call, server)
    if not set(wanted) <= set(_free(call, server)):
        raise invalid("One or more IPv4 addresses are not available.")
    _give(call, server, card, wanted)
    return gone()


def remove_ipv4(call: Call) -> Answer:
    """`DELETE …/ipv4` with a JSON body → 204; one that the server does not have is 422 (guessed)."""
    server, wanted = _server(call), _addresses(call)
    card = _card_in_body(call, server)
    if not set(wanted) <= {entry.address for entry in card.ipv4}:
        raise invalid("One or more IPv4 addresses are not assigned to this server.")
    card.ipv4 = [entry for entry in card.ipv4 if entry.address not in wanted]
    call.changed("server.ipv4.remove", serverId=server.id, ip=wanted)
    call.panel.announce("server.unassign.ipv4", {"server": server_object(call.panel, server)})
    return gone()


def add_whitelist(call: Call) -> Answer:
    """`POST …/networkWhitelist` → 201, empty."""
    server, ip = _server(call), call.body.need_text("ip")
    cidr = call.body.need_integer("cidr", 0, 128)
    kind = _family(ip)
    if ip and kind is None:
        call.body.refuse("The ip must be a valid IP address.")
    card = _card_in_body(call, server)
    card.whitelist.append((kind or 4, ip, cidr))
    call.changed("server.whitelist.add", serverId=server.id, ip=ip, cidr=cidr)
    return created()


def remove_whitelist(call: Call) -> Answer:
    """`DELETE …/networkWhitelist` with a JSON body → 204; an entry that is not there is 422 (guessed)."""
    server, ip = _server(call), call.body.need_text("ip")
    card = _card_in_body(call, server)
    if all(known != ip for _, known, _ in card.whitelist):
        raise invalid("The IP address is not in the whitelist.")
    card.whitelist = [entry for entry in card.whitelist if entry[1] != ip]
    call.changed("server.whitelist.remove", serverId=server.id, ip=ip)
    return gone()


def read_firewall(call: Call) -> Answer:
    """`GET …/firewall/{interface}`; what a ruleset's rules look like is guessed."""
    card = _card_in_path(call, _server(call))
    rules = [
        {"id": number, "rulesetId": ruleset, "direction": "in", "action": "allow", "protocol": "tcp", "ipType": 4}
        for number, ruleset in enumerate(card.rulesets, 1)
    ]
    return data({"enabled": card.is_firewall_enabled, "rules": rules})


def switch_firewall(*, is_on: bool) -> Handler:
    """Return the handler of `…/enable` or `…/disable` → 200, empty."""

    def handler(call: Call) -> Answer:
        server = _server(call)
        _card_in_path(call, server).is_firewall_enabled = is_on
        call.changed("server.firewall.enable" if is_on else "server.firewall.disable", serverId=server.id)
        return Answer(200)

    return handler


def replace_rules(call: Call) -> Answer:
    """`POST …/firewall/{interface}/rules` → 201: flushes every rule, applies the listed rulesets; `[]` flushes all."""
    server = _server(call)
    card = _card_in_path(call, server)
    rulesets = call.body.integers("rulesets")
    if rulesets is None:
        call.body.refuse("The rulesets field is required.")
    elif any(number < 1 for number in rulesets):
        call.body.refuse("Invalid or disabled firewall ruleset")
    call.body.check()
    card.rulesets = rulesets or []
    call.changed("server.firewall.rules", serverId=server.id, rulesets=card.rulesets)
    return created()


def _server(call: Call) -> Server:
    return call.panel.server(call.number("server_id"))


def _free(call: Call, server: Server) -> list[str]:
    return free_ipv4(call.panel.state, HYPERVISORS[server.hypervisor_id].group_id)


def _give(call: Call, server: Server, card: Interface, addresses: list[str]) -> None:
    assign_ipv4(call.panel.state, card, addresses)
    call.changed("server.ipv4.add", serverId=server.id, ip=addresses)
    call.panel.announce("server.assign.ipv4", {"server": server_object(call.panel, server)})


def _addresses(call: Call) -> list[str]:
    wanted = call.body.texts("ip")
    if not wanted:
        call.body.refuse("The ip field is required.")
    return wanted or []


def _card_in_body(call: Call, server: Server) -> Interface:
    """Return the interface the body names; a secondary one appears when first used (guessed)."""
    name = call.body.need_choice("interface", INTERFACES)
    call.body.check()
    if name == "secondary" and len(server.interfaces) == 1:
        number = call.panel.next_id("interface")
        server.interfaces.append(Interface(number, 2, tag_of(number), "eth1", "private", mac_of(number)))
    return server.interfaces[name == "secondary"]


def _card_in_path(call: Call, server: Server) -> Interface:
    name = call.params["interface"]
    if name not in INTERFACES or (name == "secondary" and len(server.interfaces) == 1):
        raise missing("interface")
    return server.interfaces[name == "secondary"]


def _family(ip: str) -> int | None:
    try:
        return ipaddress.ip_address(ip).version
    except ValueError:
        return None
