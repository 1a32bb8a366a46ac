"""A believable company to click through: everything on this machine, in the foreground, until Ctrl-C.

Starts an embedded PostgreSQL, the simulators of the outside companies, the web server and the worker; what
dies is started again. Run by `make demo`, which prepares the checkout first.
"""

import os
import signal
import sys
import time
import urllib.request
from collections.abc import Mapping
from types import FrameType

from scripts.demonstration.places import (
    DATA,
    LOGS,
    SEEDED,
    DemoError,
    claim,
    credentials,
    kept_secrets,
    lock_environment,
    lock_for_one,
    port_from,
    prepare_directories,
)
from scripts.demonstration.processes import MARK, Child, end_leftovers, run_to_end
from scripts.parts import ROOT
from skypanel.app.embedded.errors import EmbeddedPostgresError
from skypanel.app.embedded.supervisor import EmbeddedPostgres

READY_SECONDS = 60.0
GLANCE_SECONDS = 0.2


class Stopped(BaseException):
    """A signal asked us to end; raised where it is safe to."""


class Stopping:
    """Remembers that a signal asked us to end. Looked at between steps, so no step is torn in two.

    A terminal that was closed asks the same: its hangup may reach make alone, which passes it on to nobody.
    """

    def __init__(self) -> None:
        self._is_asked = False
        self._has_terminal = os.isatty(sys.stdout.fileno())
        for number in (signal.SIGINT, signal.SIGTERM):
            signal.signal(number, self._ask)
        if signal.getsignal(signal.SIGHUP) is not signal.SIG_IGN:  # else nohup wants it to outlive its terminal
            signal.signal(signal.SIGHUP, self._ask)

    def _ask(self, _number: int, _frame: FrameType | None) -> None:
        self._is_asked = True

    def pause(self, seconds: float) -> None:
        """Wait; raises Stopped when we are asked to end."""
        deadline = time.monotonic() + seconds
        while not self._must_end() and (left := deadline - time.monotonic()) > 0:
            time.sleep(min(left, 0.05))
        if self._must_end():
            raise Stopped

    def _must_end(self) -> bool:
        return self._is_asked or (self._has_terminal and not os.isatty(sys.stdout.fileno()))


class Demo:
    """The parts, in the order they start; they stop in the opposite one."""

    def __init__(self, port: int, simulators_port: int, stopping: Stopping) -> None:
        self._stopping = stopping
        self._port = port
        self._simulators_port = simulators_port
        self._database = EmbeddedPostgres(DATA / "postgres")
        self._children: list[Child] = []

    def start(self) -> None:
        """Bring everything up, ready to be used."""
        environment = self._environment(kept_secrets())
        state = ["--port", str(self._simulators_port), "--state", str(DATA / "simulators"), "--exit-with-parent"]
        self._begin("simulators", ["-m", "simulators", *state], environment)
        environment["DATABASE_URL"] = self._database.start()
        self._run("migrate", ["-m", "skypanel", "migrate"], environment)
        if not SEEDED.exists():
            self._run("seed", [str(ROOT / "scripts" / "seed.py")], environment)
            SEEDED.touch()
        self._begin("web", ["-m", "skypanel", "serve"], environment)
        self._begin("worker", ["-m", "skypanel", "worker"], environment)
        self._await("simulators", f"http://127.0.0.1:{self._simulators_port}/faults")
        self._await("web", f"http://127.0.0.1:{self._port}/health/ready")

    def tend(self) -> None:
        """Start again whatever died, for ever."""
        while True:
            if not self._database.is_running:
                say("postgres: ended; starting it again")
                self._database.start()
            for child in self._children:
                news = child.tend()
                if news:
                    say(news)
            self._stopping.pause(GLANCE_SECONDS)

    def stop(self) -> None:
        """Stop everything, the database last."""
        for child in reversed(self._children):
            child.stop()
        self._database.stop()

    def _environment(self, secrets: Mapping[str, str]) -> dict[str, str]:
        simulators = f"http://localhost:{self._simulators_port}"
        return {
            **os.environ,
            **secrets,
            "SKYPANEL_ENVIRONMENT": "development",
            "SKYPANEL_DATA_DIR": str(DATA),
            "PORT": str(self._port),
            "PUBLIC_URL": f"http://localhost:{self._port}",
            "VIRTFUSION_API_URL": f"{simulators}/virtfusion/api/v1",
            "VIRTFUSION_API_KEY": "demo-virtfusion-token",
            "SIMULATORS_WEBHOOK_URL": f"http://localhost:{self._port}/api/v1/webhooks/virtfusion",
            "SIMULATORS_WEBHOOK_TOKEN": secrets["VIRTFUSION_WEBHOOK_TOKEN"],
            "SMTP2GO_API_URL": f"{simulators}/mail/v3",
            "SMTP2GO_API_KEY": "api-demo",
            "SMTP_FROM": "Northlight <noreply@northlight.example>",
            "BRAND_NAME": "Northlight",
            "PYTHONUNBUFFERED": "1",
            MARK: str(DATA),
        }

    def _begin(self, name: str, arguments: list[str], environment: Mapping[str, str]) -> None:
        child = Child(name, [sys.executable, *arguments], environment)
        child.start()
        self._children.append(child)

    def _run(self, name: str, arguments: list[str], environment: Mapping[str, str]) -> None:
        last_words = run_to_end(name, [sys.executable, *arguments], environment, self._stopping.pause)
        if last_words is not None:
            raise DemoError(f"The step {name!r} failed: {last_words} (the full story is in {LOGS / name}.log)")

    def _await(self, name: str, address: str) -> None:
        child = next(child for child in self._children if child.name == name)
        deadline = time.monotonic() + READY_SECONDS
        while not answers(address):
            if child.failed():
                raise DemoError(f"The {name} did not start: {child.last_words()} (the full story is in {child.log})")
            if time.monotonic() > deadline:
                raise DemoError(f"The {name} is not ready after {READY_SECONDS:.0f} s; see {child.log}.")
            self._stopping.pause(0.05)


def answers(address: str) -> bool:
    """Whether a GET of the address succeeds now."""
    try:
        with urllib.request.urlopen(address, timeout=5) as response:  # noqa: S310  (our own loopback addresses)
            return bool(response.status == 200)  # noqa: PLR2004  (the status of success)
    except OSError:
        return False


def tell(text: str) -> None:
    """Something to the person, if they still listen: what we print to may end before us, as `tee` does by Ctrl-C."""
    try:
        print(text, flush=True)
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def say(text: str) -> None:
    """One line to the person, with the time."""
    tell(f"  {time.strftime('%H:%M:%S')} {text}")


def introduce(port: int, simulators_port: int, seconds: float) -> None:
    """Where to go, and who to be."""
    sign_ins = credentials()
    tell(f"\n  SkyPANEL is ready ({seconds:.1f} s).\n")
    tell(f"    The panel      http://localhost:{port}")
    tell(f"    Its mailbox    http://localhost:{simulators_port}/mail/")
    tell(f"    Its vendors    http://localhost:{simulators_port}/  (simulated; faults are set here)\n")
    for who in ("admin", "customer"):
        tell(f"    Sign in as     {sign_ins[who]['email']:<24} {sign_ins[who]['password']}")
    tell(f"\n  Logs are in {LOGS}. Ctrl-C stops everything.\n")


def main() -> int:
    """Run until told to stop; the exit status."""
    begun = time.monotonic()
    stopping = Stopping()
    os.chdir(ROOT)
    demo: Demo | None = None
    try:
        prepare_directories()
        lock_for_one()
        lock_environment()
        end_leftovers()
        port, simulators_port = port_from("PORT", 3333), port_from("SIMULATORS_PORT", 3400)
        claim(port, "PORT")
        claim(simulators_port, "SIMULATORS_PORT")
        demo = Demo(port, simulators_port, stopping)
        demo.start()
        introduce(port, simulators_port, time.monotonic() - begun)
        demo.tend()
    except (DemoError, EmbeddedPostgresError) as refusal:
        sys.stderr.write(f"{refusal}\n")
        return 1
    except OSError as error:
        sys.stderr.write(f"{error.filename or 'The demonstration'}: {error.strerror or error}\n")
        return 1
    except Stopped:
        tell("\n  Stopping …")
        return 0
    finally:
        if demo is not None:
            demo.stop()
    return 0


if __name__ == "__main__":
    sys.exit(main())
