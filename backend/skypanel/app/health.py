"""Is it working? Answered from checks that really ran, seconds ago, so that asking costs nothing and hides nothing."""

import asyncio
import contextlib
import hmac
import os
import resource
import time
from collections.abc import Awaitable, Callable
from typing import Annotated, Final

import structlog
from litestar import MediaType, Response, Router, get
from litestar.di import NamedDependency
from litestar.params import HeaderParameter
from msgspec import Struct

from skypanel.app.http.metrics import Metrics
from skypanel.core.access import ANYONE, allows
from skypanel.core.errors import NotFound

log = structlog.get_logger()

CONNECTED: Final = "connected"
_CHECK_SECONDS: Final = 5.0
_PATIENCE_SECONDS: Final = 4.0


Check = Callable[[], Awaitable[object]]


class Memory(Struct):
    """Bytes held by the process that answers."""

    rss: int


class Cpu(Struct):
    """Seconds of processor the process that answers has used."""

    user: float
    system: float


class Health(Struct):
    """`message` is OK or says what is wrong; `database` and `virtfusion` are `connected`, `unreachable` or
    `unknown` (not checked yet); `timestamp` is in milliseconds, `uptime` in seconds.
    """

    uptime: float
    message: str
    timestamp: int
    database: str
    virtfusion: str
    memory: Memory
    cpu: Cpu


class Readiness(Struct):
    ready: bool
    database: str
    virtfusion: str


class HealthMonitor:
    """Runs `checks` by name every few seconds and remembers how each ended. `required` ones decide readiness."""

    def __init__(self, checks: dict[str, Check], required: frozenset[str]) -> None:
        self._checks = checks
        self._required = required
        self._began = time.monotonic()
        self._tasks: list[asyncio.Task[None]] = []
        self._rss = 0
        self.states = dict.fromkeys(checks, "unknown")

    async def start(self) -> None:
        self._tasks = [asyncio.create_task(self._repeat(name, check)) for name, check in self._checks.items()]

    async def stop(self) -> None:
        for task in self._tasks:
            task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await task

    async def _repeat(self, name: str, check: Check) -> None:
        while True:
            state = await self._run(check)
            if state != self.states[name]:
                log.info("health.changed", check=name, state=state)
            self.states[name] = state
            self._rss = _resident_bytes()
            await asyncio.sleep(_CHECK_SECONDS if state == CONNECTED else _CHECK_SECONDS / 5)

    @staticmethod
    async def _run(check: Check) -> str:
        try:
            async with asyncio.timeout(_PATIENCE_SECONDS):
                await check()
        except Exception:  # noqa: BLE001 - whatever went wrong, the answer is the same
            return "unreachable"
        return CONNECTED

    @property
    def is_ready(self) -> bool:
        return all(self.states[name] == CONNECTED for name in self._required)

    def report(self) -> Health:
        usage = resource.getrusage(resource.RUSAGE_SELF)
        wrong = [name for name, state in self.states.items() if state == "unreachable"]
        return Health(
            uptime=round(time.monotonic() - self._began, 3),
            message=f"Unreachable: {', '.join(wrong)}" if wrong else "OK",
            timestamp=int(time.time() * 1000),
            database=self.states["database"],
            virtfusion=self.states["virtfusion"],
            memory=Memory(rss=self._rss),
            cpu=Cpu(user=usage.ru_utime, system=usage.ru_stime),
        )


def _resident_bytes() -> int:
    try:
        with open("/proc/self/statm", "rb") as file:  # noqa: PTH123 - read every few seconds, no path to reason about
            return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")
    except OSError:
        return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * 1024


@get("/health", opt=allows(ANYONE), summary="How we are, from checks that ran seconds ago")
async def health(health_monitor: NamedDependency[HealthMonitor]) -> Health:
    return health_monitor.report()


@get("/health/live", opt=allows(ANYONE), summary="Whether the process answers at all")
async def live() -> dict[str, str]:
    return {"status": "alive"}


@get("/health/ready", opt=allows(ANYONE), summary="Whether to send traffic here: 503 while the database is away")
async def ready(health_monitor: NamedDependency[HealthMonitor]) -> Response[Readiness]:
    states = health_monitor.states
    answer = Readiness(health_monitor.is_ready, states["database"], states["virtfusion"])
    return Response(answer, status_code=200 if answer.ready else 503)


@get("/metrics", opt=allows(ANYONE, NotFound), summary="Figures for Prometheus", include_in_schema=False)
async def metrics(
    request_metrics: NamedDependency[Metrics],
    metrics_token: NamedDependency[str],
    authorization: Annotated[str | None, HeaderParameter(name="authorization")] = None,
) -> Response[str]:
    """With a token configured, only to its bearer; without one, to nobody: NotFound."""
    offered = (authorization or "").removeprefix("Bearer ")
    if not metrics_token or not hmac.compare_digest(offered.encode(), metrics_token.encode()):
        raise NotFound
    return Response(request_metrics.render(), media_type=MediaType.TEXT)


router = Router("", route_handlers=[health, live, ready, metrics], tags=["Health"])
