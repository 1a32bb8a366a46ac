"""Bringing the schema up (or down) to a revision; safe to call from several instances at once."""

import contextlib
from collections.abc import Iterator
from pathlib import Path

from alembic import command
from alembic.config import Config
from alembic.util import CommandError
from sqlalchemy.exc import OperationalError

from skypanel.app.config import ConfigError

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def migrate(dsn: str, revision: str = "head") -> None:
    """Upgrade the database at `dsn` to `revision`. ConfigError where it cannot be reached, or is at none we know."""
    with _in_one_sentence():
        command.upgrade(_config(dsn), revision)


def migrate_down(dsn: str, revision: str = "base") -> None:
    """Downgrade the database at `dsn` to `revision`. Loses what the later revisions held."""
    with _in_one_sentence():
        command.downgrade(_config(dsn), revision)


@contextlib.contextmanager
def _in_one_sentence() -> Iterator[None]:
    try:
        yield
    except OperationalError as error:
        if error.statement is not None:
            raise  # it was reached, and a migration of ours failed
        reason = " ".join(str(error.orig).split())
        raise ConfigError(f"the database at DATABASE_URL cannot be reached: {reason}") from error
    except CommandError as error:
        # Also a database that a later release has brought further than this one knows.
        raise ConfigError(f"the schema cannot be brought there: {error}") from error


def _config(dsn: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["dsn"] = dsn
    return config
