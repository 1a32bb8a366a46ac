"""What the person at the terminal sees, what the log keeps, and how a failure is put into one sentence."""

import errno
import re
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from scripts.parts import ROOT

LOG = ROOT / "var" / "log" / "setup.log"

# What tools print when something outside of us is wrong, and what to do about it. First match wins.
CAUSES = {
    r"No space left on device|ENOSPC|Disk quota exceeded": "The disk is full: make room and run it again.",
    r"ensurepip is not available|No module named '?(ensurepip|venv)": (
        "This Python came without its venv module: install it (on Debian and Ubuntu: apt install python3-venv)."
    ),
    r"DO NOT MATCH THE HASHES|EINTEGRITY": (
        "A downloaded package is not the one that was locked: check the package mirror, then run it again."
    ),
    r"NewConnectionError|ConnectTimeout|Could not fetch URL|name resolution|Read timed out"
    r"|ProxyError|CERTIFICATE_VERIFY|ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH": (
        "The package registry could not be reached: check the network, the proxy, or the mirror that pip and npm are "
        "set to, and run it again."
    ),
    r"No matching distribution found|\bE404\b|\bETARGET\b": (
        "The package registry does not have a package that is locked: check the mirror that pip and npm are set to."
    ),
    r"Permission denied|EACCES|EPERM|Read-only file system|EROFS": (
        "A directory cannot be written: run it as the owner of this checkout."
    ),
}


class SetupError(Exception):
    """Setup cannot go on. The message is one sentence that names what to do."""


def say(text: str) -> None:
    """One line to the person."""
    print(text, flush=True)


@contextmanager
def step(title: str) -> Iterator[None]:
    """Announce a piece of work and, when it is done, how long it took."""
    print(f"  {title} … ", end="", flush=True)
    begun = time.monotonic()
    try:
        yield
    except BaseException:
        print("failed", flush=True)
        raise
    print(f"{time.monotonic() - begun:.1f} s", flush=True)


def open_log() -> None:
    """Begin a new log. Refuses when the checkout cannot be written."""
    try:
        LOG.parent.mkdir(parents=True, exist_ok=True)
        LOG.write_text(f"setup with {sys.executable}, {sys.version}\n", encoding="utf-8")
    except OSError as error:
        raise SetupError(sentence_for(error)) from error


def run_logged(command: Sequence[str | Path], *, env: Mapping[str, str], cwd: Path = ROOT) -> None:
    """Run a tool with all its output in the log; its failure becomes a sentence."""
    with LOG.open("a", encoding="utf-8") as log:
        log.write(f"\n$ {' '.join(map(str, command))}\n")
        log.flush()
        begins = log.tell()
        status = subprocess.run(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=env, cwd=cwd, check=False, close_fds=False
        ).returncode
    if status != 0:
        with LOG.open("rb") as written:
            written.seek(begins)
            raise SetupError(explain(written.read().decode(errors="replace")))


def explain(output: str) -> str:
    """What a failed tool printed as one sentence: what to do, or else its most telling line."""
    for signs, advice in CAUSES.items():
        if re.search(signs, output):
            path = re.search(r"(?:error path |denied:? '?|directory: '?)(/[^\s']+)", output)
            return f"{advice} ({path[1]})" if path else advice
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    telling = [line for line in lines if "error" in line.lower()]
    return (telling or lines or ["A tool failed without a word."])[-1][:300]


def sentence_for(error: OSError) -> str:
    """A refusal of the operating system as one sentence that names the path and what to do."""
    where = error.filename or ROOT
    if error.errno in {errno.ENOSPC, errno.EDQUOT}:
        return f"The disk is full, so {where} could not be written: make room and run it again."
    if error.errno in {errno.EACCES, errno.EPERM, errno.EROFS}:
        return f"{where} cannot be written by this user: run it as the owner of this checkout, or change its owner."
    return f"{where}: {error.strerror}."
