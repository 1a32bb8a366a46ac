"""The schema goes up, down and up again, and is the same each time."""

import subprocess

import pytest

from skypanel.app.cli import main
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


@pytest.mark.parametrize("asked", ["nosuch", "+9"])
def test_a_revision_there_is_not_is_one_sentence(
    dsn: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], asked: str
) -> None:
    """A database that a later release has migrated asks for one as well, when an earlier release is put back."""
    assert asked in told(["migrate", asked], dsn, monkeypatch, capsys)


def test_whoever_is_appointed_before_there_is_a_schema_is_told_to_make_it(
    databases: Databases, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with databases.clone(template=EMPTY) as dsn:
        assert "skypanel migrate" in told(["appoint", "ada@people.example"], dsn, monkeypatch, capsys)


def told(arguments: list[str], dsn: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> str:
    """What the operator reads: one line, and status 2."""
    monkeypatch.setenv("SKYPANEL_ENVIRONMENT", "test")
    monkeypatch.setenv("DATABASE_URL", dsn)
    with pytest.raises(SystemExit) as ended:
        main(arguments)
    assert ended.value.code == 2
    [line] = [line for line in capsys.readouterr().err.splitlines() if line.startswith("skypanel: ")]
    return line
