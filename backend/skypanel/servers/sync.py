"""The fleet list: which servers there are and whose they are.

`users.virtfusion_id` alone decides whose a server is: we wrote it ourselves when the person was linked. The relation
VirtFusion stores on a user is not asked, because another system that uses the same panel may have numbered its own
customers the same way.
"""

from datetime import datetime
from typing import Final

import structlog

from skypanel.audit.service import Audit
from skypanel.core.clock import Clock
from skypanel.core.db import Database
from skypanel.core.errors import Unavailable
from skypanel.core.http.budget import in_background
from skypanel.integrations.virtfusion.client import VirtFusion
from skypanel.integrations.virtfusion.errors import Misconfigured, MissingRecord, VirtFusionError
from skypanel.integrations.virtfusion.types import Server
from skypanel.servers import sync_queries
from skypanel.servers.models import Pointer
from skypanel.servers.refresh import Refresh, announce, record_hand_overs
from skypanel.servers.snapshot import FleetRow, fleet_row, is_id

_log = structlog.get_logger()

_ROWS_AT_ONCE: Final = 1000
_CHECKS_AT_ONCE: Final = 20
"""How many vanished servers are asked for by themselves in one cycle."""


class FleetSync:
    """Takes in complete lists only. A server leaves after two of them without it and VirtFusion's own word."""

    def __init__(self, db: Database, virtfusion: VirtFusion, refresh: Refresh, audit: Audit, clock: Clock) -> None:
        self._db = db
        self._virtfusion = virtfusion
        self._refresh = refresh
        self._audit = audit
        self._clock = clock
        self._is_under_way = False

    async def sync(self) -> None:
        """Read the whole list and take it in; nothing changes if no whole list can be had."""
        if self._is_under_way:
            return
        self._is_under_way = True
        try:
            with in_background():
                started_at = self._clock.now()
                servers = await self._whole_list()
                if servers is not None:
                    await self._settle(servers, started_at)
        finally:
            self._is_under_way = False

    async def _whole_list(self) -> list[Server] | None:
        try:
            return await self._virtfusion.list_server_rows()
        except Unavailable as error:
            level = _log.error if isinstance(error, Misconfigured) else _log.warning
            level("servers.fleet_unanswered", error=error.code)
        except VirtFusionError as error:
            _log.warning("servers.fleet_declined", status=error.status)
        return None

    async def _settle(self, servers: list[Server], started_at: datetime) -> None:
        rows = [row for row in map(fleet_row, servers) if row is not None]
        if len(rows) < len(servers):
            _log.warning("servers.fleet_rows_unreadable", count=len(servers) - len(rows))
        for first in range(0, len(rows), _ROWS_AT_ONCE):
            await self._take_in(rows[first : first + _ROWS_AT_ONCE], started_at)
        await self._look_for_missing([server.id for server in servers if is_id(server.id)], started_at)

    async def _take_in(self, rows: list[FleetRow], started_at: datetime) -> None:
        now = self._clock.now()
        async with self._db.begin() as tx:
            changes = await sync_queries.upsert_fleet(tx, rows, started_at, now)
            changes += await sync_queries.hide_disowned(tx, rows, started_at, now)
            await announce(tx, changes)
            await record_hand_overs(tx, self._audit, changes)

    async def _look_for_missing(self, listed_ids: list[int], started_at: datetime) -> None:
        """First the servers missing for the second time, then mark those missing for the first."""
        suspects = await sync_queries.list_missing_twice(self._db, listed_ids, started_at, _CHECKS_AT_ONCE)
        for suspect in suspects:
            await self._check_missing(suspect)
        async with self._db.begin() as tx:
            await sync_queries.mark_missing(tx, listed_ids, started_at, self._clock.now())

    async def _check_missing(self, suspect: Pointer) -> None:
        """Ask for the server itself. Only VirtFusion's worded "not found" removes it."""
        started_at = self._clock.now()
        try:
            server: Server | None = await self._virtfusion.get_server(suspect.virtfusion_id, remote_state=True)
        except MissingRecord:
            server = None
        except (VirtFusionError, Unavailable) as error:
            _log.warning("servers.missing_unconfirmed", server_id=suspect.id, error=type(error).__name__)
            return
        if server is not None:
            await self._refresh.settle(suspect.id, server, started_at)
            return
        async with self._db.begin() as tx:
            change = await sync_queries.remove(tx, suspect.id, started_at, self._clock.now())
            if change is not None:
                await self._audit.record(tx, None, "servers.removed", ("server", suspect.id))
                await announce(tx, [change])
