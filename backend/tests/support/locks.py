"""Looking at who waits for whom in PostgreSQL."""

import asyncio
from typing import Any

import asyncpg

from tests.support.waiting import PATIENCE_SECONDS

_WAITS = "SELECT EXISTS (SELECT FROM pg_stat_activity WHERE wait_event_type = 'Lock' AND datname = current_database())"


async def waits_or_ends(task: asyncio.Task[Any], holder: asyncpg.Connection) -> None:
    """Return once `task` waits for what `holder` has locked, or is over. TimeoutError if neither comes to pass."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        while not (task.done() or await holder.fetchval(_WAITS)):  # noqa: ASYNC110 - PostgreSQL raises no event
            await asyncio.sleep(0.02)
