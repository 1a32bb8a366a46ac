"""Counting what reaches a company's API: proof that something was called once, or not at all."""

from __future__ import annotations

import re

from msgspec import Struct, field
from starlette.routing import compile_path


class Calls(Struct):
    """Requests since the last reset, by `METHOD /path/{template}` below the API's base, and how many ran at once."""

    total: int = 0
    in_flight: int = 0
    most_in_flight: int = 0
    by_route: dict[str, int] = field(default_factory=dict)

    def begin(self, route: str) -> None:
        """Count a request that has just arrived, before any fault."""
        self.total += 1
        self.in_flight += 1
        self.most_in_flight = max(self.most_in_flight, self.in_flight)
        self.by_route[route] = self.by_route.get(route, 0) + 1

    def end(self) -> None:
        """Note that a request is over, however it ended."""
        self.in_flight -= 1

    def reset(self) -> None:
        """Forget the counts; requests still running stay counted as running."""
        self.total, self.by_route, self.most_in_flight = 0, {}, self.in_flight

    def shown(self) -> dict[str, object]:
        """Return the counts as the steering pages show them."""
        return {
            "total": self.total,
            "inFlight": self.in_flight,
            "mostInFlight": self.most_in_flight,
            "byRoute": dict(sorted(self.by_route.items())),
        }


class Templates:
    """Finds the path template a request belongs to."""

    def __init__(self, operations: list[tuple[str, str]]) -> None:
        """Take (method, template) pairs in routing order."""
        self._patterns: list[tuple[str, re.Pattern[str], str]] = []
        for method, template in operations:
            shown = re.sub(r"\{(\w+):\w+\}", r"{\1}", template)
            self._patterns.append((method, compile_path(template)[0], shown))

    def name(self, method: str, path: str) -> str:
        """Return `METHOD /template`, or `METHOD (unknown)` for a path the API does not have."""
        for known, pattern, shown in self._patterns:
            if known == method and pattern.match(path):
                return f"{method} {shown}"
        return f"{method} (unknown)"
