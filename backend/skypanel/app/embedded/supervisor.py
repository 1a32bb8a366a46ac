"""Starts, adopts, watches and stops one PostgreSQL server as our own child."""

import fcntl
import os
import queue
import signal
import subprocess
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import Self

import psutil
import psycopg
from psycopg import sql

from skypanel.app.embedded.binaries import Binaries, find_binaries
from skypanel.app.embedded.cluster import DATABASE, ROLE, SUPERUSER, Cluster, server_environment
from skypanel.app.embedded.errors import EmbeddedPostgresError
from skypanel.app.embedded.identity import Identity, choose_identity
from skypanel.app.embedded.launch import IDENTITY_REFUSED
from skypanel.app.embedded.postmaster import Postmaster, find_postmaster, remove_stale_pid_file

# A crashed server replays its log before it is ready; a large one may take a while.
READY_SECONDS = 60.0
# SIGINT: roll back what is open, write everything, end. SIGQUIT: end now, recover at the next start.
STOP_STEPS = ((signal.SIGINT, 15.0), (signal.SIGQUIT, 5.0), (signal.SIGKILL, 5.0))
# Orphans of a killed server notice within moments and let go of its shared memory.
ORPHAN_SECONDS = 10.0
POLL_SECONDS = 0.01


class EmbeddedPostgres:
    """One embedded database in `data_dir`, kept by this process for as long as it runs.

    `durable=False` is for tests: nothing is flushed to disk and the role may create databases.
    A server that outlived its supervisor is adopted; one that has a living supervisor is refused.
    If this process dies, by whatever signal, the server shuts down by itself.
    """

    def __init__(self, data_dir: Path, *, durable: bool = True, identity: Identity | None = None) -> None:
        self.admin_dsn = ""
        self._cluster = Cluster(data_dir)
        self._durable = durable
        self._identity = identity
        self._binaries: Binaries | None = None
        self._lock: int | None = None
        self._process: psutil.Process | None = None
        self._dsn = ""

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @property
    def is_running(self) -> bool:
        """Whether the server's process is alive now."""
        return self._process is not None and _is_alive(self._process)

    def start(self) -> str:
        """Make the cluster if there is none, start or adopt its server, and answer the role's address.

        Safe to call again after the server died. Refuses with one sentence: an unwritable directory, another
        supervisor, another major version, no identity to run as, or what PostgreSQL itself refused.
        """
        self._cluster.prepare()
        self._take_lock()
        try:
            return self._start_locked()
        except BaseException:
            self._stop_process()
            self._release_lock()
            raise

    def stop(self) -> None:
        """Shut the server down and let go of the directory. Committed rows are on disk afterwards. Repeatable."""
        self._stop_process()
        if self._lock is not None:
            self._cluster.remove_short_directory()
        self._release_lock()

    def _start_locked(self) -> str:
        binaries = self._binaries = self._binaries or find_binaries()
        cluster = self._cluster
        cluster.check_version(binaries)
        if self._identity is None:
            self._identity = choose_identity(cluster.root, binaries.program("postgres"))
        if cluster.version() is None:
            cluster.create(binaries, self._identity, durable=self._durable)
        postmaster = self._adopt() or self._launch(binaries, self._identity)
        self._process = postmaster.process
        self._set_up_role(postmaster.socket_directory)
        return self._dsn

    def _take_lock(self) -> None:
        if self._lock is not None:
            return
        descriptor = os.open(self._cluster.lock, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            keeper = os.pread(descriptor, 32, 0).decode(errors="replace").strip() or "unknown"
            os.close(descriptor)
            raise EmbeddedPostgresError(
                f"The database in {self._cluster.root} is already kept by process {keeper}. Stop that one first, "
                "or choose another directory with SKYPANEL_DATA_DIR."
            ) from error
        self._lock = descriptor
        with suppress(OSError):  # a full disk; the number is only for the message above
            os.ftruncate(descriptor, 0)
            os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)

    def _release_lock(self) -> None:
        if self._lock is not None:
            os.close(self._lock)
            self._lock = None

    def _adopt(self) -> Postmaster | None:
        """The server already running here, once it is ready; None when there is none, or it is gone."""
        deadline = time.monotonic() + READY_SECONDS
        while (postmaster := find_postmaster(self._cluster.data)) is not None:
            if postmaster.is_ready:
                return postmaster
            if time.monotonic() > deadline:
                raise EmbeddedPostgresError(
                    f"A PostgreSQL server (process {postmaster.process.pid}) holds {self._cluster.root} but does "
                    f"not become ready; see {self._cluster.log}, or end it with `kill -QUIT`."
                )
            time.sleep(POLL_SECONDS)
        return None

    def _launch(self, binaries: Binaries, identity: Identity) -> Postmaster:
        """Start a server and wait until it takes connections."""
        socket_directory = self._cluster.choose_socket_directory(identity)
        command = [binaries.program("postgres"), "-D", str(self._cluster.data)]
        for name, value in _server_settings(socket_directory, durable=self._durable).items():
            command += ["-c", f"{name}={value}"]
        deadline = time.monotonic() + ORPHAN_SECONDS
        while True:
            remove_stale_pid_file(self._cluster.data)
            log_before = self._cluster.log.stat().st_size if self._cluster.log.exists() else 0
            child = _Child(command, identity, self._cluster)
            postmaster = self._await_ready(child)
            if postmaster is not None:
                return postmaster
            if child.exit_status == IDENTITY_REFUSED or time.monotonic() > deadline:
                break
            if b"shared memory block" not in self._cluster.log.read_bytes()[log_before:]:
                break
            time.sleep(0.2)
        raise EmbeddedPostgresError(
            f"PostgreSQL did not start on {self._cluster.root}: {self._cluster.last_words()} (the whole story is in "
            f"{self._cluster.log})"
        )

    def _await_ready(self, child: "_Child") -> Postmaster | None:
        with suppress(psutil.NoSuchProcess):
            self._process = psutil.Process(child.pid)
        deadline = time.monotonic() + READY_SECONDS
        while child.exit_status is None:
            postmaster = find_postmaster(self._cluster.data)
            if postmaster is not None and postmaster.is_ready and postmaster.process.pid == child.pid:
                return postmaster
            if time.monotonic() > deadline:
                raise EmbeddedPostgresError(
                    f"PostgreSQL on {self._cluster.root} is not ready after {READY_SECONDS:.0f} s; see "
                    f"{self._cluster.log}."
                )
            time.sleep(POLL_SECONDS)
        self._process = None
        return None

    def _set_up_role(self, socket_directory: Path) -> None:
        """The role and database of the application, made or brought in line with our files."""
        cluster = self._cluster
        self.admin_dsn = cluster.dsn(SUPERUSER, "postgres", socket_directory, password=cluster.password(SUPERUSER))
        password = cluster.password(ROLE)
        self._dsn = cluster.dsn(ROLE, DATABASE, socket_directory, password=password)
        may_create = sql.SQL("NOCREATEDB" if self._durable else "CREATEDB")
        try:
            with psycopg.connect(self.admin_dsn, autocommit=True) as admin:
                role_exists = admin.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", (ROLE,)).fetchone()
                verb = sql.SQL("ALTER" if role_exists else "CREATE")
                admin.execute(
                    sql.SQL("{} ROLE {} LOGIN NOSUPERUSER NOCREATEROLE {} PASSWORD {}").format(
                        verb, sql.Identifier(ROLE), may_create, sql.Literal(password)
                    )
                )
                if not admin.execute("SELECT 1 FROM pg_database WHERE datname = %s", (DATABASE,)).fetchone():
                    admin.execute(
                        sql.SQL("CREATE DATABASE {} OWNER {}").format(sql.Identifier(DATABASE), sql.Identifier(ROLE))
                    )
        except psycopg.OperationalError as error:
            raise EmbeddedPostgresError(
                f"The database in {cluster.root} runs but does not let its owner in: {str(error).strip()}. Put back "
                f"the file {SUPERUSER}.password that was made with it."
            ) from error

    def _stop_process(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            end_process(process)


class _Child:
    """A server process of ours, with the thread that both starts it and waits for it.

    The kernel's parent-death signal follows the *thread* that started a child, not the process; this one
    lives exactly as long as the child, so only the end of the whole process sets the signal off.
    """

    def __init__(self, command: list[str], identity: Identity, cluster: Cluster) -> None:
        self.exit_status: int | None = None
        self._command = identity.command(command, parent=os.getpid())
        self._log = cluster.open_log()
        started: queue.SimpleQueue[int | OSError] = queue.SimpleQueue()
        threading.Thread(target=self._run, args=(started,), name="embedded-postgres", daemon=True).start()
        outcome = started.get()
        os.close(self._log)
        if isinstance(outcome, OSError):
            raise EmbeddedPostgresError(f"PostgreSQL could not be launched: {outcome}") from outcome
        self.pid: int = outcome

    def _run(self, started: "queue.SimpleQueue[int | OSError]") -> None:
        try:
            # A session of its own: Ctrl-C at the terminal is for us, who stop it in order.
            popen = subprocess.Popen(  # noqa: S603  (our launcher and PostgreSQL's own program, no shell)
                self._command, stdin=subprocess.DEVNULL, stdout=self._log, stderr=self._log,
                env=server_environment(), cwd="/", start_new_session=True,
            )  # fmt: skip
        except OSError as error:
            started.put(error)
            return
        started.put(popen.pid)
        self.exit_status = popen.wait()


def running_dsn(data_dir: Path) -> str | None:
    """The address of the server somebody else keeps in `data_dir`, for a short command; None if none runs."""
    cluster = Cluster(data_dir)
    postmaster = find_postmaster(cluster.data)
    if postmaster is None or not postmaster.is_ready:
        return None
    try:
        password = cluster.password(ROLE, create=False)
    except OSError:
        return None
    return cluster.dsn(ROLE, DATABASE, postmaster.socket_directory, password=password)


def end_process(process: psutil.Process, steps: Sequence[tuple[signal.Signals, float]] = STOP_STEPS) -> None:
    """Send each step's signal until the process is gone, and give it the step's seconds to go."""
    for signal_number, seconds in steps:
        with suppress(psutil.NoSuchProcess):
            process.send_signal(signal_number)
        deadline = time.monotonic() + seconds
        while _is_alive(process) and time.monotonic() < deadline:
            time.sleep(POLL_SECONDS)
        if not _is_alive(process):
            return


def _is_alive(process: psutil.Process) -> bool:
    try:
        return process.is_running() and process.status() != psutil.STATUS_ZOMBIE
    except psutil.NoSuchProcess:
        return False


def _server_settings(socket_directory: Path, *, durable: bool) -> dict[str, str]:
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": str(socket_directory),
        "unix_socket_permissions": "0700",
        "max_connections": "100",
        "shared_buffers": "128MB",
        "min_wal_size": "64MB",
        "max_wal_size": "512MB",
        "jit": "off",
        "timezone": "UTC",
        "log_timezone": "UTC",
        "log_line_prefix": "%m [%p] %q%u@%d ",
        "cluster_name": "skypanel",
    }
    if not durable:
        settings |= {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}
        # Its workers are nobody's to end, and one at work in a database keeps it from being dropped.
        settings["autovacuum"] = "off"
    return settings
