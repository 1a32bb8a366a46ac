"""Simulated time: the wall clock at start, carried on by the monotonic clock, plus an offset that can be moved."""

from __future__ import annotations

import time
from datetime import UTC, datetime


class SimulatedClock:
    """Seconds since the epoch, never jumping backwards while the process lives; `advance` moves it forwards."""

    def __init__(self, offset_seconds: float = 0.0) -> None:
        """Start at the wall clock's reading plus `offset_seconds`."""
        self._origin = time.time() - time.monotonic()
        self.offset_seconds = offset_seconds

    def now(self) -> float:
        """Return the simulated instant as seconds since the epoch (UTC)."""
        return self._origin + time.monotonic() + self.offset_seconds

    def advance(self, seconds: float) -> None:
        """Move the clock forwards; a negative amount is refused because jobs would un-happen."""
        if seconds < 0:
            raise ValueError("time only moves forwards here; use a positive number of seconds")
        self.offset_seconds += seconds

    def iso(self) -> str:
        """Return the simulated instant as ISO 8601, UTC, with milliseconds and `Z`."""
        return iso(self.now())


def iso(at: float) -> str:
    """Write an instant as ISO 8601, UTC, with milliseconds and `Z`: the form of every steering answer."""
    return datetime.fromtimestamp(at, UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
