"""Every test there is: `make test`. Stops at the first part that fails, and where tests leave too much unseen."""

import sys

from scripts.parts import BACKEND, FRONTEND, ROOT, Part, npm, python, run_parts

LEAST_COVERED = 95

PARTS = [
    # Of lines and branches together, and of the processes that tests start.
    Part("Backend", python("-m", "pytest", "-q", "-n", "3", "--cov", f"--cov-fail-under={LEAST_COVERED}"), BACKEND),
    Part("Backend: money, access and acts elsewhere are seen whole", python("-m", "scripts.checks.coverage"), ROOT),
    Part(
        "Simulators", python("-m", "pytest", "-q", "-c", "backend/pyproject.toml", "--rootdir", ".", "simulators"), ROOT
    ),
    Part("Client", npm("test"), FRONTEND),
    Part("Client: size of the first page", npm("size"), FRONTEND),
    Part("Browser journeys", npm("e2e"), FRONTEND),
]

if __name__ == "__main__":
    sys.exit(run_parts(PARTS, stop_at_first=True))
