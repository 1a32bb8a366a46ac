"""Who PostgreSQL runs as. It refuses root; we make no account and loosen no directory to please it."""

import os
import pwd
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from skypanel.app.embedded.errors import EmbeddedPostgresError

CLUSTER = "cluster"
LAUNCHER = Path(__file__).with_name("launch.py")
EXISTING_ACCOUNTS = ("postgres", "nobody")


@dataclass(frozen=True, slots=True)
class Identity:
    """A way to run the server: `name` as the launcher takes it, and the owner its files must have."""

    name: str
    uid: int
    gid: int

    def command(self, program: Sequence[str], *, parent: int) -> list[str]:
        """The command that runs `program` as this identity, ended with process `parent` (0: not bound to it)."""
        return [sys.executable, "-I", "-S", str(LAUNCHER), self.name, str(parent), *program]

    def own(self, path: Path) -> None:
        """Hand a file or directory to this identity, if it is not already its own."""
        status = path.stat()
        if (status.st_uid, status.st_gid) != (self.uid, self.gid) and os.geteuid() == 0:
            os.chown(path, self.uid, self.gid)


def choose_identity(data_dir: Path, server_program: str) -> Identity:
    """The first identity that can run `server_program` over `data_dir`, an existing directory.

    An ordinary person runs it as themselves. Root keeps a cluster that belongs to somebody else in that
    somebody's name; its own runs in a user namespace, else as an existing account. Refuses with the reasons.
    """
    owner = _cluster_owner(data_dir)
    if os.geteuid() != 0:
        if owner is not None and owner.uid != os.geteuid():
            raise EmbeddedPostgresError(
                f"The database in {data_dir} belongs to user id {owner.uid}. Start as that user, or choose another "
                "directory with SKYPANEL_DATA_DIR."
            )
        return Identity("self", os.geteuid(), os.getegid())
    reasons: list[str] = []
    for identity in _candidates_for_root(owner):
        reason = _why_not(identity, data_dir, server_program)
        if reason is None:
            return identity
        reasons.append(f"{identity.name}: {reason}")
    raise EmbeddedPostgresError(
        "PostgreSQL refuses to run as root, and no other way works here "
        f"({'; '.join(reasons)}). Start SkyPANEL as an ordinary user, or set DATABASE_URL."
    )


def _cluster_owner(data_dir: Path) -> Identity | None:
    try:
        status = (data_dir / CLUSTER).stat()
    except FileNotFoundError:
        return None
    return Identity(f"{status.st_uid}:{status.st_gid}", status.st_uid, status.st_gid)


def _candidates_for_root(owner: Identity | None) -> list[Identity]:
    if owner is not None and owner.uid != 0:
        return [owner]
    namespace = [Identity("namespace", 0, 0)] if sys.platform == "linux" else []
    return namespace if owner is not None else namespace + existing_accounts()


def existing_accounts() -> list[Identity]:
    """The accounts of this machine that may run a server on root's behalf, best first."""
    found: list[Identity] = []
    for account in EXISTING_ACCOUNTS:
        try:
            entry = pwd.getpwnam(account)
        except KeyError:
            continue
        found.append(Identity(f"{entry.pw_uid}:{entry.pw_gid}", entry.pw_uid, entry.pw_gid))
    return found


def _why_not(identity: Identity, data_dir: Path, server_program: str) -> str | None:
    """None if the identity can execute the server and reach the directory, else why it cannot."""
    if identity.uid != 0:
        for path in (Path(server_program), data_dir):
            closed = next((parent for parent in path.resolve().parents if not _may_pass(identity, parent)), None)
            if closed is not None:
                return f"{closed} is closed to it"
    trial = subprocess.run(  # noqa: S603  (PostgreSQL's own program, no shell)
        identity.command([server_program, "--version"], parent=0),
        capture_output=True,
        text=True,
        cwd="/",
        check=False,
    )
    return None if trial.returncode == 0 else (trial.stderr.strip() or f"exit status {trial.returncode}")


def _may_pass(identity: Identity, directory: Path) -> bool:
    status = directory.stat()
    if status.st_uid == identity.uid:
        return bool(status.st_mode & 0o100)
    if status.st_gid == identity.gid:
        return bool(status.st_mode & 0o010)
    return bool(status.st_mode & 0o001)
