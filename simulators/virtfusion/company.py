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
from simulators.fault_rules import Switchboard
from simulators.store import Store
from simulators.virtfusion.fleet import Options, seed
from simulators.virtfusion.gateway import API, Gateway, unknown_path
from simulators.virtfusion.panel import Panel
from simulators.virtfusion.routes import OPERATIONS
from simulators.virtfusion.steering import Steering
from simulators.virtfusion.timeline import settle
from simulators.virtfusion.webhooks import Deliveries


class VirtFusion:
    """The company mounted at `/virtfusion`."""

    name = "virtfusion"
    title = "VirtFusion"
    api = API

    def __init__(self, clock: SimulatedClock, store: Store, switchboard: Switchboard, options: Options) -> None:
        """Take up the stored panel or seed a new one."""
        self.calls = Calls()
        self.panel = Panel(clock, store, lambda now: seed(now, options))
        self.deliveries = Deliveries(self.panel, switchboard)
        self._templates = Templates([(operation.method, operation.path) for operation in OPERATIONS])
        self.application = self._build()

    def template(self, method: str, path: str) -> str:
        """Return the contract's path template for a request."""
        return self._templates.name(method, path)

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
        return Starlette(
            routes=[Mount(API, api), *steering.routes()], exception_handlers={UnusableError: unusable}
        )


async def _lost(request: Request, error: Exception) -> Response:
    """A wrong path or method, in Laravel's JSON form (guessed)."""
    answer = unknown_path(request.method, request.url.path)
    if isinstance(error, HTTPException):
        answer.status_code = error.status_code
    return answer
