"""Hands to count what a request asks of the database, and to ask it ourselves."""

import asyncio
import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

import asyncpg
import pytest

from skypanel.app.build import PING, Services

# What the driver asks once of each connection, about types.
_OF_THE_DRIVER = re.compile("typeinfo_tree|current_setting")

Counting = Callable[[Services], AbstractAsyncContextManager[list[str]]]


@pytest.fixture
def counted() -> Counting:
    """A block that collects every statement its services run inside it."""
    return _counting


@pytest.fixture
async def connection(dsn: str) -> AsyncIterator[Any]:
    """A connection of the test's own to its database."""
    opened = await asyncpg.connect(dsn)
    yield opened
    await opened.close()


@asynccontextmanager
async def _counting(services: Services) -> AsyncIterator[list[str]]:
    # All the connections there may be, so that none is opened unseen.
    await asyncio.gather(*(services.database.one(PING) for _ in range(services.config.database_connections)))
    connections = list(services.database._pool._all)
    seen: list[str] = []

    def note(record: Any) -> None:
        if record.query != PING.sql and not _OF_THE_DRIVER.search(record.query):  # not the health check's
            seen.append(record.query)

    for connection in connections:
        connection.add_query_logger(note)
    try:
        yield seen
        await asyncio.sleep(0.05)  # the driver tells its loggers a moment later
    finally:
        for connection in connections:
            connection.remove_query_logger(note)
