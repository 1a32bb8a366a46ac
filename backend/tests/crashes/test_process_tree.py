"""`skypanel run`: one command, a tree of processes; each part may die, and nothing is left when it ends."""

import asyncio
import contextlib
import errno
import os
import signal
import socket
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from pathlib import Path

import httpx2
import psutil
import psycopg
import pytest

from skypanel.app.embedded.supervisor import EmbeddedPostgres, running_dsn
from skypanel.app.tree import _revive
from tests.support.waiting import SLOWEST_SECONDS, until, wait_until

BACKEND = Path(__file__).resolve().parents[2]
# Every process of the tree starts, and some start again.
pytestmark = pytest.mark.timeout(900)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


class Tree:
    """In production, with no more than has to be set there."""

    def __init__(self, directory: Path) -> None:
        self.port = free_port()
        self.data_dir = directory / "var"
        self.environment = os.environ | {
            "PUBLIC_URL": "https://portal.test",
            "VIRTFUSION_API_URL": "https://panel.test.invalid/api/v1",
            "VIRTFUSION_API_KEY": "a token",
            "SKYPANEL_DATA_DIR": str(self.data_dir),
            "PORT": str(self.port),
            "WEB_WORKERS": "1",
            "PYTHONPATH": str(BACKEND),
        }
        for unset in ("DATABASE_URL", "SESSION_SECRET", "SKYPANEL_ENVIRONMENT"):
            self.environment.pop(unset, None)
        command = [sys.executable, "-m", "skypanel", "run"]
        with (directory / "log").open("wb") as log:
            self.root = psutil.Popen(command, env=self.environment, stdout=log, stderr=log)

    def children(self) -> list[psutil.Process]:
        return self.root.children(recursive=True) if self.root.is_running() else []

    def part(self, verb: str) -> psutil.Process | None:
        """The direct child that runs `skypanel <verb>`."""
        for child in living(self.root.children()):
            with contextlib.suppress(psutil.Error):
                if child.cmdline()[-1:] == [verb]:
                    return child
        return None

    def is_ready(self) -> bool:
        try:
            return (
                httpx2.get(f"http://127.0.0.1:{self.port}/health/ready", timeout=20, trust_env=False).status_code == 200
            )
        except httpx2.HTTPError:
            return False


def living(processes: list[psutil.Process]) -> list[psutil.Process]:
    """Those that still run; one that ended and waits for its new parent's notice does not."""
    found = []
    for process in processes:
        try:
            if process.is_running() and process.status() != psutil.STATUS_ZOMBIE:
                found.append(process)
        except psutil.NoSuchProcess:
            continue
    return found


def eventually(holds: Callable[[], bool], what: str) -> None:
    wait_until(holds, what, seconds=SLOWEST_SECONDS)


def ended(processes: list[psutil.Process]) -> None:
    """They all end."""
    eventually(lambda: not living(processes), f"the end of {processes}")


@pytest.fixture
def tree() -> Iterator[Tree]:
    with tempfile.TemporaryDirectory(prefix="sp-") as directory:
        running = Tree(Path(directory))
        try:
            yield running
        finally:
            for process in [*running.children(), running.root]:
                if process.is_running():
                    process.kill()
            running.root.wait()
            eventually(lambda: not running.children(), "everything ended")


@pytest.mark.parametrize("verb", ["serve", "worker"])
def test_a_part_that_is_killed_is_started_again(tree: Tree, verb: str) -> None:
    eventually(lambda: tree.is_ready() and tree.part("worker") is not None, "it was ready")
    victim = tree.part(verb)
    assert victim is not None
    victim.kill()
    eventually(lambda: (now := tree.part(verb)) is not None and now.pid != victim.pid, f"{verb} came back")
    eventually(tree.is_ready, "it was ready again")


@pytest.mark.parametrize("verb", ["serve", "worker"])
def test_a_part_ends_however_often_it_is_told_to(tree: Tree, verb: str) -> None:
    """The kernel tells a child of its parent's end once for each of the parent's threads, all at once."""
    eventually(lambda: tree.is_ready() and tree.part("worker") is not None, "it was ready")
    part = tree.part(verb)
    assert part is not None
    with contextlib.suppress(psutil.NoSuchProcess):
        for _ in range(2_000):
            part.send_signal(signal.SIGTERM)
    ended([part])


def test_a_database_that_is_killed_comes_back_and_so_does_everything(tree: Tree) -> None:
    eventually(lambda: tree.is_ready() and tree.part("worker") is not None, "it was ready")
    server = next(p for p in tree.root.children() if p.name() == "postgres")
    server.kill()
    eventually(lambda: any(p.name() == "postgres" and p.pid != server.pid for p in living(tree.root.children())), "up")
    eventually(tree.is_ready, "it was ready again")


def test_ending_it_leaves_no_process(tree: Tree) -> None:
    eventually(tree.is_ready, "it was ready")
    family = tree.children()
    assert len(family) > 3
    tree.root.send_signal(signal.SIGTERM)
    assert tree.root.wait(timeout=SLOWEST_SECONDS) == 0
    ended(family)


def test_killing_its_root_leaves_no_process_and_the_next_start_finds_everything(tree: Tree) -> None:
    eventually(tree.is_ready, "it was ready")
    family = tree.children()
    tree.root.kill()
    tree.root.wait()
    ended(family)


def test_beside_it_the_operator_appoints_the_first_owner(tree: Tree) -> None:
    eventually(tree.is_ready, "it was ready")
    dsn = running_dsn(tree.data_dir / "postgres")
    assert dsn is not None
    with psycopg.connect(dsn, autocommit=True) as database:
        database.execute(
            "INSERT INTO users (email, username, password_hash, is_verified) VALUES ('a@b.example', 'ab', '!', true)"
        )
        ended = subprocess.run(
            [sys.executable, "-m", "skypanel", "appoint", "a@b.example"],
            env=tree.environment, capture_output=True, text=True, check=True,
        )  # fmt: skip
        assert ended.stdout == "a@b.example is owner now.\n"
        assert database.execute("SELECT role FROM users").fetchone() == ("owner",)


def refusal(verb: str, *arguments: str, **environment: str) -> str:
    """What a verb says that cannot start."""
    ended = subprocess.run(  # noqa: S603 - our own module
        [sys.executable, "-m", "skypanel", verb, *arguments],
        env=os.environ | {"SKYPANEL_ENVIRONMENT": "development", "PYTHONPATH": str(BACKEND)} | environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert ended.returncode == 2
    assert ended.stderr.count("\n") == 1
    return ended.stderr


def test_a_busy_port_is_one_sentence(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        port = str(busy.getsockname()[1])
        said = refusal("serve", PORT=port, DATABASE_URL="postgresql://nobody@db/x", SKYPANEL_DATA_DIR=str(tmp_path))
    assert said.startswith(f"skypanel: nothing can listen at HOST 127.0.0.1, PORT {port}: Address already in use")


def test_a_database_that_cannot_be_kept_is_one_sentence(tmp_path: Path) -> None:
    taken = tmp_path / "a file"
    taken.touch()
    assert str(taken) in refusal("run", SKYPANEL_DATA_DIR=str(taken), DATABASE_URL="")


def test_a_database_that_does_not_answer_is_one_sentence() -> None:
    nowhere = f"postgresql://sky:a-secret@127.0.0.1:{free_port()}/sky"
    said = refusal("migrate", DATABASE_URL=nowhere)
    assert said.startswith("skypanel: the database at DATABASE_URL cannot be reached: ")
    assert "refused" in said
    assert "a-secret" not in said
    assert "database" in refusal("appoint", "a@b.example", DATABASE_URL=nowhere)


def test_nobody_is_appointed_where_no_database_runs(tmp_path: Path) -> None:
    assert "start it first" in refusal("appoint", "a@b.example", DATABASE_URL="", SKYPANEL_DATA_DIR=str(tmp_path))


def test_without_a_database_a_single_part_says_what_is_missing() -> None:
    environment = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    environment |= {"SKYPANEL_ENVIRONMENT": "development", "PYTHONPATH": str(BACKEND)}
    for verb in ("serve", "worker", "migrate"):
        ended = subprocess.run(  # noqa: S603 - our own module
            [sys.executable, "-m", "skypanel", verb], env=environment, capture_output=True, text=True, check=False
        )
        assert ended.returncode == 2
        assert ended.stderr == "skypanel: DATABASE_URL is not set; `skypanel run` brings a database of its own\n"


async def test_a_database_that_cannot_be_started_again_yet_is_tried_until_it_can() -> None:
    """The machine has no room or no descriptor left for a moment."""

    class OnAFullDisk(EmbeddedPostgres):
        tries = 0

        @property
        def is_running(self) -> bool:
            return self.tries > 1

        def start(self) -> str:
            self.tries += 1
            if self.tries == 1:
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
            return ""

    server = OnAFullDisk(Path("unused"))
    reviving = asyncio.create_task(_revive(server))
    await until(lambda: server.is_running or reviving.done(), "it was tried again, or never will be")
    reviving.cancel()
    assert server.is_running
