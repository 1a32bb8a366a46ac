"""Whose turn it is to have a thread drawn: one person's after each other.

Drawing takes the processor from everybody, whichever thread it runs in. Somebody who wrote long tickets and asks for
them over and over waits for themselves.
"""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Final

from skypanel.core.errors import TooMany

MOST_AT_ONCE: Final = 12
"""Of one person in one process, those that wait included: a little more than they can have windows."""

_TURNS: Final[dict[int, "_Turn"]] = {}


class _Turn:
    def __init__(self) -> None:
        self.lock = asyncio.Lock()
        self.takers = 0


@contextlib.asynccontextmanager
async def in_turn(person_id: int) -> AsyncIterator[None]:
    """Hold the person's turn for the length of the block; TooMany where too many of theirs wait for it."""
    turn = _TURNS.setdefault(person_id, _Turn())
    if turn.takers >= MOST_AT_ONCE:
        raise TooMany
    turn.takers += 1
    try:
        async with turn.lock:
            yield
    finally:
        turn.takers -= 1
        if not turn.takers:
            del _TURNS[person_id]
