"""The product's own web process on a port, for what only a real server shows."""

import socket
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.chaos.processes import Part, verb
from tests.support.portal import environment_for
from tests.support.raw_http import ClosedError, RawConnection, request_bytes
from tests.support.waiting import PATIENCE_SECONDS, SLOWEST_SECONDS, wait_until

COOKIE = "__Host-sid"


class Served:
    """A running `skypanel serve`: where it listens, and what it logged so far."""

    def __init__(self, part: Part, port: int) -> None:
        self.part = part
        self.host = "127.0.0.1"
        self.port = port

    def connect(self, *, timeout_seconds: float = PATIENCE_SECONDS) -> RawConnection:
        return RawConnection(self.host, self.port, timeout_seconds=timeout_seconds)

    @property
    def url(self) -> str:
        return f"http://{self.host}:{self.port}"


@contextmanager
def serving(dsn: str, simulators_url: str, directory: Path, **changes: str) -> Iterator[Served]:
    """`skypanel serve` over `dsn`, one worker, behind one trusted proxy; `changes` are environment variables."""
    port = _free_port()
    own = {"PORT": str(port), "WEB_WORKERS": "1", "TRUSTED_PROXY_HOPS": "1", "PYTHONUNBUFFERED": "1"}
    environment = environment_for(dsn, directory, simulators_url, **(own | changes))
    part = Part("web", verb("serve"), environment, directory / "web.log")
    part.start()
    try:
        served = Served(part, port)
        wait_until(lambda: _is_ready(served), f"a web process that is ready, see {part.log}", seconds=SLOWEST_SECONDS)
        yield served
    finally:
        part.stop()


def _is_ready(served: Served) -> bool:
    try:
        with served.connect() as connection:
            return connection.exchange(request_bytes("GET", "/health/ready", [])).status == 200
    except (OSError, ClosedError):
        assert served.part.is_alive, f"the web process did not come up: {served.part.log.read_text()[-2000:]}"
        return False


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port
