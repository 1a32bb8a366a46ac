"""When a call may start: places, a token bucket, pauses, and two priorities."""

import asyncio
import contextlib
import enum
from collections import deque
from collections.abc import AsyncIterator, Iterator
from contextvars import ContextVar


class Priority(enum.Enum):
    """A person who waits goes before work that does not."""

    INTERACTIVE = "interactive"
    BACKGROUND = "background"


_priority: ContextVar[Priority] = ContextVar("outbound_priority", default=Priority.INTERACTIVE)


@contextlib.contextmanager
def in_background() -> Iterator[None]:
    """Every outbound call made inside yields its place to calls that people wait for."""
    token = _priority.set(Priority.BACKGROUND)
    try:
        yield
    finally:
        _priority.reset(token)


def present_priority() -> Priority:
    return _priority.get()


class BudgetSpent(Exception):  # noqa: N818 - an answer, not an error: `Outbound` gives it its name
    """No place within the allowed wait; one may be free in `retry_after_seconds`."""

    def __init__(self, reason: str, retry_after_seconds: float) -> None:
        super().__init__(reason)
        self.reason = reason
        self.retry_after_seconds = retry_after_seconds


class Budget:
    """At most `slots` calls at once and `calls_per_second` on average, interactive ones first.

    Waiting is bounded in time and in number; who cannot be served within it is refused with BudgetSpent. A place is
    given back however the block ends, cancellation included.
    """

    def __init__(
        self, *, slots: int, background_slots: int, queue_length: int, calls_per_second: float, burst: int
    ) -> None:
        self._slots = slots
        self._background_slots = background_slots
        self._queue_length = queue_length
        self._rate = calls_per_second
        self._burst = float(burst)
        self._tokens = float(burst)
        self._filled_at: float | None = None
        self._paused_until = 0.0
        self._held = dict.fromkeys(Priority, 0)
        self._waiting: dict[Priority, deque[asyncio.Future[None]]] = {priority: deque() for priority in Priority}
        self._timer: asyncio.TimerHandle | None = None

    @property
    def under_way(self) -> int:
        return sum(self._held.values())

    @property
    def waiting(self) -> int:
        return sum(len(queue) for queue in self._waiting.values())

    def pause(self, seconds: float) -> None:
        """Let nobody start for `seconds`, and then begin at the steady rate: the company asked us to slow down."""
        self._paused_until = max(self._paused_until, asyncio.get_running_loop().time() + seconds)
        self._tokens = 0.0
        self._filled_at = self._paused_until

    def close(self) -> None:
        if self._timer is not None:
            self._timer.cancel()
            self._timer = None

    @contextlib.asynccontextmanager
    async def place(self, priority: Priority, wait_seconds: float) -> AsyncIterator[None]:
        """Hold a place for the length of the block, after waiting at most `wait_seconds` for it."""
        await self._admit(priority, wait_seconds)
        try:
            yield
        finally:
            self._give_back(priority)

    async def _admit(self, priority: Priority, wait_seconds: float) -> None:
        loop = asyncio.get_running_loop()
        pause = self._paused_until - loop.time()
        if pause > wait_seconds:
            raise BudgetSpent("told to slow down", pause)
        if self.waiting >= self._queue_length:
            raise BudgetSpent("queue full", wait_seconds)
        turn: asyncio.Future[None] = loop.create_future()
        self._waiting[priority].append(turn)
        self._serve()
        try:
            async with asyncio.timeout(max(wait_seconds, 0)):
                await turn
        except BaseException as error:
            if turn.done() and not turn.cancelled():
                self._give_back(priority)  # served in the very moment its caller gave up
            else:
                with contextlib.suppress(ValueError):
                    self._waiting[priority].remove(turn)
            if isinstance(error, TimeoutError):
                raise BudgetSpent("no free place", max(wait_seconds, 1.0)) from None
            raise

    def _give_back(self, priority: Priority) -> None:
        self._held[priority] -= 1
        self._serve()

    def _serve(self) -> None:
        """Start whoever may start now, and wake up again when only time stands in the way."""
        self.close()
        loop = asyncio.get_running_loop()
        while (priority := self._next()) is not None:
            delay = self._delay(loop.time())
            if delay > 0:
                self._timer = loop.call_later(delay, self._serve)
                return
            self._tokens -= 1
            self._held[priority] += 1
            self._waiting[priority].popleft().set_result(None)

    def _next(self) -> Priority | None:
        for queue in self._waiting.values():
            while queue and queue[0].done():
                queue.popleft()
        if self.under_way >= self._slots:
            return None
        if self._waiting[Priority.INTERACTIVE]:
            return Priority.INTERACTIVE
        has_room = self._held[Priority.BACKGROUND] < self._background_slots
        return Priority.BACKGROUND if self._waiting[Priority.BACKGROUND] and has_room else None

    def _delay(self, now: float) -> float:
        """Seconds until the pause is over and a whole token is there."""
        if self._filled_at is None:
            self._filled_at = now
        elapsed = max(now - self._filled_at, 0.0)
        self._tokens = min(self._burst, self._tokens + elapsed * self._rate)
        self._filled_at += elapsed
        missing = 0.0 if self._tokens >= 1 else (1 - self._tokens) / self._rate
        return max(self._paused_until - now, missing)
