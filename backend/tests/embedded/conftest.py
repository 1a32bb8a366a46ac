"""A directory for a database, and people who may keep one: whoever runs the tests, and for root somebody else too."""

import os
import shutil
import subprocess
import sys
import sysconfig
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from skypanel.app.embedded.supervisor import EmbeddedPostgres

BACKEND = Path(__file__).resolve().parents[2]
NOBODY = 65534


@dataclass(frozen=True)
class Person:
    """Somebody who runs our code in another process: their interpreter, and their user id when it is not ours."""

    interpreter: str
    uid: int | None = None

    def start(self, script: str, *arguments: str) -> "subprocess.Popen[str]":
        """Run Python source as this person; its output and errors come by pipes."""
        path = os.pathsep.join([str(BACKEND), sysconfig.get_path("platlib")])
        return subprocess.Popen(  # noqa: S603  (our own source, an interpreter we chose)
            [self.interpreter, "-c", script, *arguments],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, cwd="/",
            env={**os.environ, "PYTHONPATH": path, "PYTHONDONTWRITEBYTECODE": "1"},
            user=self.uid, group=self.uid, extra_groups=None if self.uid is None else [],
        )  # fmt: skip


def people() -> list[Person]:
    """Whoever runs the tests; and for root, nobody as well, when an interpreter of our version is open to them."""
    found = [Person(sys.executable)]
    version = f"python{sys.version_info.major}.{sys.version_info.minor}"
    candidates = [f"/usr/bin/{version}", f"/usr/local/bin/{version}"] if os.geteuid() == 0 else []
    for interpreter in candidates:
        probe = [interpreter, "-c", f"import os; os.listdir({sysconfig.get_path('platlib')!r})"]
        if not Path(interpreter).exists():
            continue
        trial = subprocess.run(probe, user=NOBODY, group=NOBODY, check=False)  # noqa: S603  (a fixed command)
        if trial.returncode == 0:
            return [*found, Person(interpreter, NOBODY)]
    return found


@pytest.fixture
def data_dir() -> Iterator[Path]:
    """A place for a database that is not there yet; its path is short enough for a socket inside."""
    with tempfile.TemporaryDirectory(prefix="skypanel-test-") as directory:
        yield Path(directory) / "database"


@pytest.fixture
def open_dir() -> Iterator[Path]:
    """A directory that everybody can pass through and write to, with a short path."""
    directory = Path(tempfile.mkdtemp(prefix="skypanel-test-"))
    directory.chmod(0o777)
    yield directory
    shutil.rmtree(directory)


@pytest.fixture
def database(data_dir: Path) -> Iterator[EmbeddedPostgres]:
    with EmbeddedPostgres(data_dir, durable=False) as embedded:
        yield embedded
