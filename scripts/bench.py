"""What a request costs: `make bench`.

Starts a production server on a seeded PostgreSQL, asks it with 32 keep-alive connections, and prints what each route
costs. It compares and prints; it never judges. How to read it: docs/operations/performance.md.
"""

import argparse
import contextlib
import os
import platform
import sys
import time
from collections.abc import Sequence
from pathlib import Path

import msgspec

from scripts.benchmark.dataset import Dataset
from scripts.benchmark.measuring import Bench, Result, first_page_bytes, memory
from scripts.benchmark.routes import ROUTES
from scripts.benchmark.servers import (
    Target,
    floor,
    production,
    production_environment,
    somebody_elses,
    start_simulators,
)
from scripts.benchmark.yardstick import compared, express
from scripts.environment.console import say
from scripts.parts import ROOT

# So many people that the pace limit of each is never reached, as for real ones.
PEOPLE = 640
SECRET = "a secret of the benchmark, on loopback only"  # noqa: S105 - signs nobody in anywhere else


def main() -> int:
    """Measure, print, write `result.json`."""
    options = parse()
    options.directory.mkdir(parents=True, exist_ok=True)
    with contextlib.ExitStack() as stack:
        dataset = Dataset(options.directory)
        stack.callback(dataset.stop)
        began = time.perf_counter()
        was_there = dataset.start()
        say(f"Database {'opened' if was_there else 'seeded'} in {time.perf_counter() - began:.1f} s.")
        targets = start_targets(options, dataset, stack)
        bench = Bench(dataset, targets, seconds=options.seconds, slices=options.slices)
        say(HEADING)
        results = [measure_floor(options, bench)]
        results += bench.measure([route for route in ROUTES if route.name in options.routes])
        say("\n".join(line_of(result) for result in results[1:]))
        report(targets, results, options)
    return 0


def measure_floor(options: argparse.Namespace, bench: Bench) -> Result:
    """The row that tells how fast this machine is today."""
    target = floor(options.port + 9, options.directory / "floor.log")
    try:
        measured = bench.measure_floor(target, next(route for route in ROUTES if not route.is_signed_in))
    finally:
        target.stop()
    say(line_of(measured))
    return measured


def parse() -> argparse.Namespace:
    """The command line."""
    names = [route.name for route in ROUTES]
    parser = argparse.ArgumentParser(prog="make bench", description=__doc__)
    parser.add_argument("--seconds", type=float, default=1.5, help="of each slice")
    parser.add_argument("--slices", type=int, default=9, help="of each route; medians are printed, and the least cost")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--routes", nargs="+", choices=names, default=names, metavar="ROUTE", help=", ".join(names))
    parser.add_argument("--port", type=int, default=3470, help="of our server; another checkout's is the next one")
    parser.add_argument("--directory", type=Path, default=ROOT / "var" / "bench", help="of the database and the result")
    parser.add_argument("--against", type=Path, metavar="DIR", help="also start another checkout's server, and compare")
    parser.add_argument("--express", action="store_true", help="also ask Express, tuned by hand, for the same")
    parser.add_argument("--compare", metavar="URL", help="also ask the server at URL, in alternating slices")
    parser.add_argument("--compare-process", type=int, metavar="PID", help="chief process of that server")
    parser.add_argument(
        "--compare-cookies", type=Path, metavar="FILE", help="its session tokens, one a line; default: ours"
    )
    return parser.parse_args()


def start_targets(options: argparse.Namespace, dataset: Dataset, stack: contextlib.ExitStack) -> Sequence[Target]:
    """Ours, and those it is compared with."""
    simulators, simulators_url = start_simulators()
    stack.callback(simulators.wait)
    stack.callback(simulators.terminate)
    tokens = dataset.sign_in(PEOPLE, SECRET)
    checkouts = {"skypanel": ROOT} | ({"against": options.against.resolve()} if options.against else {})
    targets = []
    for number, (name, checkout) in enumerate(checkouts.items()):
        environment = production_environment(
            dataset.dsn, SECRET, options.directory / f"data-{name}", simulators_url, options.workers
        )
        log = options.directory / f"{name}.log"
        target = production(name, checkout, options.port + number, environment, log, tokens)
        stack.callback(target.stop)
        targets.append(target)
    if options.express:
        targets.append(express(dataset.dsn, SECRET, tokens, options.port + 8, options.directory))
        stack.callback(targets[-1].stop)
    if options.compare:
        cookies = options.compare_cookies.read_text().split() if options.compare_cookies else tokens
        targets.append(somebody_elses(options.compare, cookies, options.compare_process))
    return targets


HEADING = (
    f"\n{'route':<9}{'server':<10}{'req/s':>8}{'p50 ms':>9}{'p99 ms':>9}"
    f"{'app µs':>9}{'least':>8}{'pg µs':>8}{'statements':>12}{'wrong':>7}"
)


def line_of(result: Result) -> str:
    """One row of the table."""
    application, least = _rounded(result.application_us, 0), _rounded(min(result.slices_us, default=None), 0)
    statements = _rounded(result.statements, 2)
    return (
        f"{result.route:<9}{result.server:<10}{result.requests_per_second:>8.0f}{result.p50_ms:>9.2f}"
        f"{result.p99_ms:>9.2f}{application:>9}{least:>8}{result.postgres_us:>8.0f}{statements:>12}{result.wrong_answers:>7}"
    )


def _rounded(figure: float | None, digits: int) -> str:
    return "-" if figure is None else f"{figure:.{digits}f}"


def report(targets: Sequence[Target], results: Sequence[Result], options: argparse.Namespace) -> None:
    """What belongs to no route, and everything as JSON."""
    page = first_page_bytes(ROOT / "frontend" / "dist")
    print()
    if (shares := compared(results)) is not None:
        print(shares)
    for target in targets:
        if target.startup_seconds is not None:
            sizes = ", ".join(f"{size / 2**20:.0f} MB" for size in memory(target))
            print(f"{target.name}: ready after {target.startup_seconds:.2f} s; workers hold {sizes}")
    if page is not None:
        print(f"First page: {page / 1000:.0f} kB of compressed script")
    written = {
        "at": time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime()),
        "machine": {"processors": os.cpu_count(), "system": platform.platform(), "python": platform.python_version()},
        "workers": options.workers,
        "seconds": options.seconds,
        "servers": {
            target.name: {"startupSeconds": target.startup_seconds, "workerBytes": memory(target)} for target in targets
        },
        "firstPageScriptBytes": page,
        "routes": results,
    }
    path = options.directory / "result.json"
    path.write_bytes(msgspec.json.format(msgspec.json.encode(written)))
    say(f"Written to {path}.")


if __name__ == "__main__":
    sys.exit(main())
