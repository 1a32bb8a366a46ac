"""Starting the simulators as a process, and asking them things."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import httpx2
import msgspec

ROOT = Path(__file__).parents[2]
TOKEN = "demo-virtfusion-token"  # noqa: S105 - the demo's, made to be known
API = "/virtfusion/api/v1"
MIRA = 2
API_1, API_2, POSTGRES, STAGING, BUILD_RUNNER = 501, 502, 503, 504, 505
FAILED, SUSPENDED, IN_MAINTENANCE, ALLOCATED = 514, 517, 524, 530
PATIENCE_SECONDS = 60.0
JOB_SECONDS = 50.0
"""How long every job takes unless a test says otherwise: long enough to end only when the test moves the clock, and so
short that a few of them do not reach what happens by itself in the seed."""
Json = dict[str, Any]


def launch(*arguments: str) -> subprocess.Popen[str]:
    """Start `python -m simulators` on a free port; the caller ends it."""
    command = [sys.executable, "-m", "simulators", "--port", "0", "--exit-with-parent", *arguments]
    return subprocess.Popen(  # noqa: S603 - our own program
        command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )


def address_of(process: subprocess.Popen[str]) -> str:
    """Wait for the line that says the process listens; return the address in it."""
    assert process.stdout is not None
    line = process.stdout.readline()
    assert line.startswith("simulators ready on http://"), line
    return line.removeprefix("simulators ready on ").strip()


@contextmanager
def running(*arguments: str) -> Iterator[str]:
    """Run the simulators for the length of a block; yield their address."""
    process = launch(*arguments)
    try:
        yield address_of(process)
    finally:
        process.terminate()
        process.communicate(timeout=PATIENCE_SECONDS)


class Simulators:
    """A running simulators process, seen from outside."""

    def __init__(self, address: str) -> None:
        self.address = address
        self.root = httpx2.Client(base_url=address, timeout=PATIENCE_SECONDS, trust_env=False)
        self.api = httpx2.Client(
            base_url=address + API,
            timeout=PATIENCE_SECONDS,
            trust_env=False,
            headers={"Authorization": f"Bearer {TOKEN}"},
        )

    def get(self, path: str, **query: str | int) -> Any:  # noqa: ANN401 - JSON of any shape
        """Return the `data` of a successful read."""
        answer = self.api.get(path, params=query)
        assert answer.status_code == 200, (answer.status_code, answer.text)
        return answer.json()["data"]

    def send(self, method: str, path: str, body: object = None) -> httpx2.Response:
        """Send any call, with a JSON body when there is one."""
        if body is None:
            return self.api.request(method, path)
        headers = {"Content-Type": "application/json"}
        return self.api.request(method, path, content=msgspec.json.encode(body), headers=headers)

    def post(self, path: str, body: object = None) -> httpx2.Response:
        """Send a POST."""
        return self.send("POST", path, body)

    def put(self, path: str, body: object = None) -> httpx2.Response:
        """Send a PUT."""
        return self.send("PUT", path, body)

    def steer(self, method: str, path: str, body: object = None) -> Any:  # noqa: ANN401 - JSON of any shape
        """Call a steering page and return what it says; anything but success is a failure of the test."""
        answer = self.root.request(method, path, content=None if body is None else msgspec.json.encode(body))
        assert answer.status_code < 300, (answer.status_code, answer.text)
        return answer.json() if answer.content else None

    def advance(self, seconds: float) -> None:
        """Move the simulated clock."""
        self.steer("POST", "/clock", {"advanceSeconds": seconds})

    def fault(self, kind: str, **more: object) -> Json:
        """Put one fault in force."""
        found: Json = self.steer("POST", "/faults", {"company": "virtfusion", "kind": kind, **more})
        return found

    def effects(self, operation: str) -> list[Json]:
        """Return the logged effects of one operation."""
        found: list[Json] = self.steer("GET", f"/virtfusion/effects?operation={operation}")
        return found

    def server(self, server_id: int, **query: str | int) -> Json:
        """Return a server object."""
        found: Json = self.get(f"/servers/{server_id}", **query)
        return found

    def order(self, **more: object) -> httpx2.Response:
        """Create a server for Mira in Frankfurt."""
        owner = self.get(f"/users/{MIRA}/byExtRelation")["id"]
        return self.post("/servers", {"packageId": 2, "userId": owner, "hypervisorId": 1, "ipv4": 1, **more})

    def built(self, **more: object) -> int:
        """Create and install a server; return its id."""
        server_id: int = self.order().json()["data"]["id"]
        body = {"operatingSystemId": 62, "name": "fresh", "hostname": "fresh.example.net", **more}
        assert self.post(f"/servers/{server_id}/build", body).status_code == 200
        self.advance(JOB_SECONDS)
        return server_id

    def close(self) -> None:
        """Close the connections."""
        self.root.close()
        self.api.close()


class Receiver:
    """A listener that keeps every webhook it is sent."""

    def __init__(self, statuses: list[int]) -> None:
        self.received: list[tuple[dict[str, str], Json]] = []
        received = self.received

        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                body = self.rfile.read(int(self.headers["Content-Length"]))
                received.append((dict(self.headers.items()), msgspec.json.decode(body)))
                self.send_response(statuses.pop(0) if statuses else 204)
                self.end_headers()

            def log_message(self, *args: object) -> None:
                del args

        self._server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self._server.server_port}/hook"
        self._thread = threading.Thread(target=self._server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
        self._thread.start()

    def events(self) -> list[str]:
        """Return the names of the events received so far, in order of arrival."""
        return [body["event"] for _, body in self.received]

    def close(self) -> None:
        """Stop listening."""
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()


def eventually(told: Callable[[], bool]) -> None:
    """Wait until something holds, as long as a slow machine may need; fail when it never does."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while not told():
        assert time.monotonic() < deadline, "it never came true"
        time.sleep(0.02)
