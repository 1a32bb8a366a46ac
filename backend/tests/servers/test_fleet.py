"""Which servers there are and whose: complete lists only, and nobody leaves on half a word."""

import asyncio

import pytest

from skypanel.accounts.models import User
from skypanel.app.build import Services
from skypanel.core.db import Statement
from skypanel.servers.sync import FleetSync
from tests.servers.conftest import JONAS, MIRA, Client, ClientFor, VirtFusionBooks, our_id, read_all
from tests.support.clock import MovableClock
from tests.support.notices import listening
from tests.support.people import People
from tests.support.simulators import SimulatorProcess

NAMES = Statement(str, "SELECT name FROM servers WHERE removed_at IS NULL ORDER BY name")
WRITTEN = Statement(int, "SELECT count(*) FROM servers WHERE updated_at > $1")
AUDITED = Statement(int, "SELECT count(*) FROM audit_events WHERE action = 'servers.removed' AND target_id = $1")
HANDED_OVER = Statement(
    str,
    "SELECT concat_ws(' ', actor_kind, details->>'before', details->>'after') FROM audit_events "
    "WHERE action = 'servers.handed_over' AND target_id = $1",
)
LINK = Statement(int, "UPDATE users SET virtfusion_id = $2, virtfusion_state = 'linked' WHERE id = $1 RETURNING id")

RENUMBER = Statement(int, "UPDATE users SET id = 2 WHERE id = $1")


async def names(client: Client) -> list[str]:
    answer = await client.get("/api/v1/servers")
    assert answer.status_code == 200
    return [server["name"] for server in answer.json()["data"]]


async def test_a_complete_list_brings_in_the_servers_of_our_customers_and_nobody_elses(
    services: Services, people: People, simulators: SimulatorProcess
) -> None:
    await people.customer(virtfusion_id=MIRA)
    await services.fleet.sync()
    assert await services.database.all(NAMES) == ["api-1", "api-2", "build-runner", "postgres", "staging"]


async def test_a_relation_that_happens_to_equal_our_id_gives_nobody_a_server(
    services: Services, people: People, simulators: SimulatorProcess
) -> None:
    # 2 is the relation VirtFusion holds for the seed's first customer.
    await services.database.run(RENUMBER, (await people.customer()).id)
    await services.fleet.sync()
    assert await services.database.all(NAMES) == []


async def test_taking_in_the_same_list_again_writes_nothing(services: Services, mira: User) -> None:
    before = services.clock.now()
    await services.fleet.sync()
    assert await services.database.one(WRITTEN, before) == 0


async def test_a_new_server_appears_with_the_next_list(
    services: Services, mira: User, mira_client: Client, books: VirtFusionBooks
) -> None:
    books.call("POST", "/servers", json={"packageId": 4, "userId": MIRA, "hypervisorId": 1, "ipv4": 1})
    await services.fleet.sync()
    assert "New server" in await names(mira_client)


async def test_a_deleted_server_leaves_after_two_complete_lists_and_the_panels_own_word(
    services: Services, mira: User, mira_client: Client, books: VirtFusionBooks, simulators: SimulatorProcess
) -> None:
    server_id = await our_id(services, 504)
    delete(books, simulators, 504)
    await services.fleet.sync()
    assert "staging" in await names(mira_client)
    await services.fleet.sync()
    assert "staging" not in await names(mira_client)
    assert (await mira_client.get(f"/api/v1/servers/{server_id}")).status_code == 404
    assert await services.database.one(AUDITED, server_id) == 1
    await services.fleet.sync()
    assert await services.database.one(AUDITED, server_id) == 1


async def test_a_list_that_cannot_be_had_whole_removes_nothing(
    services: Services, mira: User, mira_client: Client, books: VirtFusionBooks, simulators: SimulatorProcess
) -> None:
    delete(books, simulators, 504)
    for fault in ({"kind": "status", "status": 503}, {"kind": "garbage"}, {"kind": "empty"}, {"kind": "cut"}):
        simulators.faults({"company": "virtfusion", "path": "/servers", **fault})
        await services.fleet.sync()
    assert len(await names(mira_client)) == 5
    simulators.faults()


@pytest.mark.parametrize(
    "fault",
    [
        {"kind": "status", "status": 404, "body": {"message": "Not Found"}},
        {"kind": "status", "status": 404, "body": ""},
        {"kind": "status", "status": 500},
        {"kind": "cut"},
    ],
)
async def test_a_server_stays_until_the_panel_itself_says_that_it_is_gone(
    services: Services,
    mira: User,
    mira_client: Client,
    books: VirtFusionBooks,
    simulators: SimulatorProcess,
    fault: dict[str, object],
) -> None:
    delete(books, simulators, 504)
    simulators.faults({"company": "virtfusion", "path": "/servers/504", **fault})
    for _ in range(3):
        await services.fleet.sync()
    assert "staging" in await names(mira_client)
    simulators.faults()
    await services.fleet.sync()
    assert "staging" not in await names(mira_client)


async def test_a_server_missing_once_and_listed_again_is_simply_there(
    services: Services, mira: User, mira_client: Client, books: VirtFusionBooks, simulators: SimulatorProcess
) -> None:
    listed = books.call("GET", "/servers?results=200")
    listed["data"] = [row for row in listed["data"] if row["id"] != 504]
    listed["total"] -= 1
    rule = {"company": "virtfusion", "path": "/servers", "kind": "status", "status": 200, "body": listed}
    simulators.faults(rule)
    await services.fleet.sync()
    simulators.faults()
    await services.fleet.sync()
    simulators.faults(rule)
    await services.fleet.sync()
    assert "staging" in await names(mira_client)
    # Even missing twice in a row: the panel still knows it.
    await services.fleet.sync()
    simulators.faults()
    assert "staging" in await names(mira_client)


async def test_a_server_handed_to_another_customer_changes_hands_whole(
    services: Services,
    mira: User,
    mira_client: Client,
    people: People,
    client_for: ClientFor,
    books: VirtFusionBooks,
) -> None:
    jonas = await people.customer(virtfusion_id=JONAS)
    jonas_client = await client_for(jonas)
    server_id = await our_id(services, 504)
    assert (await mira_client.post(f"/api/v1/servers/{server_id}/power/boot")).status_code == 202
    books.call("PUT", f"/servers/504/owner/{JONAS}")
    await services.fleet.sync()
    for path in (f"/api/v1/servers/{server_id}", f"/api/v1/servers/{server_id}/activity"):
        assert (await mira_client.get(path)).status_code == 404
    assert (await jonas_client.get(f"/api/v1/servers/{server_id}")).json()["data"]["name"] == "staging"
    # What the former owner did is not the new owner's to read.
    assert (await jonas_client.get(f"/api/v1/servers/{server_id}/activity")).json()["data"] == []


@pytest.mark.parametrize("by_the_list", [True, False])
async def test_a_hand_over_is_written_down_and_both_are_told(
    services: Services, mira: User, people: People, books: VirtFusionBooks, dsn: str, *, by_the_list: bool
) -> None:
    jonas = await people.customer(virtfusion_id=JONAS)
    server_id = await our_id(services, 504)
    books.call("PUT", f"/servers/504/owner/{JONAS}")
    async with listening(dsn, "live") as told:
        for _ in range(2):
            await (services.fleet.sync() if by_the_list else services.refresh.refresh(server_id))
        heard = await told.so_far()
    assert await services.database.all(HANDED_OVER, server_id) == [f"system {mira.id} {jonas.id}"]
    assert {f"{mira.id}:server:{server_id}", f"{jonas.id}:server:{server_id}"} <= set(heard)


async def test_a_server_handed_to_somebody_we_do_not_know_is_nobodys_to_see_until_they_join(
    services: Services, mira: User, mira_client: Client, people: People, client_for: ClientFor, books: VirtFusionBooks
) -> None:
    server_id = await our_id(services, 504)
    books.call("PUT", f"/servers/504/owner/{JONAS}")
    await services.refresh.refresh(server_id)
    assert "staging" not in await names(mira_client)
    jonas = await people.customer()
    await services.database.one(LINK, jonas.id, JONAS)
    await services.fleet.sync()
    assert "staging" in await names(await client_for(jonas))


async def test_the_list_finds_a_disowned_server_too(
    services: Services, mira: User, mira_client: Client, books: VirtFusionBooks
) -> None:
    books.call("PUT", f"/servers/504/owner/{JONAS}")
    await services.fleet.sync()
    assert "staging" not in await names(mira_client)


async def test_a_list_begun_before_a_newer_read_does_not_undo_it(
    services: Services, mira: User, mira_client: Client, clock: MovableClock
) -> None:
    server_id = await our_id(services, 504)
    clock.advance(seconds=10)
    await services.refresh.refresh(server_id)
    clock.advance(seconds=-10)
    # As if this list, without the server, had been begun before that read.
    before = services.clock.now()
    await services.fleet._look_for_missing([501, 502, 503, 505], before)
    clock.advance(seconds=20)
    await services.fleet.sync()
    assert "staging" in await names(mira_client)


async def test_a_suspension_in_the_list_has_the_server_read_at_once(
    services: Services, mira: User, mira_client: Client, books: VirtFusionBooks
) -> None:
    server_id = await our_id(services, 501)
    books.call("POST", "/servers/501/suspend")
    await services.fleet.sync()
    await services.refresh.refresh_due()
    answer = await mira_client.get(f"/api/v1/servers/{server_id}")
    assert answer.json()["data"]["status"] == "suspended"


async def test_lists_asked_for_at_once_are_read_once(
    services: Services, mira: User, books: VirtFusionBooks, simulators: SimulatorProcess
) -> None:
    simulators.faults({"company": "virtfusion", "path": "/servers", "kind": "delay", "seconds": 3})
    await asyncio.gather(*(services.fleet.sync() for _ in range(3)))
    assert books.calls() == {"GET /servers": 1}


async def test_a_list_that_is_declined_changes_nothing(
    services: Services, mira: User, mira_client: Client, simulators: SimulatorProcess
) -> None:
    simulators.faults({"company": "virtfusion", "path": "/servers", "kind": "status", "status": 422})
    await services.fleet.sync()
    assert len(await names(mira_client)) == 5


async def test_a_row_that_cannot_be_read_hides_no_server(
    services: Services, mira: User, mira_client: Client, books: VirtFusionBooks, simulators: SimulatorProcess
) -> None:
    listed_rows = books.call("GET", "/servers?results=200")
    for row in listed_rows["data"]:
        if row["id"] == 504:
            row["uuid"] = None
    simulators.faults(
        {"company": "virtfusion", "path": "/servers", "kind": "status", "status": 200, "body": listed_rows}
    )
    for _ in range(3):
        await services.fleet.sync()
    assert "staging" in await names(mira_client)


async def test_a_number_no_column_holds_stops_no_list(
    services: Services, people: People, client_for: ClientFor, books: VirtFusionBooks, simulators: SimulatorProcess
) -> None:
    client = await client_for(await people.customer(virtfusion_id=MIRA))
    listed_rows = books.call("GET", "/servers?results=200")
    for row in listed_rows["data"]:
        if row["id"] == 504:
            row["id"] = 10**19
    simulators.faults(
        {"company": "virtfusion", "path": "/servers", "kind": "status", "status": 200, "body": listed_rows}
    )
    await services.fleet.sync()
    assert len(await names(client)) == 4


async def test_two_workers_that_find_the_same_server_gone_remove_it_once(
    services: Services, mira: User, books: VirtFusionBooks, simulators: SimulatorProcess
) -> None:
    server_id = await our_id(services, 504)
    delete(books, simulators, 504)
    await services.fleet.sync()
    other = FleetSync(services.database, services.virtfusion, services.refresh, services.audit, services.clock)
    simulators.faults({"company": "virtfusion", "path": "/servers*", "kind": "delay", "seconds": 3})
    await asyncio.gather(services.fleet.sync(), other.sync())
    assert await services.database.one(AUDITED, server_id) == 1


async def test_reading_the_whole_seed_works(services: Services, people: People, simulators: SimulatorProcess) -> None:
    for virtfusion_id in range(101, 109):
        await people.customer(virtfusion_id=virtfusion_id)
    await read_all(services)
    assert len(await services.database.all(NAMES)) == 30


def delete(books: VirtFusionBooks, simulators: SimulatorProcess, virtfusion_id: int) -> None:
    books.call("DELETE", f"/servers/{virtfusion_id}?delay=0")
    simulators.advance(1)
