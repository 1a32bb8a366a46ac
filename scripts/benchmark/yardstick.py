"""The yardstick: Express, tuned by hand, asking the same statements. What it is good for: `express/server.mjs`."""

import shutil
from collections.abc import Sequence
from pathlib import Path
from typing import Final

import msgspec
from psycopg.conninfo import conninfo_to_dict

from scripts.benchmark.measuring import Result
from scripts.benchmark.servers import Target, start
from scripts.environment.client import ensure_node
from scripts.environment.console import run_logged
from skypanel.accounts import session_queries
from skypanel.accounts.sessions import token_hasher
from skypanel.servers import queries as server_queries
from skypanel.tickets import queries as ticket_queries

NAME: Final = "express"
SOURCES: Final = Path(__file__).with_name("express")
STATEMENTS: Final = {
    "resolve": session_queries.RESOLVE.sql,
    "servers": server_queries.LIST_OWNED.sql,
    "tickets": ticket_queries.LIST_OWNED_LATEST_WORD_FIRST.sql,
    "open": ticket_queries.OPEN.sql,
}
# By libpq's names.
_VARIABLES: Final = {
    "PGHOST": "host",
    "PGPORT": "port",
    "PGUSER": "user",
    "PGPASSWORD": "password",
    "PGDATABASE": "dbname",
}


def express(dsn: str, secret: str, tokens: Sequence[str], port: int, directory: Path) -> Target:
    """Start it in `directory`, with its locked packages, signed in as the same people."""
    node = ensure_node()
    place = directory / NAME
    shutil.rmtree(place, ignore_errors=True)
    shutil.copytree(SOURCES, place)
    run_logged([*node.npm, "ci", "--ignore-scripts"], env=node.environment(), cwd=place)
    database = conninfo_to_dict(dsn)
    environment = {
        **node.environment(),
        **{variable: str(database[name]) for variable, name in _VARIABLES.items() if name in database},
        "NODE_ENV": "production",
        "PORT": str(port),
        "STATEMENTS": msgspec.json.encode(STATEMENTS).decode(),
    }
    stored = token_hasher(secret)
    cookies = [stored(token).hex() for token in tokens]
    return start(NAME, ["node", "server.mjs"], place, environment, port, directory / f"{NAME}.log", cookies)


def compared(results: Sequence[Result]) -> str | None:
    """What ours costs as a share of what the yardstick does, in the same run; None where it was not asked."""
    cost = {(result.server, result.route): result.application_us for result in results}
    shares = []
    for (server, route), theirs in cost.items():
        ours = cost.get(("skypanel", route))
        if server == NAME and theirs and ours:
            shares.append(f"{route} {ours / theirs:.2f}")
    return f"Of what Express costs: {', '.join(shares)}" if shares else None
