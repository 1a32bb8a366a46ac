"""Made-up requests against the API document: `make fuzz`, or with `ARGS="--requests 10000 --seed 7"`.

Starts a database, the simulated companies and the web process, sends the requests as nobody, as customers and as
staff, and fails when an answer is not one the document promises. What it covers: docs/operations/fuzzing.md.
"""

import argparse
import signal
import sys
import tempfile
from pathlib import Path

import msgspec

from scripts.parts import ROOT
from tests.fuzz.run import timed
from tests.fuzz.world import running_target
from tests.support.databases import running_databases
from tests.support.simulators import running_simulators

DOCUMENT = ROOT / "docs" / "api" / "openapi.json"


def main() -> int:
    """Send, judge, print; 1 when something was found."""
    parser = argparse.ArgumentParser(prog="make fuzz", description=__doc__)
    parser.add_argument("--requests", type=int, default=10_000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--processes", type=int, default=3, help="that make requests up")
    options = parser.parse_args()
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))  # so that what was started is ended
    document = msgspec.json.decode(DOCUMENT.read_bytes())
    with tempfile.TemporaryDirectory(prefix="skypanel-fuzz-") as name:
        directory = Path(name)
        with (
            running_databases(directory / "pg") as databases,
            running_simulators() as simulators,
            running_target(databases, simulators, directory / "web") as target,
        ):
            tally, told = timed(document, target, requests=options.requests, seed=options.seed, parts=options.processes)
    print(told)
    return 1 if tally.findings else 0


if __name__ == "__main__":
    sys.exit(main())
