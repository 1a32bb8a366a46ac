"""Hearing what PostgreSQL tells whoever listens."""

import contextlib
from collections.abc import AsyncIterator
from typing import Final

import asyncpg

from tests.support.waiting import until

_MARK: Final = "mark_of_the_tests"


class Notices:
    """Every payload on one channel, in order."""

    def __init__(self, connection: asyncpg.Connection) -> None:
        self._connection = connection
        self._heard: list[str] = []
        self._marks = 0

    async def listen(self, channel: str) -> None:
        await self._connection.add_listener(channel, lambda _c, _pid, _channel, payload: self._heard.append(payload))
        await self._connection.add_listener(_MARK, self._mark)

    async def so_far(self) -> list[str]:
        """All of what was committed before: notices come in the order of the commits, so a last one ends the wait."""
        marks = self._marks
        await self._connection.execute(f"NOTIFY {_MARK}")
        await until(lambda: self._marks > marks, "our own notice")
        return self._heard

    def _mark(self, *_: object) -> None:
        self._marks += 1


@contextlib.asynccontextmanager
async def listening(dsn: str, channel: str) -> AsyncIterator[Notices]:
    connection = await asyncpg.connect(dsn)
    try:
        notices = Notices(connection)
        await notices.listen(channel)
        yield notices
    finally:
        await connection.close()
