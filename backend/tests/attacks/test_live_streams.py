"""A stream is as good as the session behind it, however the session ends and whatever the window does."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from typing import Any

import httpx2
import pytest
from litestar.exceptions import LitestarException

from skypanel.app.live import LOOKS_AGAIN_SECONDS, Live
from skypanel.core.access import Principal
from skypanel.core.db import Statement
from tests.support.clock import MovableClock
from tests.support.people import People
from tests.support.portal import Portal, all_listen
from tests.support.waiting import PATIENCE_SECONDS

COOKIE = "__Host-sid"
SUSPEND = Statement(int, "UPDATE users SET suspended_at = now() WHERE id = $1 RETURNING id")
DEMOTE = Statement(int, "UPDATE users SET role = 'customer' WHERE id = $1 RETURNING id")
END_UNHEARD = Statement(int, "DELETE FROM sessions WHERE user_id = $1 RETURNING 1")
ENDED = b"event: session-ended"


@pytest.fixture
async def portal(portal: Portal) -> Portal:
    await all_listen(portal)
    return portal


async def signed_in(portal: Portal, people: People, role: str = "customer") -> tuple[Principal, httpx2.AsyncClient]:
    client = await portal.client_for(await (people.customer() if role == "customer" else people.staff(role)))
    principal = await portal.services.sessions.resolve(client.cookies[COOKIE])
    assert principal is not None
    return principal, client


async def opened(portal: Portal, principal: Principal, *, live: Live | None = None) -> AsyncIterator[bytes]:
    stream = await (live or portal.services.live).stream(principal)
    while b"event: ready" not in await anext(stream):
        pass
    return stream


def trusting(portal: Portal) -> Live:
    """The same streams, which end by what they are told and never by looking again."""
    return Live(portal.services.bus, portal.services.sessions, look_again_seconds=3600)


def impatient(portal: Portal) -> Live:
    """The same streams, looked after more often than people need it."""
    assert LOOKS_AGAIN_SECONDS <= 15
    return Live(portal.services.bus, portal.services.sessions, look_again_seconds=0.2)


async def until_its_end(stream: AsyncIterator[bytes]) -> bytes:
    """Everything the window is still sent; TimeoutError if that never ends."""
    async with asyncio.timeout(PATIENCE_SECONDS):
        return b"".join([event async for event in stream])


async def tell(portal: Portal, audience: int, subject: int) -> None:
    async with portal.services.database.begin() as tx:
        await tx.notify("live", f"{audience}:ticket:{subject}")


async def test_a_window_that_does_not_read_hears_of_its_sessions_end_too(portal: Portal, people: People) -> None:
    ada, _ = await signed_in(portal, people)
    live = trusting(portal)
    stream, beside_it = await opened(portal, ada, live=live), await opened(portal, ada, live=live)
    for number in range(100):
        await tell(portal, ada.user_id, number + 1)
        assert b"event: ticket" in await anext(beside_it)  # so the other has it as well
    async with portal.services.database.begin() as tx:
        await portal.services.sessions.end_all(tx, ada.user_id)
    await tell(portal, ada.user_id, 777)
    assert ENDED in await until_its_end(beside_it)
    said = await until_its_end(stream)
    assert ENDED in said
    assert b"777" not in said


async def test_a_session_that_ended_while_notices_were_lost_keeps_no_stream(portal: Portal, people: People) -> None:
    ada, _ = await signed_in(portal, people)
    stream = await opened(portal, ada, live=trusting(portal))
    bus = portal.services.bus
    await bus.stop()
    await portal.services.database.one(END_UNHEARD, ada.user_id)
    await bus.start()
    assert ENDED in await until_its_end(stream)


@pytest.mark.parametrize("how", [SUSPEND, END_UNHEARD], ids=["suspended", "ended"])
async def test_what_nobody_announced_is_noticed_by_looking_again(
    portal: Portal, people: People, how: Statement[int]
) -> None:
    ada, _ = await signed_in(portal, people)
    stream = await opened(portal, ada, live=impatient(portal))
    await portal.services.database.one(how, ada.user_id)
    # News that keep coming are no reason not to look.
    for number in range(8):
        await tell(portal, ada.user_id, number + 1)
        await asyncio.sleep(0.05)
    assert ENDED in await until_its_end(stream)


async def test_a_stream_is_no_way_to_stay_longer_than_a_session_may(
    portal: Portal, people: People, clock: MovableClock
) -> None:
    staff, _ = await signed_in(portal, people, "admin")
    stream = await opened(portal, staff, live=impatient(portal))
    clock.advance(hours=8, seconds=1)
    assert ENDED in await until_its_end(stream)


async def test_who_is_no_longer_staff_hears_no_more_of_what_is_for_staff(portal: Portal, people: People) -> None:
    staff, client = await signed_in(portal, people, "support")
    stream = await opened(portal, staff, live=trusting(portal))
    await portal.services.database.one(DEMOTE, staff.user_id)
    async with portal.services.database.begin() as tx:
        await portal.services.sessions.changed(tx, staff.user_id)
    await asyncio.sleep(0.2)
    await tell(portal, 0, 777)
    said = await until_its_end(stream)
    # The session goes on, so the window asks for a new stream, which is a customer's.
    assert ENDED not in said
    assert b"777" not in said
    assert (await client.get("/api/v1/account")).json()["data"]["permissions"] == []


@pytest.mark.parametrize("is_noticed", [True, False])
async def test_windows_that_vanish_before_the_first_word_leave_room_for_others(
    portal: Portal, people: People, *, is_noticed: bool
) -> None:
    ada, client = await signed_in(portal, people)
    for _ in range(12):
        await _vanish(portal, client.cookies[COOKIE], is_noticed=is_noticed)
    await opened(portal, ada)


async def _vanish(portal: Portal, token: str, *, is_noticed: bool) -> None:
    """Ask for a stream over HTTP and be gone before anything of it was read; with `is_noticed`, sending fails."""

    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    async def send(message: Any) -> None:
        if is_noticed:
            raise ConnectionResetError
        assert message.get("status", 200) == 200

    scope = {
        "type": "http",
        "method": "GET",
        "path": "/api/v1/events",
        "raw_path": b"/api/v1/events",
        "query_string": b"",
        "headers": [(b"cookie", f"{COOKIE}={token}".encode())],
        "client": ("192.0.2.1", 40_000),
        "http_version": "1.1",
        "scheme": "https",
        "server": ("portal.test", 443),
        "root_path": "",
        "state": {},
    }
    with contextlib.suppress(ConnectionResetError, LitestarException):
        await portal.gate(scope, receive, send)
    await asyncio.sleep(0)
