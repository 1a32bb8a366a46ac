"""Limits on how often: GCRA, exact across every process, kept in PostgreSQL under its own clock.

For what must hold exactly (signing in and up, mail to strangers). Ordinary reads are limited in the process that serves
them, by `app/http/limits.py`.
"""

from types import NoneType

from msgspec import Struct

from skypanel.core.db import Database, Statement
from skypanel.core.errors import TooMany

# The clock is read while the row is held: `now()`, the time at which the statement began, may lie before what another
# one has written since, and the last of a burst would be refused.
TAKE = Statement(
    bool,
    """
INSERT INTO rate_limits AS held (key, full_at) VALUES ($1, clock_timestamp() + make_interval(secs => $2))
ON CONFLICT (key) DO UPDATE SET full_at = greatest(held.full_at, clock_timestamp()) + make_interval(secs => $2)
WHERE greatest(held.full_at, clock_timestamp()) + make_interval(secs => $2)
   <= clock_timestamp() + make_interval(secs => $3)
RETURNING true
""",
    params=(str, float, float),
)
WAIT = Statement(
    float,
    """
SELECT extract(epoch FROM full_at + make_interval(secs => $2) - make_interval(secs => $3) - now())::float8
FROM rate_limits WHERE key = $1
""",
    params=(str, float, float),
)
GIVE_BACK = Statement(
    NoneType,
    "UPDATE rate_limits SET full_at = full_at - make_interval(secs => $2) WHERE key = $1",
    params=(str, float),
)
FORGET_PAST = Statement(NoneType, "DELETE FROM rate_limits WHERE full_at < now()")


class Limit(Struct, frozen=True):
    """`burst` at once, then one every `every_seconds`. `name` is part of every key."""

    name: str
    burst: int
    every_seconds: float


class Limits:
    def __init__(self, db: Database) -> None:
        self._db = db

    async def take(self, limit: Limit, subject: str) -> None:
        """Count one act of `subject`; TooMany with the exact wait when there is none left."""
        key = f"{limit.name}:{subject}"
        room = limit.burst * limit.every_seconds
        if await self._db.find(TAKE, key, limit.every_seconds, room):
            return
        wait = await self._db.find(WAIT, key, limit.every_seconds, room) or 0.0
        raise TooMany.after(wait)

    async def give_back(self, limit: Limit, subject: str) -> None:
        """Uncount one act, taken just now: what succeeded honestly is not held against its owner."""
        await self._db.run(GIVE_BACK, f"{limit.name}:{subject}", limit.every_seconds)

    async def forget_past(self) -> None:
        """Delete what no longer limits anybody."""
        await self._db.run(FORGET_PAST)
