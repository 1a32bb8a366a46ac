"""Runs schedules and their controls, and says what was done and what was found."""

import contextlib
import random
import shutil
import sys
import tempfile
import time
import traceback
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

import msgspec

from tests.chaos.invariants import violations
from tests.chaos.postgres import Postgres
from tests.chaos.schedule import Schedule
from tests.chaos.world import running_world

_INDENT: Final = "    "


@dataclass
class Run:
    """What one run found. A drill that broke proves nothing, whatever it found before."""

    found: list[str] = field(default_factory=list)
    is_broken: bool = False

    @property
    def verdict(self) -> str:
        """What is said of a run that broke; nothing of one that did not."""
        return "BROKEN: the drill itself failed" if self.is_broken else ""


class Runner:
    """One database server for all runs; `keep` leaves the logs of a run that failed for reading."""

    def __init__(self, postgres: Postgres, directory: Path, seed: int) -> None:
        self._postgres = postgres
        self._directory = directory
        self._seed = seed
        self._runs = 0

    async def round(self, schedule: Schedule, number: int, *, has_controls: bool) -> int:
        """Run a schedule and then each of its controls; how many of them did not end as they must."""
        seed = f"{self._seed}:{schedule.name}:{number}"
        run = await self._run(schedule, seed, ())
        wrong = int(run.is_broken or bool(run.found))
        _say(f"{_INDENT}{run.verdict or ('FOUND' if run.found else 'nothing found')}", run.found)
        for without in schedule.controls if has_controls else ():
            run = await self._run(schedule, seed, without)
            wrong += run.is_broken or not run.found
            found = "found, as it must be" if run.found else "NOTHING FOUND: this check proves nothing"
            _say(f"{_INDENT}{run.verdict or found}", run.found[:3])
        return wrong

    async def _run(self, schedule: Schedule, seed: str, without: Sequence[str]) -> Run:
        """One run; the line that says what was done is printed."""
        self._runs += 1
        directory = self._directory / f"{self._runs}-{'without-' + '-'.join(without) if without else schedule.name}"
        directory.mkdir()
        began = time.monotonic()
        rng = random.Random(seed)  # noqa: S311 - replayable choices, not secrets
        options = msgspec.structs.replace(schedule.options, without=tuple(without))
        title = f"  control: without {', '.join(without)}" if without else f"{schedule.name}  seed {seed}"
        run, done = Run(), "not finished"
        try:
            async with running_world(self._postgres, directory, rng, options) as world:
                run.found += await schedule.act(world)
                run.found += await violations(world)
                done = ", ".join(f"{count} {deed}" for deed, count in world.did.items())
        except Exception:  # noqa: BLE001 - the other drills still run
            run.is_broken = True
            run.found.append(traceback.format_exc())
        _say(f"{title}  ({time.monotonic() - began:.0f} s)  {done}")
        return run


def _say(line: str, details: Sequence[str] = ()) -> None:
    sys.stdout.write(line + "".join(f"\n{_INDENT}  - {detail}" for detail in details) + "\n")
    sys.stdout.flush()


@contextlib.contextmanager
def working_directory() -> Iterator[Path]:
    """A directory for everything, removed when all went well and named when not."""
    directory = Path(tempfile.mkdtemp(prefix="chaos-"))
    try:
        yield directory
    finally:
        if (directory / "keep").exists():
            _say(f"The logs are in {directory}.")
        else:
            shutil.rmtree(directory, ignore_errors=True)
