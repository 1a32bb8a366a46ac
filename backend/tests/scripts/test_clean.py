"""What `make clean` takes away, and what it leaves alone."""

import fcntl
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """Prepared, demonstrated, and used to run a portal in."""
    (tmp_path / "scripts").mkdir()
    shutil.copy(ROOT / "scripts" / "clean.py", tmp_path / "scripts")
    for made in (".venv/bin", "var/demo/postgres", "var/log", "var/postgres"):
        (tmp_path / made).mkdir(parents=True)
    for built in ("dist", "dist-mock", ".tsbuild", ".tanstack", "screenshots", "test-results", "node_modules", "src"):
        (tmp_path / "frontend" / built).mkdir(parents=True)
    for lock in ("var/log/setup.lock", "var/demo/postgres/supervisor.lock", "var/postgres/supervisor.lock"):
        (tmp_path / lock).touch()
    (tmp_path / "var" / "keys").write_text("1:of a real portal")
    return tmp_path


def clean(checkout: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(  # noqa: S603  (our own script)
        [sys.executable, checkout / "scripts" / "clean.py"], capture_output=True, text=True, check=False
    )


def test_a_portals_own_database_and_keys_stay(checkout: Path) -> None:
    assert clean(checkout).returncode == 0
    assert sorted(path.name for path in checkout.iterdir()) == ["frontend", "scripts", "var"]
    assert [path.name for path in (checkout / "frontend").iterdir()] == ["src"]
    assert sorted(path.name for path in (checkout / "var").iterdir()) == ["keys", "postgres"]


@pytest.mark.parametrize(
    "lock", [".venv", "var/log/setup.lock", "var/demo/postgres/supervisor.lock", "var/postgres/supervisor.lock"]
)
def test_nothing_is_taken_from_what_is_running(checkout: Path, lock: str) -> None:
    held = os.open(checkout / lock, os.O_RDONLY)
    fcntl.flock(held, fcntl.LOCK_SH)
    refused = clean(checkout)
    os.close(held)
    assert refused.returncode == 1
    assert refused.stderr.count("\n") == 1
    assert (checkout / ".venv" / "bin").exists()


def test_what_cannot_be_removed_is_said(checkout: Path) -> None:
    (checkout / "var" / "bench").symlink_to(checkout / "frontend")
    refused = clean(checkout)
    assert refused.returncode == 1
    assert refused.stderr.startswith("Not everything can be removed")
    assert refused.stderr.count("\n") == 1
