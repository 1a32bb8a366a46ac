"""Our own source files: what people wrote, not what tools made."""

from collections.abc import Iterator
from pathlib import Path

from scripts.parts import ROOT

PYTHON_ROOTS = ("backend", "simulators", "scripts")
CLIENT_ROOTS = ("frontend/src", "frontend/e2e", "frontend/scripts")
NOT_OURS = {"node_modules", "dist", "generated", "__pycache__", "test-results"}


def python_files() -> Iterator[Path]:
    """Every Python source."""
    return _files(PYTHON_ROOTS, {".py"})


def client_files() -> Iterator[Path]:
    """Every source of the client and its browser tests."""
    return _files(CLIENT_ROOTS, {".ts", ".tsx", ".mjs"})


def _files(roots: tuple[str, ...], suffixes: set[str]) -> Iterator[Path]:
    for root in roots:
        for path in sorted((ROOT / root).rglob("*")):
            name = path.relative_to(ROOT)
            if path.suffix in suffixes and not NOT_OURS & set(name.parts):
                yield path
