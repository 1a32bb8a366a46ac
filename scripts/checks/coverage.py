"""The tests of the back end have seen every line and branch of what decides on money, access and acts elsewhere.

Reads what `pytest --cov` left behind; how much of everything must be seen, that run itself insists on.
"""

import subprocess
import sys
from collections.abc import Iterator
from typing import Any

import msgspec

from scripts.parts import ROOT

BACKEND = ROOT / "backend"
# Money, who may do what, and whatever is intended, done at another company and settled.
SEEN_WHOLE = (
    "skypanel/core/access.py",
    "skypanel/core/idempotency.py",
    "skypanel/core/money.py",
    "skypanel/accounts/linking.py",
    "skypanel/notifications/queries.py",
    "skypanel/notifications/service.py",
    "skypanel/servers/operation_queries.py",
    "skypanel/servers/operations.py",
    "skypanel/servers/power.py",
    "skypanel/servers/verdict.py",
)


def main() -> int:
    """The exit status; every finding on a line of its own."""
    command = [sys.executable, "-m", "coverage", "json", "-q", "-o", "-"]
    report = subprocess.run(command, cwd=BACKEND, stdout=subprocess.PIPE, check=True).stdout
    found = list(findings(msgspec.json.decode(report)))
    print(*found, sep="\n")
    return 1 if found else 0


def findings(report: dict[str, Any]) -> Iterator[str]:
    """What was not seen whole, in a report of the coverage tool."""
    for name in SEEN_WHOLE:
        file = report["files"].get(name)
        if file is None:
            yield f"{name}: not there; its place in the list is somebody else's"
        elif file["missing_lines"] or file["missing_branches"]:
            yield f"{name}: not seen are lines {file['missing_lines']}, branches {file['missing_branches']}"


if __name__ == "__main__":
    sys.exit(main())
