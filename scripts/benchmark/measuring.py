"""Slices of load, by turns of all routes on all servers under test, and what they add up to."""

import base64
import gzip
import re
import statistics
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec

from scripts.benchmark.dataset import Dataset
from scripts.benchmark.load import Figures, Order
from scripts.benchmark.processes import resident_bytes
from scripts.benchmark.routes import Route
from scripts.benchmark.servers import CONNECTIONS, COOKIE, Target
from scripts.parts import ROOT

WARM_SECONDS: Final = 0.7
# Few enough that nobody's pace or number of tickets is reached, many enough that what is done once in a while fades.
_COUNTED: Final = 200
_COUNTED_SECONDS: Final = 2.0
# One line a statement, as PostgreSQL logs it; the health check's own is left out.
_STATEMENT: Final = re.compile(rb"skypanel@skypanel LOG:  (?:execute [^:]+|statement): (?!SELECT 1\b)")


class Result(msgspec.Struct, rename="camel"):
    """One route on one server: medians over the slices. `statements` is per request, with what it sets off.

    `slices_us` is the application's cost in each; the least says most, for what else a machine does only ever adds.
    """

    route: str
    server: str
    requests: int
    requests_per_second: float
    p50_ms: float
    p99_ms: float
    application_us: float | None
    postgres_us: float
    statements: float | None
    wrong_answers: int
    slices_us: list[float]


class Bench:
    """Measures `targets` on the one `dataset`."""

    def __init__(self, dataset: Dataset, targets: Sequence[Target], *, seconds: float, slices: int) -> None:
        self._dataset = dataset
        self._targets = targets
        self._seconds = seconds
        self._slices = slices

    def measure(self, routes: Sequence[Route]) -> list[Result]:
        """Every route on every target. Each round asks all of them, so that a busy minute is everybody's;
        the order of the targets turns with each round.
        """
        found: dict[tuple[str, str], list[Figures]] = {}
        for number in range(self._slices):
            for route in routes:
                for target in self._targets if number % 2 == 0 else self._targets[::-1]:
                    slices = found.setdefault((route.name, target.name), [])
                    slices.append(self._slice(target, route, self._seconds))
        return [
            _summed(route, target, found[route.name, target.name], self._statements(target, route))
            for route in routes
            for target in self._targets
        ]

    def measure_floor(self, target: Target, route: Route) -> Result:
        """What the web server alone costs: everything of `route` but the answer's making."""
        slices = [self._slice(target, route, self._seconds) for _ in range(self._slices)]
        return _summed(route, target, slices, None)

    def _slice(
        self, target: Target, route: Route, seconds: float, *, connections: int = CONNECTIONS, most: int | None = None
    ) -> Figures:
        trees = {"postgres": self._dataset.process_id()}
        if target.process is not None:
            trees["application"] = target.process
        requests = _requests(target, route, connections)
        order = Order(target.address, target.port, requests, WARM_SECONDS, seconds, trees, most)
        done = subprocess.run(
            [sys.executable, "-m", "scripts.benchmark.load"],
            input=msgspec.json.encode(order),
            stdout=subprocess.PIPE,
            cwd=ROOT,
            check=True,
        )
        if route.method == "POST":
            self._dataset.forget_new_tickets()
        return msgspec.json.decode(done.stdout, type=Figures)

    def _statements(self, target: Target, route: Route) -> float | None:
        """Statements per request, counted in PostgreSQL's own log while one connection asks."""
        if target.process is None:
            return None
        self._log_statements("'all'")
        began = self._dataset.log.stat().st_size
        figures = self._slice(target, route, _COUNTED_SECONDS, connections=1, most=_COUNTED)
        self._log_statements("DEFAULT")
        logged = self._dataset.log.read_bytes()[began:]
        return len(_STATEMENT.findall(logged)) / max(1, figures.asked)

    def _log_statements(self, what: str) -> None:
        self._dataset.run(f"ALTER SYSTEM SET log_statement = {what}; SELECT pg_reload_conf()", as_superuser=True)
        time.sleep(0.3)


def _requests(target: Target, route: Route, connections: int) -> list[list[str]]:
    """Each connection's requests in turn, each as somebody else; no two connections share a person."""
    host = f"{target.address}:{target.port}"
    requests = [route.request(host, f"{COOKIE}={cookie}", number) for number, cookie in enumerate(target.cookies)]
    encoded = [base64.b64encode(request).decode() for request in requests]
    return [encoded[number::CONNECTIONS] for number in range(connections)]


def _summed(route: Route, target: Target, slices: Sequence[Figures], statements: float | None) -> Result:
    cost = [1e6 * f.cpu["application"] / max(1, f.requests) for f in slices if "application" in f.cpu]
    return Result(
        route=route.name,
        server=target.name,
        requests=sum(f.requests for f in slices),
        requests_per_second=statistics.median(f.requests / f.seconds for f in slices),
        p50_ms=statistics.median(f.p50 for f in slices),
        p99_ms=statistics.median(f.p99 for f in slices),
        application_us=statistics.median(cost) if cost else None,
        postgres_us=statistics.median(1e6 * f.cpu["postgres"] / max(1, f.requests) for f in slices),
        statements=statements,
        wrong_answers=sum(f.errors + sum(n for s, n in f.statuses.items() if s != route.status) for f in slices),
        slices_us=[round(value, 1) for value in cost],
    )


def memory(target: Target) -> list[int]:
    """Bytes of each worker of a server, right after the load."""
    return [] if target.process is None else resident_bytes(target.process)


def first_page_bytes(dist: Path) -> int | None:
    """Compressed bytes of the scripts the first page asks for before anything else; None without a built client."""
    index = dist / "index.html"
    if not index.is_file():
        return None
    names = set(re.findall(r'(?:src|href)="/([^"]+\.js)"', index.read_text(encoding="utf-8")))
    return sum(len(gzip.compress((dist / name).read_bytes(), 9)) for name in names)
