"""What a simulated company is to the rest: a name, a mounted application, counts, and a way back to the seed."""

from __future__ import annotations

from typing import Protocol

from msgspec import Struct
from starlette.routing import Route
from starlette.types import ASGIApp

from simulators.calls import Calls
from simulators.fault_rules import Rule


class Preset(Struct, frozen=True):
    """A handful of faults behind one button."""

    label: str
    rules: list[Rule]


class Company(Protocol):
    """One outside company. Its own API lives at `/<name><api>`; everything else below `/<name>` is for steering it."""

    name: str
    title: str
    api: str
    calls: Calls

    @property
    def application(self) -> ASGIApp:
        """The ASGI application mounted at `/<name>`."""
        ...

    def template(self, method: str, path: str) -> str:
        """Return the route a request below the API's base belongs to, for counting."""
        ...

    def pages(self) -> list[Route]:
        """Return pages that must live at the root, because the vendor hands out paths rather than addresses."""
        ...

    def settle(self) -> None:
        """Bring the state up to now."""
        ...

    def presets(self) -> list[Preset]:
        """Return the faults worth one click on the panel page."""
        ...

    def section(self) -> str:
        """Return what the panel page shows of this company, as escaped HTML."""
        ...

    def reset(self) -> None:
        """Put everything back to the seed."""
        ...

    async def run(self) -> None:
        """Do what the company does by itself (deliver webhooks, say) until cancelled."""
        ...
