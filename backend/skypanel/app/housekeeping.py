"""What `core` keeps for a while only. What a domain keeps, its own jobs clear away."""

from skypanel.core import idempotency
from skypanel.core.db import Database
from skypanel.core.limits import Limits


class Housekeeping:
    def __init__(self, db: Database, limits: Limits) -> None:
        self._db = db
        self._limits = limits

    async def forget_past(self) -> None:
        """Job: delete keys of requests that nobody repeats any more, and limits that no longer limit anybody."""
        async with self._db.begin() as tx:
            await idempotency.forget_past(tx)
        await self._limits.forget_past()
