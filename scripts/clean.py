"""Removes what setup, builds and tests made, and the demonstration's data: `make clean`. Standard library only.

What a `skypanel run` keeps in `var` (its database, its keys) is somebody's and stays.
"""

import contextlib
import os
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
MADE = (
    *(".venv", "var/demo", "var/log", "var/cache", "var/bench"),
    *("frontend/node_modules", "frontend/dist", "frontend/dist-mock", "frontend/.tsbuild", "frontend/.tanstack"),
    *("frontend/test-results", "frontend/playwright-report", "frontend/screenshots"),
)
CACHES = ("__pycache__", ".pytest_cache", ".mypy_cache", ".ruff_cache", ".hypothesis", ".import_linter_cache")
# Held by whoever is at work here: a demonstration (wherever its data is), a setup, a `skypanel run`.
LOCKS = (".venv", "var/log/setup.lock", "var/demo/postgres/supervisor.lock", "var/postgres/supervisor.lock")


def in_use() -> bool:
    """Whether something runs that needs what would be removed."""
    import fcntl

    for name in LOCKS:
        if not (ROOT / name).exists():
            continue
        descriptor = os.open(ROOT / name, os.O_RDONLY)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(descriptor)
    return False


def main() -> int:
    """Remove it; the exit status."""
    try:
        if in_use():
            print("A demonstration or a setup of this checkout is running: stop it first (Ctrl-C).", file=sys.stderr)
            return 1
        for name in MADE:
            if (ROOT / name).exists():
                shutil.rmtree(ROOT / name)
    except OSError as error:
        print(f"Not everything can be removed: run it as the owner of this checkout. ({error})", file=sys.stderr)
        return 1
    with contextlib.suppress(OSError):
        (ROOT / "var").rmdir()
    for top in ("backend", "simulators", "scripts", "."):
        for cache in CACHES:
            found = [ROOT / cache] if top == "." else (ROOT / top).rglob(cache)
            for directory in list(found):
                shutil.rmtree(directory, ignore_errors=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
