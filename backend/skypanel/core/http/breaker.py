"""The circuit breaker: stop asking a company that does not answer, and notice when it does again."""

import time
from collections.abc import Callable
from typing import Literal, NewType

CircuitState = Literal["closed", "open", "half-open"]
Permit = NewType("Permit", int)
"""Which period of the circuit a call began in; results from an earlier period say nothing about this one."""

_PROBE_SECONDS = 1.0


class CircuitBreaker:
    """Closed: calls pass. Open: none does until a time. Half-open: exactly one probe passes and decides.

    Failures in a row open it. A successful probe closes it; a failed one opens it for twice as long, up to a limit;
    an abandoned one (its caller went away) leaves the next caller to probe.
    """

    def __init__(
        self,
        *,
        failures_to_open: int,
        open_seconds: float,
        longest_open_seconds: float,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self._failures_to_open = failures_to_open
        self._first_open_seconds = open_seconds
        self._longest_open_seconds = longest_open_seconds
        self._monotonic = monotonic
        self._period = 0
        self._failures = 0
        self._is_open = False
        self._is_probing = False
        self._open_seconds = open_seconds
        self._open_until = 0.0

    @property
    def state(self) -> CircuitState:
        if not self._is_open:
            return "closed"
        return "open" if self._monotonic() < self._open_until else "half-open"

    @property
    def refused_for_seconds(self) -> float:
        """How long a call made now would still be refused; 0 if it would pass."""
        if not self._is_open:
            return 0.0
        remaining = self._open_until - self._monotonic()
        if remaining > 0:
            return remaining
        return _PROBE_SECONDS if self._is_probing else 0.0

    def enter(self) -> Permit | None:
        """A permit for one call, to be handed back with its result; None if it must not be made."""
        if self.refused_for_seconds > 0:
            return None
        self._is_probing = self._is_open
        return Permit(self._period)

    def succeed(self, permit: Permit) -> None:
        if permit != self._period:
            return
        self._failures = 0
        if self._is_open:
            self._is_open = self._is_probing = False
            self._open_seconds = self._first_open_seconds
            self._period += 1

    def fail(self, permit: Permit) -> None:
        if permit != self._period:
            return
        self._failures += 1
        if self._is_open:
            self._open_seconds = min(self._open_seconds * 2, self._longest_open_seconds)
            self._open()
        elif self._failures >= self._failures_to_open:
            self._open()

    def abandon(self, permit: Permit) -> None:
        """The caller went away before there was a result."""
        if permit == self._period:
            self._is_probing = False

    def _open(self) -> None:
        self._is_open = True
        self._is_probing = False
        self._open_until = self._monotonic() + self._open_seconds
        self._period += 1
