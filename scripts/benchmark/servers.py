"""The servers that are measured: ours as in production, another checkout's, or one somebody else started."""

import os
import re
import subprocess
import sys
import time
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from scripts.environment.packages import PYTHON
from scripts.parts import ROOT

READY_SECONDS: Final = 30.0
CONNECTIONS: Final = 32
# People reach it over TLS, which a proxy in front would end: the cookie's name and one header depend on it.
PUBLIC_URL: Final = "https://portal.bench.example"
COOKIE: Final = "__Host-sid"


@dataclass
class Target:
    """A server to ask. `process` is the chief of its tree, where its processor time can be read."""

    name: str
    address: str
    port: int
    cookies: list[str]
    process: int | None = None
    startup_seconds: float | None = None
    running: subprocess.Popen[bytes] | None = field(default=None, repr=False)

    def stop(self) -> None:
        if self.running is not None:
            self.running.terminate()
            self.running.wait(timeout=20)


def start(
    name: str,
    command: Sequence[str],
    directory: Path,
    environment: Mapping[str, str],
    port: int,
    log: Path,
    cookies: list[str],
) -> Target:
    """Run `command` in `directory` with nothing but `environment`, and wait until it answers that it is ready."""
    with log.open("wb") as stream:
        began = time.perf_counter()
        running = subprocess.Popen(command, cwd=directory, env=dict(environment), stdout=stream, stderr=stream)
    target = Target(name, "127.0.0.1", port, cookies, process=running.pid, running=running)
    while not _is_ready(port):
        if running.poll() is not None or time.perf_counter() - began > READY_SECONDS:
            target.stop()
            raise RuntimeError(f"{name} did not become ready; see {log}")
        time.sleep(0.005)
    target.startup_seconds = time.perf_counter() - began
    return target


def production(
    name: str, checkout: Path, port: int, environment: Mapping[str, str], log: Path, cookies: list[str]
) -> Target:
    """`skypanel serve` of `checkout` with everything switched on, under its own Python and its own packages."""
    own = checkout / PYTHON.relative_to(ROOT)
    python = own if own.exists() else sys.executable
    variables = {
        **os.environ,
        **environment,
        "PORT": str(port),
        "PYTHONPATH": f"{checkout / 'backend'}:{checkout}",
        # A host keeps what it compiled.
        "PYTHONDONTWRITEBYTECODE": "",
    }
    return start(name, [str(python), "-m", "skypanel", "serve"], checkout, variables, port, log, cookies)


def floor(port: int, log: Path) -> Target:
    """The same web server, as ours is set, with the smallest application there can be."""
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--loop", "uvloop", "--port", str(port)]
    application = [*command, "scripts.benchmark.floor:application"]
    return start("floor", application, ROOT, os.environ, port, log, ["-"] * CONNECTIONS)


def somebody_elses(url: str, cookies: list[str], process: int | None) -> Target:
    """A server that already runs at `url`."""
    parts = urlsplit(url)
    if parts.scheme != "http" or not parts.hostname:
        raise RuntimeError(f"{url} is not a plain http address")
    return Target("compared", parts.hostname, parts.port or 80, cookies, process=process)


def production_environment(
    dsn: str, secret: str, data_dir: Path, simulators_url: str, workers: int
) -> Mapping[str, str]:
    """What an operator would set, secrets and all."""
    return {
        "SKYPANEL_ENVIRONMENT": "production",
        "DATABASE_URL": dsn,
        "SESSION_SECRET": secret,
        "SKYPANEL_DATA_DIR": str(data_dir),
        "PUBLIC_URL": PUBLIC_URL,
        "HOST": "127.0.0.1",
        "WEB_WORKERS": str(workers),
        "METRICS_TOKEN": "metrics-token-of-the-benchmark",
        "VIRTFUSION_API_URL": f"{simulators_url}/virtfusion/api/v1",
        "VIRTFUSION_API_KEY": "demo-virtfusion-token",
        "VIRTFUSION_WEBHOOK_TOKEN": "webhook-token-of-the-benchmark",
        "SMTP2GO_API_URL": f"{simulators_url}/mail/v3",
        "SMTP2GO_API_KEY": "api-demo",
    }


def start_simulators() -> tuple[subprocess.Popen[str], str]:
    """The outside companies as a process of their own; the process and its address."""
    running = subprocess.Popen(
        [sys.executable, "-m", "simulators", "--port", "0", "--exit-with-parent"],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        text=True,
    )
    assert running.stdout is not None  # noqa: S101 - piped above
    for line in running.stdout:
        if found := re.search(r"http://\S+", line):
            return running, found[0]
    raise RuntimeError("the simulators did not start")


def _is_ready(port: int) -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/health/ready", timeout=1) as answer:
            return bool(answer.status == 200)  # noqa: PLR2004 - the status of success
    except OSError:
        return False
