"""Whoever starts SkyPANEL, PostgreSQL finds somebody to run as."""

import os
from pathlib import Path

import psutil
import psycopg
import pytest

from skypanel.app.embedded.binaries import find_binaries
from skypanel.app.embedded.errors import EmbeddedPostgresError
from skypanel.app.embedded.identity import Identity, choose_identity, existing_accounts
from skypanel.app.embedded.postmaster import find_postmaster
from skypanel.app.embedded.supervisor import EmbeddedPostgres

OURS = Identity("self", os.geteuid(), os.getegid())


def identities() -> list[Identity]:
    """Every way that whoever runs the tests may run a server."""
    return [Identity("namespace", 0, 0), *existing_accounts()] if os.geteuid() == 0 else [OURS]


@pytest.mark.parametrize("identity", identities(), ids=lambda identity: str(identity.name))
def test_every_identity_serves_and_owns_the_files(identity: Identity, open_dir: Path) -> None:
    data_dir = open_dir / "database"
    with (
        EmbeddedPostgres(data_dir, durable=False, identity=identity) as embedded,
        psycopg.connect(embedded.start()) as connection,
    ):
        assert connection.execute("SELECT 1").fetchone() == (1,)
        postmaster = find_postmaster(data_dir / "cluster")
        assert postmaster is not None
        assert postmaster.process.uids().real == identity.uid
    assert (data_dir / "cluster").stat().st_uid == identity.uid
    # The next start finds the same identity by itself.
    with EmbeddedPostgres(data_dir, durable=False) as embedded, psycopg.connect(embedded.start()) as connection:
        assert connection.execute("SELECT 1").fetchone() == (1,)


def test_the_choice_makes_no_account(open_dir: Path) -> None:
    accounts = Path("/etc/passwd").read_bytes()
    identity = choose_identity(open_dir, find_binaries().program("postgres"))
    assert identity in identities()
    assert Path("/etc/passwd").read_bytes() == accounts


def test_a_database_of_somebody_who_cannot_reach_it_is_refused_with_the_closed_directory(tmp_path: Path) -> None:
    # Root may not open the way for its owner; an ordinary person may not read another's files at all.
    program = "/usr/bin/true" if os.geteuid() == 0 else find_binaries().program("postgres")
    closed = tmp_path / "closed"
    (closed / "database" / "cluster").mkdir(parents=True)
    closed.chmod(0o700)
    if os.geteuid() == 0:
        os.chown(closed / "database" / "cluster", 65534, 65534)
        with pytest.raises(EmbeddedPostgresError, match=r"65534.*is closed to it"):
            choose_identity(closed / "database", program)
    else:
        assert choose_identity(closed / "database", program) == OURS


def test_a_program_bound_to_a_dead_parent_is_not_started(tmp_path: Path) -> None:
    gone = psutil.Popen(["true"])
    gone.wait()
    mark = tmp_path / "started"
    launched = psutil.Popen(OURS.command(["/usr/bin/touch", str(mark)], parent=gone.pid))
    assert launched.wait() == 1
    assert not mark.exists()
