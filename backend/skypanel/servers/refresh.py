"""Reading single servers again: the turns that keep the whole fleet fresh within one budget."""

import asyncio
import contextlib
from datetime import datetime

import structlog

from skypanel.audit.service import Audit
from skypanel.core.clock import Clock
from skypanel.core.db import Database, Transaction
from skypanel.core.errors import Unavailable
from skypanel.core.http.budget import in_background
from skypanel.integrations.virtfusion.client import VirtFusion
from skypanel.integrations.virtfusion.errors import Misconfigured, MissingRecord, VirtFusionError
from skypanel.integrations.virtfusion.types import Server
from skypanel.servers import schedule, sync_queries
from skypanel.servers.models import Change, DueServer
from skypanel.servers.snapshot import snapshot_of, traffic_reading

_log = structlog.get_logger()


class Refresh:
    """Reads servers from VirtFusion outside any transaction and settles each in one of its own."""

    def __init__(
        self, db: Database, virtfusion: VirtFusion, audit: Audit, clock: Clock, *, turn_seconds: float = 4.0
    ) -> None:
        """`turn_seconds`: how long one turn waits for its reads before the next may begin beside the slow ones."""
        self._db = db
        self._virtfusion = virtfusion
        self._audit = audit
        self._clock = clock
        self._turn_seconds = turn_seconds
        self._reads: set[asyncio.Task[None]] = set()

    async def refresh_due(self) -> None:
        """Read the servers whose turn it is. For the clock: never raises for VirtFusion's sake.

        A read that takes long keeps its place and not the turn: the others go on beside it, and at most
        `schedule.BATCH` reads are under way at once.
        """
        free = schedule.BATCH - len(self._reads)
        if free <= 0:
            return
        due = await self._claim(free)
        with in_background():
            for server in due:
                read = asyncio.create_task(self._take_turn(server), name=f"servers.refresh {server.id}")
                self._reads.add(read)
                read.add_done_callback(self._reads.discard)
        if self._reads:
            await asyncio.wait(set(self._reads), timeout=self._turn_seconds)

    async def close(self) -> None:
        """Give up the reads under way; their servers' turns come again."""
        for read in set(self._reads):
            read.cancel()
        await asyncio.gather(*self._reads, return_exceptions=True)

    async def refresh(self, server_id: int) -> bool:
        """Read one of our servers now, live state included; False if it is not ours to show.

        Raises as the client does: MissingRecord if VirtFusion says it is gone, Unavailable if it does not answer.
        """
        pointer = await sync_queries.find_pointer(self._db, server_id)
        if pointer is None:
            return False
        started_at = self._clock.now()
        server = await self._virtfusion.get_server(pointer.virtfusion_id, remote_state=True)
        await self.settle(server_id, server, started_at)
        return True

    async def settle(self, server_id: int, server: Server, started_at: datetime) -> None:
        """Show what a read begun at `started_at` found, unless a later one was settled already."""
        async with self._db.begin() as tx:
            change = await sync_queries.settle(
                tx,
                server_id,
                snapshot_of(server),
                started_at=started_at,
                now=self._clock.now(),
                viewed_within=schedule.VIEWED_WITHIN,
                delays=(schedule.BUSY_EVERY, schedule.VIEWED_EVERY, schedule.idle_delay()),
            )
            if change is not None and change.is_visible:
                await announce(tx, [change])
                await record_hand_overs(tx, self._audit, [change])

    async def _claim(self, most: int) -> list[DueServer]:
        now = self._clock.now()
        async with self._db.begin() as tx:
            return await sync_queries.claim_due(
                tx,
                now,
                now + schedule.CLAIMED_FOR,
                most_watched=max(most - schedule.SHARE_OF_IDLE, 1),
                most=most,
                traffic_before=now - schedule.TRAFFIC_EVERY,
                due_until=now + schedule.HALF_A_TURN,
            )

    async def _take_turn(self, due: DueServer) -> None:
        """Read one claimed server. One that fails has its turn again soon and hinders no other."""
        pause = schedule.FAILED_EVERY
        try:
            started_at = self._clock.now()
            server = await self._virtfusion.get_server(due.virtfusion_id, remote_state=True)
            await self.settle(due.id, server, started_at)
            if due.wants_traffic:
                await self._refresh_traffic(due)
        except MissingRecord:
            # Whether it is really gone is for the complete lists to say; until then, no hurry.
            pause = schedule.IDLE_EVERY
        except Unavailable as error:
            level = _log.error if isinstance(error, Misconfigured) else _log.warning
            level("servers.refresh_unanswered", server_id=due.id, error=error.code)
        except VirtFusionError as error:
            _log.warning("servers.refresh_declined", server_id=due.id, status=error.status)
        except Exception:  # noqa: BLE001 - one odd server must not stop the turns of the others
            _log.exception("servers.refresh_failed", server_id=due.id)
            pause = schedule.IDLE_EVERY
        else:
            return
        with contextlib.suppress(Unavailable):  # our own database: the claim lapses by itself
            await sync_queries.postpone(self._db, due.id, self._clock.now() + pause)

    async def _refresh_traffic(self, due: DueServer) -> None:
        """Show the present period. It is only an extra: where it cannot be had, the last one stays."""
        started_at = self._clock.now()
        try:
            month = (await self._virtfusion.traffic(due.virtfusion_id)).current
        except (VirtFusionError, Unavailable):
            await sync_queries.skip_traffic(self._db, due.id, started_at)
            return
        reading = None if month is None else traffic_reading(month)
        await sync_queries.settle_traffic(self._db, due.id, reading, started_at=started_at)


async def announce(tx: Transaction, changes: list[Change]) -> None:
    """Have the browsers of those concerned fetch again: one notice a person, former owners included."""
    concerned: dict[int, int] = {}
    for change in changes:
        concerned.setdefault(change.user_id, change.server_id)
        concerned.setdefault(change.previous_user_id, change.server_id)
    for user_id, server_id in concerned.items():
        await tx.notify("live", f"{user_id}:server:{server_id}")


async def record_hand_overs(tx: Transaction, audit: Audit, changes: list[Change]) -> None:
    """Remember whose a server was and whose it became: VirtFusion keeps no trace of it."""
    for change in changes:
        if change.user_id != change.previous_user_id:
            whose = {"before": change.previous_user_id, "after": change.user_id}
            await audit.record(tx, None, "servers.handed_over", ("server", change.server_id), **whose)
