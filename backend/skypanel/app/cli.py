"""The command `skypanel`: each verb is one process, or, for `run`, the tree of them."""

import argparse
import asyncio
import gc
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from msgspec import structs

from skypanel.app.config import PARENT, Config, ConfigError, Hidden, read_config
from skypanel.app.embedded.errors import EmbeddedPostgresError
from skypanel.core.access import ROLES
from skypanel.core.errors import Refusal, Unavailable

OPENAPI: Final = Path("docs/api/openapi.json")


def main(arguments: list[str] | None = None) -> None:
    """Run one verb. What the operator has to put right is one sentence on standard error and exit status 2."""
    parser = argparse.ArgumentParser(prog="skypanel", description="The client portal for hosting on VirtFusion.")
    verbs = parser.add_subparsers(dest="verb", required=True)
    for name, (_, purpose) in VERBS.items():
        verb = verbs.add_parser(name, help=purpose, description=purpose)
        if name == "openapi":
            verb.add_argument("--check", action="store_true", help="fail if the committed document differs")
            verb.add_argument("file", type=Path, nargs="?", default=OPENAPI)
        if name == "migrate":
            verb.add_argument("--down", action="store_true", help="downgrade instead; loses what later revisions held")
            verb.add_argument("revision", nargs="?", help="default: head, or base with --down")
        if name == "appoint":
            verb.add_argument("email", help="whose; they have registered and verified it")
            verb.add_argument("role", nargs="?", choices=list(ROLES), default="owner", help="default: owner")
    chosen = parser.parse_args(arguments)
    try:
        sys.exit(VERBS[chosen.verb][0](chosen))
    except (ConfigError, EmbeddedPostgresError, Refusal, Unavailable) as error:
        sys.stderr.write(f"skypanel: {error}\n")
        sys.exit(2)


def _serve(_: argparse.Namespace) -> int:
    config = _with_database()
    from skypanel.app.processes import die_with_parent

    die_with_parent(config.parent_pid)
    os.environ[PARENT] = str(os.getpid())
    from granian.constants import HTTPModes, Interfaces, Loops
    from granian.http import HTTP1Settings
    from granian.log import LogLevels

    from skypanel.app.http.metrics import begin_anew
    from skypanel.app.web_server import LARGEST_HEAD, WebServer, room_for_connections

    begin_anew(config.data_dir / "metrics")
    # What a worker makes while it starts is nearly all for good; `create_app` sets the collector to work again.
    gc.disable()
    server = WebServer(
        "skypanel.app.web:create_app",
        factory=True,
        address=config.host,
        port=config.port,
        interface=Interfaces.ASGI,
        loop=Loops.uvloop,
        # Nothing of ours speaks it, and what asks for it would go past the gate: it is answered as a plain request.
        websockets=False,
        # Who may speak either is waited for until the first byte shows which, and for a silent caller that is for ever.
        http=HTTPModes.http1,
        http1_settings=HTTP1Settings(max_buffer_size=LARGEST_HEAD),
        backpressure=room_for_connections(),
        workers=config.web_workers,
        respawn_failed_workers=True,
        workers_kill_timeout=10,
        log_access=False,
        log_level=LogLevels.warning,
    )
    server.serve()
    return 0


def _worker(_: argparse.Namespace) -> int:
    config = _with_database()
    from skypanel.app.processes import die_with_parent

    die_with_parent(config.parent_pid)
    from skypanel.app.build import build
    from skypanel.app.worker import Worker, handlers
    from skypanel.core.log import configure_logging

    configure_logging(config.log_level)

    async def work() -> None:
        services = build(config, name="skypanel-worker")
        try:
            await Worker(config.database_url, handlers(services)).run()
        finally:
            await services.close()

    import uvloop

    uvloop.run(work())
    return 0


def _run(_: argparse.Namespace) -> int:
    from skypanel.app.tree import run_tree

    return asyncio.run(run_tree(read_config(keeps_secret=True)))


def _migrate(chosen: argparse.Namespace) -> int:
    config = _with_database()
    from skypanel.app.migrations import migrate, migrate_down

    if chosen.down:
        migrate_down(config.database_url, chosen.revision or "base")
    else:
        migrate(config.database_url, chosen.revision or "head")
    return 0


def _appoint(chosen: argparse.Namespace) -> int:
    config = _with_running_database()
    import asyncpg

    from skypanel.app.build import build

    async def appoint() -> None:
        services = build(config, name="skypanel-appoint")
        try:
            user = await services.accounts.appoint(chosen.email, chosen.role)
        except (asyncpg.UndefinedFunctionError, asyncpg.UndefinedTableError) as error:
            raise ConfigError("the database has no schema of this release yet; run: skypanel migrate") from error
        finally:
            await services.close()
        sys.stdout.write(f"{user.email} is {user.role} now.\n")

    asyncio.run(appoint())
    return 0


def _openapi(chosen: argparse.Namespace) -> int:
    from skypanel.app.routes import api_document

    made = api_document().text
    if not chosen.check:
        chosen.file.parent.mkdir(parents=True, exist_ok=True)
        chosen.file.write_bytes(made)
        return 0
    if chosen.file.is_file() and chosen.file.read_bytes() == made:
        return 0
    sys.stderr.write(f"skypanel: {chosen.file} is not what the routes say; run: make openapi\n")
    return 1


def _with_database() -> Config:
    config = read_config()
    if not config.database_url:
        raise ConfigError("DATABASE_URL is not set; `skypanel run` brings a database of its own")
    return config


def _with_running_database() -> Config:
    """Also beside a `skypanel run` that keeps the database itself."""
    config = read_config(keeps_secret=True)
    if config.database_url:
        return config
    from skypanel.app.embedded.supervisor import running_dsn

    dsn = running_dsn(config.postgres_dir)
    if dsn is None:
        raise ConfigError(
            "DATABASE_URL is not set, and no `skypanel run` keeps a database in "
            f"SKYPANEL_DATA_DIR {config.data_dir}: start it first"
        )
    return structs.replace(config, database_url=Hidden(dsn))


VERBS: Final[dict[str, tuple[Callable[[argparse.Namespace], int], str]]] = {
    "run": (_run, "everything in one process tree, with a database of its own where DATABASE_URL is not set"),
    "serve": (_serve, "the web server"),
    "worker": (_worker, "the worker: jobs and schedule"),
    "migrate": (_migrate, "bring the database's schema up to date"),
    "appoint": (_appoint, "give somebody who has registered a role: the portal's first owner, or its staff"),
    "openapi": (_openapi, "write or compare the API document"),
}
