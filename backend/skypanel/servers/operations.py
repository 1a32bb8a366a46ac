"""Finding out how power acts end: by VirtFusion's queue, else by the server itself, and by the deadline at last."""

import asyncio
import time
from datetime import timedelta
from typing import Final

import structlog

from skypanel.audit.service import Audit
from skypanel.core.clock import Clock
from skypanel.core.db import Database
from skypanel.core.errors import Unavailable
from skypanel.core.http.budget import in_background
from skypanel.integrations.virtfusion.client import VirtFusion
from skypanel.integrations.virtfusion.errors import MissingRecord, VirtFusionError
from skypanel.servers import operation_queries
from skypanel.servers.jobs import FOLLOW_OPERATION
from skypanel.servers.models import OpenOperation
from skypanel.servers.refresh import Refresh
from skypanel.servers.verdict import Verdict, verdict

_log = structlog.get_logger()

_FIRST_PAUSE_SECONDS: Final = 1.0
_LONGEST_PAUSE_SECONDS: Final = 2.0
_PAUSE_GROWS_BY: Final = 1.4
_LOOK_FOR_SECONDS: Final = 6.0
"""How long one job keeps looking before it makes room for others and queues itself again."""
_CALLER_WAITS: Final = timedelta(seconds=30)
"""After this no request waits for its call any more, so an operation that is still open was left behind."""
_LOST_AFTER_DEADLINE: Final = timedelta(seconds=30)
_MOST_SWEPT: Final = 200

FAILED_THERE: Final = "The server control reported that this failed."
NOT_DONE: Final = "The server control did not carry this out. You can try again."
GONE: Final = "The server control does not know this server any more."
UNCONFIRMED: Final = "The server control did not confirm this in time. The server's status shows how it is now."


class Operations:
    """Follows open operations. Everything here may be repeated, and be killed at any point."""

    def __init__(
        self,
        db: Database,
        audit: Audit,
        virtfusion: VirtFusion,
        refresh: Refresh,
        clock: Clock,
        *,
        look_for_seconds: float = _LOOK_FOR_SECONDS,
        pause_seconds: float = _FIRST_PAUSE_SECONDS,
    ) -> None:
        self._db = db
        self._audit = audit
        self._virtfusion = virtfusion
        self._refresh = refresh
        self._clock = clock
        self._look_for_seconds = look_for_seconds
        self._pause_seconds = pause_seconds

    async def follow(self, operation_id: int) -> None:
        """Look every second or two until the operation ends; after a while, leave the rest to a job of its own."""
        pause = self._pause_seconds
        until = time.monotonic() + self._look_for_seconds
        with in_background():
            while True:
                operation = await operation_queries.find_open(self._db, operation_id)
                if operation is None or await self._look(operation):
                    return
                if time.monotonic() + pause > until:
                    break
                await asyncio.sleep(pause)
                pause = min(pause * _PAUSE_GROWS_BY, _LONGEST_PAUSE_SECONDS)
        async with self._db.begin() as tx:
            await tx.enqueue(FOLLOW_OPERATION, after_seconds=_FIRST_PAUSE_SECONDS, operation_id=operation_id)

    async def sweep(self) -> None:
        """Take up what was left behind by a killed process.

        What is past its deadline is closed here, whether or not VirtFusion answers.
        """
        now = self._clock.now()
        for operation in await operation_queries.list_left_behind(self._db, now - _CALLER_WAITS, _MOST_SWEPT):
            if now > operation.deadline_at + _LOST_AFTER_DEADLINE:
                await self._finish(operation, "failed", UNCONFIRMED)
                continue
            async with self._db.begin() as tx:
                await operation_queries.doubt(tx, operation.id)
                await tx.enqueue(FOLLOW_OPERATION, operation_id=operation.id)

    async def _look(self, operation: OpenOperation) -> bool:
        """Look once; True if the operation has ended."""
        try:
            found = await self._judge(operation)
        except MissingRecord:
            await self._finish(operation, "failed", GONE)
            return True
        except (Unavailable, VirtFusionError) as error:
            _log.info("servers.operation_unanswered", operation_id=operation.id, error=type(error).__name__)
            found = ("pending", None)
        state, reason = found
        if state == "pending":
            if self._clock.now() < operation.deadline_at:
                return False
            state, reason = "failed", UNCONFIRMED
        await self._show_result(operation)
        await self._finish(operation, state, reason)
        return True

    async def _judge(self, operation: OpenOperation) -> tuple[Verdict, str | None]:
        """By the queue while it knows the job and there is time, else by the server."""
        if operation.queue_id is not None and self._clock.now() < operation.deadline_at:
            try:
                item = await self._virtfusion.queue_item(operation.queue_id)
            except MissingRecord:
                pass  # forgotten there; the server still knows
            else:
                if item.is_over:
                    return ("failed", FAILED_THERE) if item.has_failed else ("succeeded", None)
                await self._advance(operation, item.progress or 0)
                return "pending", None
        server = await self._virtfusion.get_server(operation.virtfusion_id, remote_state=True)
        state = verdict(operation, server, self._clock.now())
        return state, NOT_DONE if state == "failed" else None

    async def _advance(self, operation: OpenOperation, progress: int) -> None:
        if progress <= operation.progress:
            return
        async with self._db.begin() as tx:
            if await operation_queries.advance(tx, operation.id, progress):
                await tx.notify("live", f"{operation.user_id}:server:{operation.server_id}")

    async def _show_result(self, operation: OpenOperation) -> None:
        """Read the server before the operation closes, so that nobody sees "done" beside the old state."""
        try:
            await self._refresh.refresh(operation.server_id)
        except (Unavailable, VirtFusionError) as error:
            _log.info("servers.result_not_read", server_id=operation.server_id, error=type(error).__name__)

    async def _finish(self, operation: OpenOperation, state: Verdict, reason: str | None) -> None:
        now = self._clock.now()
        async with self._db.begin() as tx:
            if not await operation_queries.finish(tx, operation.id, state, reason, now):
                return
            await operation_queries.watch(tx, operation.server_id, now)
            await self._audit.record(
                tx,
                None,
                f"servers.power_{state}",
                ("server", operation.server_id),
                act=operation.action,
                operation=operation.id,
            )
            await tx.notify("live", f"{operation.user_id}:server:{operation.server_id}")
