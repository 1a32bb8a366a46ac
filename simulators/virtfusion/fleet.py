"""Northlight's customers and their servers on a fresh start: the same people, ids and addresses every time.

User ids start at 101 and server ids at 501 so that nobody can mistake them for the portal's own.
"""

from __future__ import annotations

from typing import Literal

from msgspec import Struct

from simulators.virtfusion.addresses import assign_ipv6
from simulators.virtfusion.catalogue import PACKAGES
from simulators.virtfusion.provision import make_server, next_number, order_of
from simulators.virtfusion.records import Backup, Job, Options, Server, SshKey, State, Token, User
from simulators.virtfusion.topology import HYPERVISORS

DAY = 86_400.0
INSTALL_SECONDS = 300.0  # how long the busy server of the demo goes on installing
INSTALLED_SO_FAR = 45.0
Condition = Literal["running", "off", "building", "suspended", "failed", "allocated"]


class Seeded(Struct, frozen=True):
    """One server of the seed."""

    user: int
    name: str
    hypervisor: int
    package: int
    template: int
    age_days: int
    condition: Condition = "running"


PEOPLE = {
    1: ("Northlight Admin", "admin@demo.example"),
    2: ("Mira Kask", "customer@demo.example"),
    3: ("Jonas Weber", "jonas@weber-it.example"),
    4: ("Priya Raman", "priya@ramanlabs.example"),
    5: ("Tom Okafor", "tom@okafor.example"),
    6: ("Lucia Ferrer", "lucia@ferrer-studio.example"),
    7: ("Wei Chen", "wei@chenworks.example"),
    8: ("Ingrid Solberg", "ingrid@solberg.example"),
}
SERVERS = (
    Seeded(2, "api-1", 1, 4, 61, 212),
    Seeded(2, "api-2", 2, 4, 61, 212),
    Seeded(2, "postgres", 1, 8, 62, 208),
    Seeded(2, "staging", 3, 2, 63, 96, "off"),
    Seeded(2, "build-runner", 4, 6, 63, 0, "building"),
    Seeded(3, "web-01", 1, 3, 62, 301),
    Seeded(3, "web-02", 2, 3, 62, 301),
    Seeded(3, "mail", 1, 4, 62, 298),
    Seeded(3, "backup", 2, 6, 62, 120),
    Seeded(3, "monitor", 2, 1, 61, 45),
    Seeded(4, "jupyter", 3, 10, 63, 88),
    Seeded(4, "etl-nightly", 3, 8, 63, 80, "off"),
    Seeded(4, "warehouse", 4, 12, 65, 80),
    Seeded(4, "sandbox", 4, 2, 63, 14, "failed"),
    Seeded(5, "shop", 3, 4, 64, 190),
    Seeded(5, "shop-db", 3, 6, 64, 190),
    Seeded(5, "old-shop", 4, 2, 68, 330, "suspended"),
    Seeded(5, "win-accounts", 4, 8, 69, 61),
    Seeded(6, "portfolio", 1, 1, 61, 150),
    Seeded(6, "renders", 2, 12, 63, 33, "off"),
    Seeded(6, "cms", 1, 3, 66, 149),
    Seeded(6, "cdn-origin", 1, 4, 67, 75),
    Seeded(7, "edge-sg-1", 5, 2, 61, 260),
    Seeded(7, "edge-sg-2", 6, 2, 61, 260),
    Seeded(7, "game-1", 5, 6, 63, 41),
    Seeded(7, "game-2", 5, 6, 63, 41, "off"),
    Seeded(8, "nordic-app", 1, 5, 67, 110),
    Seeded(8, "nordic-db", 2, 7, 67, 110),
    Seeded(8, "matrix", 2, 3, 61, 58),
    Seeded(8, "lab", 5, 1, 61, 2, "allocated"),
)


def seed(now: float, options: Options) -> State:
    """Return a fresh panel. Ages count back from today's midnight, so the fleet is never stale."""
    state = State(profile=options.profile, webhook=options.webhook, tokens={options.token: Token()})
    state.counters = {"user": 100, "server": 500, "job": 900}
    midnight = now // DAY * DAY
    users = {relation: _person(state, relation, midnight) for relation in PEOPLE}
    for plan in SERVERS:
        _server(state, plan, users[plan.user], now, midnight)
    _keys(state, users[2], midnight)
    return state


def _person(state: State, relation: int, midnight: float) -> User:
    name, email = PEOPLE[relation]
    created = midnight - (360 - relation) * DAY + 9 * 3600
    user = User(next_number(state, "user"), name, email, created, created, relation, is_admin=relation == 1)
    state.users[user.id] = user
    return user


def _server(state: State, plan: Seeded, owner: User, now: float, midnight: float) -> None:
    created = now - INSTALLED_SO_FAR - 20 if plan.condition == "building" else midnight - plan.age_days * DAY + 36_000
    server = make_server(state, order_of(owner.id, PACKAGES[plan.package]), HYPERVISORS[plan.hypervisor], created)
    if plan.condition == "allocated":
        return
    server.name, server.template_id = plan.name, plan.template
    server.hostname = f"{plan.name}.{owner.email.partition('@')[2]}"
    if plan.condition == "building":
        _start_install(state, server, now)
    elif plan.condition == "failed":
        server.state, server.commission = "failed", 2
        server.last_task = created + 90
    else:
        _install(state, server, created)
        server.is_suspended = plan.condition == "suspended"
        if plan.condition != "running":
            server.power, server.booted = "shutoff", None


def _install(state: State, server: Server, created: float) -> None:
    server.state, server.commission, server.power = "complete", 3, "running"
    server.built = server.last_task = created + 60
    server.booted = server.built
    server.updated = server.built
    if server.id % 3:
        assign_ipv6(state, server)
    if server.storage >= 160:
        server.backup_plan = 1
        server.backups = [Backup(next_number(state, "backup"), created + 3 * DAY)]


def _start_install(state: State, server: Server, now: float) -> None:
    server.state, server.commission = "queued", 1
    begun = now - INSTALLED_SO_FAR
    server.last_task = begun
    job = Job(
        id=next_number(state, "job"),
        action="build_server",
        server_id=server.id,
        hypervisor_id=server.hypervisor_id,
        queued=begun,
        starts=begun + 5,
        finishes=begun + INSTALL_SECONDS,
        wants_ipv6=True,
    )
    state.jobs[job.id] = job


def _keys(state: State, owner: User, midnight: float) -> None:
    text = "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIKlTrhkJ6gWq3Yk8J7mQhS0mJx7m0a0n0B0c0D0e0F0g mira@laptop"
    key = SshKey(next_number(state, "key"), owner.id, "laptop", text, midnight - 200 * DAY)
    state.keys[key.id] = key
    for server in state.servers.values():
        if server.owner_id == owner.id:
            server.ssh_keys = [key.id]
