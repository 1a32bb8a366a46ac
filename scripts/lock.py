"""Locks the Python packages of every profile with hashes: `make lock`. Needs `uv` on PATH.

The development lock is made first and binds the others, so that a package has one version everywhere.
`make lock UPGRADE=1` takes newer versions; without it, what is locked stays.
"""

import os
import subprocess
import sys

from scripts.parts import ROOT

REQUIREMENTS = ROOT / "requirements"
LOCK = ["uv", "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes", "--no-header", "-q"]


def main() -> int:
    """Write requirements/*.txt; the exit status."""
    upgrade = ["--upgrade"] if os.environ.get("UPGRADE") else []
    bound = ["-c", "dev.txt"]
    plans = [("dev", upgrade), ("runtime", bound), ("simulators", bound), ("demo", bound), ("node", upgrade)]
    for profile, extra in plans:
        command = [*LOCK, *extra, f"{profile}.in", "-o", f"{profile}.txt"]
        try:
            subprocess.run(command, cwd=REQUIREMENTS, check=True)
        except FileNotFoundError:
            print("`uv` is not on PATH: install it (pip install uv) and run it again.", file=sys.stderr)
            return 1
        except subprocess.CalledProcessError as failure:
            return failure.returncode
        print(f"  requirements/{profile}.txt")
    return 0


if __name__ == "__main__":
    sys.exit(main())
