"""Passwords: Argon2id, off the event loop, in one thread that yields to everything else.

Inline hashing would take a worker from thousands of requests a second to two. One niced thread leaves the others
untouched, and a bounded queue turns a flood of sign-ins into a clear refusal.
"""

import asyncio
import os
import threading
import unicodedata
from concurrent.futures import ThreadPoolExecutor
from functools import cache, partial
from typing import Final, TypeVar

import bcrypt
from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from skypanel.accounts.errors import HashingBusy
from skypanel.accounts.models import CONTESTED

MOST_WAITING: Final = 24
_NICENESS: Final = 10
_BCRYPT_BYTES: Final = 72  # what bcrypt ever looked at; the old portal's hashes were made so

T = TypeVar("T")

_argon2 = PasswordHasher(time_cost=2, memory_cost=19 * 1024, parallelism=1)


class Passwords:
    def __init__(self) -> None:
        self._pool = ThreadPoolExecutor(max_workers=1, thread_name_prefix="passwords", initializer=_yield_to_others)
        self._waiting = 0
        # Verified when the person is unknown, so that both answers take the same time.
        self._nobody = _of_nobody()

    async def hash(self, password: str) -> str:
        return await self._run(partial(_argon2.hash, _composed(password)))

    async def verify(self, password: str, stored: str | None) -> bool:
        """Whether `password` is the one behind `stored`; as slow for nobody (None, CONTESTED) as for a wrong one."""
        if stored is None or stored == CONTESTED:
            await self._run(partial(_matches, password, self._nobody))
            return False
        return await self._run(partial(_matches, password, stored))

    def needs_rehash(self, stored: str, password: str) -> bool:
        """Whether `stored` was made by an older method or at a lower cost, and vouches for all of `password`.

        An old hash knows the first 72 bytes only: what was typed after them may be wrong, and must not become right.
        """
        if stored.startswith("$2"):
            return len(password.encode()) <= _BCRYPT_BYTES
        return _argon2.check_needs_rehash(stored)

    def close(self) -> None:
        self._pool.shutdown(wait=False, cancel_futures=True)

    async def _run(self, work: partial[T]) -> T:
        if self._waiting >= MOST_WAITING:
            raise HashingBusy(retry_after_seconds=2)
        self._waiting += 1
        try:
            return await asyncio.get_running_loop().run_in_executor(self._pool, work)
        finally:
            self._waiting -= 1


@cache
def _of_nobody() -> str:
    """The hash of a password nobody knows, made once in a process."""
    return _argon2.hash(os.urandom(16).hex())


def _matches(password: str, stored: str) -> bool:
    if stored.startswith("$2"):
        try:
            return bcrypt.checkpw(password.encode()[:_BCRYPT_BYTES], stored.encode())
        except ValueError:
            return False
    try:
        return _argon2.verify(stored, _composed(password))
    except (VerificationError, InvalidHashError):
        return False


def _composed(password: str) -> str:
    """The same characters in their one usual form: some keyboards send "é" as one, others as two."""
    return unicodedata.normalize("NFC", password)


def _yield_to_others() -> None:
    # On Linux niceness belongs to the thread; elsewhere this would slow the whole process.
    if hasattr(os, "sched_setaffinity"):
        os.setpriority(os.PRIO_PROCESS, threading.get_native_id(), _NICENESS)
