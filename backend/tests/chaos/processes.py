"""One process of the portal under test, and everything a bad day can do to it."""

import contextlib
import os
import signal
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

import psutil

ROOT: Final = Path(__file__).resolve().parents[3]
_PATIENCE_SECONDS: Final = 8.0


def verb(name: str, *options: str) -> list[str]:
    """The command of one of the product's verbs, by the door everybody uses; with `options`, by our own (`entry`)."""
    module = ["tests.chaos.entry", *options] if options else ["skypanel"]
    return [sys.executable, "-m", *module, name]


class Part:
    """A process group with a log."""

    def __init__(self, name: str, command: Sequence[str], environment: Mapping[str, str], log: Path) -> None:
        self.name = name
        self.log = log
        self._said_before = 0
        self._command = list(command)
        self._environment = dict(environment)
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def is_alive(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def pid(self) -> int:
        """Of the process we started; its own children have theirs."""
        return 0 if self._process is None else self._process.pid

    def start(self, **changes: str) -> None:
        """Start it, with `changes` to its environment from now on. It must not be running."""
        if self.is_alive:
            raise RuntimeError(f"{self.name} is running already")
        self._environment |= changes
        self._said_before = self.log.stat().st_size if self.log.exists() else 0
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(  # noqa: S603 - our own modules
                self._command,
                cwd=ROOT,
                env={**os.environ, **self._environment},
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def kill(self) -> None:
        """End it and its children at once, as a power cut would."""
        self._signal(signal.SIGKILL)
        if self._process is not None:
            self._process.wait()

    def kill_child(self) -> None:
        """End only the process that does the work; its parent stays and starts another."""
        with contextlib.suppress(psutil.Error):
            for child in psutil.Process(self.pid).children(recursive=True):
                child.kill()

    def freeze(self) -> None:
        """Stop the clock for it (SIGSTOP): it holds what it holds and answers nothing."""
        self._signal(signal.SIGSTOP)

    def thaw(self) -> None:
        self._signal(signal.SIGCONT)

    def stop(self) -> None:
        """End it as an operator would; by force when it does not listen."""
        if self._process is None:
            return
        self.thaw()
        self._process.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(_PATIENCE_SECONDS)
        self.kill()

    def said(self, words: str) -> int:
        """How often the log has `words`."""
        return self.log.read_text(errors="replace").count(words) if self.log.exists() else 0

    def has_said(self, words: str) -> bool:
        """Whether it has said `words` since it was last started."""
        if not self.log.exists():
            return False
        with self.log.open("rb") as log:
            log.seek(self._said_before)
            return words.encode() in log.read()

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None:
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self._process.pid, number)
