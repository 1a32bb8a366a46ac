"""Bringing the schema up (or down) to a revision; safe to call from several instances at once."""

from pathlib import Path

from alembic import command
from alembic.config import Config

MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


def migrate(dsn: str, revision: str = "head") -> None:
    """Upgrade the database at `dsn` to `revision`."""
    command.upgrade(_config(dsn), revision)


def migrate_down(dsn: str, revision: str = "base") -> None:
    """Downgrade the database at `dsn` to `revision`. Loses what the later revisions held."""
    command.downgrade(_config(dsn), revision)


def _config(dsn: str) -> Config:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.set_main_option("path_separator", "os")
    config.attributes["dsn"] = dsn
    return config
