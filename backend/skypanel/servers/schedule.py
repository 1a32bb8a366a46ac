"""When a server is read again. Pure figures."""

import random
from datetime import timedelta
from typing import Final

BUSY_EVERY: Final = timedelta(seconds=2)
VIEWED_EVERY: Final = timedelta(seconds=10)
IDLE_EVERY: Final = timedelta(minutes=5)
VIEWED_WITHIN: Final = timedelta(seconds=60)
FAILED_EVERY: Final = timedelta(seconds=10)
CLAIMED_FOR: Final = timedelta(seconds=60)
"""How long whoever took a server may need before another takes it: longer than the slowest read."""
TRAFFIC_EVERY: Final = timedelta(hours=1)

BATCH: Final = 8
"""Servers read in one turn. With a turn every two seconds that is at most 240 reads a minute however large the fleet
is; past that, unattended servers are read less often and watched ones first."""
HALF_A_TURN: Final = timedelta(seconds=1)
"""What comes due this soon is read in this turn. A pause begins when a read has ended, a moment after its turn: without
it every server would miss the turn that is meant for it, and wait for the one after."""
SHARE_OF_IDLE: Final = 2
"""How many places of a batch watched servers leave to the others."""


def idle_delay() -> timedelta:
    """Five minutes, spread by a fifth either way so that a fleet read in once does not stay in step."""
    return IDLE_EVERY * random.uniform(0.8, 1.2)  # noqa: S311 - spreads load, hides nothing
