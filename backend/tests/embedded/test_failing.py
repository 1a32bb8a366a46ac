"""What holds when something is killed, left behind, changed or in the way."""

import os
import signal
import subprocess
from pathlib import Path

import psutil
import psycopg
import pytest

from skypanel.app.embedded.errors import EmbeddedPostgresError
from skypanel.app.embedded.identity import choose_identity
from skypanel.app.embedded.postmaster import find_postmaster
from skypanel.app.embedded.supervisor import EmbeddedPostgres, end_process
from tests.support.waiting import PATIENCE_SECONDS, wait_until

from .conftest import Person, people

KEEP = """
import sys, time
from pathlib import Path
from skypanel.app.embedded.errors import EmbeddedPostgresError
from skypanel.app.embedded.supervisor import EmbeddedPostgres, end_process
try:
    with EmbeddedPostgres(Path(sys.argv[1])) as embedded:
        print(embedded.start(), flush=True)
        sys.stdin.read()
except EmbeddedPostgresError as error:
    sys.exit(str(error))
"""


def server_of(data_dir: Path) -> psutil.Process:
    postmaster = find_postmaster(data_dir / "cluster")
    assert postmaster is not None
    return postmaster.process


def insert_row(dsn: str) -> None:
    with psycopg.connect(dsn) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS kept (at timestamptz DEFAULT now())")
        connection.execute("INSERT INTO kept DEFAULT VALUES")


def count_rows(dsn: str) -> int:
    with psycopg.connect(dsn) as connection:
        row = connection.execute("SELECT count(*) FROM kept").fetchone()
    assert row is not None
    return int(row[0])


def test_a_killed_server_keeps_what_was_committed(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir) as embedded:
        insert_row(embedded.start())
        server_of(data_dir).kill()
        wait_until(lambda: not embedded.is_running, "the server ended")
        assert count_rows(embedded.start()) == 1
        assert embedded.is_running


@pytest.mark.parametrize("person", people(), ids=lambda person: f"uid={person.uid or 'ours'}")
def test_a_killed_supervisor_takes_its_server_with_it_and_keeps_the_rows(person: Person, open_dir: Path) -> None:
    data_dir = open_dir / "database"
    keeper = person.start(KEEP, str(data_dir))
    assert keeper.stdout is not None
    insert_row(keeper.stdout.readline().strip())
    server = server_of(data_dir)
    keeper.kill()
    keeper.communicate()
    wait_until(lambda: not server.is_running(), "the server ended")
    again = person.start(KEEP, str(data_dir))
    assert again.stdout is not None
    assert count_rows(again.stdout.readline().strip()) == 1
    _, errors = again.communicate("")
    assert (again.returncode, errors) == (0, "")


def test_a_start_right_after_a_supervisor_was_killed_waits_for_its_server_to_end(data_dir: Path) -> None:
    keeper = people()[0].start(KEEP, str(data_dir))
    assert keeper.stdout is not None
    insert_row(keeper.stdout.readline().strip())
    keeper.kill()
    keeper.communicate()
    with EmbeddedPostgres(data_dir) as embedded:
        assert count_rows(embedded.start()) == 1


def test_a_server_that_outlived_its_supervisor_is_adopted(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir) as embedded:
        insert_row(embedded.start())
        command = server_of(data_dir).cmdline()
    identity = choose_identity(data_dir, command[0])
    with (data_dir / "server.log").open("ab") as log:
        orphan = subprocess.Popen(identity.command(command, parent=0), stdout=log, stderr=log)  # noqa: S603  (the server itself)
    wait_until(
        lambda: (found := find_postmaster(data_dir / "cluster")) is not None and found.is_ready, "the orphan is ready"
    )
    with EmbeddedPostgres(data_dir) as embedded:
        assert count_rows(embedded.start()) == 1
        assert server_of(data_dir).pid == orphan.pid
    assert orphan.wait(timeout=PATIENCE_SECONDS) == 0


def test_a_second_supervisor_is_refused_and_told_who_keeps_it(database: EmbeddedPostgres, data_dir: Path) -> None:
    with pytest.raises(EmbeddedPostgresError, match=rf"kept by process {os.getpid()}\b"):
        EmbeddedPostgres(data_dir).start()
    newcomer = people()[0].start(KEEP, str(data_dir))
    _, refusal = newcomer.communicate()
    assert newcomer.returncode == 1
    assert f"kept by process {os.getpid()}." in refusal
    assert database.is_running
    insert_row(database.start())


def test_a_pid_file_whose_number_now_belongs_to_a_stranger_is_no_obstacle(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir) as embedded:
        insert_row(embedded.start())
        pid_file = data_dir / "cluster" / "postmaster.pid"
        left_behind = pid_file.read_text().splitlines()
        server_of(data_dir).kill()
        wait_until(lambda: not embedded.is_running, "the server ended")
        stranger = subprocess.Popen(["sleep", "3600"])  # noqa: S607  (any living process will do)
        pid_file.write_text("\n".join([str(stranger.pid), *left_behind[1:]]))
        assert count_rows(embedded.start()) == 1
        assert stranger.poll() is None
        stranger.kill()
        stranger.wait()


def test_a_cluster_half_made_is_made_again(data_dir: Path) -> None:
    (data_dir / "cluster.making").mkdir(parents=True)
    (data_dir / "cluster.making" / "PG_VERSION").write_text("18\n")
    with EmbeddedPostgres(data_dir, durable=False) as embedded:
        insert_row(embedded.start())
    assert not (data_dir / "cluster.making").exists()


def test_another_major_version_is_refused_with_advice(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir, durable=False):
        pass
    (data_dir / "cluster" / "PG_VERSION").write_text("16\n")
    with pytest.raises(EmbeddedPostgresError, match=r"made by PostgreSQL 16.*pg_dump.*DATABASE_URL"):
        EmbeddedPostgres(data_dir).start()


def test_a_directory_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(EmbeddedPostgresError, match=r"file/database cannot be written.*SKYPANEL_DATA_DIR"):
        EmbeddedPostgres(tmp_path / "file" / "database").start()


@pytest.mark.parametrize("person", people()[-1:], ids=lambda person: f"uid={person.uid or 'ours'}")
def test_an_ordinary_person_is_told_which_directory_they_may_not_write(person: Person, open_dir: Path) -> None:
    closed = open_dir / "closed"
    closed.mkdir()
    closed.chmod(0o500 if person.uid is None else 0o700)
    keeper = person.start(KEEP, str(closed / "database") if os.geteuid() or person.uid else "/proc/database")
    _, refusal = keeper.communicate()
    assert keeper.returncode == 1
    assert "cannot be written" in refusal
    assert "Traceback" not in refusal


def test_a_lost_role_password_is_made_anew(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir) as embedded:
        insert_row(embedded.start())
    (data_dir / "skypanel.password").unlink()
    with EmbeddedPostgres(data_dir) as embedded:
        assert count_rows(embedded.start()) == 1


def test_a_lost_owner_password_is_refused_with_the_name_of_its_file(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir):
        pass
    (data_dir / "postgres.password").unlink()
    with pytest.raises(EmbeddedPostgresError, match=r"postgres\.password"):
        EmbeddedPostgres(data_dir).start()
    assert find_postmaster(data_dir / "cluster") is None


def test_a_server_that_cannot_start_is_explained_by_its_own_last_words(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir, durable=False):
        pass
    (data_dir / "cluster" / "postgresql.conf").write_text("no_such_setting = 1\n")
    with pytest.raises(EmbeddedPostgresError, match=r"did not start.*server\.log"):
        EmbeddedPostgres(data_dir).start()


def test_a_server_killed_behind_our_back_is_stopped_without_a_word(data_dir: Path) -> None:
    with EmbeddedPostgres(data_dir) as embedded:
        insert_row(embedded.start())
        server_of(data_dir).kill()
    with EmbeddedPostgres(data_dir) as embedded:
        assert count_rows(embedded.start()) == 1


def test_a_server_that_ignores_a_polite_request_is_ended_by_force() -> None:
    stubborn = subprocess.Popen(
        ["/bin/sh", "-c", "trap '' INT QUIT; echo ready; while :; do sleep 0.1; done"], stdout=subprocess.PIPE
    )
    assert stubborn.stdout is not None
    assert stubborn.stdout.readline() == b"ready\n"
    end_process(
        psutil.Process(stubborn.pid), [(signal.SIGINT, 0.2), (signal.SIGQUIT, 0.2), (signal.SIGKILL, PATIENCE_SECONDS)]
    )
    assert stubborn.wait() == -signal.SIGKILL
    stubborn.stdout.close()


def test_a_disk_too_full_for_a_number_in_the_lock_locks_nobody_out(data_dir: Path) -> None:
    """The database may well have died of that disk, and must come back when there is room again."""
    data_dir.mkdir(mode=0o700)
    (data_dir / "supervisor.lock").symlink_to("/dev/full")
    with EmbeddedPostgres(data_dir, durable=False) as embedded:
        assert embedded.is_running
        embedded.stop()
        embedded.start()
        assert embedded.is_running
