"""Sessions: 256 random bits in a cookie, a keyed hash of them in PostgreSQL, and a few seconds of memory.

The memory spares the statement on most requests. Two guards keep it honest: a fill that began before an invalidation
is not kept, and while the notice line is down nothing is remembered at all.
"""

import asyncio
import hashlib
import secrets
import time
from collections.abc import Callable, Coroutine
from datetime import datetime, timedelta
from typing import Final

from skypanel.accounts import session_queries as queries
from skypanel.accounts.errors import SessionNotFound
from skypanel.accounts.models import Session
from skypanel.audit.service import Audit
from skypanel.core.access import Principal
from skypanel.core.bus import Bus
from skypanel.core.caller import current_caller
from skypanel.core.clock import Clock
from skypanel.core.db import Database, Transaction
from skypanel.core.errors import Unavailable

CHANNEL: Final = "session"
ABSOLUTE: Final = timedelta(days=30)
ABSOLUTE_FOR_STAFF: Final = timedelta(hours=8)
_REMEMBER_SECONDS: Final = 5.0
_MOST_REMEMBERED: Final = 20_000
_TOKEN_BYTES: Final = 32
_SEEN_EVERY: Final = timedelta(minutes=5)
_LONGEST_AGENT: Final = 400


def token_hasher(secret: str) -> Callable[[str], bytes]:
    """A function that gives what is stored of a session's token: 32 bytes, keyed by `secret`.

    BLAKE2b, because every request asks it: a quarter of what HMAC costs, and as strong for a token of 256 random bits.
    """
    key = hashlib.sha256(secret.encode()).digest()
    return lambda token: hashlib.blake2b(token.encode(), key=key, digest_size=32).digest()


class Sessions:
    """`key` hashes tokens for storage: a stolen table signs nobody in, and changing the key signs everybody out."""

    def __init__(self, db: Database, clock: Clock, bus: Bus, audit: Audit, *, key: str, idle: timedelta) -> None:
        self._db = db
        self._audit = audit
        self._clock = clock
        self._bus = bus
        self.hash = token_hasher(key)
        self._idle = idle
        self._seen_every = min(_SEEN_EVERY, idle / 4)
        self._remembered: dict[bytes, tuple[float, Principal]] = {}
        self._generation = 0
        self._tasks: set[asyncio.Task[None]] = set()
        self._on_end: list[Callable[[bytes], None]] = []
        self._on_change: list[Callable[[int], None]] = []
        bus.on(CHANNEL, self._ended)
        bus.on_gap(self._forget_all)

    # Every request

    async def resolve(self, token: str) -> Principal | None:
        """Whose the cookie's `token` is; None if unknown, ended, idle too long, or its owner is kept out."""
        token_hash = self.hash(token)
        if (remembered := self._recall(token_hash)) is not None:
            return remembered
        generation = self._generation
        now = self._clock.now()
        found = await queries.resolve(self._db, token_hash, now, self._idle)
        if found is None:
            self._remembered.pop(token_hash, None)
            return None
        if generation == self._generation and self._bus.is_connected:
            self._remember(token_hash, found)
        if now - found.seen_at > self._seen_every:
            self._later(self._mark_seen(token_hash, now))
        return found

    def recall(self, token: str) -> Principal | None:
        """What `resolve` would say, where it need not ask; None where it must."""
        return self._recall(self.hash(token))

    def _recall(self, token_hash: bytes) -> Principal | None:
        known = self._remembered.get(token_hash)
        if known is None or time.monotonic() - known[0] >= _REMEMBER_SECONDS:
            return None
        return known[1] if known[1].expires_at > self._clock.now() else None

    async def read_anew(self, principal: Principal) -> Principal | None:
        """The same session as it is now, past any memory and without counting as use; None if it ended meanwhile."""
        return await queries.resolve(self._db, principal.session_hash, self._clock.now(), self._idle)

    # What people do

    async def start(self, tx: Transaction, user_id: int, *, is_staff: bool) -> str:
        """Begin a session at the present caller's address; the token for the cookie. Never reuses a token."""
        token = secrets.token_urlsafe(_TOKEN_BYTES)
        caller = current_caller()
        now = self._clock.now()
        until = now + (ABSOLUTE_FOR_STAFF if is_staff else ABSOLUTE)
        agent = caller.user_agent[:_LONGEST_AGENT].replace("\x00", "")
        await queries.start(tx, self.hash(token), user_id, caller.address, agent, now, until)
        return token

    async def list_own(self, principal: Principal) -> list[Session]:
        return await queries.list_sessions(self._db, principal.user_id, self._clock.now(), self._idle)

    async def end(self, token: str, principal: Principal | None = None) -> None:
        """End the session behind `token`, everywhere; an unknown token is no error. `principal` is whose it is."""
        async with self._db.begin() as tx:
            ended = await queries.end(tx, self.hash(token))
            if ended is not None:
                await self._announce(tx, [ended])
                if principal is not None:
                    await self._audit.record(tx, principal, "accounts.signed_out", ("session", principal.session_id))
        if ended is not None:
            self._ended(ended.hex())

    async def end_own(self, principal: Principal, session_id: int) -> None:
        """End one of the person's own sessions; SessionNotFound for anything else."""
        async with self._db.begin() as tx:
            ended = await queries.end_own(tx, session_id, principal.user_id)
            if ended is None:
                raise SessionNotFound
            await self._announce(tx, [ended])
            await self._audit.record(tx, principal, "accounts.signed_out", ("session", session_id))
        self._ended(ended.hex())

    async def end_all(self, tx: Transaction, user_id: int) -> None:
        """End every session of a person."""
        await self._announce(tx, await queries.end_all(tx, user_id))
        await tx.notify(CHANNEL, f"user:{user_id}")

    async def changed(self, tx: Transaction, user_id: int) -> None:
        """What sessions know of this person changed: every process reads it anew."""
        await tx.notify(CHANNEL, f"changed:{user_id}")

    def forget(self, user_id: int) -> None:
        """Read this person anew in this process at once, without waiting for the notice: they see their own change.

        Call it after the commit.
        """
        self._ended(f"changed:{user_id}")

    async def forget_past(self) -> None:
        """Delete sessions nobody can use any more."""
        async with self._db.begin() as tx:
            await queries.forget_past(tx, self._clock.now(), self._idle)

    def on_end(self, callback: Callable[[bytes], None]) -> None:
        """Call `callback` with a session's stored hash when it ends, in every process."""
        self._on_end.append(callback)

    def on_change(self, callback: Callable[[int], None]) -> None:
        """Call `callback` with a person's id when something about them or their sessions changed, in every process."""
        self._on_change.append(callback)

    # Between processes

    async def _announce(self, tx: Transaction, hashes: list[bytes]) -> None:
        for token_hash in hashes:
            await tx.notify(CHANNEL, token_hash.hex())

    def _ended(self, payload: str) -> None:
        self._generation += 1
        kind, colon, user_id = payload.partition(":")
        if colon:
            for token_hash, (_, principal) in list(self._remembered.items()):
                if principal.user_id == int(user_id):
                    del self._remembered[token_hash]
            for changed in self._on_change:
                changed(int(user_id))
            return
        self._remembered.pop(bytes.fromhex(kind), None)
        for callback in self._on_end:
            callback(bytes.fromhex(kind))

    def _forget_all(self) -> None:
        self._generation += 1
        self._remembered.clear()

    def _remember(self, token_hash: bytes, principal: Principal) -> None:
        if len(self._remembered) >= _MOST_REMEMBERED:
            self._remembered.clear()
        self._remembered[token_hash] = (time.monotonic(), principal)

    async def _mark_seen(self, token_hash: bytes, now: datetime) -> None:
        try:
            await self._db.run(queries.SEEN, token_hash, now)
        except Unavailable:
            return  # a missed mark costs at most five minutes of the idle hour

    def _later(self, work: Coroutine[None, None, None]) -> None:
        task = asyncio.create_task(work)
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)
