"""What can be bought and installed: packages (section 6), templates and ISO images (section 7)."""

from __future__ import annotations

from simulators.virtfusion.catalogue import ISOS, PACKAGES, Package, Template, TemplateGroup, fitting
from simulators.virtfusion.dates import offset_form, zulu_form
from simulators.virtfusion.gateway import Call
from simulators.virtfusion.topology import SEEDED_AT
from simulators.virtfusion.wire import Answer, Json, data, missing


def list_packages(call: Call) -> Answer:
    """`GET /packages`, not paginated, disabled ones too."""
    del call
    return data([_package(package) for package in PACKAGES.values()])


def read_package(call: Call) -> Answer:
    """`GET /packages/{packageId}`."""
    return data(_package(_found(call)))


def templates_of_package(call: Call) -> Answer:
    """`GET /media/templates/fromServerPackageSpec/{packageId}`: what can be ordered with it."""
    return data([_group(group, templates) for group, templates in fitting(_found(call).storage)])


def templates_of_server(call: Call) -> Answer:
    """`GET /servers/{serverId}/templates`: what it can be reinstalled with."""
    server = call.panel.server(call.number("server_id"))
    return data([_group(group, templates) for group, templates in fitting(server.storage)])


def read_iso(call: Call) -> Answer:
    """`GET /media/iso/{isoId}`; 7.0 has no list of them."""
    iso = ISOS.get(call.number("iso_id"))
    if iso is None:
        raise missing("iso")
    return data(
        {
            "id": iso.id,
            "name": iso.name,
            "description": iso.description,
            "arch": 1,
            "url": f"https://mirror.northlight.example/iso/{iso.filename}",
            "filename": iso.filename,
            "enabled": True,
            "config": "[]",
            "global": True,
            "download": True,
            "users": [],
            "created": offset_form(SEEDED_AT),
            "updated": offset_form(SEEDED_AT),
        }
    )


def _found(call: Call) -> Package:
    package = PACKAGES.get(call.number("package_id"))
    if package is None:
        raise missing("package")
    return package


def _package(package: Package) -> Json:
    return {
        "id": package.id,
        "name": package.name,
        "description": package.description,
        "enabled": package.is_enabled,
        "memory": package.memory,
        "primaryStorage": package.storage,
        "traffic": package.traffic,
        "cpuCores": package.cores,
        "primaryNetworkSpeedIn": package.network,
        "primaryNetworkSpeedOut": package.network,
        "primaryDiskType": "inherit",
        "backupPlanId": 0,
        "primaryStorageReadBytesSec": None,
        "primaryStorageWriteBytesSec": None,
        "primaryStorageReadIopsSec": None,
        "primaryStorageWriteIopsSec": None,
        "primaryStorageProfile": package.storage_profile,
        "primaryNetworkProfile": 0,
        "created": zulu_form(SEEDED_AT),
    }


def _group(group: TemplateGroup, templates: list[Template]) -> Json:
    return {
        "id": group.id,
        "name": group.name,
        "description": group.description,
        "icon": group.icon,
        "templates": [_template(template, group.icon) for template in templates],
    }


def _template(template: Template, icon: str) -> Json:
    return {
        "id": template.id,
        "name": template.name,
        "version": template.version,
        "variant": template.variant,
        "arch": 1,
        "description": f"{template.name} {template.version}",
        "icon": icon,
        "eol": template.is_eol,
        "eol_date": template.eol_date,
        "eol_warning": template.is_eol,
        "deploy_type": 1,
        "vnc": False,
        "type": template.kind,  # `windows` is guessed
    }
