"""How a checkout is prepared, and how what goes wrong is put to a person."""

import errno
import hashlib
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from scripts.checks.duplicates import duplicates
from scripts.checks.locks import main as check_locks
from scripts.environment.client import is_new_enough
from scripts.environment.console import explain, sentence_for

ROOT = Path(__file__).resolve().parents[3]


@pytest.mark.parametrize("version", ["v20.19.0", "v20.20.2", "v22.12.0", "v23.0.0", "v24.19.0"])
def test_a_node_that_runs_the_clients_tools_is_used(version: str) -> None:
    assert is_new_enough(version)


@pytest.mark.parametrize("version", ["", "v18.20.4", "v20.18.3", "v21.7.0", "v22.11.0"])
def test_a_node_that_is_too_old_is_passed_over(version: str) -> None:
    assert not is_new_enough(version)


@pytest.mark.parametrize(
    ("output", "advice"),
    [
        (
            "WARNING: Retrying after NewConnectionError\nERROR: No matching distribution found for x",
            "could not be reached",
        ),
        ("ERROR: No matching distribution found for litestar==2.25.0", "does not have a package"),
        ("npm error code ENOTFOUND", "could not be reached"),
        ("OSError: [Errno 28] No space left on device", "disk is full"),
        ("ERROR: THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "not the one that was locked"),
        ("The virtual environment was not created because ensurepip is not available.", "python3-venv"),
        ("npm error code EACCES\nnpm error path /root/.npm/x", "cannot be written.*(/root/.npm/x)"),
        ("vite v8\nsrc/a.tsx(1,1): error TS2307: Cannot find module", "TS2307"),
        ("", "without a word"),
    ],
)
def test_what_a_tool_printed_becomes_one_sentence_that_says_what_to_do(output: str, advice: str) -> None:
    sentence = explain(output)
    assert "\n" not in sentence
    for part in advice.split(".*"):
        assert part in sentence


def test_a_refusal_of_the_system_names_the_path() -> None:
    assert "/x/y cannot be written" in sentence_for(OSError(errno.EACCES, os.strerror(errno.EACCES), "/x/y"))
    assert "disk is full" in sentence_for(OSError(errno.ENOSPC, os.strerror(errno.ENOSPC), "/x/y"))


def test_an_unknown_verb_is_refused_without_a_traceback() -> None:
    asked = subprocess.run(  # noqa: S603  (our own script)
        [sys.executable, str(ROOT / "scripts" / "bootstrap.py"), "fly"], capture_output=True, text=True, check=False
    )
    assert asked.returncode == 2
    assert "invalid choice" in asked.stderr


def test_the_bootstrap_can_be_read_by_an_old_interpreter() -> None:
    source = (ROOT / "scripts" / "bootstrap.py").read_text(encoding="utf-8")
    compile(source, "bootstrap.py", "exec", dont_inherit=True)
    assert not any(word in source for word in (":=", "match ", " | ", "from __future__"))


def test_a_checkout_may_be_anywhere_whatever_the_locale(tmp_path: Path) -> None:
    checkout = tmp_path / "mit Leerzeichen und ü"
    for part in ("scripts", "requirements"):
        shutil.copytree(ROOT / part, checkout / part)
    environment = checkout / ".venv"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", environment], check=True)  # noqa: S603
    locked = (checkout / "requirements" / "demo.txt").read_bytes()
    (environment / "installed-demo").write_text(hashlib.sha256(locked).hexdigest(), encoding="ascii")
    prepare = "from scripts.environment.packages import ensure_packages; ensure_packages('demo')"
    subprocess.run([sys.executable, "-c", prepare], cwd=checkout, check=True)  # noqa: S603
    found = subprocess.run(  # noqa: S603
        [environment / "bin" / "python", "-c", "import scripts; print(ascii(scripts.__path__[0]))"],
        cwd=tmp_path, env={"LC_ALL": "C"}, capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert found.stderr == ""
    assert found.stdout.strip() == ascii(str(checkout / "scripts"))


def test_twelve_equal_lines_in_two_places_are_told_and_eleven_are_not(tmp_path: Path) -> None:
    lines = [f"total = total + weigh({number})" for number in range(12)]
    paths = [ROOT / "scripts" / "parts.py"]
    assert duplicates(paths) == []
    twice = tmp_path / "twice.py"
    twice.write_text("\n".join([*lines, "between = 1", *lines]))
    assert len(duplicates([twice])) == 1
    twice.write_text("\n".join([*lines[:11], "between = 1", *lines[:11]]))
    assert duplicates([twice]) == []


def test_the_locks_name_no_host() -> None:
    assert check_locks() == 0
