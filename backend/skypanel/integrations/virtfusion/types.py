"""What the panel's objects are to us: the smallest part a portal needs, in our words.

Sizes carry their unit in the name; times are aware and UTC; what is private is `Secret`. Where the panel may leave
something out, the type says None.
"""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Literal

from msgspec import Struct

from skypanel.integrations.virtfusion.secret import Secret
from skypanel.integrations.virtfusion.status import DisplayStatus, PowerState, display_status

Interface = Literal["primary", "secondary"]
PowerAction = Literal["boot", "shutdown", "restart", "poweroff"]
BackupAccess = Literal["inherit", "disabled", "scheduled", "view_restore", "full", "manual"]


class User(Struct, frozen=True, kw_only=True):
    """A customer as the panel knows them. `relation` is our user id."""

    id: int
    relation: int | None
    name: str
    email: str
    is_suspended: bool
    self_service: int
    created_at: datetime | None


class NewUser(Struct, frozen=True, kw_only=True):
    """A user just made, with the panel's password, which is never told again."""

    user: User
    password: Secret | None


class LoginLink(Struct, frozen=True, kw_only=True):
    """A single-use way into the panel in the browser: redirect to `url` at once, do not keep it."""

    url: Secret
    expires_at: datetime | None


class SshKey(Struct, frozen=True, kw_only=True):
    id: int
    name: str
    public_key: str | None
    is_enabled: bool


class Package(Struct, frozen=True, kw_only=True):
    """A size of server at the panel. Prices are ours, not its."""

    id: int
    name: str
    description: str | None
    is_enabled: bool
    memory_mb: int
    storage_gb: int
    traffic_gb: int
    """0 is unmetered."""
    cpu_cores: int
    network_in_kbytes_per_second: int
    network_out_kbytes_per_second: int
    """0 is uncapped."""
    storage_profile: int
    backup_plan_id: int | None


class Template(Struct, frozen=True, kw_only=True):
    """An operating system that can be installed; `id` is what a build is told."""

    id: int
    name: str
    version: str | None
    variant: str | None
    description: str | None
    icon: str | None
    family: str
    """`linux` or `windows` (guessed)."""
    is_end_of_life: bool
    end_of_life_at: datetime | None


class TemplateGroup(Struct, frozen=True, kw_only=True):
    name: str
    icon: str | None
    templates: tuple[Template, ...]


class Ipv4(Struct, frozen=True, kw_only=True):
    address: str
    gateway: str | None
    netmask: str | None
    rdns: str | None


class Ipv6(Struct, frozen=True, kw_only=True):
    """A subnet, not an address."""

    subnet: str
    prefix_length: int | None
    gateway: str | None


class NetworkInterface(Struct, frozen=True, kw_only=True):
    name: str
    mac: str | None
    is_enabled: bool
    ipv4: tuple[Ipv4, ...]
    ipv6: tuple[Ipv6, ...]


class Resources(Struct, frozen=True, kw_only=True):
    memory_mb: int | None
    storage_gb: int | None
    traffic_gb: int | None
    cpu_cores: int | None


class TrafficPeriod(Struct, frozen=True, kw_only=True):
    starts_at: datetime
    ends_at: datetime
    limit_gb: int
    """0 is unmetered."""


class RemoteState(Struct, frozen=True, kw_only=True):
    """What the hypervisor said just now. Memory in KiB."""

    power: PowerState | None
    cpu_percent: float | None
    memory_total_kib: int | None
    memory_free_kib: int | None


class Server(Struct, frozen=True, kw_only=True):
    """A server, safe to keep and to show its owner. Lists give the same with fewer parts filled in: None, or False."""

    id: int
    uuid: str | None
    name: str
    hostname: str | None
    owner_id: int | None
    """The panel's user id."""
    owner_relation: int | None
    """Our user id; None where the panel does not say."""
    hypervisor_id: int | None
    group_id: int | None
    location: str | None
    location_icon: str | None
    state: str
    commission_status: int | None
    is_suspended: bool
    is_protected: bool
    is_build_failed: bool
    is_busy: bool
    """Other work is pending, so actions will be refused as Busy."""
    is_being_deleted: bool
    is_in_maintenance: bool
    pending_changes: tuple[str, ...]
    """What waits for the next power cycle."""
    resources: Resources
    template_id: int | None
    template_name: str | None
    traffic_period: TrafficPeriod | None
    backup_plan_id: int | None
    interfaces: tuple[NetworkInterface, ...]
    remote: RemoteState | None
    """None when not asked for, or the hypervisor did not answer."""
    created_at: datetime | None
    built_at: datetime | None
    updated_at: datetime | None
    last_task_at: datetime | None
    """The panel's own time of its last task on this server: a later one proves that something was done."""

    @property
    def status(self) -> DisplayStatus:
        return display_status(
            is_suspended=self.is_suspended,
            state=self.state,
            is_build_failed=self.is_build_failed,
            commission_status=self.commission_status,
            power=None if self.remote is None else self.remote.power,
        )

    @property
    def address(self) -> str | None:
        """The first IPv4 address."""
        return next((ip.address for interface in self.interfaces for ip in interface.ipv4), None)


class BuildStarted(Struct, frozen=True, kw_only=True):
    """The panel is installing. The password is told here and never again; the panel names no queue item."""

    server: Server
    password: Secret | None


class NewServer(Struct, frozen=True, kw_only=True):
    """What to allocate. Sizes left out come from the package."""

    package_id: int
    user_id: int
    group_id: int
    ipv4_count: int = 1
    storage_gb: int | None = None
    traffic_gb: int | None = None
    memory_mb: int | None = None
    cpu_cores: int | None = None
    network_in_kbytes_per_second: int | None = None
    network_out_kbytes_per_second: int | None = None
    storage_profile: int | None = None
    network_profile: int | None = None
    firewall_rulesets: tuple[int, ...] | None = None


class Build(Struct, frozen=True, kw_only=True):
    """What to install. It wipes the disk."""

    template_id: int
    name: str | None = None
    hostname: str | None = None
    ssh_key_ids: tuple[int, ...] = ()
    has_vnc: bool = False
    has_ipv6: bool = False
    has_mail: bool = False
    """Whether the panel mails the owner the login details."""
    swap: Decimal | None = None
    """256, 512, 768 are MB; 1, 1.5, 2, 3, 4, 5, 6, 8 are GB."""
    timezone: str | None = None


class QueueItem(Struct, frozen=True, kw_only=True):
    """A job at the panel. It is over when `finished_at` is set; `has_failed` says how."""

    id: int
    server_id: int | None
    action: str | None
    progress: int | None
    has_failed: bool
    started_at: datetime | None
    finished_at: datetime | None

    @property
    def is_over(self) -> bool:
        return self.finished_at is not None or self.has_failed


class PasswordReset(Struct, frozen=True, kw_only=True):
    queue_id: int | None
    password: Secret | None


class Vnc(Struct, frozen=True, kw_only=True):
    """Where a console connects. `is_enabled` is unreliable: gate the console ourselves."""

    websocket_url: Secret | None
    password: Secret | None
    address: Secret | None
    port: int | None
    is_enabled: bool
    queue_id: int | None


class TrafficMonth(Struct, frozen=True, kw_only=True):
    """One period, counted from the server's creation. Counters in bytes."""

    month: int | None
    starts_at: datetime
    ends_at: datetime
    received_bytes: int
    sent_bytes: int
    total_bytes: int
    limit_gb: int
    """0 is unmetered."""
    extra_gb: int
    """Blocks bought on top of the limit."""


class Traffic(Struct, frozen=True, kw_only=True):
    """Newest month first."""

    months: tuple[TrafficMonth, ...]

    @property
    def current(self) -> TrafficMonth | None:
        return self.months[0] if self.months else None


class TrafficBlock(Struct, frozen=True, kw_only=True):
    id: int
    month: int | None
    traffic_gb: int
    is_current: bool


class TrafficBlocks(Struct, frozen=True, kw_only=True):
    assigned: tuple[TrafficBlock, ...]
    months: tuple[int, ...]
    """The periods a block can be bought for."""


class Firewall(Struct, frozen=True, kw_only=True):
    """Rules are passed on as the panel words them; their fields are not documented for 7.0."""

    is_enabled: bool
    rules: tuple[Mapping[str, object], ...]


class Backup(Struct, frozen=True, kw_only=True):
    id: int
    server_id: int | None
    storage: str | None
    is_complete: bool
    is_deleting: bool
    is_restoring: bool
    progress: int | None
    delete_after: datetime | None
    created_at: datetime | None
