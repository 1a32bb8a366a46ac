"""Child processes that are started again when they die, and that end with us."""

import os
import signal
import subprocess
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

import psutil

from scripts.demonstration.places import DATA, LOGS
from scripts.parts import ROOT
from skypanel.app.embedded.identity import Identity

FIRST_DELAY_SECONDS = 0.5
LONGEST_DELAY_SECONDS = 15.0
# A child that stayed up this long has recovered; its next death is a first one.
STEADY_SECONDS = 30.0
STOP_SECONDS = 10.0
LARGEST_LOG_BYTES = 5_000_000
# Set for every process of a demonstration, to where it keeps its things.
MARK = "SKYPANEL_DEMONSTRATION"


class Child:
    """One part of the demonstration, in a session of its own and with a log of its own."""

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str]) -> None:
        self.name = name
        self.log = LOGS / f"{name}.log"
        self._command = list(command)
        self._environment = dict(environment)
        self._process: subprocess.Popen[bytes] | None = None
        self._started_at = 0.0
        self._delay = FIRST_DELAY_SECONDS
        self._start_not_before = 0.0

    def start(self) -> None:
        """Start it now. If we die, by whatever signal, the kernel interrupts it."""
        _set_aside(self.log)
        ourselves = Identity("self", os.geteuid(), os.getegid())
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                ourselves.command(self._command, parent=os.getpid()),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                env=self._environment, cwd=ROOT, start_new_session=True,
            )  # fmt: skip
        self._started_at = time.monotonic()

    def tend(self) -> str | None:
        """Notice a death and start again when its delay has passed; answers one line when there is news."""
        now = time.monotonic()
        if self._process is None:
            if now >= self._start_not_before:
                self.start()
                return f"{self.name}: started again"
            return None
        status = self._process.poll()
        if status is None:
            return None
        self._end_group(signal.SIGKILL)
        self._process = None
        if now - self._started_at > STEADY_SECONDS:
            self._delay = FIRST_DELAY_SECONDS
        self._start_not_before, wait = now + self._delay, self._delay
        self._delay = min(self._delay * 2, LONGEST_DELAY_SECONDS)
        return f"{self.name}: ended by {_how(status)}; starting it again in {wait:g} s (see {self.log.name})"

    def stop(self) -> None:
        """End it in good order, or by force when it does not; afterwards nothing of it is left."""
        if self._process is None:
            return
        self._process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(STOP_SECONDS)
        self._end_group(signal.SIGKILL)
        self._process.wait()
        self._process = None

    def failed(self) -> bool:
        """Whether it has ended by itself and was not yet started again."""
        return self._process is not None and self._process.poll() is not None

    def last_words(self) -> str:
        """The last line of its log."""
        return last_line(self.log)

    def _end_group(self, signal_number: signal.Signals) -> None:
        # Its own children share its session, and would keep its port if they outlived it.
        if self._process is not None:
            with suppress(ProcessLookupError):
                os.killpg(self._process.pid, signal_number)


def end_leftovers() -> None:
    """End what a killed demonstration of this place left behind. Call it holding the lock."""
    left = []
    for process in psutil.process_iter():
        with suppress(psutil.Error):
            if process.pid != os.getpid() and process.environ().get(MARK) == str(DATA):
                process.kill()
                left.append(process)
    psutil.wait_procs(left, timeout=STOP_SECONDS)


def run_to_end(
    name: str, command: Sequence[str], environment: Mapping[str, str], pause: Callable[[float], None]
) -> str | None:
    """Run a short command with its output in `<name>.log`; None when it succeeds, else its last line.

    `pause` waits between two looks at it, and may raise to give up: the command is then ended.
    """
    path = LOGS / f"{name}.log"
    _set_aside(path)
    with path.open("ab") as log:
        running = subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=dict(environment), start_new_session=True
        )
    try:
        while running.poll() is None:
            pause(0.02)
    finally:
        if running.poll() is None:
            running.kill()
            running.wait()
    return None if running.returncode == 0 else last_line(path)


def last_line(path: Path) -> str:
    """The last line of a log that says something."""
    with path.open("rb") as file:
        file.seek(max(0, path.stat().st_size - 4_000))
        lines = [line for line in file.read().decode(errors="replace").splitlines() if line.strip()]
    return lines[-1][:500] if lines else "it said nothing"


def _set_aside(path: Path) -> None:
    if path.exists() and path.stat().st_size > LARGEST_LOG_BYTES:
        path.rename(path.with_suffix(".log.1"))


def _how(status: int) -> str:
    return f"signal {signal.Signals(-status).name}" if status < 0 else f"exit status {status}"
