"""Everything a machine can judge without running the product: `make check`."""

import sys

from scripts.parts import BACKEND, FRONTEND, Part, npm, python, run_parts, tool

# Seen from backend/, where every tool's settings are.
PYTHON_SOURCES = ["skypanel", "tests", "migrations", "../simulators", "../scripts"]

PARTS = [
    Part("Python: format", python("-m", "ruff", "format", "--check", *PYTHON_SOURCES), BACKEND),
    Part("Python: lint", python("-m", "ruff", "check", *PYTHON_SOURCES), BACKEND),
    Part("Python: types, backend and scripts", python("-m", "mypy", "skypanel", "tests", "../scripts"), BACKEND),
    Part("Python: types, simulators", python("-m", "mypy", "../simulators"), BACKEND),
    Part("Python: imports go down the ladder", [tool("lint-imports"), "--config", "pyproject.toml"], BACKEND),
    Part("Python: unused code", python("-m", "scripts.checks.unused")),
    Part("Database: migrations up, down, up", python("-m", "scripts.checks.migrations")),
    Part("Architecture", python("-m", "pytest", "-q", "tests/architecture"), BACKEND),
    Part("API document", python("-m", "skypanel", "openapi", "--check", "docs/api/openapi.json")),
    Part("Client: generated types", npm("generate:check"), FRONTEND),
    Part("Client: format", npm("format:check"), FRONTEND),
    Part("Client: lint", npm("lint"), FRONTEND),
    Part("Client: types", npm("typecheck"), FRONTEND),
    Part("Client: unused code", npm("knip"), FRONTEND),
    Part("Sizes of files and functions", python("-m", "scripts.checks.sizes")),
    Part("Duplicated lines", python("-m", "scripts.checks.duplicates")),
    Part("Locked packages have all they need", python("-m", "pip", "check")),
    Part("Locks name no host", python("-m", "scripts.checks.locks")),
]

if __name__ == "__main__":
    sys.exit(run_parts(PARTS, stop_at_first=False))
