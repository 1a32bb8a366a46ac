"""Connections that are held and not used take nobody else's place, and none is held for ever."""

import resource
import socket
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import pytest

from tests.support.raw_http import request_bytes
from tests.support.served import Served, serving
from tests.support.simulators import SimulatorProcess
from tests.support.waiting import PATIENCE_SECONDS

# What a web server takes by itself is 1024 at once.
HELD = 1_100
HTTP2 = b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n" + b"\x00\x00\x00\x04\x00\x00\x00\x00\x00"


@pytest.fixture
def served(dsn: str, simulators: SimulatorProcess, tmp_path: Path) -> Iterator[Served]:
    with serving(dsn, simulators.url, tmp_path) as running:
        yield running


@contextmanager
def more_open_files(number: int) -> Iterator[None]:
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    if hard != resource.RLIM_INFINITY and hard < number:
        pytest.skip("this machine lets nobody hold so many connections")
    resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, number), hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))


def test_a_thousand_silent_callers_keep_nobody_else_out(served: Served) -> None:
    with more_open_files(HELD + 500), ExitStack() as held:
        for _ in range(HELD):
            held.enter_context(socket.create_connection((served.host, served.port), timeout=PATIENCE_SECONDS))
        with served.connect() as connection:
            assert connection.exchange(request_bytes("GET", "/health/live", [])).status == 200


def test_nobody_is_waited_for_to_say_which_http_they_speak(served: Served) -> None:
    """A server that would speak either waits for the first byte without end, and so holds the connection."""
    with socket.create_connection((served.host, served.port), timeout=PATIENCE_SECONDS) as caller:
        caller.sendall(HTTP2)
        assert caller.recv(100)[:8] in {b"", b"HTTP/1.1"}


TOLD = """
import resource
from skypanel.app.web_server import room_for_connections
resource.setrlimit(resource.RLIMIT_NOFILE, ({soft}, {hard}))
print(room_for_connections(), resource.getrlimit(resource.RLIMIT_NOFILE)[0])
"""


@pytest.mark.parametrize(
    ("soft", "hard", "room", "raised_to"),
    [(256, 1_000, 744, 1_000), (1_024, 4_000, 2_048, 2_304), (3_000, 4_000, 2_048, 3_000), (64, 64, 64, 64)],
)
def test_there_is_room_for_as_many_as_the_machine_allows(soft: int, hard: int, room: int, raised_to: int) -> None:
    command = [sys.executable, "-c", TOLD.format(soft=soft, hard=hard)]
    told = subprocess.run(command, capture_output=True, text=True, check=True)  # noqa: S603 - our own Python
    assert told.stdout.split() == [str(room), str(raised_to)]
