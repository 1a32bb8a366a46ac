"""What PostgreSQL itself says about a running server, in its `postmaster.pid`."""

from dataclasses import dataclass
from pathlib import Path

import psutil

PID_FILE = "postmaster.pid"


@dataclass(frozen=True, slots=True)
class Postmaster:
    """A running server of one cluster: its process, where its socket is and whether it takes connections."""

    process: psutil.Process
    socket_directory: Path
    is_ready: bool


def find_postmaster(data: Path) -> Postmaster | None:
    """The server that runs on `data` now; None if the file is missing, half-written, stale or another's.

    A number alone proves nothing after a crash, so the process must also be a PostgreSQL at home in `data`.
    """
    lines = _read(data)
    # Lines: pid, data directory, start time, port, socket directory, listen address, shared memory, status.
    if len(lines) < 5 or not lines[0].strip().isdigit():  # noqa: PLR2004  (PostgreSQL's own layout)
        return None
    process = _server_process(int(lines[0]), data)
    if process is None:
        return None
    status = lines[7].strip() if len(lines) > 7 else ""  # noqa: PLR2004  (as above)
    return Postmaster(process, Path(lines[4].strip()), is_ready=status == "ready")


def remove_stale_pid_file(data: Path) -> None:
    """Remove a pid file whose number now belongs to a stranger.

    PostgreSQL itself only discards one whose number belongs to nobody, and refuses to start over the other.
    Orphans of the dead server are still noticed: they hold its shared memory. Call it holding the lock.
    """
    lines = _read(data)
    if not lines or not lines[0].strip().isdigit():
        return
    pid = int(lines[0])
    if psutil.pid_exists(pid) and _server_process(pid, data) is None:
        (data / PID_FILE).unlink(missing_ok=True)


def _read(data: Path) -> list[str]:
    try:
        return (data / PID_FILE).read_text(encoding="utf-8", errors="replace").splitlines()
    except FileNotFoundError:
        return []


def _server_process(pid: int, data: Path) -> psutil.Process | None:
    try:
        process = psutil.Process(pid)
        if process.status() == psutil.STATUS_ZOMBIE or "postgres" not in process.name():
            return None
        return process if Path(process.cwd()).samefile(data) else None
    except (psutil.Error, OSError):
        return None
