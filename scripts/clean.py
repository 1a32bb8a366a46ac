"""Removes what setup, builds and tests made, and the demonstration's data: `make clean`. Standard library only."""

import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MADE = (".venv", "var", "frontend/node_modules", "frontend/dist", "frontend/test-results", "frontend/playwright-report")
CACHES = ("__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", ".import_linter_cache")
LOCKS = ("var/demo/demo.lock", "var/demo/postgres/supervisor.lock")


def in_use() -> str | None:
    """The first lock file that a running demonstration holds."""
    import fcntl

    for name in LOCKS:
        if not (ROOT / name).exists():
            continue
        with (ROOT / name).open("r+") as file:
            try:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return name
    return None


def main() -> int:
    """Remove it; the exit status."""
    if in_use():
        print("A demonstration of this checkout is running: stop it first (Ctrl-C).", file=sys.stderr)
        return 1
    for name in MADE:
        shutil.rmtree(ROOT / name, ignore_errors=True)
    for top in ("backend", "simulators", "scripts", "."):
        for cache in CACHES:
            found = [ROOT / cache] if top == "." else (ROOT / top).rglob(cache)
            for directory in list(found):
                shutil.rmtree(directory, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
