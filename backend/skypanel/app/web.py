"""The web process: the routes behind the gate, and what starts and stops with them."""

import asyncio
import contextlib
import functools
import gc
from collections.abc import AsyncIterator, Callable
from pathlib import Path
from typing import Any, Final

from litestar import Litestar, Router, route
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.routes import HTTPRoute
from litestar.types import ASGIApp, Receive, Scope, Send
from msgspec import Struct
from msgspec.structs import asdict

from skypanel.accounts import admin_routes as accounts_admin_routes
from skypanel.accounts import routes as accounts_routes
from skypanel.accounts.routes import SessionCookie
from skypanel.accounts.service import Accounts
from skypanel.accounts.sessions import Sessions
from skypanel.app import health, job_routes, live, overview
from skypanel.app.bodies import JsonRequest
from skypanel.app.build import Services, build
from skypanel.app.config import read_config
from skypanel.app.docs_page import docs_page
from skypanel.app.errors import HANDLERS
from skypanel.app.http.answers import JsonAnswer
from skypanel.app.http.doors import Doors
from skypanel.app.http.gate import Gate
from skypanel.app.http.limits import LocalLimits
from skypanel.app.http.metrics import Metrics
from skypanel.app.http.pages import Pages
from skypanel.app.http.request_log import RequestLog
from skypanel.app.openapi import openapi_config, openapi_router
from skypanel.core.access import Access, Principal
from skypanel.core.clock import Clock
from skypanel.core.errors import NotFound
from skypanel.core.log import configure_logging
from skypanel.servers import routes as servers_routes
from skypanel.servers import webhook_routes
from skypanel.servers.power import Power
from skypanel.servers.service import Servers
from skypanel.servers.webhooks import Webhooks
from skypanel.tickets import admin_routes as tickets_admin_routes
from skypanel.tickets import routes as tickets_routes
from skypanel.tickets.service import Tickets

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


class Given(Struct):
    """What handlers may ask for by name."""

    accounts: Accounts
    sessions: Sessions
    live: live.Live
    servers: Servers
    power: Power
    webhooks: Webhooks
    tickets: Tickets
    overview_of: overview.Overview
    job_board: job_routes.JobBoard
    clock: Clock
    health_monitor: health.HealthMonitor
    request_metrics: Metrics
    metrics_token: str
    session_cookie: SessionCookie


def _given(services: Services, metrics: Metrics, cookie: SessionCookie) -> Given:
    return Given(
        accounts=services.accounts,
        sessions=services.sessions,
        live=services.live,
        servers=services.servers,
        power=services.power,
        webhooks=services.webhooks,
        tickets=services.tickets,
        overview_of=overview.Overview(services.servers, services.tickets, services.health),
        job_board=job_routes.JobBoard(services.database, services.audit),
        clock=services.clock,
        health_monitor=services.health,
        request_metrics=metrics,
        metrics_token=str(services.config.metrics_token),
        session_cookie=cookie,
    )


@functools.cache
def routes() -> Litestar:
    """Every route. Made once a process, for that takes a tenth of a second: they hold nothing of one portal, and what
    their handlers ask for by name comes with each request.
    """
    return _made(None)


def described_routes() -> Litestar:
    """The same, to be described and never served: the framework would serve pages of its own beside them."""
    return _made(openapi_config())


def _made(described: OpenAPIConfig | None) -> Litestar:
    return Litestar(
        route_handlers=[*health.routers(), openapi_router, docs_page, *api_routers(), unknown],
        dependencies={"principal": Provide(_principal, sync_to_thread=False)}
        | {name: Provide(_brought(name), sync_to_thread=False) for name in Given.__struct_fields__},
        middleware=[_check_access],
        response_class=JsonAnswer,
        exception_handlers=HANDLERS,
        request_class=JsonRequest,
        openapi_config=described,
        logging_config=None,
        request_max_body_size=None,
    )


def api_routers() -> list[Router]:
    """Every door below /api/v1."""
    return [
        Router(
            "/api/v1",
            route_handlers=[
                accounts_routes.auth_router,
                accounts_routes.account_router,
                accounts_admin_routes.router,
                servers_routes.router,
                webhook_routes.router,
                tickets_routes.list_departments,
                tickets_routes.router,
                tickets_admin_routes.router,
                overview.router,
                job_routes.router,
                live.router,
            ],
        )
    ]


@route(
    ["/api", "/api/{path:path}"],
    http_method=["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
    opt={"access": Access(is_public=True), "refusals": (NotFound,)},
    include_in_schema=False,
)
async def unknown() -> None:
    """An address below /api that nothing answers: a refusal like any other, never a page."""
    raise NotFound


def _check_access(app: ASGIApp) -> ASGIApp:
    """Refuse whoever may not call this route. A route that declares nothing does not answer at all.

    A middleware and not a guard: for a guard the framework copies the route at every call, and a guard that is no
    coroutine runs in a thread.
    """

    async def checked(scope: Scope, receive: Receive, send: Send) -> None:
        declared = scope["route_handler"].opt
        if scope.get("method") == "OPTIONS" and "access" not in declared:
            # The framework's own answer, made for every address, knows the methods of one handler only.
            await send({"type": "http.response.start", "status": 204, "headers": [_allowed_at(scope["path_template"])]})
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            return
        access: Access = declared["access"]
        access.check(scope.get("principal"))  # type: ignore[arg-type]  # put there by the gate
        await app(scope, receive, send)

    return checked


@functools.cache
def _allowed_at(template: str) -> tuple[bytes, bytes]:
    """The methods that one of our addresses takes, as a header."""
    at = [route for route in routes().routes if isinstance(route, HTTPRoute) and route.path_format == template]
    return b"allow", ", ".join(sorted({method for route in at for method in route.methods})).encode()


def _principal(scope: Scope) -> Principal:
    principal: Principal = scope["principal"]  # type: ignore[typeddict-item]  # put there by the gate
    return principal


def _brought(name: str) -> Callable[[Scope], Any]:
    def provide(scope: Scope) -> Any:  # noqa: ANN401 - the handler's own annotation says which service this is
        return scope["given"][name]  # type: ignore[typeddict-item]  # put there by the gate

    return provide


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
