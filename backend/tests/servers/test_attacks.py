"""What enemies of a hosting company try on servers: acting in the moment of a handover, and news made to break us."""

import asyncio
import contextlib
import json
from collections.abc import AsyncIterator
from typing import Any

import asyncpg
import httpx2
import pytest

from skypanel.accounts.models import User
from skypanel.app.build import Services
from skypanel.core.db import Statement
from skypanel.integrations.virtfusion.client import VirtFusion
from skypanel.integrations.virtfusion.types import Server
from skypanel.servers.sync import FleetSync
from tests.servers.conftest import JONAS, MIRA, Client, VirtFusionBooks, our_id
from tests.servers.test_webhooks import HINTS, PATH, UNHANDLED, bearer
from tests.support.locks import waits_or_ends
from tests.support.people import People
from tests.support.portal import WEBHOOK_TOKEN

ACTS = Statement(int, "SELECT count(*) FROM server_operations")
HAND_OVER = Statement(int, "UPDATE servers SET user_id = $2 WHERE id = $1 RETURNING id")
ERASE = Statement(int, "DELETE FROM users WHERE id = $1 RETURNING id")
OWNER = Statement(int, "SELECT user_id FROM servers WHERE id = $1")


async def test_an_act_asked_for_while_the_server_changes_hands_is_a_strangers(
    services: Services, mira: User, mira_client: Client, people: People, books: VirtFusionBooks, dsn: str
) -> None:
    """The former owner is quicker than the commit of the handover, and must not be."""
    jonas, server_id = await people.customer(virtfusion_id=JONAS), await our_id(services, 501)
    handover = await asyncpg.connect(dsn)
    transaction = handover.transaction()
    await transaction.start()
    await handover.execute("UPDATE servers SET user_id = $2, owned_since = now() WHERE id = $1", server_id, jonas.id)
    asked = asyncio.create_task(mira_client.post(f"/api/v1/servers/{server_id}/power/poweroff"))
    await waits_or_ends(asked, handover)
    await transaction.commit()
    await handover.close()
    answer = await asked
    assert (answer.status_code, answer.json()["error"]["code"]) == (404, "server_not_found")
    assert books.effects(501) == []
    assert await services.database.one(ACTS) == 0


async def test_fifty_clicks_on_one_server_by_either_address_make_one_act(
    services: Services, mira: User, mira_client: Client, books: VirtFusionBooks
) -> None:
    """Keys of their own, the old addresses and another spelling of the verb are no second door."""
    server_id = await our_id(services, 501)
    paths = ("/api/v1/servers", "/api/servers", "/api/user/servers", "/api/v1/user/servers")

    async def click(number: int) -> httpx2.Response:
        path = f"{paths[number % 4]}/{server_id}/power/{'restart' if number % 2 else 'poweroff'}"
        return await mira_client.post(path, headers={"idempotency-key": f"click-{number}"})

    answers = await asyncio.gather(*(click(number) for number in range(50)))
    assert sorted(answer.status_code for answer in answers) == [202] + [409] * 49
    assert len(books.effects(501)) == 1


async def test_a_click_repeated_after_the_server_went_away_with_its_next_owner_is_no_failure_of_ours(
    services: Services, mira: User, mira_client: Client, people: People
) -> None:
    server_id, next_owner = await our_id(services, 501), await people.customer()
    path, key = f"/api/v1/servers/{server_id}/power/restart", {"Idempotency-Key": "one click"}
    assert (await mira_client.post(path, headers=key)).status_code == 202
    await services.database.one(HAND_OVER, server_id, next_owner.id)
    await services.database.one(ERASE, next_owner.id)
    again = await mira_client.post(path, headers=key)
    assert (again.status_code, again.json()["error"]["code"]) == (404, "server_not_found")


async def test_no_alias_is_open_to_whom_the_address_itself_is_closed(
    services: Services, mira: User, anonymous: Client, people: People, client_for: Any, books: VirtFusionBooks
) -> None:
    server_id, stranger = await our_id(services, 501), await client_for(await people.customer())
    for path in ("/api/v1/servers", "/api/servers", "/api/user/servers", "/api/v1/user/servers"):
        for suffix, method in (("", "GET"), ("/activity", "GET"), ("/power/poweroff", "POST")):
            address = f"{path}/{server_id}{suffix}"
            assert (await anonymous.request(method, address)).status_code == 401
            assert (await stranger.request(method, address)).status_code == 404
            evil = {"sec-fetch-site": "cross-site"}
            if method == "POST":
                assert (await stranger.request(method, address, headers=evil)).status_code == 403
    assert books.effects(501) == []


HOSTILE = [
    {"data": {"server": {"id": 2**63}}},
    {"data": {"server": {"id": -(2**63) - 1}}},
    {"data": {"server": {"id": "1e400000"}}},
    {"data": {"server": {"id": 1e300}}},
    {"data": {"server": {"id": "9" * 5000}}},
    {"data": {"server": {"id": 0}}},
    {"data": {"server": {"id": "501\u0000"}}},
    {"data": {"server": {"id": True}}},
    {"data": {"server": [501]}},
    {"data": 7},
    {"event": "server.\u0000boot"},
    {"event": "server." + "x" * 100_000},
    {"event": "server.\u202eboot\u2028"},
    {"event": "server.boot", "created": "99999-99-99T99:99:99Z"},
    {"event": "server.boot", "created": 2**80},
    {"event": "user.updated", "data": {"user": {"id": 2**64}, "user.after": {"id": -1}}},
]


@pytest.mark.parametrize("news", HOSTILE, ids=range(len(HOSTILE)))
async def test_news_with_the_right_token_cannot_break_us(
    services: Services, mira: User, anonymous: Client, run_jobs: Any, news: dict[str, Any]
) -> None:
    """Taken or refused, but neither our failure nor work that fails for ever."""
    body = json.dumps({"event": "server.boot", "data": {"server": {"id": 501}}} | news).encode()
    headers = {"authorization": bearer(WEBHOOK_TOKEN), "content-type": "application/json"}
    answer = await anonymous.post(PATH, content=body, headers=headers)
    assert answer.status_code in {200, 422}, answer.text
    await run_jobs()
    assert await services.database.one(UNHANDLED) == 0


@pytest.mark.parametrize(
    "body", [b"[" * 100_000, b'{"a":' * 50_000, b"\xff\xfe", b'{"event":"\\ud800"}', b"null", b"[]"]
)
async def test_news_that_are_no_news_are_refused(services: Services, anonymous: Client, body: bytes) -> None:
    headers = {"authorization": bearer(WEBHOOK_TOKEN), "content-type": "application/json"}
    answer = await anonymous.post(PATH, content=body, headers=headers)
    assert answer.status_code in {400, 422}, answer.text
    assert await services.database.one(HINTS) == 0


async def test_a_forger_costs_neither_a_read_of_the_body_nor_a_statement(services: Services, anonymous: Client) -> None:
    is_read = False

    async def body() -> Any:
        nonlocal is_read
        is_read = True
        yield b"{}"

    for token in ("", "Bearer ", bearer("a guess"), bearer(WEBHOOK_TOKEN)[:-2], "Basic " + bearer(WEBHOOK_TOKEN)[7:]):
        is_read = False
        headers = {"authorization": token, "content-type": "application/json"}
        answer = await anonymous.post(PATH, content=body(), headers=headers)
        assert answer.status_code == 401
    assert await services.database.one(HINTS) == 0


async def test_a_slow_read_does_not_give_a_server_back_to_its_former_owner(
    services: Services, mira: User, mira_client: Client, people: People, books: VirtFusionBooks
) -> None:
    """The answer left VirtFusion before the handover, and the list that told of it was quicker."""
    jonas, server_id = await people.customer(virtfusion_id=JONAS), await our_id(services, 501)
    begun = services.clock.now()
    slow = await services.virtfusion.get_server(501, remote_state=True)
    books.call("PUT", f"/servers/501/owner/{JONAS}")
    await services.fleet.sync()
    assert await services.database.one(OWNER, server_id) == jonas.id
    await services.refresh.settle(server_id, slow, begun)
    assert await services.database.one(OWNER, server_id) == jonas.id
    answer = await mira_client.post(f"/api/v1/servers/{server_id}/power/poweroff")
    assert (answer.status_code, books.effects(501)) == (404, ["server.owner"])


async def test_a_slow_read_does_not_bring_back_what_nobody_of_ours_owns(
    services: Services, mira: User, mira_client: Client, books: VirtFusionBooks
) -> None:
    server_id = await our_id(services, 501)
    begun = services.clock.now()
    slow = await services.virtfusion.get_server(501, remote_state=True)
    books.call("PUT", f"/servers/501/owner/{JONAS}")  # no customer of ours
    await services.fleet.sync()
    await services.refresh.settle(server_id, slow, begun)
    assert (await mira_client.get(f"/api/v1/servers/{server_id}")).status_code == 404
    answer = await mira_client.post(f"/api/v1/servers/{server_id}/power/poweroff")
    assert (answer.status_code, books.effects(501)) == (404, ["server.owner"])


class HeldUp(VirtFusion):
    """A VirtFusion whose list is on its way for long: what it says is what was true when it was asked."""

    def __init__(self, real: VirtFusion) -> None:
        self._real = real
        self.answered, self.let_through = asyncio.Event(), asyncio.Event()

    async def list_server_rows(self) -> list[Server]:
        rows = await self._real.list_server_rows()
        self.answered.set()
        await self.let_through.wait()
        return rows


@contextlib.asynccontextmanager
async def slow_list(services: Services) -> AsyncIterator[None]:
    """Another worker asked for the list before this block, and takes it in after it."""
    virtfusion = HeldUp(services.virtfusion)
    other = FleetSync(services.database, virtfusion, services.refresh, services.audit, services.clock)
    syncing = asyncio.create_task(other.sync())
    await virtfusion.answered.wait()
    yield
    virtfusion.let_through.set()
    await syncing


async def test_a_slow_list_does_not_give_a_server_back_to_its_former_owner(
    services: Services, mira: User, people: People, books: VirtFusionBooks
) -> None:
    """Two workers read the list; the one that asked first takes it in last."""
    jonas, server_id = await people.customer(virtfusion_id=JONAS), await our_id(services, 501)
    async with slow_list(services):
        books.call("PUT", f"/servers/501/owner/{JONAS}")
        await services.fleet.sync()
    assert await services.database.one(OWNER, server_id) == jonas.id


async def test_a_slow_list_does_not_show_again_what_nobody_of_ours_owns(
    services: Services, mira: User, mira_client: Client, books: VirtFusionBooks
) -> None:
    server_id = await our_id(services, 501)
    async with slow_list(services):
        books.call("PUT", f"/servers/501/owner/{JONAS}")  # no customer of ours
        await services.fleet.sync()
    assert (await mira_client.get(f"/api/v1/servers/{server_id}")).status_code == 404


async def test_a_slow_list_does_not_take_a_server_from_whom_it_was_given_to_since(
    services: Services, mira: User, mira_client: Client, books: VirtFusionBooks
) -> None:
    server_id = await our_id(services, 501)
    books.call("PUT", f"/servers/501/owner/{JONAS}")
    await services.fleet.sync()
    async with slow_list(services):
        books.call("PUT", f"/servers/501/owner/{MIRA}")
        await services.fleet.sync()
    assert (await mira_client.get(f"/api/v1/servers/{server_id}")).status_code == 200


async def test_an_act_that_came_between_our_look_and_our_note_is_told(
    services: Services, mira: User, mira_client: Client, books: VirtFusionBooks, dsn: str
) -> None:
    """By whatever way: the index has the last word, and the note waits for who was first."""
    server_id = await our_id(services, 501)
    other = await asyncpg.connect(dsn)
    first = other.transaction()
    await first.start()
    await other.execute(
        "INSERT INTO server_operations (server_id, action, deadline_at) VALUES ($1, 'restart', now())", server_id
    )
    click = asyncio.create_task(mira_client.post(f"/api/v1/servers/{server_id}/power/shutdown"))
    await waits_or_ends(click, other)
    await first.commit()
    answer = await click
    await other.close()
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "server_busy")
    assert answer.json()["error"]["details"]["task"]["action"] == "restart"
    assert books.effects(501) == []
