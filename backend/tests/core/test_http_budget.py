"""The budget by itself: places, the token bucket, pauses, priorities."""

import asyncio
import contextlib
import time
from collections.abc import AsyncIterator

import pytest

from skypanel.core.http.budget import Budget, BudgetSpent, Priority, in_background, present_priority
from tests.support.waiting import PATIENCE_SECONDS, until


def budget(
    *, slots: int = 1, background_slots: int = 1, queue_length: int = 10, rate: float = 1000, burst: int = 1000
) -> Budget:
    return Budget(
        slots=slots,
        background_slots=background_slots,
        queue_length=queue_length,
        calls_per_second=rate,
        burst=burst,
    )


@contextlib.asynccontextmanager
async def held(of: Budget, priority: Priority = Priority.INTERACTIVE) -> AsyncIterator[asyncio.Event]:
    """A place taken by another task until the event is set."""
    release, taken = asyncio.Event(), asyncio.Event()

    async def hold() -> None:
        async with of.place(priority, 1):
            taken.set()
            await release.wait()

    task = asyncio.create_task(hold())
    await taken.wait()
    try:
        yield release
    finally:
        release.set()
        await task


async def test_a_call_without_a_place_is_refused_after_its_wait_and_not_later() -> None:
    """Later would be never: the one place is held until then."""
    full = budget()
    async with held(full):
        with pytest.raises(BudgetSpent) as refused:
            async with full.place(Priority.INTERACTIVE, 0.1):
                pass
    assert refused.value.retry_after_seconds >= 1
    assert full.waiting == 0


async def test_a_full_queue_refuses_on_the_spot() -> None:
    short = budget(queue_length=1)
    async with held(short) as release:
        waiting = asyncio.create_task(_enter(short))
        await asyncio.sleep(0)
        with pytest.raises(BudgetSpent, match="queue full"):
            async with short.place(Priority.INTERACTIVE, 5):
                pass
        release.set()
        await waiting


async def test_interactive_calls_go_before_background_ones_that_came_earlier() -> None:
    one = budget()
    order: list[str] = []

    async def take(name: str, priority: Priority) -> None:
        async with one.place(priority, PATIENCE_SECONDS):
            order.append(name)

    async with held(one):
        tasks = [asyncio.create_task(take(f"background {n}", Priority.BACKGROUND)) for n in range(2)]
        await until(lambda: one.waiting == 2, "two that wait")
        tasks += [asyncio.create_task(take(f"interactive {n}", Priority.INTERACTIVE)) for n in range(2)]
        await until(lambda: one.waiting == 4, "four that wait")
    await asyncio.gather(*tasks)
    assert order == ["interactive 0", "interactive 1", "background 0", "background 1"]


async def test_background_calls_leave_places_free_for_people() -> None:
    shared = budget(slots=2, background_slots=1)
    async with held(shared, Priority.BACKGROUND):
        with pytest.raises(BudgetSpent):
            async with shared.place(Priority.BACKGROUND, 0.05):
                pass
        async with shared.place(Priority.INTERACTIVE, 0.05):
            assert shared.under_way == 2


async def test_the_bucket_holds_to_the_steady_rate_after_a_burst() -> None:
    slow = budget(slots=10, background_slots=10, rate=4, burst=3)
    started = time.monotonic()
    for _ in range(5):
        await _enter(slow)
    assert time.monotonic() - started >= 0.45


async def test_the_bucket_lets_a_burst_pass_without_a_wait_and_nobody_after_it() -> None:
    dripping = budget(slots=10, background_slots=10, rate=0.001, burst=3)
    for _ in range(3):
        await _enter(dripping)
    with pytest.raises(BudgetSpent):
        async with dripping.place(Priority.INTERACTIVE, 0.05):
            pass


async def test_a_pause_holds_everybody_back_and_then_lets_them_go() -> None:
    paused = budget()
    started = time.monotonic()
    paused.pause(0.15)
    await _enter(paused)
    assert time.monotonic() - started >= 0.14


async def test_a_pause_longer_than_the_wait_is_refused_at_once_with_its_length() -> None:
    paused = budget()
    paused.pause(3000)
    with pytest.raises(BudgetSpent, match="slow down") as refused:
        await _enter(paused)
    assert 2900 < refused.value.retry_after_seconds <= 3000


async def test_a_cancelled_waiter_leaves_the_queue_and_holds_nothing() -> None:
    one = budget()
    async with held(one):
        waiter = asyncio.create_task(_enter(one))
        await until(lambda: one.waiting == 1, "one that waits")
        waiter.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waiter
        assert one.waiting == 0
    assert one.under_way == 0
    await _enter(one)


async def test_a_caller_cancelled_in_the_moment_it_is_served_gives_the_place_back() -> None:
    one = budget()
    async with held(one) as release:
        waiter = asyncio.create_task(_enter(one))
        await until(lambda: one.waiting == 1, "one that waits")
        release.set()
        await asyncio.sleep(0)
        await asyncio.sleep(0)
        waiter.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await waiter
    assert one.under_way == 0
    await _enter(one)


async def test_an_error_inside_gives_the_place_back() -> None:
    one = budget()
    with pytest.raises(ZeroDivisionError):
        async with one.place(Priority.INTERACTIVE, 1):
            raise ZeroDivisionError
    assert one.under_way == 0


def test_the_priority_is_interactive_except_inside_in_background() -> None:
    assert present_priority() is Priority.INTERACTIVE
    with in_background():
        assert present_priority() is Priority.BACKGROUND
    assert present_priority() is Priority.INTERACTIVE


async def _enter(of: Budget) -> None:
    async with of.place(Priority.INTERACTIVE, PATIENCE_SECONDS):
        pass
