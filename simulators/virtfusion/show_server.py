"""The server object (section 8.4) with everything a portal must not pass on still in it."""

from __future__ import annotations

from simulators.virtfusion.catalogue import TEMPLATES
from simulators.virtfusion.dates import maybe, offset_form, plain_form
from simulators.virtfusion.identity import encrypted, opaque
from simulators.virtfusion.panel import Panel
from simulators.virtfusion.records import Disk, Server
from simulators.virtfusion.show_host import hypervisor_in_server
from simulators.virtfusion.show_network import interface_object
from simulators.virtfusion.show_user import user_in_server
from simulators.virtfusion.topology import HYPERVISORS
from simulators.virtfusion.traffic_periods import period_at
from simulators.virtfusion.wire import Json

FLICKER_PER_CENT = 30  # guessed
XML_PARTS = ("domain", "os", "devices", "features", "clock", "cpuTune")


def server_object(panel: Panel, server: Server) -> Json:
    """Return the full object as every single-server read and the webhook show it, `remoteState` false."""
    now = panel.now
    return {
        **_identity(panel, server),
        "traffic": {"public": {"countMethod": 1, "currentPeriod": _current_period(server, now)}},
        "settings": _settings(server),
        "cpu": _cpu(server),
        "customXML": _custom_xml(server),
        "qemuCommandline": [],
        "qemuAgent": _guest_agent(server),
        "os": _operating_system(server),
        "media": _media(),
        "backupPlan": {"id": server.backup_plan or None, "name": "Daily" if server.backup_plan else None},
        "vnc": {"ip": hypervisor_ip(server), "port": server.vnc.port, "enabled": server.vnc.is_enabled},
        "network": {
            "interfaces": [interface_object(card, is_secondary=False) for card in server.interfaces[:1]],
            "secondaryInterfaces": [interface_object(card, is_secondary=True) for card in server.interfaces[1:]],
        },
        "storage": [_disk(server, disk) for disk in server.disks],
        "hypervisorAssets": [],
        "hypervisor": hypervisor_in_server(panel, server.hypervisor_id),
        "owner": user_in_server(panel.state.users[server.owner_id]),
        "sshKeys": [key_in_server(panel, number) for number in server.ssh_keys if number in panel.state.keys],
        "sharedUsers": [],
        "tasks": _tasks(panel, server),
        "remoteState": False,
    }


def flickers(panel: Panel, server: Server) -> bool:
    """`buildFailed` may be true for a while during a rebuild (section 8.1), and is false on a server that failed."""
    job = panel.find_running_job(server)
    return job is not None and job.is_reinstall and job.progress(panel.now) < FLICKER_PER_CENT


def hypervisor_ip(server: Server) -> str:
    """Return the address of the host a server runs on: a secret of the operator."""
    return HYPERVISORS[server.hypervisor_id].ip


def key_in_server(panel: Panel, key_id: int) -> Json:
    """A key inside a server object reads `public`, not `publicKey` (section 5)."""
    key = panel.state.keys[key_id]
    return {
        "id": key.id,
        "ownerId": key.owner_id,
        "type": "OpenSSH",
        "name": key.name,
        "public": key.public_key,
        "enabled": True,
        "created": offset_form(key.created),
    }


def _identity(panel: Panel, server: Server) -> Json:
    is_queued = server.state == "queued"
    return {
        "id": server.id,
        "ownerId": server.owner_id,
        "hypervisorId": server.hypervisor_id,
        "arch": 1,
        "name": server.name,
        "hostname": server.hostname,
        "uuid": server.uuid,
        "state": server.state,
        "commissionStatus": server.commission,
        "selfService": 0,
        "selfServiceSettings": [],
        "timezone": server.timezone,
        "migratable": not panel.is_busy(server),
        "migrateLevel": 0,
        "deleteLevel": 0 if server.delete_at is None else 1,  # guessed: section 8.1
        "configLevel": 1 if is_queued else 0,
        "backupLevel": 0,
        "elevated": False,
        "elevateId": None,
        "elevate": False,
        "destroyable": server.delete_at is None,
        "rebuild": False,
        "suspended": server.is_suspended,
        "protected": False,
        "buildFailed": flickers(panel, server),
        "primaryNetworkDhcp4": False,
        "primaryNetworkDhcp6": False,
        "built": maybe(server.built),
        "created": offset_form(server.created),
        "updated": offset_form(server.updated),
    }


def _current_period(server: Server, now: float) -> Json:
    period = period_at(server.created, now)
    return {"start": period.start_zulu, "end": period.end_zulu, "limit": server.traffic}


def _settings(server: Server) -> Json:
    return {
        "osTemplateInstall": server.template_id is not None,
        "osTemplateInstallId": server.template_id,
        "encryptedPassword": encrypted("server-password", server.id, server.password),
        "backupPlan": server.backup_plan or None,
        "uefi": False,
        "uefiType": 0,
        "cloudInit": True,
        "cloudInitType": 1,
        "config": [],
        "userConfig": [],
        "bootOrder": ["hd", "cdrom"],
        "tpmType": 0,
        "networkBoot": False,
        "bootMenu": 1,
        "customISO": 1,
        "securityDriver": 3,
        "memBalloon": [],
        "hyperv": [],
        "extended": [],
        "machineType": "inherit",
        "pciPorts": 16,
        "resources": {
            "memory": server.memory,
            "storage": server.storage,
            "traffic": server.traffic,
            "cpuCores": server.cores,
        },
    }


def _cpu(server: Server) -> Json:
    topology = {"enabled": False, "sockets": 1, "cores": 1, "threads": 1, "dies": 1}
    return {
        "cores": server.cores,
        "type": "inherit",
        "typeExact": "host-model",
        "shares": 1024,
        "throttle": server.cpu_throttle,
        "topology": topology,
    }


def _custom_xml(server: Server) -> Json:
    stored = server.custom_xml
    return {
        part: {"xml": stored.get(part, ""), "enabled": bool(stored.get(f"{part}Enabled", False))} for part in XML_PARTS
    }


def _guest_agent(server: Server) -> Json | list[object]:
    if server.template_id is None or server.state != "complete":
        return []
    template = TEMPLATES[server.template_id]
    pretty = f"{template.name} {template.version}"
    return {
        "os": {
            "screen": "",
            "id": template.dist,
            "name": template.name,
            "pretty-name": pretty,
            "kernel-release": "6.1.0-28-amd64" if template.kind == "linux" else "10.0.20348",
            "img": f"{template.dist}_logo.png",
        }
    }


def _operating_system(server: Server) -> Json | list[object]:
    """`os.*` exists on built servers although the vendor's example lacks it (section 8.4)."""
    if server.template_id is None or server.built is None:
        return []
    template = TEMPLATES[server.template_id]
    return {
        "templateName": f"{template.name} {template.version} {template.variant}",
        "dist": template.dist,
        "name": template.name,
    }


def _media() -> Json:
    return {
        "isoMounted": False,
        "isoType": "local",
        "isoName": "",
        "isoFilename": "",
        "isoUrl": "",
        "isoDownload": False,
    }


def _disk(server: Server, disk: Disk) -> Json:
    name = f"{server.uuid}_{disk.id}"
    return {
        "_id": disk.row_id,
        "id": disk.id,
        "cache": None,
        "bus": None,
        "capacity": disk.capacity,
        "drive": "abc"[disk.id - 1],
        "datastoreDiskId": None,
        "filesystem": None,
        "iops": {"read": server.limits.read_iops, "write": server.limits.write_iops},
        "bytes": {"read": server.limits.read_bytes, "write": server.limits.write_bytes},
        "type": "qcow2",
        "profile": disk.profile,
        "status": 3 if server.state == "complete" else 0,
        "enabled": True,
        "primary": disk.id == 1,
        "created": offset_form(disk.created),
        "updated": offset_form(disk.created),
        "datastore": [],
        "name": name,
        "filename": f"{name}.img",
        "hypervisorStorageId": None,
        "local": True,
        "locationType": "mountpoint",
        "path": f"/home/vf-data/disk/{opaque(6, 'path', server.hypervisor_id)}",
    }


def _tasks(panel: Panel, server: Server) -> Json:
    waiting = [
        {
            "id": action.id,
            "action": action.action,
            "requires": ["boot", "restart", "shutdown", "poweroff"],
            "collected": False,
            "complete": False,
            "failed": False,
            "payload": [],
            "created": offset_form(action.created),
        }
        for action in server.pending
    ]
    last_on = None if server.last_task is None else plain_form(server.last_task)
    return {"active": panel.is_busy(server), "lastOn": last_on, "actions": {"pending": waiting}}
