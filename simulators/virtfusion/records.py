"""What the panel remembers. Instants are seconds since the epoch; sizes are MB of memory and GB of disk and traffic."""

from __future__ import annotations

from msgspec import Struct, field


class User(Struct):
    """A person in the panel; `ext_relation_id` is the billing system's own id for them."""

    id: int
    name: str
    email: str
    created: float
    updated: float
    ext_relation_id: int | None = None
    rel_str: str | None = None
    is_admin: bool = False
    timezone: str = "Europe/London"
    is_suspended: bool = False
    self_service: int = 0
    has_hourly_credit: bool = False
    hourly_profiles: list[int] = field(default_factory=list)
    resource_profiles: list[int] = field(default_factory=list)
    hourly_pack: int | None = None


class SshKey(Struct):
    """A public key of one user."""

    id: int
    owner_id: int
    name: str
    public_key: str
    created: float


class Ipv4(Struct):
    """One assigned IPv4 address."""

    id: int
    block_id: int
    address: str
    rdns: str | None = None


class Ipv6(Struct):
    """One assigned IPv6 subnet (not an address)."""

    id: int
    block_id: int
    subnet: str
    cidr: int


class Interface(Struct):
    """A virtual network card with what is assigned to it."""

    id: int
    order: int
    tag: int
    name: str
    kind: str
    mac: str
    ipv4: list[Ipv4] = field(default_factory=list)
    ipv6: list[Ipv6] = field(default_factory=list)
    whitelist: list[tuple[int, str, int]] = field(default_factory=list)
    is_firewall_enabled: bool = False
    rulesets: list[int] = field(default_factory=list)


class Disk(Struct):
    """A virtual disk; the first one is primary and never shrinks."""

    id: int
    row_id: int
    capacity: int
    created: float
    profile: int = 0


class PendingAction(Struct):
    """A change waiting for a power transition; it does not make the server busy."""

    id: int
    action: str
    created: float


class TrafficBlock(Struct):
    """Extra traffic allowance, in GB, for one period of one server."""

    id: int
    month: int
    traffic: int
    added: float


class Backup(Struct):
    """One finished backup of a server."""

    id: int
    created: float


class Limits(Struct):
    """Caps copied from the package: network in kB/s, disk in bytes and operations a second; 0 or None is no cap."""

    network_in: int = 0
    network_out: int = 0
    read_bytes: int | None = None
    write_bytes: int | None = None
    read_iops: int | None = None
    write_iops: int | None = None


class Vnc(Struct):
    """A server's console: where it listens and the secrets of the newest session."""

    port: int
    password: str
    token: str
    is_enabled: bool = False


class Server(Struct):
    """A virtual server. `power` is the guest's own state and lives apart from `state`, its life cycle."""

    id: int
    owner_id: int
    hypervisor_id: int
    package_id: int
    uuid: str
    created: float
    updated: float
    memory: int
    storage: int
    traffic: int
    cores: int
    interfaces: list[Interface]
    disks: list[Disk]
    vnc: Vnc
    name: str = ""
    hostname: str | None = None
    state: str = "allocated"
    commission: int = 0
    power: str = "shutoff"
    is_suspended: bool = False
    built: float | None = None
    template_id: int | None = None
    password: str = ""
    timezone: str = "_default"
    ssh_keys: list[int] = field(default_factory=list)
    live_memory: int = 0
    live_cores: int = 0
    booted: float | None = None
    cpu_throttle: int = 0
    limits: Limits = field(default_factory=Limits)
    backup_plan: int = 0
    backup_access: str = "inherit"
    custom_xml: dict[str, str | bool] = field(default_factory=dict)
    pending: list[PendingAction] = field(default_factory=list)
    blocks: list[TrafficBlock] = field(default_factory=list)
    backups: list[Backup] = field(default_factory=list)
    last_task: float | None = None
    delete_at: float | None = None


class Job(Struct):
    """Asynchronous work. What it shows is a function of the time; its effect is applied once, when it is due."""

    id: int
    action: str
    server_id: int
    hypervisor_id: int
    queued: float
    starts: float
    finishes: float
    will_fail: bool = False
    wants_ipv6: bool = False
    is_reinstall: bool = False
    password: str = ""

    def progress(self, now: float) -> int:
        """Return per cent done at `now`, 0 to 100."""
        if now >= self.finishes:
            return 100
        return max(0, int(100 * (now - self.starts) / (self.finishes - self.starts)))


class Token(Struct, rename="camel"):
    """An API token: the areas it may touch (`*` for all) and its requests a minute (None for no limit)."""

    areas: list[str] = field(default_factory=lambda: ["*"])
    requests_per_minute: int | None = None


class Profile(Struct, rename="camel", forbid_unknown_fields=True, frozen=True):
    """What the vendor leaves open, as settings. Every default here is guessed (section 17 of the contract page)."""

    build_seconds: float = 8.0
    power_seconds: float = 2.0
    password_seconds: float = 2.0
    remote_state_seconds: float = 0.1
    delete_delay_minutes: float = 5.0
    job_retention_minutes: float = 60.0
    login_token_seconds: int = 60
    failing_template_ids: list[int] = field(default_factory=list)
    is_do_not_disturb: bool = False
    maintenance_hypervisor_ids: list[int] = field(default_factory=lambda: [6])
    unreachable_hypervisor_ids: list[int] = field(default_factory=list)
    webhook_attempts: int = 3
    webhook_retry_seconds: float = 2.0


class WebhookTarget(Struct, forbid_unknown_fields=True, frozen=True):
    """Where events go. The bearer is the base64 of `token`; without one no Authorization header is sent."""

    url: str
    token: str | None = None


class Options(Struct, frozen=True):
    """What the command line decides about the panel."""

    token: str = "demo-virtfusion-token"  # noqa: S105 - the demo's, made to be known
    profile: Profile = Profile()
    webhook: WebhookTarget | None = None


class LoginToken(Struct):
    """A way into the panel for one browser, once, for a minute. `second` is the other half."""

    user_id: int
    second: str
    expires: float
    server_id: int | None = None
    return_url: str | None = None


class Credit(Struct):
    """One entry of self-service credit."""

    id: int
    user_id: int
    tokens: float
    created: float
    reference_1: str | None = None
    reference_2: str | None = None


class ResourcePack(Struct):
    """A user's own resource pack; `pack_id` is the pack it was made from."""

    id: int
    user_id: int
    pack_id: int
    is_enabled: bool = True


class State(Struct):
    """Everything the panel must remember across a restart. `jobs` still run or wait; `finished_jobs` are over."""

    users: dict[int, User] = field(default_factory=dict)
    servers: dict[int, Server] = field(default_factory=dict)
    keys: dict[int, SshKey] = field(default_factory=dict)
    jobs: dict[int, Job] = field(default_factory=dict)
    finished_jobs: dict[int, Job] = field(default_factory=dict)
    credits: dict[int, Credit] = field(default_factory=dict)
    packs: dict[int, ResourcePack] = field(default_factory=dict)
    login_tokens: dict[str, LoginToken] = field(default_factory=dict)
    extra_ipv4: dict[int, list[tuple[str, str]]] = field(default_factory=dict)
    counters: dict[str, int] = field(default_factory=dict)
    profile: Profile = field(default_factory=Profile)
    webhook: WebhookTarget | None = None
    tokens: dict[str, Token] = field(default_factory=dict)
