"""Rewrites the sources in the house's format: `make format`."""

import sys

from scripts.check import PYTHON_SOURCES
from scripts.parts import BACKEND, FRONTEND, Part, npm, python, run_parts

PARTS = [
    Part("Python: imports and what lint can mend", python("-m", "ruff", "check", "--fix", *PYTHON_SOURCES), BACKEND),
    Part("Python: format", python("-m", "ruff", "format", *PYTHON_SOURCES), BACKEND),
    Part("Client", npm("format"), FRONTEND),
]

if __name__ == "__main__":
    sys.exit(run_parts(PARTS, stop_at_first=False))
