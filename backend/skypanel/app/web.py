"""The web process: the routes behind the gate, and what starts and stops with them."""

import asyncio
import contextlib
import gc
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Final

from msgspec.structs import asdict

from skypanel.accounts.routes import SessionCookie
from skypanel.app.build import Services, build
from skypanel.app.config import read_config
from skypanel.app.http.doors import Doors
from skypanel.app.http.gate import Gate
from skypanel.app.http.limits import LocalLimits
from skypanel.app.http.metrics import Metrics
from skypanel.app.http.pages import Pages
from skypanel.app.http.request_log import RequestLog
from skypanel.app.job_routes import JobBoard
from skypanel.app.overview import Overview
from skypanel.app.routes import Given, api_document, routes
from skypanel.core.log import configure_logging

CLIENT: Final = Path(__file__).resolve().parents[3] / "frontend" / "dist"
_TICK_SECONDS: Final = 0.5


def create_app() -> Gate:
    """What the server runs in each worker: configuration from the environment."""
    from skypanel.app.processes import die_with_parent

    config = read_config()
    configure_logging(config.log_level)
    die_with_parent(config.parent_pid)
    app = web(build(config, name="skypanel-web"))
    _spare_the_collector()
    return app


def web(services: Services, *, has_limits: bool = True, has_log: bool = True, has_doors: bool = True) -> Gate:
    """The whole web application over `services`. Tests switch the pace limit, the log and the shorter way through
    the ordinary doors off, production never.
    """
    config = services.config
    metrics = Metrics(config.data_dir / "metrics")
    log = RequestLog(is_on=has_log)
    cookie = SessionCookie(is_secure=config.is_secure)

    @contextlib.asynccontextmanager
    async def lifespan() -> AsyncIterator[None]:
        await services.bus.start()
        await services.health.start()
        ticking = asyncio.create_task(_tick(metrics, log))
        try:
            yield
        finally:
            ticking.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await ticking
            log.flush()
            services.live.close()
            await services.health.stop()
            await services.bus.stop()
            await services.close()

    given = asdict(_given(services, metrics, cookie))
    return Gate(
        routes=routes(),
        given=given,
        doors=Doors(routes(), given) if has_doors else None,
        lifespan=lifespan,
        pages=Pages(CLIENT, brand=config.brand, terms_url=config.terms_url, privacy_url=config.privacy_url),
        sessions=services.sessions,
        limits=LocalLimits(is_on=has_limits),
        metrics=metrics,
        log=log,
        public_url=config.public_url,
        cookie=cookie.name,
        trusted_hops=config.trusted_proxy_hops,
    )


def _given(services: Services, metrics: Metrics, cookie: SessionCookie) -> Given:
    return Given(
        accounts=services.accounts,
        sessions=services.sessions,
        live=services.live,
        servers=services.servers,
        power=services.power,
        webhooks=services.webhooks,
        tickets=services.tickets,
        overview_of=Overview(services.servers, services.tickets, services.health),
        job_board=JobBoard(services.database, services.audit),
        clock=services.clock,
        health_monitor=services.health,
        request_metrics=metrics,
        metrics_token=str(services.config.metrics_token),
        session_cookie=cookie,
        api_document=api_document(),
    )


def _spare_the_collector() -> None:
    """Keep what start-up made, which is for good, out of the garbage collector's sight, and have it look seldom at the
    rest: a request leaves next to nothing behind, but a long text makes enough objects at once to set it off.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(10_000, 10, 10)
    gc.enable()


async def _tick(metrics: Metrics, log: RequestLog) -> None:
    while True:
        await asyncio.sleep(_TICK_SECONDS)
        # A full disk comes and goes; this must still be here when it has gone.
        with contextlib.suppress(OSError):
            log.flush()
        with contextlib.suppress(OSError):
            metrics.publish()
