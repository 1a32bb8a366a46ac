"""Every test there is: `make test`. Stops at the first part that fails, and where tests leave too much unseen."""

import sys

from scripts.parts import BACKEND, FRONTEND, ROOT, Part, npm, python, run_parts

LEAST_COVERED = 95

PARTS = [
    # Of branches too, and of the processes that tests start.
    Part("Backend", python("-m", "pytest", "-q", "-n", "3", "--cov", f"--cov-fail-under={LEAST_COVERED}"), BACKEND),
    Part(
        "Simulators", python("-m", "pytest", "-q", "-c", "backend/pyproject.toml", "--rootdir", ".", "simulators"), ROOT
    ),
    Part("Client", npm("test"), FRONTEND),
    Part("Client: size of the first page", npm("size"), FRONTEND),
    Part("Browser journeys", npm("e2e"), FRONTEND),
]

if __name__ == "__main__":
    sys.exit(run_parts(PARTS, stop_at_first=True))
