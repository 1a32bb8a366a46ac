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
# Sessions looked up from one place that turn out to be none. Far above what browsers left signed in ever make.
GUESSED_SESSIONS: Final = Pace(burst=200, per_second=40.0)


class LocalLimits:
    """Keys are people by their number and places by their name."""

    def __init__(self, *, is_on: bool = True) -> None:
        self._full_at: dict[int | str, float] = {}
        self._is_on = is_on

    def take(self, key: int | str, pace: Pace) -> float:
        """Count one call; 0 if it may pass, else the seconds to wait."""
        if not self._is_on:
            return 0.0
        now = time.monotonic()
        full_at, wait = self._after(key, pace, now)
        if wait > 0.0:
            return wait
        if len(self._full_at) >= _MOST_KEYS:
            self._forget_past(now)
        self._full_at[key] = full_at
        return 0.0

    def wait(self, key: int | str, pace: Pace) -> float:
        """What `take` would say, without counting."""
        return max(0.0, self._after(key, pace, time.monotonic())[1]) if self._is_on else 0.0

    def _after(self, key: int | str, pace: Pace, now: float) -> tuple[float, float]:
        """When the key would be full again after one more call, and how long before that call may come."""
        full_at = max(self._full_at.get(key, 0.0), now) + 1.0 / pace.per_second
        return full_at, full_at - now - pace.burst / pace.per_second

    def _forget_past(self, now: float) -> None:
        self._full_at = {key: full_at for key, full_at in self._full_at.items() if full_at > now}
