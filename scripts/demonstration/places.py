"""Where the demonstration keeps its things, and whether it may start there at all."""

import errno
import fcntl
import json
import os
import secrets
import socket
import sys
import time
from pathlib import Path
from typing import Any

from scripts.parts import ROOT

VAR = Path(os.environ.get("DEMO_DIR") or ROOT / "var").absolute()
DATA = VAR / "demo"
LOGS = VAR / "log"
# Beside the database, so that it is gone when the database is.
SEEDED = DATA / "postgres" / "seeded"
CREDENTIALS = DATA / "credentials.json"
# What is left of a demonstration that was killed lets go of its ports within moments.
PORT_PATIENCE_SECONDS = 3.0


class DemoError(Exception):
    """The demonstration cannot start or go on; one sentence that names what to do."""


def prepare_directories() -> None:
    """Make the directories, or say which one cannot be written."""
    for directory in (DATA, LOGS):
        try:
            directory.mkdir(parents=True, exist_ok=True)
            probe = directory / f".writable-{os.getpid()}"
            probe.touch()
            probe.unlink()
        except OSError as error:
            raise DemoError(
                f"{directory} cannot be written ({error.strerror}): run it as the owner of this checkout."
            ) from error


def lock_for_one() -> int:
    """Hold the demonstration's lock until this process ends; refuses when another one runs."""
    descriptor = os.open(DATA / "demo.lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        other = os.pread(descriptor, 32, 0).decode().strip()
        raise DemoError(f"A demonstration of this checkout already runs (process {other}).") from error
    os.ftruncate(descriptor, 0)
    os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
    return descriptor


def lock_environment() -> int:
    """Hold the environment we run in until this process ends: `make clean` does not take it away meanwhile."""
    descriptor = os.open(sys.prefix, os.O_RDONLY)
    fcntl.flock(descriptor, fcntl.LOCK_SH)
    return descriptor


def port_from(variable: str, default: int) -> int:
    """The port an environment variable names."""
    value = os.environ.get(variable, "").strip() or str(default)
    if not value.isdecimal() or not 0 < int(value) < 65536:  # noqa: PLR2004  (ports end there)
        raise DemoError(f"{variable} must be a port number from 1 to 65535, not {value!r}.")
    return int(value)


def claim(port: int, variable: str) -> None:
    """Refuse a port that something else listens on or that is not for us, naming the variable that changes it."""
    deadline = time.monotonic() + PORT_PATIENCE_SECONDS
    while not _is_free(port, variable):
        if time.monotonic() > deadline:
            raise DemoError(
                f"Port {port} is in use: stop what listens there, or choose another port with {variable}=… make demo."
            )
        time.sleep(0.1)


def _is_free(port: int, variable: str) -> bool:
    with socket.socket() as candidate:
        candidate.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            candidate.bind(("127.0.0.1", port))
        except OSError as error:
            if error.errno == errno.EADDRINUSE:
                return False
            raise DemoError(
                f"Port {port} cannot be used ({error.strerror}): choose another port with {variable}=… make demo."
            ) from error
    return True


def kept_secrets() -> dict[str, str]:
    """The demonstration's own secrets, made at the first start and the same ever after."""
    path = DATA / "secrets.json"
    if not path.exists():
        made = {"SESSION_SECRET": secrets.token_hex(32), "VIRTFUSION_WEBHOOK_TOKEN": secrets.token_hex(24)}
        aside = path.with_suffix(".making")
        aside.touch(mode=0o600)
        aside.write_text(json.dumps(made, indent=2), encoding="utf-8")
        aside.rename(path)
    found: dict[str, str] = _kept(path)
    return found


def credentials() -> dict[str, dict[str, str]]:
    """The sign-ins that the seed made: `{"admin": {"email", "password"}, "customer": {…}}`."""
    if not CREDENTIALS.exists():
        raise DemoError(f"{CREDENTIALS} is gone, and with it the sign-ins: remove {DATA} to begin anew.")
    found: dict[str, dict[str, str]] = _kept(CREDENTIALS)
    return found


def _kept(path: Path) -> Any:  # noqa: ANN401 - what the demonstration wrote there itself
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise DemoError(f"{path} cannot be read ({error}): remove {DATA} to begin anew.") from error
