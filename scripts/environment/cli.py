"""The verbs of `scripts/bootstrap.py`."""

import argparse
import fcntl
import os
import shutil
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager

from scripts.environment.client import ensure_client_build, ensure_client_packages, ensure_node
from scripts.environment.console import LOG, SetupError, open_log, say, sentence_for
from scripts.environment.packages import PYTHON, ensure_packages
from scripts.parts import ROOT


def run(arguments: Sequence[str]) -> int:
    """Do what the verb says; the exit status. A verb that runs something becomes it and does not return."""
    options = _parse(arguments)
    try:
        environment = _set_up(options)
    except SetupError as failure:
        return _fail(str(failure))
    except OSError as error:
        return _fail(sentence_for(error))
    except KeyboardInterrupt:
        say("\nInterrupted. Run it again to continue.")
        return 130
    if options.verb == "setup":
        say("Everything is in place. `make demo` starts the demonstration.")
        return 0
    command = [str(PYTHON), str(ROOT / "scripts" / "demo.py")] if options.verb == "demo" else options.command
    return _become(command, environment)


def _parse(arguments: Sequence[str]) -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="bootstrap.py", description="Make what a checkout needs, then run it.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    setup = verbs.add_parser("setup", help="the Python environment, Node and the client's build")
    setup.add_argument("--profile", choices=("runtime", "demo", "dev"), default="demo")
    demo = verbs.add_parser("demo", help="setup, then the demonstration in the foreground")
    demo.set_defaults(profile="demo")
    command = verbs.add_parser("run", help="the development environment, then a command in it")
    command.add_argument("--build", action="store_true", help="build the client first")
    command.add_argument("command", nargs="+", metavar="CMD")
    command.set_defaults(profile="dev")
    return parser.parse_args(arguments)


def _set_up(options: argparse.Namespace) -> Mapping[str, str]:
    with _one_at_a_time():
        open_log()
        ensure_packages(options.profile)
        node = ensure_node()
        ensure_client_packages(node)
        if options.verb != "run" or options.build:
            ensure_client_build(node)
    return node.environment()


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    directory = LOG.parent
    directory.mkdir(parents=True, exist_ok=True)
    with (directory / "setup.lock").open("w") as lock:
        # Our tools hold it too: if we are killed, a new setup waits until the last of them has ended.
        os.set_inheritable(lock.fileno(), True)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("  Another setup of this checkout is running: waiting for it.")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _become(command: Sequence[str], environment: Mapping[str, str]) -> int:
    """Replace this process; returns only a failure."""
    program = shutil.which(command[0], path=environment["PATH"])
    if program is not None:
        sys.stdout.flush()
        os.execve(program, [program, *command[1:]], environment)  # noqa: S606  (the person's own command)
    return _fail(f"There is no program {command[0]}.", log=False)


def _fail(sentence: str, *, log: bool = True) -> int:
    sys.stderr.write(f"{sentence}\n")
    if log and LOG.exists():
        sys.stderr.write(f"The full story is in {LOG.relative_to(ROOT)}.\n")
    return 1
