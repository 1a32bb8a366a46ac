"""A whole portal for one run: web servers, workers and outside companies as processes, on a database of the run's own.

Everything random is drawn from `rng`, so a seed replays the same choices; the machine's own timing it cannot replay.
"""

import asyncio
import contextlib
import random
import secrets
import socket
import time
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

import asyncpg
import httpx2
import msgspec
from msgspec import Struct

from tests.chaos.fault_proxy import FaultProxy
from tests.chaos.postgres import Postgres
from tests.chaos.processes import Part, verb
from tests.support.simulators import SimulatorProcess, start_simulators

FIRST_USER_ID: Final = 1001
"""Our people are numbered from here: the simulated VirtFusion knows people with small numbers already."""
_START_SECONDS: Final = 120.0
_GLANCE_SECONDS: Final = 0.1


class Secrets(Struct, frozen=True):
    """What is planted, to be looked for afterwards where it must not be."""

    session: str
    metrics: str
    virtfusion: str
    webhook: str
    mail: str

    @classmethod
    def plant(cls) -> "Secrets":
        return cls(**{name: f"canary-{name}-{secrets.token_hex(12)}" for name in cls.__struct_fields__})


class Options(Struct, frozen=True, kw_only=True):
    """How large a portal, how hurried, and what is taken out of it."""

    webs: int = 1
    workers: int = 2
    is_hasty: bool = True
    without: Sequence[str] = ()


class World:
    """The running portal. `did` counts what was done to it, for the line a run prints.

    In a control the damage may be waited for less long: what is broken stays broken.
    """

    def __init__(
        self, postgres: Postgres, dsn: str, simulators: SimulatorProcess, planted: Secrets, rng: random.Random
    ) -> None:
        self.postgres = postgres
        self.dsn = dsn
        self.simulators = simulators
        self.rng = rng
        self.webs: list[Part] = []
        self.workers: list[Part] = []
        self.web_urls: list[str] = []
        self.proxies: dict[str, FaultProxy] = {}
        self.did: Counter[str] = Counter()
        self.secrets: set[str] = set(msgspec.structs.astuple(planted))
        self.clock_offset_seconds = 0.0
        self.is_control = False

    @property
    def parts(self) -> list[Part]:
        return [*self.webs, *self.workers]

    # Verbs

    async def start(self, *parts: Part) -> None:
        """Start these (default: all) and wait until they answer."""
        chosen = parts or tuple(self.parts)
        for part in chosen:
            part.start(SKYPANEL_CLOCK_OFFSET_SECONDS=str(self.clock_offset_seconds))
        await asyncio.gather(*(self.is_up(part) for part in chosen))

    async def is_up(self, part: Part) -> None:
        """Return when `part` works: a worker has said so since its last start, a web server answers."""
        if part in self.workers:
            await until(lambda: part.has_said("worker.started"), _START_SECONDS, f"{part.name} to start")
            return
        url = self.web_urls[self.webs.index(part)]
        async with httpx2.AsyncClient(base_url=url, timeout=20, trust_env=False) as client:

            async def answers() -> bool:
                with contextlib.suppress(httpx2.HTTPError):
                    return (await client.get("/health/ready")).status_code == 200
                return False

            await until(answers, _START_SECONDS, f"{part.name} to answer")

    async def keep_up(self) -> None:
        """Until cancelled, start again whatever has died, as the process tree does: after a pause."""
        while True:
            for part in self.parts:
                if not part.is_alive:
                    await asyncio.sleep(self.rng.uniform(0.0, 0.4))
                    part.start()
            await asyncio.sleep(_GLANCE_SECONDS)

    async def move_clocks(self, seconds: float) -> None:
        """Everybody's clock jumps forwards; the portal's processes are started again for it, the database's stays."""
        self.clock_offset_seconds += seconds
        self.simulators.advance(seconds)
        for part in self.parts:
            part.stop()
        await self.start()
        self.did[f"clock moved {seconds:.0f} s"] += 1

    async def enqueue(self, job: str, *, queue: str = "default", **ids: int) -> None:
        """Have a job done, as if its time had come."""
        await self.execute(
            "INSERT INTO procrastinate_jobs (queue_name, task_name, args) VALUES ($1, $2, $3)",
            queue,
            job,
            msgspec.json.encode(ids).decode(),
        )

    # Looking

    def patience(self, seconds: float) -> float:
        """How long to wait for something to heal; a control need not wait for what cannot."""
        return seconds / 3 if self.is_control else seconds

    async def query(self, sql: str, *args: object) -> list[Any]:
        connection = await asyncpg.connect(self.dsn)
        try:
            found: list[Any] = await connection.fetch(sql, *args)
            return found
        finally:
            await connection.close()

    async def execute(self, sql: str, *args: object) -> None:
        await self.query(sql, *args)

    async def value(self, sql: str, *args: object) -> Any:
        return (await self.query(sql, *args))[0][0]

    def caught_mail(self) -> list[dict[str, Any]]:
        """Everything anybody was mailed."""
        answer = httpx2.get(f"{self.simulators.url}/mail/messages", timeout=60, trust_env=False)
        found: list[dict[str, Any]] = answer.raise_for_status().json()
        return found

    def strikes(self) -> int:
        """How often faults have struck at the simulated companies."""
        return sum(rule["hits"] for rule in self.simulators.rules())

    def heal(self) -> None:
        """No faults any more, and their hits are remembered."""
        if struck := self.strikes():
            self.did["faults struck"] += struck
        self.simulators.faults()
        for proxy in self.proxies.values():
            proxy.heal()


async def until(is_so: Callable[[], bool | Awaitable[bool]], seconds: float, what: str) -> None:
    """Wait for it; TimeoutError naming `what` when it does not come about."""
    if not await happens(is_so, seconds):
        raise TimeoutError(f"waited {seconds:.0f} s for {what}")


async def happens(is_so: Callable[[], bool | Awaitable[bool]], seconds: float) -> bool:
    """Whether it comes about within `seconds`."""
    deadline = time.monotonic() + seconds
    while True:
        found = is_so()
        if found if isinstance(found, bool) else await found:
            return True
        if time.monotonic() > deadline:
            return False
        await asyncio.sleep(_GLANCE_SECONDS)


@contextlib.asynccontextmanager
async def running_world(
    postgres: Postgres, directory: Path, rng: random.Random, options: Options
) -> AsyncIterator[World]:
    """A portal that is up, on a database of its own; ends without leaving a process."""
    planted = Secrets.plant()
    simulators = start_simulators(
        *("--power-seconds", "0.4", "--build-seconds", "0.5"),
        *("--virtfusion-token", planted.virtfusion, "--mail-key", planted.mail),
    )
    dsn = postgres.database()
    world = World(postgres, dsn, simulators, planted, rng)
    world.is_control = bool(options.without)
    await world.execute(f"ALTER TABLE users ALTER COLUMN id RESTART WITH {FIRST_USER_ID}")
    async with contextlib.AsyncExitStack() as stack:
        stack.callback(simulators.stop)
        for part in await _make_parts(world, planted, directory, options, stack):
            stack.callback(part.stop)
        await world.start()
        yield world


async def _make_parts(
    world: World, planted: Secrets, directory: Path, options: Options, stack: contextlib.AsyncExitStack
) -> list[Part]:
    extra = [word for protection in options.without for word in ("--without", protection)]
    hasten = ["--hasten"] if options.is_hasty else []
    port = int(world.simulators.url.rpartition(":")[2])
    for kind, count in (("serve", options.webs), ("worker", options.workers)):
        for number in range(1, count + 1):
            name = f"{'web' if kind == 'serve' else 'worker'}-{number}"
            proxy = world.proxies[name] = await stack.enter_async_context(FaultProxy(port))
            environment = _environment(world, planted, proxy, directory / name)
            command = verb(kind, *extra, *hasten)
            if kind == "serve":
                environment["PORT"] = str(_free_port())
                world.web_urls.append(f"http://127.0.0.1:{environment['PORT']}")
            parts = world.webs if kind == "serve" else world.workers
            parts.append(Part(name, command, environment, directory / f"{name}.log"))
    return world.parts


def _environment(world: World, planted: Secrets, proxy: FaultProxy, data: Path) -> dict[str, str]:
    data.mkdir(parents=True)
    found: Mapping[str, str] = {
        "SKYPANEL_ENVIRONMENT": "test",
        "SKYPANEL_DATA_DIR": str(data),
        "DATABASE_URL": world.dsn,
        "PUBLIC_URL": "http://portal.example",
        "SESSION_SECRET": planted.session,
        "METRICS_TOKEN": planted.metrics,
        "VIRTFUSION_API_URL": f"{proxy.url}/virtfusion/api/v1",
        "VIRTFUSION_API_KEY": planted.virtfusion,
        "VIRTFUSION_WEBHOOK_TOKEN": planted.webhook,
        "SMTP_FROM": "Northlight <noreply@northlight.example>",
        "SMTP2GO_API_URL": world.simulators.mail_url,
        "SMTP2GO_API_KEY": planted.mail,
        "WEB_WORKERS": "1",
        "TRUSTED_PROXY_HOPS": "1",
        "PYTHONUNBUFFERED": "1",
    }
    return dict(found)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
