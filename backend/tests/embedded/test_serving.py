"""What a caller of the embedded database is promised while all goes well."""

import os
import re
import stat
from pathlib import Path

import asyncpg
import psutil
import psycopg
import pytest

from skypanel.app.embedded.binaries import find_binaries
from skypanel.app.embedded.cluster import Cluster
from skypanel.app.embedded.errors import EmbeddedPostgresError
from skypanel.app.embedded.supervisor import EmbeddedPostgres, running_dsn


def processes_at_home_in(directory: Path) -> list[psutil.Process]:
    found = []
    for process in psutil.process_iter():
        try:
            if Path(process.cwd()).is_relative_to(directory):
                found.append(process)
        except (psutil.Error, OSError):
            continue
    return found


def mode_of(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


async def test_a_first_start_serves_both_drivers(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir) as embedded:
        dsn = embedded.start()
        connection = await asyncpg.connect(dsn)
        assert await connection.fetchval("SELECT current_database() || '/' || current_user") == "skypanel/skypanel"
        await connection.close()
        with psycopg.connect(dsn) as synchronous:
            assert synchronous.execute("SHOW data_checksums").fetchone() == ("on",)
            assert synchronous.execute("SHOW server_encoding").fetchone() == ("UTF8",)


def test_the_role_owns_its_database_and_nothing_more(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir) as embedded, psycopg.connect(embedded.start(), autocommit=True) as connection:
        role = connection.execute(
            "SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user"
        ).fetchone()
        assert role == (False, False, False)
        connection.execute("CREATE TABLE public.kept (id int)")
        may_create = connection.execute("SELECT has_database_privilege('postgres', 'CREATE')").fetchone()
        assert may_create == (False,)


def test_for_tests_the_role_may_create_databases(database: EmbeddedPostgres) -> None:
    with psycopg.connect(database.start(), autocommit=True) as connection:
        connection.execute("CREATE DATABASE another")
        assert connection.execute("SHOW fsync").fetchone() == ("off",)


def test_a_restart_keeps_every_row(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir) as embedded, psycopg.connect(embedded.start()) as connection:
        connection.execute("CREATE TABLE kept AS SELECT generate_series(1, 500) AS id")
    with EmbeddedPostgres(data_dir) as embedded, psycopg.connect(embedded.start()) as connection:
        assert connection.execute("SELECT count(*) FROM kept").fetchone() == (500,)


def test_after_a_stop_no_process_is_left(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir, durable=False) as embedded:
        assert processes_at_home_in(data_dir)
    assert not embedded.is_running
    assert processes_at_home_in(data_dir) == []
    embedded.stop()


def test_an_open_connection_does_not_hold_up_a_stop(data_dir: Path) -> None:
    embedded = EmbeddedPostgres(data_dir, durable=False)
    connection = psycopg.connect(embedded.start())
    connection.execute("SELECT 1")
    embedded.stop()
    connection.close()
    # Nobody is waited for (a smart shutdown), and nobody had to lose patience (an immediate one).
    kinds = re.findall(r"received (\w+) shutdown request", (data_dir / "server.log").read_text())
    assert kinds == ["fast"]


def test_a_wrong_password_is_refused(database: EmbeddedPostgres) -> None:
    for dsn in (database.start(), database.admin_dsn):
        user, _, rest = dsn.partition("@")
        with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
            psycopg.connect(f"{user[:-3]}xyz@{rest}")


def test_only_the_owner_reaches_the_socket_the_passwords_and_the_files(
    database: EmbeddedPostgres, data_dir: Path
) -> None:
    assert mode_of(data_dir) == 0o700
    assert mode_of(data_dir / "socket") == 0o700
    assert mode_of(data_dir / "cluster") == 0o700
    assert mode_of(data_dir / "skypanel.password") == 0o600
    assert mode_of(data_dir / "postgres.password") == 0o600
    with psycopg.connect(database.admin_dsn) as admin:
        assert admin.execute("SHOW listen_addresses").fetchone() == ("",)


def test_no_directory_above_is_loosened(tmp_path: Path) -> None:
    inner = tmp_path / "closed" / "inner"
    inner.mkdir(parents=True)
    (tmp_path / "closed").chmod(0o700)
    before = {parent: (mode_of(parent), parent.stat().st_uid) for parent in inner.parents}
    with EmbeddedPostgres(inner / "database", durable=False):
        pass
    assert {parent: (mode_of(parent), parent.stat().st_uid) for parent in inner.parents} == before


def test_a_path_too_long_for_a_socket_gets_a_short_directory_of_its_own(tmp_path: Path) -> None:
    data_dir = tmp_path / ("long" * 30) / "database"
    with EmbeddedPostgres(data_dir, durable=False) as embedded:
        with psycopg.connect(embedded.admin_dsn) as connection:
            sockets = connection.execute("SHOW unix_socket_directories").fetchone()
        assert sockets is not None
        directory = Path(sockets[0])
        assert not directory.is_relative_to(tmp_path)
        assert len(str(directory)) <= 80
        assert mode_of(directory) == 0o700
        assert directory.stat().st_uid == os.geteuid()
    assert not directory.exists()


def test_a_short_command_finds_the_server_that_somebody_keeps(data_dir: Path) -> None:
    assert running_dsn(data_dir) is None
    with EmbeddedPostgres(data_dir, durable=False) as embedded:
        assert running_dsn(data_dir) == embedded.start()
    assert running_dsn(data_dir) is None


def test_the_wheel_is_preferred_and_its_tools_are_the_servers_own() -> None:
    binaries = find_binaries()
    assert binaries.major == 18
    assert Path(binaries.program("pg_dump")).exists()


def test_without_any_postgresql_the_refusal_says_what_to_install(tmp_path: Path) -> None:
    old = tmp_path / "old"
    old.mkdir()
    for program in ("postgres", "initdb"):
        (old / program).write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 12.3'\n")
        (old / program).chmod(0o755)
    with pytest.raises(EmbeddedPostgresError, match=r"old has 12.*DATABASE_URL"):
        find_binaries([[tmp_path / "missing"], [old]])


def test_a_log_grown_too_large_is_set_aside_once(tmp_path: Path) -> None:
    cluster = Cluster(tmp_path)
    cluster.log.write_bytes(b"x" * 5_000_001)
    os.close(cluster.open_log())
    assert cluster.log.stat().st_size == 0
    assert (tmp_path / "server.log.1").stat().st_size == 5_000_001
