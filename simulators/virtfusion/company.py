"""VirtFusion as one of the simulated companies: its API, its steering pages, its webhook."""

from __future__ import annotations

from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Mount, Route

from simulators.answers import UnusableError, unusable
from simulators.calls import Calls, Templates
from simulators.clock import SimulatedClock
from simulators.company import Preset
from simulators.fault_rules import Rule, Switchboard
from simulators.store import Store
from simulators.virtfusion.fleet import seed
from simulators.virtfusion.fleet_page import fleet_section
from simulators.virtfusion.gateway import API, Gateway, unknown_path
from simulators.virtfusion.login_page import LoginPage
from simulators.virtfusion.panel import Panel
from simulators.virtfusion.records import Options
from simulators.virtfusion.routes import OPERATIONS
from simulators.virtfusion.steering import Steering
from simulators.virtfusion.timeline import settle
from simulators.virtfusion.webhooks import Deliveries

ERROR_PAGE = "<!doctype html><title>Server Error</title><h1>500 Server Error</h1>"
TOO_MANY = {"message": "Too Many Attempts."}
WAIT = {"Retry-After": "5", "X-RateLimit-Limit": "60", "X-RateLimit-Remaining": "0"}
PRESETS = [
    Preset(
        "VirtFusion down (503)", [Rule(company="virtfusion", kind="status", status=503, body="Service Unavailable")]
    ),
    Preset("VirtFusion hangs 30 s", [Rule(company="virtfusion", kind="hang", seconds=30)]),
    Preset("VirtFusion cut off", [Rule(company="virtfusion", kind="cut")]),
    Preset("VirtFusion slow (2 s)", [Rule(company="virtfusion", kind="delay", seconds=2)]),
    Preset("VirtFusion error page (500)", [Rule(company="virtfusion", kind="status", status=500, body=ERROR_PAGE)]),
    Preset(
        "VirtFusion too many (429)",
        [Rule(company="virtfusion", kind="status", status=429, body=TOO_MANY, headers=WAIT)],
    ),
    Preset("Power answers lost", [Rule(company="virtfusion", kind="lose-answer", path="/servers/*/power/*")]),
    Preset("Webhooks repeated", [Rule(company="virtfusion", kind="repeat-webhook", count=2)]),
    Preset("Webhooks lost", [Rule(company="virtfusion", kind="drop-webhook")]),
]


class VirtFusion:
    """The company mounted at `/virtfusion`."""

    name = "virtfusion"
    title = "VirtFusion"
    api = API

    def __init__(self, clock: SimulatedClock, store: Store, switchboard: Switchboard, options: Options) -> None:
        """Take up the stored panel or seed a new one."""
        self.calls = Calls()
        self.panel = Panel(clock, store, lambda now: seed(now, options))
        self.panel.adopt(options)
        self.deliveries = Deliveries(self.panel, switchboard)
        self._templates = Templates([(operation.method, operation.path) for operation in OPERATIONS])
        self.application = self._build()

    def template(self, method: str, path: str) -> str:
        """Return the contract's path template for a request."""
        return self._templates.name(method, path)

    def pages(self) -> list[Route]:
        """Return the panel's own sign-in page, where login tokens lead."""
        return [LoginPage(self.panel).route()]

    def settle(self) -> None:
        """Finish the jobs that are due, durably."""
        settle(self.panel)
        self.panel.save()

    def reset(self) -> None:
        """Put the fleet back to the seed; forget effects, calls and deliveries."""
        self.panel.reset()
        self.deliveries.reset()
        self.calls.reset()
        self.panel.save()

    def presets(self) -> list[Preset]:
        """Return the faults worth one click."""
        return PRESETS

    def section(self) -> str:
        """Return the fleet, for the panel page."""
        return fleet_section(self.panel, self.deliveries)

    async def run(self) -> None:
        """Finish jobs and deliver webhooks as time passes."""
        await self.deliveries.run()

    def _build(self) -> Starlette:
        gateway = Gateway(self.panel)
        endpoints = [
            Route(operation.path, gateway.endpoint(operation), methods=[operation.method]) for operation in OPERATIONS
        ]
        api = Starlette(routes=endpoints, exception_handlers={404: _lost, 405: _lost})
        steering = Steering(self.panel, self.deliveries, self.calls)
        return Starlette(routes=[Mount(API, api), *steering.routes()], exception_handlers={UnusableError: unusable})


async def _lost(request: Request, error: Exception) -> Response:
    """A wrong path or method, in Laravel's JSON form (guessed)."""
    answer = unknown_path(request.method, request.url.path)
    if isinstance(error, HTTPException):
        answer.status_code = error.status_code
    return answer
