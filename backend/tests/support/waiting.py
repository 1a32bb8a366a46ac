"""Waiting for what must come about: as soon as it holds, and as late as a slow machine may have it."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import Final

PATIENCE_SECONDS: Final = 60.0
"""What never comes is given up after this. It measures nothing: what comes ends the wait."""
SLOWEST_SECONDS: Final = 3 * PATIENCE_SECONDS
"""The same where several processes start or end one after the other."""
_GLANCE_SECONDS: Final = 0.02


def wait_until(holds: Callable[[], bool], what: str, *, seconds: float = PATIENCE_SECONDS) -> None:
    """Wait until `holds` does; a failure that says `what` never came about."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < deadline, f"it never came about: {what}"
        time.sleep(_GLANCE_SECONDS)


async def until(holds: Callable[[], bool | Awaitable[bool]], what: str, *, seconds: float = PATIENCE_SECONDS) -> None:
    """The same in an event loop; `holds` may have to ask somebody."""
    deadline = time.monotonic() + seconds
    while not (found if isinstance(found := holds(), bool) else await found):
        assert time.monotonic() < deadline, f"it never came about: {what}"
        await asyncio.sleep(_GLANCE_SECONDS)
