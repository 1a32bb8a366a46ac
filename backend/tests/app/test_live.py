"""Server-sent events: each person hears of their own, at commit, until the session ends."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from skypanel.app.build import Services
from skypanel.app.live import TooManyStreams
from skypanel.core.access import Principal
from skypanel.core.errors import Conflict
from tests.support.people import People
from tests.support.portal import Portal, all_listen
from tests.support.waiting import PATIENCE_SECONDS


async def principal_of(portal: Portal, people: People, role: str = "customer") -> tuple[Principal, str]:
    user = await (people.customer() if role == "customer" else people.staff(role))
    client = await portal.client_for(user)
    token = client.cookies["__Host-sid"]
    principal = await portal.services.sessions.resolve(token)
    assert principal is not None
    return principal, token


async def heard(stream: AsyncIterator[bytes], *, within: float = PATIENCE_SECONDS) -> bytes:
    async with asyncio.timeout(within):
        return await anext(stream)


async def opened(services: Services, principal: Principal) -> AsyncIterator[bytes]:
    stream = await services.live.stream(principal)
    assert b"event: ready" in await heard(stream)
    return stream


async def tell(services: Services, audience: int, topic: str, subject: int) -> None:
    async with services.database.begin() as tx:
        await tx.notify("live", f"{audience}:{topic}:{subject}")


async def test_a_person_hears_of_their_own_and_of_nobody_elses(portal: Portal, people: People) -> None:
    services = portal.services
    await all_listen(portal)
    (ada, _), (eve, _) = await principal_of(portal, people), await principal_of(portal, people)
    for_ada, for_eve = await opened(services, ada), await opened(services, eve)
    await tell(services, ada.user_id, "server", 7)
    assert await heard(for_ada) == b'event: server\ndata: {"id":7}\n\n'
    with pytest.raises(TimeoutError):
        await heard(for_eve, within=0.2)


async def test_staff_hear_what_is_for_all_staff_and_customers_do_not(portal: Portal, people: People) -> None:
    services = portal.services
    await all_listen(portal)
    (staff, _), (customer, _) = await principal_of(portal, people, "support"), await principal_of(portal, people)
    for_staff, for_customer = await opened(services, staff), await opened(services, customer)
    await tell(services, 0, "ticket", 3)
    assert b"event: ticket" in await heard(for_staff)
    with pytest.raises(TimeoutError):
        await heard(for_customer, within=0.2)


async def test_what_was_rolled_back_is_never_heard(portal: Portal, people: People) -> None:
    services = portal.services
    await all_listen(portal)
    ada, _ = await principal_of(portal, people)
    stream = await opened(services, ada)
    with pytest.raises(Conflict):
        async with services.database.begin() as tx:
            await tx.notify("live", f"{ada.user_id}:server:7")
            raise Conflict
    with pytest.raises(TimeoutError):
        await heard(stream, within=0.3)


async def test_the_stream_ends_when_the_session_does(portal: Portal, people: People) -> None:
    services = portal.services
    await all_listen(portal)
    ada, token = await principal_of(portal, people)
    stream = await opened(services, ada)
    await services.sessions.end(token)
    assert b"event: session-ended" in await heard(stream)
    with pytest.raises(StopAsyncIteration):
        await heard(stream)


async def test_ten_windows_are_enough_and_a_closed_one_makes_room(portal: Portal, people: People) -> None:
    services = portal.services
    ada, _ = await principal_of(portal, people)
    streams = [await opened(services, ada) for _ in range(10)]
    with pytest.raises(TooManyStreams):
        await services.live.stream(ada)
    await streams[0].aclose()  # type: ignore[attr-defined]
    await opened(services, ada)


async def test_a_window_that_does_not_read_is_told_to_ask_again_for_everything(portal: Portal, people: People) -> None:
    services = portal.services
    await all_listen(portal)
    ada, _ = await principal_of(portal, people)
    unread, read = await opened(services, ada), await opened(services, ada)
    for number in range(120):
        await tell(services, ada.user_id, "server", number + 1)
        assert b"event: server" in await heard(read)  # so the other has it as well
    assert b"event: refresh" in await heard(unread)
