"""The database every run measures on: seeded once, kept between runs, the same on every machine.

What is in it stands in `dataset.sql`.
"""

import hashlib
import secrets
import shutil
from pathlib import Path
from typing import Final

import psycopg

from skypanel.accounts.sessions import token_hasher
from skypanel.app.embedded.supervisor import EmbeddedPostgres
from skypanel.app.migrations import MIGRATIONS, migrate

USERS: Final = 10_000
SEED: Final = Path(__file__).with_name("dataset.sql")

_FORGET_TICKETS: Final = "DELETE FROM tickets WHERE id > 100000; DELETE FROM idempotency_keys"
_FORGET_RUNS: Final = "DELETE FROM sessions; TRUNCATE procrastinate_jobs CASCADE"


class Dataset:
    """The seeded database in `directory`, served by an embedded PostgreSQL with production's settings."""

    def __init__(self, directory: Path) -> None:
        self._directory = directory
        self._postgres = EmbeddedPostgres(directory / "postgres")
        self.dsn = ""

    def start(self) -> bool:
        """Start it, seeding what is not there or was made for another schema. Whether it was there."""
        mark = self._directory / "dataset"
        is_there = mark.is_file() and mark.read_text() == _fingerprint()
        if not is_there:
            mark.unlink(missing_ok=True)
            shutil.rmtree(self._directory / "postgres", ignore_errors=True)
        self.dsn = self._postgres.start()
        if not is_there:
            migrate(self.dsn)
            self.run(SEED.read_text())
            mark.write_text(_fingerprint())
        self.run(_FORGET_TICKETS)
        self.run(_FORGET_RUNS)
        # Fresh statistics, and no dead rows of an earlier run: autovacuum would otherwise run beside the load.
        self.run("VACUUM ANALYZE")
        return is_there

    def stop(self) -> None:
        self._postgres.stop()

    def process_id(self) -> int:
        """Of the server's chief process."""
        return int((self._directory / "postgres" / "cluster" / "postmaster.pid").read_text().split()[0])

    def sign_in(self, count: int, secret: str) -> list[str]:
        """Sessions for `count` people spread over all of them; the cookies' values."""
        tokens = [secrets.token_urlsafe(32) for _ in range(count)]
        stored = token_hasher(secret)
        rows = [(stored(token), 1 + number * (USERS // count)) for number, token in enumerate(tokens)]
        with psycopg.connect(self.dsn) as connection, connection.cursor() as cursor:
            cursor.executemany(
                "INSERT INTO sessions (token_hash, user_id, expires_at) VALUES (%s, %s, now() + interval '1 day')",
                rows,
            )
        return tokens

    def forget_new_tickets(self) -> None:
        """Remove what a measured slice opened, so that nobody reaches the most a person may have."""
        self.run(_FORGET_TICKETS)

    def run(self, sql: str, *, as_superuser: bool = False) -> None:
        """Execute statements, each by itself."""
        dsn = self._postgres.admin_dsn if as_superuser else self.dsn
        with psycopg.connect(dsn, autocommit=True) as connection:
            for statement in filter(None, map(str.strip, sql.split(";"))):
                connection.execute(statement.encode())

    @property
    def log(self) -> Path:
        """What the server writes."""
        return self._directory / "postgres" / "server.log"


def _fingerprint() -> str:
    """Changes whenever the schema or the seed does."""
    sources = [path.read_text() for path in (SEED, *sorted((MIGRATIONS / "versions").glob("*.py")))]
    return hashlib.sha256("".join(sources).encode()).hexdigest()
