"""The Python environment: `.venv`, filled from the lock files and nothing else."""

import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from scripts.environment.console import SetupError, run_logged, step
from scripts.parts import ROOT

VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
REQUIREMENTS = ROOT / "requirements"
# Present while the environment is being changed: what an interruption left behind is not to be trusted.
UNFINISHED = VENV / "unfinished"
# What each profile includes besides its own name; the locks agree on versions.
PROFILES = {"runtime": ("demo", "dev"), "demo": ("dev",), "dev": (), "node": ()}

SHIM = """#!/bin/sh
exec "$(dirname "$0")/python" -m skypanel "$@"
"""


def ensure_packages(profile: str) -> None:
    """The environment holds exactly what `requirements/<profile>.txt` locks. At once when it already does."""
    if PYTHON.exists() and any(_stamp_holds(name) for name in (profile, *PROFILES[profile])):
        _make_importable()
        return
    ensure_interpreter()
    with step(f"Installing the locked Python packages ({profile})"), _unfinished():
        # The lock is whole (`make check` asks pip), so nothing is left to resolve: a version released since cannot
        # come into it. Older pips would look at it for a package that is asked for with an extra.
        pip: list[str | Path] = [PYTHON, "-m", "pip", "install", "--no-deps", "--require-hashes"]
        run_logged([*pip, "-r", REQUIREMENTS / f"{profile}.txt"], env=clean_environment())
        _make_importable()
        _write_if_changed(VENV / "bin" / "skypanel", SHIM)
        (VENV / "bin" / "skypanel").chmod(0o755)
        _stamp(profile).write_text(_wanted(profile), encoding="ascii")


def ensure_interpreter() -> None:
    """A `.venv` whose interpreter runs and is new enough; one that is broken or was interrupted is made anew."""
    if not UNFINISHED.exists() and _interpreter_works():
        return
    with step("Making the Python environment"):
        if VENV.is_symlink():
            raise SetupError(f"{VENV} is a link to another place: remove it and run it again.")
        if VENV.exists():
            shutil.rmtree(VENV)
        VENV.mkdir()
        with _unfinished():
            run_logged([sys.executable, "-m", "venv", "--symlinks", VENV], env=clean_environment())


def clean_environment() -> Mapping[str, str]:
    """This process's environment less what would make one Python's tools use another's packages."""
    dropped = {"PYTHONPATH", "PYTHONHOME", "VIRTUAL_ENV", "__PYVENV_LAUNCHER__", "PIP_REQUIRE_VIRTUALENV", "PIP_USER"}
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return kept | {"PIP_DISABLE_PIP_VERSION_CHECK": "1", "PIP_NO_INPUT": "1", "PYTHONNOUSERSITE": "1"}


@contextmanager
def _unfinished() -> Iterator[None]:
    UNFINISHED.touch()
    try:
        yield
    except SetupError:
        # The tool itself stopped and said why: what it had finished is whole, and the next run continues.
        if _interpreter_works():
            UNFINISHED.unlink()
        raise
    UNFINISHED.unlink()


def _interpreter_works() -> bool:
    if not PYTHON.exists():
        return False
    check = "import sys, pip; sys.exit(sys.version_info < (3, 11))"
    return subprocess.run([PYTHON, "-I", "-c", check], capture_output=True, check=False).returncode == 0


def _stamp(profile: str) -> Path:
    return VENV / f"installed-{profile}"


def _stamp_holds(profile: str) -> bool:
    if UNFINISHED.exists():
        return False
    try:
        return _stamp(profile).read_text(encoding="ascii") == _wanted(profile)
    except OSError:
        return False


def _wanted(profile: str) -> str:
    return hashlib.sha256((REQUIREMENTS / f"{profile}.txt").read_bytes()).hexdigest()


def _site_packages() -> Path:
    found = sorted((VENV / "lib").glob("python3.*/site-packages"))
    if not found:
        raise SetupError(f"{VENV} is not whole: remove it and run it again.")
    return found[-1]


def _make_importable() -> None:
    # Relative, so that the file is plain ASCII wherever the checkout is: it is read in the encoding of the locale.
    packages = _site_packages()
    lines = [os.path.relpath(directory, packages) for directory in (ROOT / "backend", ROOT)]
    _write_if_changed(packages / "skypanel.pth", "".join(f"{line}\n" for line in lines))


def _write_if_changed(path: Path, text: str) -> None:
    if not path.exists() or path.read_text(encoding="utf-8") != text:
        path.write_text(text, encoding="utf-8")
