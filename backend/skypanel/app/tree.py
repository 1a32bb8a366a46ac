"""The process tree of `skypanel run`: database (where none is given), schema, web and worker.

A child that dies is started again.
"""

import asyncio
import contextlib
import os
import secrets
import signal
import sys
import time
from collections.abc import AsyncIterator, Mapping
from typing import Final

from skypanel.app.config import PARENT, Config
from skypanel.app.embedded.errors import EmbeddedPostgresError
from skypanel.app.embedded.supervisor import EmbeddedPostgres

_SHORTEST_PAUSE_SECONDS: Final = 0.5
_LONGEST_PAUSE_SECONDS: Final = 10.0
_STEADY_SECONDS: Final = 30.0
_PATIENCE_SECONDS: Final = 15.0


async def run_tree(config: Config) -> int:
    """Run until SIGTERM or SIGINT; then end the children in order and leave no process."""
    stopping = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(number, stopping.set)
    async with _database(config) as dsn:
        environment = {**os.environ, "DATABASE_URL": dsn, PARENT: str(os.getpid()), **kept_secret(config)}
        await _verb("migrate", environment)
        children = [asyncio.create_task(keep_running(verb, environment, stopping)) for verb in ("serve", "worker")]
        await stopping.wait()
        await asyncio.gather(*children)
    return 0


async def keep_running(verb: str, environment: Mapping[str, str], stopping: asyncio.Event) -> None:
    """Have `skypanel <verb>` run as a child until `stopping`; one that dies is started again, ever more patiently."""
    pause = _SHORTEST_PAUSE_SECONDS
    while not stopping.is_set():
        began = time.monotonic()
        child = await asyncio.create_subprocess_exec(sys.executable, "-m", "skypanel", verb, env=dict(environment))
        ended = asyncio.create_task(child.wait())
        stopped = asyncio.create_task(stopping.wait())
        await asyncio.wait({ended, stopped}, return_when=asyncio.FIRST_COMPLETED)
        stopped.cancel()
        if stopping.is_set():
            await _end(child)
            return
        pause = _SHORTEST_PAUSE_SECONDS if time.monotonic() - began > _STEADY_SECONDS else pause * 2
        pause = min(pause, _LONGEST_PAUSE_SECONDS)
        sys.stderr.write(f"skypanel: {verb} ended with status {child.returncode}; starting it again in {pause:g} s\n")
        with contextlib.suppress(TimeoutError):
            async with asyncio.timeout(pause):
                await stopping.wait()


@contextlib.asynccontextmanager
async def _database(config: Config) -> AsyncIterator[str]:
    if config.database_url:
        yield config.database_url
        return
    server = EmbeddedPostgres(config.postgres_dir)
    dsn = await asyncio.to_thread(server.start)
    reviving = asyncio.create_task(_revive(server))
    try:
        yield dsn
    finally:
        reviving.cancel()
        await asyncio.to_thread(server.stop)


async def _revive(server: EmbeddedPostgres) -> None:
    """Start the database again whenever it died. The others wait for it meanwhile, as for any database."""
    while True:
        await asyncio.sleep(_SHORTEST_PAUSE_SECONDS)
        if not server.is_running:
            sys.stderr.write("skypanel: the database ended; starting it again\n")
            try:
                await asyncio.to_thread(server.start)
            except (EmbeddedPostgresError, OSError) as error:
                sys.stderr.write(f"skypanel: {error}\n")
                await asyncio.sleep(_LONGEST_PAUSE_SECONDS)


def kept_secret(config: Config) -> dict[str, str]:
    """A session secret for a single host whose operator set none: made once, kept in a 0600 file."""
    if config.session_secret:
        return {}
    file = config.data_dir / "session-secret"
    file.parent.mkdir(parents=True, exist_ok=True)
    if file.is_file() and not file.stat().st_size:
        file.unlink()  # what a full disk left of an earlier attempt
    if not file.exists():
        # Aside first: what is cut off there never stands here as a secret. Whoever comes first has made it.
        aside = file.with_name(f".{file.name}.{os.getpid()}")
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
            out.write(secrets.token_urlsafe(32))
            out.flush()
            os.fsync(out.fileno())
        with contextlib.suppress(FileExistsError):
            file.hardlink_to(aside)
        aside.unlink()
    return {"SESSION_SECRET": file.read_text()}


async def _verb(verb: str, environment: Mapping[str, str]) -> None:
    child = await asyncio.create_subprocess_exec(sys.executable, "-m", "skypanel", verb, env=dict(environment))
    if status := await child.wait():
        sys.exit(status)


async def _end(child: asyncio.subprocess.Process) -> None:
    with contextlib.suppress(ProcessLookupError):
        child.terminate()
    try:
        async with asyncio.timeout(_PATIENCE_SECONDS):
            await child.wait()
    except TimeoutError:
        child.kill()
        await child.wait()
