"""Makes everything a checkout needs, then runs what was asked. Standard library only.

    bootstrap.py setup [--profile runtime|demo|dev]   the Python environment, Node and the client's build
    bootstrap.py demo                         setup, then the demonstration
    bootstrap.py run [--build] -- CMD…        the development environment (and the client's build), then CMD in it

This file keeps to syntax that Python 3.6 can read, so that an old interpreter is told so in a sentence.
"""

import os
import sys

OLDEST = (3, 11)
NEWER = ("python3.14", "python3.13", "python3.12", "python3.11")
ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))  # noqa: PTH100, PTH120  (readable by Python 3.6)


def find_newer() -> str:
    """The full path of a Python new enough on PATH; empty if there is none."""
    import shutil
    import subprocess

    for name in NEWER:
        found = shutil.which(name)
        # A version manager's stand-in may be on PATH without anything behind it: it must really run.
        if found is not None and subprocess.call([found, "-c", ""], stderr=subprocess.DEVNULL) == 0:
            return found
    return ""


def main() -> None:
    """Continue under a Python that is new enough, or say which one is missing."""
    if sys.version_info < OLDEST:
        newer = find_newer()
        if not newer:
            version = ".".join(map(str, sys.version_info[:2]))
            sys.exit(f"SkyPANEL needs Python 3.11 or newer; this one is {version} and no newer one is on PATH.")
        os.execv(newer, [newer, *sys.argv])  # noqa: S606  (the same script, a newer interpreter)
    sys.path.insert(0, ROOT)
    from scripts.environment.cli import run

    sys.exit(run(sys.argv[1:]))


if __name__ == "__main__":
    main()
