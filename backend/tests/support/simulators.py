"""The simulated companies as a process of their own, spoken to over HTTP like the real ones."""

import contextlib
import os
import queue
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Self

import httpx2

from tests.support.waiting import PATIENCE_SECONDS

VIRTFUSION_TOKEN = "demo-virtfusion-token"
MAIL_KEY = "api-demo"
_ROOT = Path(__file__).resolve().parents[3]
_READY = "simulators ready on "


class SimulatorProcess:
    """A running `python -m simulators`. Its faults and state are steered over HTTP; it ends with this process."""

    def __init__(self, process: subprocess.Popen[str], url: str) -> None:
        self._process = process
        self._http = httpx2.Client(base_url=url, timeout=PATIENCE_SECONDS, trust_env=False)
        self.url = url
        self.virtfusion_url = f"{url}/virtfusion/api/v1"
        self.mail_url = f"{url}/mail/v3"

    def faults(self, *rules: dict[str, Any]) -> None:
        """Put exactly these fault rules in force; none clears them."""
        self._http.put("/faults", json=list(rules)).raise_for_status()

    def rules(self) -> list[dict[str, Any]]:
        """The rules in force, with how often each has struck (`hits`)."""
        found: list[dict[str, Any]] = self._http.get("/faults").raise_for_status().json()
        return found

    def reset(self) -> None:
        """Back to the seed, without faults."""
        self._http.delete("/faults").raise_for_status()
        self._http.post("/reset").raise_for_status()

    def advance(self, seconds: float) -> None:
        """Move the simulated clock forwards."""
        self._http.post("/clock", json={"advanceSeconds": seconds}).raise_for_status()

    def mail_to(self, address: str | None = None) -> list[dict[str, Any]]:
        """Caught mail, for one address or all, newest first: id, to, subject, text, html, createdAt …"""
        asked = {} if address is None else {"to": address}
        found: list[dict[str, Any]] = self._http.get("/mail/messages", params=asked).raise_for_status().json()
        return found

    def effects(self, operation: str | None = None) -> list[dict[str, Any]]:
        """What really took effect at the panel, for one operation (`server.create`, …) or all, oldest first."""
        asked = {} if operation is None else {"operation": operation}
        answer = self._http.get("/virtfusion/effects", params=asked).raise_for_status()
        found: list[dict[str, Any]] = answer.json()
        return found

    def panel_profile(self, **changes: Any) -> None:
        """Change what the panel's contract leaves open, such as `isDoNotDisturb`; `reset` undoes it."""
        self._http.patch("/virtfusion/profile", json=changes).raise_for_status()

    def panel_tokens(self, tokens: dict[str, Any]) -> None:
        """Replace the panel's API tokens."""
        self._http.put("/virtfusion/tokens", json=tokens).raise_for_status()

    def stop(self) -> None:
        self._http.close()
        self._process.terminate()
        try:
            self._process.wait(timeout=PATIENCE_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        if self._process.stdout is not None:
            self._process.stdout.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()


def start_simulators(*arguments: str, port: int = 0) -> SimulatorProcess:
    """Start them on `port` (0: a free one) and wait until they answer; power and builds take a blink by default.

    Raises RuntimeError with their output if they do not come up.
    """
    command = [sys.executable, "-m", "simulators", "--port", str(port), "--exit-with-parent"]
    quick = arguments or ("--power-seconds", "0.3", "--build-seconds", "0.5")
    process = subprocess.Popen(  # noqa: S603 - our own module
        [*command, *quick],
        cwd=_ROOT,
        env={**os.environ, "PYTHONPATH": str(_ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    lines: queue.Queue[str | None] = queue.Queue()
    threading.Thread(target=_pump, args=(process, lines), daemon=True).start()
    said: list[str] = []
    with contextlib.suppress(queue.Empty):
        while (line := lines.get(timeout=PATIENCE_SECONDS)) is not None:
            said.append(line)
            if line.startswith(_READY):
                return SimulatorProcess(process, line.removeprefix(_READY).strip())
    process.kill()
    process.wait()
    raise RuntimeError("the simulators did not start:\n" + "".join(said))


@contextlib.contextmanager
def running_simulators(*arguments: str) -> Iterator[SimulatorProcess]:
    """`start_simulators` for the length of a block."""
    with start_simulators(*arguments) as simulators:
        yield simulators


def _pump(process: subprocess.Popen[str], lines: "queue.Queue[str | None]") -> None:
    """Keep reading for as long as the process lives, so that it never blocks on a full pipe."""
    if process.stdout is not None:
        with contextlib.suppress(ValueError):
            for line in process.stdout:
                lines.put(line)
    lines.put(None)
