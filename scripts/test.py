"""Every test there is: `make test`. Stops at the first part that fails."""

import sys

from scripts.parts import BACKEND, FRONTEND, ROOT, Part, npm, python, run_parts

PARTS = [
    Part("Backend", python("-m", "pytest", "-q", "-n", "3"), BACKEND),
    Part(
        "Simulators", python("-m", "pytest", "-q", "-c", "backend/pyproject.toml", "--rootdir", ".", "simulators"), ROOT
    ),
    Part("Client", npm("test"), FRONTEND),
    Part("Client: size of the first page", npm("size"), FRONTEND),
    Part("Browser journeys", npm("e2e"), FRONTEND),
]

if __name__ == "__main__":
    sys.exit(run_parts(PARTS, stop_at_first=True))
