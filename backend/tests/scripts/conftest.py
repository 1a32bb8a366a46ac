"""A demonstration in a directory of its own, on ports of its own."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import threading
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import psutil
import pytest

from tests.support.waiting import PATIENCE_SECONDS, SLOWEST_SECONDS, wait_until

ROOT = Path(__file__).resolve().parents[3]


def free_port() -> int:
    with socket.socket() as candidate:
        candidate.bind(("127.0.0.1", 0))
        return int(candidate.getsockname()[1])


class RunningDemo:
    """`make demo` without its setup, with everything it prints."""

    def __init__(self, directory: Path, port: int, simulators_port: int) -> None:
        self.directory = directory
        self.port = port
        self.simulators_port = simulators_port
        self.lines: list[str] = []
        self.process = subprocess.Popen(  # noqa: S603  (our own script)
            [sys.executable, str(ROOT / "scripts" / "demo.py")],
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, start_new_session=True,
            env={**os.environ, "DEMO_DIR": str(directory), "PORT": str(port), "SIMULATORS_PORT": str(simulators_port)},
        )  # fmt: skip
        self._reader = threading.Thread(target=self._read)
        self._reader.start()

    def _read(self) -> None:
        assert self.process.stdout is not None
        with self.process.stdout:
            self.lines.extend(self.process.stdout)

    @property
    def output(self) -> str:
        return "".join(self.lines)

    def wait_until_ready(self) -> None:
        """Until it says that it is ready."""
        wait_until(
            lambda: "is ready" in self.output or self.process.poll() is not None,
            "the demonstration is ready",
            seconds=SLOWEST_SECONDS,
        )
        assert self.process.poll() is None, self.output

    def interrupt(self) -> int:
        """Ctrl-C; the exit status."""
        self.process.send_signal(signal.SIGINT)
        status = self.process.wait(SLOWEST_SECONDS)
        self._reader.join()
        return status

    def kill(self) -> None:
        self.process.kill()
        self.process.wait()
        self._reader.join()

    def answers(self) -> bool:
        try:
            with urllib.request.urlopen(
                f"http://127.0.0.1:{self.port}/health/ready", timeout=PATIENCE_SECONDS
            ) as response:
                return bool(response.status == 200)
        except OSError:
            return False

    def processes(self) -> dict[str, psutil.Process]:
        """Its parts that are alive, each by its name: `web`, `worker`, `simulators`, `postgres`."""
        parts = {"skypanel serve": "web", "skypanel worker": "worker", "-m simulators": "simulators"}
        found = {}
        for process, line, parent in self._all():
            for sign, name in parts.items():
                if sign in line and parent == self.process.pid:
                    found[name] = process
            if "bin/postgres -D" in line:
                found["postgres"] = process
        return found

    def wait_for_another(self, part: str, killed: psutil.Process) -> None:
        """Until the part runs again, in another process."""

        def is_back() -> bool:
            found = self.processes().get(part)
            return found is not None and found.pid != killed.pid

        wait_until(is_back, f"{part} runs again", seconds=SLOWEST_SECONDS)

    def left_over(self) -> list[str]:
        """What is alive of it, in words."""
        return [line for process, line, _ in self._all() if process.pid != self.process.pid]

    def _all(self) -> Iterator[tuple[psutil.Process, str, int]]:
        """What is alive of it, each with its command line and its parent; all read at once, for it may be ending."""
        for process in psutil.process_iter():
            try:
                line, parent = " ".join(process.cmdline()), process.ppid()
                is_ours = process.environ().get("DEMO_DIR") == str(self.directory) or str(self.directory) in line
                is_alive = process.status() != psutil.STATUS_ZOMBIE
            except psutil.Error:
                continue
            if is_ours and is_alive:
                yield process, line, parent


class Starter(Protocol):
    """Starts the demonstration; on other ports than its own when told so."""

    def __call__(self, port: int = ..., simulators_port: int = ...) -> RunningDemo: ...


@pytest.fixture
def demo_starter() -> Iterator["Starter"]:
    """Starts the demonstration of this test; a second call starts it again in the same place."""
    running: list[RunningDemo] = []
    with tempfile.TemporaryDirectory(prefix="skypanel-demo-") as directory:
        ports = free_port(), free_port()

        def start(port: int = ports[0], simulators_port: int = ports[1]) -> RunningDemo:
            running.append(RunningDemo(Path(directory), port, simulators_port))
            return running[-1]

        yield start
        for demo in running:
            if demo.process.poll() is None:
                demo.interrupt()
