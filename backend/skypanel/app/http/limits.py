"""How often one place or person may call, kept in the process that serves them.

GCRA: one number a caller, no window to game. What must hold exactly across processes is limited where it happens, by
`core/limits.py`; this only keeps one caller from crowding out the rest.
"""

import time
from typing import Final

from msgspec import Struct

_MOST_KEYS: Final = 50_000


class Pace(Struct, frozen=True):
    """`burst` at once, then `per_second`."""

    burst: int
    per_second: float


SIGNED_IN: Final = Pace(burst=120, per_second=40.0)
ANONYMOUS: Final = Pace(burst=80, per_second=20.0)


class LocalLimits:
    def __init__(self, *, is_on: bool = True) -> None:
        self._full_at: dict[str, float] = {}
        self._is_on = is_on

    def take(self, key: str, pace: Pace) -> float:
        """Count one call; 0 if it may pass, else the seconds to wait."""
        if not self._is_on:
            return 0.0
        now = time.monotonic()
        step = 1.0 / pace.per_second
        full_at = max(self._full_at.get(key, 0.0), now) + step
        if full_at > now + pace.burst * step:
            return full_at - now - pace.burst * step
        if len(self._full_at) >= _MOST_KEYS:
            self._forget_past(now)
        self._full_at[key] = full_at
        return 0.0

    def _forget_past(self, now: float) -> None:
        self._full_at = {key: full_at for key, full_at in self._full_at.items() if full_at > now}
