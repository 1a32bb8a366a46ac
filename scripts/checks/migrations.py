"""The schema goes up, down to nothing and up again, and is the same both times."""

import subprocess
import sys
import tempfile
from pathlib import Path

from skypanel.app.embedded.binaries import find_binaries
from skypanel.app.embedded.supervisor import EmbeddedPostgres
from skypanel.app.migrations import migrate, migrate_down


def schema_of(dsn: str) -> str:
    """The whole schema as SQL, without what differs from run to run."""
    command = [find_binaries().program("pg_dump"), "--schema-only", "--no-owner", dsn]
    dump = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return "\n".join(line for line in dump.splitlines() if not line.startswith(("\\restrict", "\\unrestrict")))


def main() -> int:
    """The exit status."""
    with (
        tempfile.TemporaryDirectory(prefix="skypanel-check-") as directory,
        EmbeddedPostgres(Path(directory) / "database", durable=False) as embedded,
    ):
        dsn = embedded.start()
        migrate(dsn)
        first = schema_of(dsn)
        migrate_down(dsn)
        left = [line for line in schema_of(dsn).splitlines() if line.startswith("CREATE ")]
        migrate(dsn)
        second = schema_of(dsn)
    left = [line for line in left if "alembic_version" not in line]
    if left:
        print("The downgrade leaves behind:", *left, sep="\n  ")
    if first != second:
        print("The second upgrade makes another schema than the first.")
    return 1 if left or first != second else 0


if __name__ == "__main__":
    sys.exit(main())
