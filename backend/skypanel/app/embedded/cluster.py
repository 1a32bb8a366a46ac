"""The files of one embedded database: its cluster, its two passwords, its socket and its log."""

import hashlib
import os
import secrets
import shutil
import stat
import subprocess
import tempfile
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from urllib.parse import quote

from skypanel.app.embedded.binaries import Binaries
from skypanel.app.embedded.errors import EmbeddedPostgresError
from skypanel.app.embedded.identity import CLUSTER, Identity

SUPERUSER = "postgres"
ROLE = "skypanel"
DATABASE = "skypanel"
PORT = 5432
# The kernel's limit for a socket's path is 108 bytes; the file name in the directory takes 20.
LONGEST_SOCKET_DIRECTORY = 80
LARGEST_LOG_BYTES = 5_000_000


class Cluster:
    """Everything on disk under one directory. Only the server itself writes inside `cluster/`."""

    def __init__(self, root: Path) -> None:
        self.root = Path(os.path.abspath(root))  # noqa: PTH100  (links are kept as the operator wrote them)
        self.data = self.root / CLUSTER
        self.log = self.root / "server.log"
        self.lock = self.root / "supervisor.lock"

    def prepare(self) -> None:
        """Make the directory, 0700, if it is not there. What is there, and every parent, stays as it is."""
        try:
            self.root.parent.mkdir(parents=True, exist_ok=True)
            self.root.mkdir(mode=0o700, exist_ok=True)
            with tempfile.TemporaryFile(dir=self.root):
                pass
        except OSError as error:
            raise EmbeddedPostgresError(
                f"The database's directory {self.root} cannot be written ({error.strerror}). Make it writable for "
                "this user, or choose another one with SKYPANEL_DATA_DIR."
            ) from error

    def password(self, role: str, *, create: bool = True) -> str:
        """The role's password, made once at random and kept in a file only its owner reads."""
        path = self.root / f"{role}.password"
        try:
            return path.read_text(encoding="ascii").strip()
        except FileNotFoundError:
            if not create:
                raise
        password = secrets.token_urlsafe(24)
        aside = self.root / f".{role}.password.{os.getpid()}"
        with open(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="ascii") as file:  # noqa: PTH123  (the mode must hold from the first byte)
            file.write(password + "\n")
            file.flush()
            os.fsync(file.fileno())
        aside.rename(path)
        return password

    def version(self) -> int | None:
        """The major version that made the cluster; None when there is none yet."""
        try:
            return int((self.data / "PG_VERSION").read_text(encoding="ascii"))
        except FileNotFoundError:
            return None

    def check_version(self, binaries: Binaries) -> None:
        """Refuse a cluster made by another major version, before anything touches it."""
        version = self.version()
        if version is not None and version != binaries.major:
            raise EmbeddedPostgresError(
                f"The database in {self.root} was made by PostgreSQL {version}, but {binaries.directory} has "
                f"{binaries.major}. Dump it with version {version}'s own pg_dump, move the directory away, start "
                "again and restore the dump; or set DATABASE_URL to a server of the old version."
            )

    def create(self, binaries: Binaries, identity: Identity, *, durable: bool) -> None:
        """Make the cluster, whole or not at all: aside first, then renamed into its place."""
        aside = self.root / f"{CLUSTER}.making"
        if aside.exists():
            shutil.rmtree(aside)
        self.password(SUPERUSER)
        password_file = self.root / f"{SUPERUSER}.password"
        identity.own(self.root)
        identity.own(password_file)
        command = [binaries.program("initdb"), "-D", str(aside), "-U", SUPERUSER, "--pwfile", str(password_file)]
        command += ["-A", "scram-sha-256", "-E", "UTF8", "--data-checksums", "--no-instructions"]
        command += _locale_options(binaries) + ([] if durable else ["--no-sync"])
        with self.log.open("ab") as log:
            made = subprocess.run(  # noqa: S603  (PostgreSQL's own program, no shell)
                identity.command(command, parent=os.getpid()),
                stdin=subprocess.DEVNULL, stdout=log, stderr=log, env=server_environment(), cwd="/", check=False,
            )  # fmt: skip
        if made.returncode != 0:
            raise EmbeddedPostgresError(
                f"PostgreSQL could not make its files in {self.root}: {self.last_words()} (the whole story is in "
                f"{self.log})"
            )
        aside.rename(self.data)
        if durable:
            _sync_directory(self.root)

    def open_log(self) -> int:
        """A descriptor that appends to the server's log; a log grown too large is set aside first, one kept."""
        if self.log.exists() and self.log.stat().st_size > LARGEST_LOG_BYTES:
            self.log.rename(self.log.with_suffix(".log.1"))
        return os.open(self.log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def last_words(self) -> str:
        """The last telling line of the log, for a message; its beginning is worth more than its end."""
        with self.log.open("rb") as file:
            file.seek(max(0, self.log.stat().st_size - 8_000))
            lines = file.read().decode(errors="replace").splitlines()
        telling = [line for line in lines if "FATAL" in line or "error" in line.lower() or "could not" in line]
        return (telling or lines or ["it said nothing"])[-1].strip()[:300]

    def choose_socket_directory(self, identity: Identity) -> Path:
        """A directory of ours, 0700, whose path a socket can bear; the same one at every start."""
        directory = self.root / "socket" if self._fits_inside() else self._short_directory()
        directory.mkdir(mode=0o700, exist_ok=True)
        status = directory.lstat()
        if not stat.S_ISDIR(status.st_mode) or status.st_uid not in {os.geteuid(), identity.uid}:
            raise EmbeddedPostgresError(
                f"{directory} is needed for the database's socket but is not a directory of ours. Remove it."
            )
        directory.chmod(0o700)
        identity.own(directory)
        return directory

    def remove_short_directory(self) -> None:
        """Leave nothing behind in a temporary place, once the server is gone."""
        if not self._fits_inside():
            with suppress(OSError):
                self._short_directory().rmdir()

    def _fits_inside(self) -> bool:
        return len(os.fsencode(self.root / "socket")) <= LONGEST_SOCKET_DIRECTORY

    def _short_directory(self) -> Path:
        name = f"skypanel-{os.geteuid()}-{hashlib.sha256(os.fsencode(self.root)).hexdigest()[:12]}"
        for parent in (os.environ.get("XDG_RUNTIME_DIR"), tempfile.gettempdir(), "/tmp"):  # noqa: S108  (ours inside, 0700)
            candidate = Path(parent or "") / name
            if parent and os.access(parent, os.W_OK | os.X_OK) and len(str(candidate)) <= LONGEST_SOCKET_DIRECTORY:
                return candidate
        raise EmbeddedPostgresError(
            f"{self.root} is too long a path for the database's socket, and no temporary directory is writable. "
            "Choose a shorter one with SKYPANEL_DATA_DIR."
        )

    def dsn(self, role: str, database: str, socket_directory: Path, *, password: str) -> str:
        """A connection address that asyncpg and psycopg both take, whatever PG… variables are set."""
        return f"postgresql://{role}:{password}@/{database}?host={quote(str(socket_directory))}&port={PORT}"


def server_environment() -> Mapping[str, str]:
    """What PostgreSQL's programs may see: nothing that would redirect them or change their language."""
    kept = {name: value for name in ("PATH", "HOME", "TMPDIR") if (value := os.environ.get(name))}
    return kept | {"LC_ALL": "C", "TZ": "UTC"}


def _locale_options(binaries: Binaries) -> list[str]:
    if binaries.major >= 17:  # noqa: PLR2004  (the version that brought the builtin provider)
        return ["--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"]
    return ["--locale=C.UTF-8"]


def _sync_directory(directory: Path) -> None:
    descriptor = os.open(directory, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
