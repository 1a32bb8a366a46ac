"""What people read about their servers. Every answer comes from our own tables."""

import asyncio
from collections.abc import Iterable
from datetime import timedelta
from typing import Final

import structlog

from skypanel.core.access import Principal
from skypanel.core.clock import Clock
from skypanel.core.db import Database, Page
from skypanel.core.errors import Unavailable
from skypanel.core.wire import MAX_ID
from skypanel.servers import queries
from skypanel.servers.errors import ServerNotFound
from skypanel.servers.models import (
    OperationRecord,
    RecentOperation,
    ServerCounts,
    ServerDetailRecord,
    ServerRecord,
    Sort,
    Status,
)

_log = structlog.get_logger()

VIEW_NOTED_EVERY: Final = timedelta(seconds=30)


class Servers:
    """Lists, details and histories, for the owner only; a stranger's server is ServerNotFound."""

    def __init__(self, db: Database, clock: Clock) -> None:
        self._db = db
        self._clock = clock
        self._notes: set[asyncio.Task[None]] = set()

    async def list_mine(
        self, principal: Principal, *, status: Status | None, q: str | None, sort: Sort, page: int, per_page: int
    ) -> Page[ServerRecord]:
        """One page of the caller's servers; `q` is part of a name, a host name or an address."""
        found = await queries.list_owned(self._db, principal.user_id, status, q or None, sort, page, per_page)
        self._note_view(found.items)
        return found

    async def get(self, principal: Principal, server_id: int) -> ServerDetailRecord:
        record = await self.get_mine(principal.user_id, server_id)
        self._note_view([record])
        return record

    async def get_mine(self, user_id: int, server_id: int) -> ServerDetailRecord:
        """The server, if it is this person's; ServerNotFound otherwise."""
        record = await queries.find_owned(self._db, known_id(server_id), user_id)
        if record is None:
            raise ServerNotFound
        return record

    def is_stale(self, record: ServerDetailRecord) -> bool:
        """Whether what we show of it is older than it should be."""
        return record.is_stale(self._clock.now())

    async def list_activity(
        self, principal: Principal, server_id: int, *, page: int, per_page: int
    ) -> Page[OperationRecord]:
        """What was done to the server since it is the caller's, newest first."""
        known_id(server_id)
        found = await queries.list_operations_owned(self._db, server_id, principal.user_id, page, per_page)
        if not found.total and not await queries.is_owned(self._db, server_id, principal.user_id):
            raise ServerNotFound
        return found

    async def overview(self, user_id: int, *, at_most: int = 10) -> tuple[list[ServerRecord], ServerCounts]:
        """The first servers by name, and how many there are and run, for the dashboard."""
        found = await queries.list_owned(self._db, user_id, None, None, "name", 1, at_most)
        self._note_view(found.items)
        return found.items, await queries.count_owned(self._db, user_id)

    async def recent_activity(self, user_id: int, *, at_most: int = 10) -> list[RecentOperation]:
        """The latest acts on any of somebody's servers, newest first."""
        return await queries.list_recent_owned(self._db, user_id, at_most)

    async def close(self) -> None:
        """Let notes under way end."""
        await asyncio.gather(*self._notes)

    def _note_view(self, records: Iterable[ServerRecord]) -> None:
        """Remember who is being looked at, in a task of its own: the answer does not wait for a write."""
        now = self._clock.now()
        not_since = now - VIEW_NOTED_EVERY
        stale = [record.id for record in records if record.viewed_at is None or record.viewed_at < not_since]
        if stale:
            task = asyncio.create_task(self._mark_viewed(stale), name="servers.mark_viewed")
            self._notes.add(task)
            task.add_done_callback(self._notes.discard)

    async def _mark_viewed(self, server_ids: list[int]) -> None:
        now = self._clock.now()
        try:
            await queries.mark_viewed(self._db, server_ids, now, now - VIEW_NOTED_EVERY)
        except Unavailable as error:
            # Only the freshness of a page is lost; the next view notes it again.
            _log.warning("servers.view_not_noted", error=error.code)


def known_id(server_id: int) -> int:
    """The id, if the database could know it; nothing outside its range exists."""
    if not 0 < server_id <= MAX_ID:
        raise ServerNotFound
    return server_id
