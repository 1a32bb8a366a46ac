"""Every route: where it is, who may call it, and what its handler may ask for."""

import functools
from collections.abc import Callable
from typing import Any

from litestar import Litestar, Router, route
from litestar.di import Provide
from litestar.openapi import OpenAPIConfig
from litestar.routes import HTTPRoute
from litestar.types import ASGIApp, Receive, Scope, Send
from msgspec import Struct

from skypanel.accounts import admin_routes as accounts_admin_routes
from skypanel.accounts import routes as accounts_routes
from skypanel.accounts.routes import SessionCookie
from skypanel.accounts.service import Accounts
from skypanel.accounts.sessions import Sessions
from skypanel.app import health, job_routes, live, overview
from skypanel.app.docs_page import docs_page
from skypanel.app.http.answers import JsonAnswer
from skypanel.app.http.bodies import JsonRequest
from skypanel.app.http.errors import HANDLERS
from skypanel.app.http.metrics import Metrics
from skypanel.app.openapi import ApiDocument, openapi_config, openapi_router
from skypanel.core.access import ANYONE, Access, Principal, allows
from skypanel.core.clock import Clock
from skypanel.core.errors import NotFound
from skypanel.servers import routes as servers_routes
from skypanel.servers import webhook_routes
from skypanel.servers.power import Power
from skypanel.servers.service import Servers
from skypanel.servers.webhooks import Webhooks
from skypanel.tickets import admin_routes as tickets_admin_routes
from skypanel.tickets import routes as tickets_routes
from skypanel.tickets.service import Tickets


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
    api_document: ApiDocument


@functools.cache
def routes() -> Litestar:
    """Every route. Made once a process, for that takes a tenth of a second: they hold nothing of one portal, and what
    their handlers ask for by name comes with each request.
    """
    return _made(None)


@functools.cache
def api_document() -> ApiDocument:
    """What is said of them. It is made of routes of its own, which are never served: the framework would serve pages of
    its own beside them.
    """
    return ApiDocument(lambda: _made(openapi_config()))


def _made(described: OpenAPIConfig | None) -> Litestar:
    return Litestar(
        route_handlers=[health.router, openapi_router, docs_page, api_router(), unknown],
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


def api_router() -> Router:
    """Every door below /api/v1."""
    return Router(
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


@route(
    ["/api", "/api/{path:path}"],
    http_method=["GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"],
    opt=allows(ANYONE, NotFound),
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
