"""What is asked of the database meanwhile."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

from skypanel.app.build import PING, Services

# What the driver asks once of each connection, about types.
_OF_THE_DRIVER = re.compile("typeinfo_tree|current_setting")


@asynccontextmanager
async def counting(services: Services) -> AsyncIterator[list[str]]:
    """Every statement that `services` run inside the block, but for those of the health check and of the driver itself.
    Whole when the block has ended.
    """
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
