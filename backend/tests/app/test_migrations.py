"""The schema goes up, down and up again, and is the same each time."""

import subprocess

from skypanel.app.embedded.binaries import find_binaries
from skypanel.app.migrations import migrate, migrate_down
from tests.support.databases import Databases

EMPTY = "template1"


def schema_of(dsn: str) -> str:
    dump = find_binaries().program("pg_dump")
    made = subprocess.run([str(dump), "--schema-only", "--no-owner", dsn], capture_output=True, text=True, check=True)  # noqa: S603
    return "\n".join(line for line in made.stdout.splitlines() if not line.startswith("\\"))


def test_up_down_up_leaves_the_same_schema(databases: Databases) -> None:
    with databases.clone(template=EMPTY) as dsn:
        migrate(dsn)
        first = schema_of(dsn)
        migrate_down(dsn)
        assert "CREATE TABLE" not in schema_of(dsn).replace("CREATE TABLE public.alembic_version", "")
        migrate(dsn)
        assert schema_of(dsn) == first
