"""Steering everything at once: faults, clock, reset, health, and the panel a person can click."""

from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from simulators.answers import UnusableError, decode, encode
from simulators.clock import iso
from simulators.fault_rules import Rule
from simulators.panel_page import panel_page
from simulators.world import World


class Advance(Struct, rename="camel", forbid_unknown_fields=True):
    """How far to move the clock."""

    advance_seconds: float


class Control:
    """The routes that belong to no company."""

    def __init__(self, world: World) -> None:
        """Steer this world."""
        self._world = world

    def routes(self) -> list[Route]:
        """Return the routes at the root."""
        return [
            Route("/", self.panel, methods=["GET"]),
            Route("/health", self.health, methods=["GET"]),
            Route("/reset", self.reset, methods=["POST"]),
            Route("/clock", self.read_clock, methods=["GET"]),
            Route("/clock", self.advance, methods=["POST"]),
            Route("/faults", self.list_faults, methods=["GET"]),
            Route("/faults", self.replace_faults, methods=["PUT"]),
            Route("/faults", self.add_fault, methods=["POST"]),
            Route("/faults", self.clear_faults, methods=["DELETE"]),
            Route("/faults/{rule_id:int}", self.remove_fault, methods=["DELETE"]),
        ]

    async def panel(self, request: Request) -> Response:
        """Show the panel a person can click."""
        del request
        for company in self._world.companies:
            company.settle()
        return panel_page(self._world)

    async def health(self, request: Request) -> Response:
        """Say that the process answers, and for whom."""
        del request
        names = [company.name for company in self._world.companies]
        return encode({"status": "ok", "time": iso(self._world.clock.now()), "companies": names})

    async def reset(self, request: Request) -> Response:
        """Put everything back to the seed."""
        del request
        self._world.reset()
        return Response(status_code=204)

    async def read_clock(self, request: Request) -> Response:
        """Return the simulated time and its distance from the wall's."""
        del request
        clock = self._world.clock
        return encode({"now": iso(clock.now()), "offsetSeconds": clock.offset_seconds})

    async def advance(self, request: Request) -> Response:
        """Move the clock forwards: `{"advanceSeconds": 60}`."""
        wanted = await decode(request, Advance)
        try:
            self._world.advance(wanted.advance_seconds)
        except ValueError as error:
            raise UnusableError(str(error)) from error
        return await self.read_clock(request)

    async def list_faults(self, request: Request) -> Response:
        """Return the rules in force, in the order they are tried."""
        del request
        return encode(self._world.switchboard.rules)

    async def replace_faults(self, request: Request) -> Response:
        """Put a list of rules in force instead of all others."""
        rules = await decode(request, list[Rule])
        for rule in rules:
            rule.refuse_nonsense(self._names())
        self._world.switchboard.replace(rules)
        return encode(self._world.switchboard.rules)

    async def add_fault(self, request: Request) -> Response:
        """Put one more rule in force and return it with its id."""
        rule = await decode(request, Rule)
        rule.refuse_nonsense(self._names())
        return encode(self._world.switchboard.add(rule), 201)

    async def clear_faults(self, request: Request) -> Response:
        """Clear every rule, or with `?id=` one, or with `?company=` those of one company."""
        board = self._world.switchboard
        rule_id, company = request.query_params.get("id"), request.query_params.get("company")
        if rule_id is not None:
            if not rule_id.isdigit() or not board.remove(int(rule_id)):
                raise UnusableError(f"There is no fault with the id {rule_id}.")
        else:
            board.rules = [rule for rule in board.rules if company is not None and rule.company != company]
        return Response(status_code=204)

    async def remove_fault(self, request: Request) -> Response:
        """Clear one rule."""
        if not self._world.switchboard.remove(request.path_params["rule_id"]):
            return encode({"error": "There is no fault with this id."}, 404)
        return Response(status_code=204)

    def _names(self) -> list[str]:
        return [company.name for company in self._world.companies]
