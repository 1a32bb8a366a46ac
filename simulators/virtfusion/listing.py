"""Reading servers: one, all, one user's, and the live state (sections 8.4 and 8.7)."""

from __future__ import annotations

from simulators.virtfusion.dates import offset_form
from simulators.virtfusion.gateway import Call
from simulators.virtfusion.paging import paginate
from simulators.virtfusion.panel import Panel
from simulators.virtfusion.records import Server
from simulators.virtfusion.remote_state import remote_state
from simulators.virtfusion.show_network import interface_in_list
from simulators.virtfusion.show_server import flickers, hypervisor_ip, server_object
from simulators.virtfusion.wire import Answer, Json, data


def read_server(call: Call) -> Answer:
    """`GET /servers/{id}`; `remoteState=true` asks the hypervisor, otherwise the field is false."""
    server = call.panel.server(call.number("server_id"))
    shown = server_object(call.panel, server)
    if call.query.boolean("remoteState"):
        shown["remoteState"] = remote_state(call.panel, server)
    return data(shown)


def list_servers(call: Call) -> Answer:
    """`GET /servers`, paginated: simple rows, or (`type=full`, guessed) server objects without `remoteState`."""
    wanted = _hosts(call)
    servers = [s for s in call.panel.state.servers.values() if not wanted or s.hypervisor_id in wanted]
    is_full = call.query.choice("type", ("simple", "full")) == "full"
    call.query.check()
    return paginate(call, "/servers", servers, lambda server: _full(call, server) if is_full else _simple(server))


def list_servers_of_user(call: Call) -> Answer:
    """`GET /servers/user/{userId}`, not paginated, in its own shape."""
    user = call.panel.user(call.number("user_id"))
    servers = [server for server in call.panel.state.servers.values() if server.owner_id == user.id]
    return data([_client_row(call.panel, server) for server in servers])


def _hosts(call: Call) -> set[int]:
    """Return the hypervisors asked for, by `hypervisorId=` or repeated `hypervisorId[]=`."""
    value = call.query.raw("hypervisorId")
    values = [str(one) for one in (value if isinstance(value, list) else [value])]
    return {int(one) for one in values if one.isdigit()}


def _full(call: Call, server: Server) -> Json:
    shown = server_object(call.panel, server)
    del shown["remoteState"]
    return shown


def _simple(server: Server) -> Json:
    """`commissioned` and `owner` here, not `commissionStatus` and `ownerId`."""
    return {
        "id": server.id,
        "uuid": server.uuid,
        "name": server.name,
        "commissioned": server.commission,
        "owner": server.owner_id,
        "hypervisorId": server.hypervisor_id,
        "suspended": server.is_suspended,
        "protected": False,
        "updated": offset_form(server.updated),
        "created": offset_form(server.created),
    }


def _client_row(panel: Panel, server: Server) -> Json:
    return {
        "id": server.id,
        "ownerId": server.owner_id,
        "hypervisorId": server.hypervisor_id,
        "name": server.name,
        "hostname": server.hostname,
        "commissionStatus": server.commission,
        "uuid": server.uuid,
        "state": server.state,
        "rebuild": False,
        "suspended": server.is_suspended,
        "protected": False,
        "buildFailed": flickers(panel, server),
        "backup_level": 0,
        "backup_plan": server.backup_plan or None,
        "os": {"screen": ""},
        "server_info": {"show": False, "icon": None, "name": None, "label": None},
        "vnc": {
            "expose_details": True,
            "ip": hypervisor_ip(server),
            "hostname": None,
            "port": server.vnc.port,
            "enabled": int(server.vnc.is_enabled),  # an integer here and a boolean elsewhere
        },
        "resources": {
            "memory": server.memory,
            "storage": server.storage,
            "traffic": server.traffic,
            "cpuCores": server.cores,
            "cpu_model": None,
        },
        "network": {"interfaces": [interface_in_list(card) for card in server.interfaces]},
        "config": {"uefi": False, "bootOrder": ["hd", "cdrom"]},
        "media": {"isoMounted": False, "isoName": ""},
    }
