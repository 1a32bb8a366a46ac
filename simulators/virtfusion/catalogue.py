"""What Northlight sells and installs: packages, operating-system templates, ISO images."""

from __future__ import annotations

from msgspec import Struct


class Package(Struct, frozen=True):
    """A plan's technical half (prices are the portal's). Memory in MB, disk and traffic in GB, network in kB/s."""

    id: int
    name: str
    cores: int
    memory: int
    storage: int
    traffic: int
    network: int = 0
    is_enabled: bool = True
    storage_profile: int = 1
    description: str | None = None


class Template(Struct, frozen=True):
    """One installable system. `min_storage` in GB decides which packages it fits."""

    id: int
    name: str
    version: str
    variant: str
    kind: str = "linux"
    min_storage: int = 10
    is_eol: bool = False
    eol_date: str = "2031-06-30 00:00:00"
    dist: str = ""


class TemplateGroup(Struct, frozen=True):
    """A family of templates, as the order page groups them."""

    id: int
    name: str
    icon: str
    description: str
    templates: list[Template]


class Iso(Struct, frozen=True):
    """One image of the ISO library."""

    id: int
    name: str
    filename: str
    description: str


def _plan(number: int, size: int, cores: int, storage: int, traffic: int) -> Package:
    return Package(number, f"VPS {size}", cores, size * 1024, storage, traffic, network=125_000)


PACKAGES = {
    package.id: package
    for package in (
        _plan(1, 1, 1, 20, 1_000),
        _plan(2, 2, 1, 40, 2_000),
        _plan(3, 3, 2, 60, 3_000),
        _plan(4, 4, 2, 80, 4_000),
        _plan(5, 5, 3, 100, 4_000),
        _plan(6, 6, 3, 120, 5_000),
        _plan(7, 7, 4, 140, 5_000),
        _plan(8, 8, 4, 160, 6_000),
        _plan(9, 10, 5, 200, 7_000),
        _plan(10, 12, 6, 240, 8_000),
        _plan(11, 14, 7, 280, 9_000),
        _plan(12, 16, 8, 320, 10_000),
        Package(13, "VPS 2 (2024)", 2, 2048, 30, 1_000, is_enabled=False, description="No longer sold"),
    )
}

TEMPLATE_GROUPS = [
    TemplateGroup(
        1,
        "Debian",
        "debian_logo.png",
        "The universal operating system.",
        [
            Template(61, "Debian", "13 (Trixie)", "Minimal", eol_date="2030-06-30 00:00:00", dist="debian"),
            Template(62, "Debian", "12 (Bookworm)", "Minimal", eol_date="2028-06-30 00:00:00", dist="debian"),
        ],
    ),
    TemplateGroup(
        2,
        "Ubuntu",
        "ubuntu_logo.png",
        "Long-term support releases.",
        [
            Template(
                63, "Ubuntu Server", "24.04 LTS (Noble)", "Minimal", eol_date="2029-05-31 00:00:00", dist="ubuntu"
            ),
            Template(
                64, "Ubuntu Server", "22.04 LTS (Jammy)", "Minimal", eol_date="2027-04-30 00:00:00", dist="ubuntu"
            ),
        ],
    ),
    TemplateGroup(
        3,
        "AlmaLinux",
        "almalinux_logo.png",
        "Community enterprise Linux.",
        [
            Template(65, "AlmaLinux", "9", "Minimal", eol_date="2032-05-31 00:00:00", dist="almalinux"),
            Template(66, "AlmaLinux", "8", "Minimal", eol_date="2029-03-01 00:00:00", dist="almalinux"),
        ],
    ),
    TemplateGroup(
        4,
        "Rocky Linux",
        "rocky_linux_logo.png",
        "Enterprise Linux, rebuilt.",
        [Template(67, "Rocky Linux", "9", "Minimal", eol_date="2032-05-31 00:00:00", dist="rocky")],
    ),
    TemplateGroup(
        5,
        "CentOS",
        "centos_logo.png",
        "Kept for old installations.",
        [Template(68, "CentOS", "7", "Minimal", is_eol=True, eol_date="2024-06-30 00:00:00", dist="centos")],
    ),
    TemplateGroup(
        6,
        "Windows Server",
        "windows_logo.png",
        "Evaluation images; bring your own licence.",
        [
            Template(
                69, "Windows Server", "2022", "Standard", "windows", 40, eol_date="2031-10-14 00:00:00", dist="windows"
            ),
            Template(
                70, "Windows Server", "2025", "Standard", "windows", 60, eol_date="2034-10-10 00:00:00", dist="windows"
            ),
        ],
    ),
]
TEMPLATES = {template.id: template for group in TEMPLATE_GROUPS for template in group.templates}

ISOS = {
    1: Iso(1, "Debian 13 netinst", "debian-13-netinst.iso", "Network installer"),
    2: Iso(2, "SystemRescue 12", "systemrescue-12.iso", "Rescue tools"),
    3: Iso(3, "VirtIO drivers", "virtio-win.iso", "Drivers for Windows guests"),
}


def fitting(storage: int) -> list[tuple[TemplateGroup, list[Template]]]:
    """Return the groups and templates that fit a disk of `storage` GB; a group with none is left out (guessed)."""
    found = [(group, [t for t in group.templates if t.min_storage <= storage]) for group in TEMPLATE_GROUPS]
    return [(group, templates) for group, templates in found if templates]
