"""A body costs so many bytes and so much time, and no more, however it is sent."""

import asyncio
from collections.abc import AsyncIterator
from typing import Any

import pytest

from skypanel.app.http.asgi import Receive
from skypanel.app.http.body_guard import LARGEST_BODY, BodyGuard
from skypanel.app.http.errors import BodyTooLargeError, BodyTooSlowError
from tests.support.people import People
from tests.support.portal import Portal
from tests.support.waiting import PATIENCE_SECONDS


@pytest.fixture
def guard() -> BodyGuard:
    return BodyGuard(longest_seconds=0.2)


def in_pieces(*pieces: bytes, pause: float = 0.0, is_whole: bool = True) -> Any:
    async def messages() -> AsyncIterator[dict[str, Any]]:
        for number, piece in enumerate(pieces, 1):
            await asyncio.sleep(pause)
            yield {"type": "http.request", "body": piece, "more_body": not is_whole or number < len(pieces)}
        await asyncio.Event().wait()

    return messages().__anext__


async def read(receive: Receive) -> bytes:
    whole = bytearray()
    while True:
        message = await receive()
        whole += message["body"]
        if not message["more_body"]:
            return bytes(whole)


async def test_pieces_that_come_in_time_are_the_body() -> None:
    assert await read(BodyGuard().guarded(in_pieces(b"a", b"b", b"c", pause=0.01))) == b"abc"


async def test_the_limit_is_on_all_pieces_together() -> None:
    guard = BodyGuard()
    half = b"x" * (LARGEST_BODY // 2)
    assert len(await read(guard.guarded(in_pieces(half, half)))) == LARGEST_BODY
    with pytest.raises(BodyTooLargeError):
        await read(guard.guarded(in_pieces(half, half, b"x")))


@pytest.mark.parametrize("pieces", [(), (b"a",) * 100_000])
async def test_neither_silence_nor_a_trickle_outlasts_the_time(guard: BodyGuard, pieces: tuple[bytes, ...]) -> None:
    async with asyncio.timeout(PATIENCE_SECONDS):
        with pytest.raises(BodyTooSlowError):
            await read(guard.guarded(in_pieces(*pieces, pause=0.05, is_whole=False)))


async def test_every_slow_one_is_cut_and_no_quick_one() -> None:
    guard = BodyGuard(longest_seconds=5.0)

    async def quick() -> bytes:
        await asyncio.sleep(4.5)
        return await read(guard.guarded(in_pieces(b"a", pause=1.0)))

    slow = [read(guard.guarded(in_pieces())) for _ in range(5)]
    outcomes = await asyncio.gather(*slow, quick(), return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [BodyTooSlowError] * 5 + [bytes]


async def test_who_is_cancelled_by_somebody_else_is_cancelled() -> None:
    reading = asyncio.create_task(read(BodyGuard().guarded(in_pieces())))
    await asyncio.sleep(0.01)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading


async def test_after_the_body_the_callers_leaving_may_take_its_time() -> None:
    receive = BodyGuard(longest_seconds=2.0).guarded(in_pieces(b"a"))
    assert await read(receive) == b"a"
    waiting = asyncio.ensure_future(receive())
    await asyncio.sleep(2.5)
    assert not waiting.done()
    waiting.cancel()


@pytest.mark.parametrize("path", ["/api/v1/tickets", "/api/v1/auth/login"])
async def test_a_slow_caller_is_told(
    portal: Portal, people: People, guard: BodyGuard, path: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At a door, and where the framework answers."""
    monkeypatch.setattr(portal.gate, "_bodies", guard)
    client = await portal.client_for(await people.customer())

    async def nothing_comes() -> AsyncIterator[bytes]:
        yield b"{"
        await asyncio.Event().wait()

    answer = await client.post(path, content=nothing_comes(), headers={"content-type": "application/json"})
    assert (answer.status_code, answer.headers["connection"]) == (408, "close")
