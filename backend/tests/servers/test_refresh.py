"""The turns of single servers: who is read when, by how many calls, and what a late answer may not do."""

import asyncio
from datetime import datetime, timedelta

import asyncpg
import pytest

from skypanel.accounts.models import User
from skypanel.app.build import Services
from skypanel.core.db import Statement
from skypanel.core.http.limits import OutboundLimits
from skypanel.integrations.virtfusion.client import VirtFusion
from skypanel.integrations.virtfusion.types import Server
from skypanel.servers import schedule
from skypanel.servers.refresh import Refresh
from tests.servers.conftest import Client, VirtFusionBooks, our_id, read_all
from tests.servers.made_up import shown as as_shown
from tests.support.clock import MovableClock
from tests.support.notices import Notices
from tests.support.people import People
from tests.support.simulators import VIRTFUSION_TOKEN, SimulatorProcess
from tests.support.waiting import PATIENCE_SECONDS, until

NEXT_TURN = Statement(datetime, "SELECT next_refresh_at FROM servers WHERE id = $1")
READ_AT = Statement(datetime, "SELECT refreshed_at FROM servers WHERE id = $1")
VIEWED = Statement(int, "SELECT count(*) FROM servers WHERE viewed_at IS NOT NULL")
ALL_DUE = Statement(int, "UPDATE servers SET next_refresh_at = $1, is_watched = false")
WATCH_ONLY = Statement(int, "UPDATE servers SET is_watched = true, viewed_at = $2, next_refresh_at = $2 WHERE id = $1")
WATCH_ALL = Statement(int, "UPDATE servers SET is_watched = true WHERE id <> $1")
NAME = Statement(str, "SELECT name FROM servers WHERE id = $1")
READ_SINCE = Statement(int, "SELECT count(*) FROM servers WHERE refreshed_at >= $1")
ONE = "GET /servers/{server_id}"


async def shown(client: Client, server_id: int) -> dict[str, object]:
    found: dict[str, object] = (await client.get(f"/api/v1/servers/{server_id}")).json()["data"]
    return found


async def turn_in(services: Services, server_id: int) -> timedelta:
    return await services.database.one(NEXT_TURN, server_id) - services.clock.now()


async def take_turn(services: Services) -> None:
    """One turn that waits for its reads however long they take."""
    refresh = Refresh(
        services.database, services.virtfusion, services.audit, services.clock, turn_seconds=PATIENCE_SECONDS
    )
    await refresh.refresh_due()


@pytest.fixture
async def whole_seed(services: Services, people: People, books: VirtFusionBooks) -> None:
    """Thirty servers of eight customers, all of whose turns have come."""
    for virtfusion_id in range(101, 109):
        await people.customer(virtfusion_id=virtfusion_id)
    await read_all(services)
    await services.database.run(ALL_DUE, services.clock.now())
    books.forget_calls()


async def test_an_earlier_read_that_ends_later_does_not_overwrite_a_newer_one(services: Services, mira: User) -> None:
    server_id = await our_id(services, 501)
    early = services.clock.now()
    late = early + timedelta(seconds=1)
    await services.refresh.settle(server_id, as_shown(name="new", owner_id=102), late)
    await services.refresh.settle(server_id, as_shown(name="old", owner_id=102), early)
    assert await services.database.one(NAME, server_id) == "new"
    await services.refresh.settle(server_id, as_shown(name="newest", owner_id=102), late + timedelta(seconds=1))
    assert await services.database.one(NAME, server_id) == "newest"


async def test_reads_that_end_in_any_order_leave_the_latest_begun(services: Services, mira: User) -> None:
    server_id = await our_id(services, 501)
    begun = services.clock.now()
    settling = [
        services.refresh.settle(server_id, as_shown(name=f"read {n:02}", owner_id=102), begun + timedelta(seconds=n))
        for n in (7, 2, 19, 11, 3, 20, 5)
    ]
    await asyncio.gather(*settling)
    assert await services.database.one(NAME, server_id) == "read 20"


async def test_a_read_that_does_not_name_the_owner_takes_the_server_from_nobody(
    services: Services, mira: User, mira_client: Client
) -> None:
    server_id = await our_id(services, 501)
    await services.refresh.settle(server_id, as_shown(name="kept", owner_id=None), services.clock.now())
    assert (await shown(mira_client, server_id))["name"] == "kept"


async def test_an_unattended_server_waits_about_five_minutes_and_not_in_step(services: Services, mira: User) -> None:
    waits = [await turn_in(services, await our_id(services, number)) for number in (501, 502, 503, 504)]
    assert all(timedelta(minutes=3) < wait <= timedelta(minutes=6) for wait in waits)
    assert len(set(waits)) > 1


async def test_a_busy_server_is_read_again_in_two_seconds(services: Services, mira: User) -> None:
    assert await turn_in(services, await our_id(services, 505)) <= schedule.BUSY_EVERY


async def test_a_busy_server_does_not_miss_the_next_turn_because_its_read_took_a_moment(
    services: Services, mira: User, clock: MovableClock
) -> None:
    server_id = await our_id(services, 505)
    for _ in range(3):
        clock.advance(seconds=1.5)
        read_before = await services.database.one(READ_AT, server_id)
        await take_turn(services)
        assert await services.database.one(READ_AT, server_id) > read_before


async def test_a_server_with_an_act_under_way_is_read_again_in_two_seconds(
    services: Services, mira: User, mira_client: Client
) -> None:
    server_id = await our_id(services, 504)
    await mira_client.post(f"/api/v1/servers/{server_id}/power/boot")
    await services.refresh.refresh(server_id)
    assert await turn_in(services, server_id) <= schedule.BUSY_EVERY


async def test_looking_at_a_server_has_it_read_soon_and_then_every_ten_seconds(
    services: Services, mira: User, mira_client: Client, books: VirtFusionBooks, clock: MovableClock
) -> None:
    server_id = await our_id(services, 501)
    await mira_client.get(f"/api/v1/servers/{server_id}")
    await services.servers.close()
    assert await turn_in(services, server_id) <= timedelta()
    await take_turn(services)
    assert books.calls()[ONE] >= 1
    wait = await turn_in(services, server_id)
    assert schedule.BUSY_EVERY < wait <= schedule.VIEWED_EVERY
    clock.advance(seconds=90)
    await services.refresh.refresh(server_id)
    assert await turn_in(services, server_id) > timedelta(minutes=3)


async def test_a_view_is_written_once_in_thirty_seconds(
    services: Services, mira: User, mira_client: Client, clock: MovableClock
) -> None:
    server_id = await our_id(services, 501)
    await mira_client.get("/api/v1/servers")
    await services.servers.close()
    assert await services.database.one(VIEWED) == 5
    first = await services.database.one(Statement(datetime, "SELECT viewed_at FROM servers WHERE id = $1"), server_id)
    clock.advance(seconds=20)
    await mira_client.get("/api/v1/servers")
    await services.servers.close()
    again = await services.database.one(Statement(datetime, "SELECT viewed_at FROM servers WHERE id = $1"), server_id)
    assert again == first
    clock.advance(seconds=20)
    await mira_client.get("/api/v1/servers")
    await services.servers.close()
    later = await services.database.one(Statement(datetime, "SELECT viewed_at FROM servers WHERE id = $1"), server_id)
    assert later > first


async def test_noting_a_view_waits_for_nobody(services: Services, mira: User, mira_client: Client, dsn: str) -> None:
    """The list of the fleet locks servers in an order of its own; a view that waited in another could end it."""
    held = await our_id(services, 501)
    other = await asyncpg.connect(dsn)
    try:
        async with other.transaction():
            await other.execute("SELECT FROM servers WHERE id = $1 FOR NO KEY UPDATE", held)
            await mira_client.get("/api/v1/servers")
            async with asyncio.timeout(PATIENCE_SECONDS / 2):
                await services.servers.close()
            assert await services.database.one(VIEWED) == 4
    finally:
        await other.close()
    await mira_client.get("/api/v1/servers")
    await services.servers.close()
    assert await services.database.one(VIEWED) == 5


@pytest.mark.usefixtures("whole_seed")
async def test_one_turn_makes_a_bounded_number_of_calls_however_many_are_due(
    services: Services, books: VirtFusionBooks
) -> None:
    await take_turn(services)
    assert books.calls()[ONE] == schedule.BATCH


@pytest.mark.usefixtures("whole_seed")
async def test_turns_go_round_until_everybody_had_one(services: Services) -> None:
    began = services.clock.now()
    for _ in range(4):
        await take_turn(services)
    assert await services.database.one(READ_SINCE, began) == 30


@pytest.mark.usefixtures("whole_seed")
async def test_two_workers_never_read_the_same_server_twice(services: Services, books: VirtFusionBooks) -> None:
    workers = [
        Refresh(services.database, services.virtfusion, services.audit, services.clock, turn_seconds=PATIENCE_SECONDS)
        for _ in range(2)
    ]
    began = services.clock.now()
    await asyncio.gather(*(worker.refresh_due() for worker in workers))
    assert books.calls()[ONE] == 2 * schedule.BATCH
    assert await services.database.one(READ_SINCE, began) == 2 * schedule.BATCH


@pytest.mark.usefixtures("whole_seed")
async def test_a_watched_server_goes_before_an_older_queue(services: Services, books: VirtFusionBooks) -> None:
    server_id = await our_id(services, 529)
    began = services.clock.now()
    await services.database.run(WATCH_ONLY, server_id, began)
    await take_turn(services)
    assert await services.database.one(READ_AT, server_id) >= began


@pytest.mark.usefixtures("whole_seed")
async def test_watched_servers_leave_the_others_their_turns(services: Services) -> None:
    server_id = await our_id(services, 529)
    began = services.clock.now()
    await services.database.run(WATCH_ALL, server_id)
    await take_turn(services)
    assert await services.database.one(READ_AT, server_id) >= began


@pytest.mark.usefixtures("whole_seed")
async def test_slow_servers_keep_their_places_and_not_the_turn(
    services: Services, simulators: SimulatorProcess
) -> None:
    patient = OutboundLimits(connect_seconds=100, total_seconds=1000, wait_seconds=100)
    virtfusion = VirtFusion(simulators.virtfusion_url, VIRTFUSION_TOKEN, clock=services.clock, limits=patient)
    refresh = Refresh(services.database, virtfusion, services.audit, services.clock, turn_seconds=0.5)
    simulators.faults(
        *({"company": "virtfusion", "path": f"/servers/{n}", "kind": "hang", "seconds": 600} for n in (501, 502))
    )
    began = services.clock.now()

    async def all_but_two_are_read() -> bool:
        await refresh.refresh_due()
        return await services.database.one(READ_SINCE, began) == 28

    await until(all_but_two_are_read, "turns of all the others")
    # Both are still asked, for the first time: nobody waited until they were given up.
    assert [rule["hits"] for rule in simulators.rules()] == [1, 1]
    await refresh.close()
    await virtfusion.close()


async def test_an_outage_leaves_what_we_know_and_has_it_tried_again_soon(
    services: Services,
    mira: User,
    mira_client: Client,
    simulators: SimulatorProcess,
    clock: MovableClock,
) -> None:
    server_id = await our_id(services, 501)
    simulators.faults({"company": "virtfusion", "path": "/servers/501", "kind": "garbage"})
    await services.database.run(ALL_DUE, services.clock.now())
    await take_turn(services)
    server = await shown(mira_client, server_id)
    assert (server["status"], server["isStale"]) == ("running", False)
    await services.servers.close()
    clock.advance(seconds=15)
    simulators.faults()
    began = services.clock.now()
    await take_turn(services)
    assert await services.database.one(READ_AT, server_id) >= began


async def test_old_data_says_that_it_is_old(
    services: Services, mira: User, mira_client: Client, clock: MovableClock
) -> None:
    server_id = await our_id(services, 501)
    assert (await shown(mira_client, server_id))["isStale"] is False
    clock.advance(seconds=16 * 60)
    assert (await shown(mira_client, server_id))["isStale"] is True


async def test_a_host_that_cannot_be_reached_makes_the_state_unknown_and_not_off(
    services: Services, mira: User, mira_client: Client, books: VirtFusionBooks
) -> None:
    server_id = await our_id(services, 501)
    books.profile(unreachableHypervisorIds=[1])
    await services.refresh.refresh(server_id)
    assert (await shown(mira_client, server_id))["status"] == "unknown"


async def test_browsers_hear_of_a_change_once_and_of_no_change_never(
    services: Services, mira: User, books: VirtFusionBooks, live: Notices
) -> None:
    server_id = await our_id(services, 501)
    await services.refresh.refresh(server_id)
    assert await live.so_far() == []
    books.call("PUT", "/servers/501/modify/name", json={"name": "renamed"})
    await services.refresh.refresh(server_id)
    await services.refresh.refresh(server_id)
    assert await live.so_far() == [f"{mira.id}:server:{server_id}"]


async def test_a_server_the_panel_denies_is_asked_for_less_and_not_removed(
    services: Services, mira: User, mira_client: Client, simulators: SimulatorProcess
) -> None:
    server_id = await our_id(services, 501)
    simulators.faults(
        {
            "company": "virtfusion",
            "path": "/servers/501",
            "kind": "status",
            "status": 404,
            "body": {"msg": "server not found"},
        }
    )
    await services.database.run(ALL_DUE, services.clock.now())
    await take_turn(services)
    assert (await shown(mira_client, server_id))["name"] == "api-1"


async def test_a_server_whose_answer_our_columns_cannot_hold_hinders_nobody(
    services: Services, mira: User, simulators: SimulatorProcess, books: VirtFusionBooks
) -> None:
    odd = books.call("GET", "/servers/501")
    odd["data"]["name"] = "\ud800 odd \x00 name"
    odd["data"]["settings"]["resources"] = {"memory": 10**30, "storage": "x", "traffic": -1, "cpuCores": []}
    odd["data"]["network"] = {"interfaces": [{"name": None, "ipv4": [{"address": "1.2.3"}]}]}
    simulators.faults(
        {
            "company": "virtfusion",
            "path": "/servers/501",
            "kind": "status",
            "status": 200,
            "body": {"data": odd["data"] | {"name": "odd \x00 name"}},
        }
    )
    await services.database.run(ALL_DUE, services.clock.now())
    began = services.clock.now()
    await take_turn(services)
    assert await services.database.one(READ_SINCE, began) == 5


async def test_a_turn_with_nothing_due_asks_nobody(
    services: Services, mira: User, books: VirtFusionBooks, clock: MovableClock
) -> None:
    clock.advance(seconds=-60)
    await take_turn(services)
    assert books.calls() == {}


@pytest.mark.usefixtures("whole_seed")
async def test_no_more_is_begun_while_every_place_is_taken(
    services: Services, books: VirtFusionBooks, simulators: SimulatorProcess
) -> None:
    refresh = Refresh(services.database, services.virtfusion, services.audit, services.clock, turn_seconds=0.1)
    simulators.faults({"company": "virtfusion", "path": "/servers/*", "kind": "hang", "seconds": 600})
    for _ in range(3):
        await refresh.refresh_due()
    await refresh.close()
    assert books.calls()[ONE] <= schedule.BATCH


async def test_a_read_that_is_declined_is_tried_again_soon(
    services: Services, mira: User, simulators: SimulatorProcess
) -> None:
    server_id = await our_id(services, 501)
    simulators.faults({"company": "virtfusion", "path": "/servers/501", "kind": "status", "status": 422})
    await services.database.run(ALL_DUE, services.clock.now())
    await take_turn(services)
    assert timedelta() < await turn_in(services, server_id) <= schedule.FAILED_EVERY


async def test_our_own_bug_with_one_server_does_not_stop_the_turns_of_the_others(
    services: Services, mira: User
) -> None:
    class Broken(VirtFusion):
        async def get_server(self, server_id: int, remote_state: bool = False) -> Server:  # noqa: FBT001, FBT002 - as there
            if server_id == 501:
                raise ZeroDivisionError
            return await super().get_server(server_id, remote_state)

    config = services.config.virtfusion
    broken = Broken(config.api_url, config.api_key, clock=services.clock)
    await services.database.run(ALL_DUE, services.clock.now())
    began = services.clock.now()
    await Refresh(
        services.database, broken, services.audit, services.clock, turn_seconds=PATIENCE_SECONDS
    ).refresh_due()
    assert await services.database.one(READ_SINCE, began) == 4
    assert await turn_in(services, await our_id(services, 501)) > timedelta(minutes=4)
    await broken.close()


async def test_a_refresh_of_what_we_do_not_show_asks_nobody(services: Services, books: VirtFusionBooks) -> None:
    assert await services.refresh.refresh(4711) is False
    assert books.calls() == {}
