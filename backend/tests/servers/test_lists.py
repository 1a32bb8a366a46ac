"""What people read: their own servers, from our tables, whether or not VirtFusion answers."""

import asyncio
import json
from typing import Any

import pytest

from skypanel.accounts.models import User
from skypanel.app.build import Services
from skypanel.core.db import Database, Statement
from skypanel.core.pool import Pool
from skypanel.servers.errors import ServerNotFound
from skypanel.servers.service import Servers
from tests.servers.conftest import JONAS, MIRA, Client, ClientFor, VirtFusionBooks, our_id, read_all
from tests.support.clock import MovableClock
from tests.support.people import People
from tests.support.simulators import SimulatorProcess

NEVER_READ = Statement(int, "UPDATE servers SET refreshed_at = NULL WHERE id = $1")
MAKE_MANY = Statement(
    int,
    """
INSERT INTO servers (user_id, virtfusion_id, uuid, name)
SELECT $1, 10000 + n, gen_random_uuid(), 'many-' || lpad(n::text, 3, '0') FROM generate_series(1, $2) AS n
""",
)
PATHS = ("", "/activity")


async def listed(client: Client, **query: Any) -> dict[str, Any]:
    answer = await client.get("/api/v1/servers", params=query)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


def names(page: dict[str, Any]) -> list[str]:
    return [server["name"] for server in page["data"]]


async def test_a_list_shows_what_a_customer_needs_of_each_server(mira: User, mira_client: Client) -> None:
    page = await listed(mira_client)
    assert names(page) == ["api-1", "api-2", "build-runner", "postgres", "staging"]
    assert page["pagination"] == {"currentPage": 1, "totalPages": 1, "totalItems": 5, "itemsPerPage": 20}
    server = page["data"][0]
    assert set(server) == {
        *("id", "name", "hostname", "uuid", "status", "task", "address", "addressV6", "location", "plan"),
        *("template", "createdAt", "refreshedAt"),
    }
    assert server["status"] == "running"
    assert server["hostname"] == "api-1.demo.example"
    assert set(server["location"]) == {"name", "country"}
    assert server["plan"]["cpuCores"] > 0
    assert server["plan"]["memoryMb"] > 0
    assert server["address"].count(".") == 3
    assert server["refreshedAt"]
    assert server["createdAt"] < server["refreshedAt"]


async def test_a_server_being_installed_says_so(mira: User, mira_client: Client) -> None:
    server = (await listed(mira_client, q="build-runner"))["data"][0]
    assert (server["status"], server["task"]["action"]) == ("provisioning", "build")


async def test_lists_are_paged(mira: User, mira_client: Client) -> None:
    second = await listed(mira_client, page=2, perPage=2)
    assert names(second) == ["build-runner", "postgres"]
    assert second["pagination"] == {"currentPage": 2, "totalPages": 3, "totalItems": 5, "itemsPerPage": 2}
    past = await listed(mira_client, page=9, perPage=2)
    assert (names(past), past["pagination"]["totalItems"]) == ([], 5)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"status": "off"}, ["staging"]),
        ({"status": "provisioning"}, ["build-runner"]),
        ({"status": "paused"}, []),
        ({"q": "API"}, ["api-1", "api-2"]),
        ({"q": "staging.demo.example"}, ["staging"]),
        ({"q": "%"}, []),
        ({"q": "_"}, []),
        ({"q": "'; DROP TABLE servers; --"}, []),
        ({"sort": "-name"}, ["staging", "postgres", "build-runner", "api-2", "api-1"]),
        ({"sort": "status"}, ["staging", "build-runner", "api-1", "api-2", "postgres"]),
        ({"sort": "createdAt"}, ["api-1", "api-2", "postgres", "staging", "build-runner"]),
        ({"sort": "-createdAt"}, ["build-runner", "staging", "postgres", "api-1", "api-2"]),
    ],
)
async def test_lists_are_filtered_searched_and_sorted(
    mira: User, mira_client: Client, query: dict[str, str], expected: list[str]
) -> None:
    assert names(await listed(mira_client, **query)) == expected


async def test_a_server_is_found_by_its_address(mira: User, mira_client: Client) -> None:
    server = (await listed(mira_client))["data"][3]
    assert names(await listed(mira_client, q=server["address"])) == [server["name"]]


@pytest.mark.parametrize(
    "query", [{"status": "exploded"}, {"sort": "price"}, {"page": 0}, {"perPage": 101}, {"q": "x" * 101}]
)
async def test_what_a_list_cannot_do_is_refused(mira: User, mira_client: Client, query: dict[str, Any]) -> None:
    assert (await mira_client.get("/api/v1/servers", params=query)).status_code == 422


async def test_a_detail_adds_network_traffic_and_age(services: Services, mira: User, mira_client: Client) -> None:
    server_id = await our_id(services, 502)
    server = (await mira_client.get(f"/api/v1/servers/{server_id}")).json()["data"]
    card = server["interfaces"][0]
    assert card["ipv4"][0]["address"] == server["address"]
    assert set(card["ipv4"][0]) == {"address", "gateway", "netmask", "rdns"}
    assert card["ipv6"][0]["subnet"] in server["addressV6"]
    assert set(card["ipv6"][0]) == {"subnet", "cidr", "gateway"}
    assert (server["isInMaintenance"], server["isStale"], server["traffic"]) == (False, False, None)


async def test_a_server_never_read_yet_says_so(services: Services, mira: User, mira_client: Client) -> None:
    server_id = await our_id(services, 502)
    await services.database.run(NEVER_READ, server_id)
    server = (await mira_client.get(f"/api/v1/servers/{server_id}")).json()["data"]
    assert (server["refreshedAt"], server["isStale"]) == (None, True)


async def test_reading_asks_virtfusion_nothing(
    services: Services, mira: User, mira_client: Client, books: VirtFusionBooks
) -> None:
    server_id = await our_id(services, 501)
    await listed(mira_client)
    for path in PATHS:
        assert (await mira_client.get(f"/api/v1/servers/{server_id}{path}")).status_code == 200
    assert books.calls() == {}


@pytest.mark.parametrize("fault", [{"kind": "status"}, {"kind": "hang", "seconds": 30}, {"kind": "cut"}])
async def test_reading_works_whatever_has_become_of_virtfusion(
    services: Services, mira: User, mira_client: Client, simulators: SimulatorProcess, fault: dict[str, Any]
) -> None:
    simulators.faults({"company": "virtfusion", **fault})
    server_id = await our_id(services, 501)
    assert len((await listed(mira_client))["data"]) == 5
    for path in PATHS:
        assert (await mira_client.get(f"/api/v1/servers/{server_id}{path}")).status_code == 200
    simulators.faults()


@pytest.mark.parametrize("path", PATHS)
async def test_a_strangers_server_does_not_exist(
    services: Services, mira: User, people: People, client_for: ClientFor, path: str
) -> None:
    jonas = await people.customer(virtfusion_id=JONAS)
    await read_all(services)
    client = await client_for(jonas)
    server_id = await our_id(services, 501)
    theirs = await client.get(f"/api/v1/servers/{server_id}{path}")
    nobodys = await client.get(f"/api/v1/servers/999999{path}")
    assert (theirs.status_code, nobodys.status_code) == (404, 404)
    assert theirs.json() == nobodys.json()
    assert "api-1" not in json.dumps(await listed(client, q="api-1"))


@pytest.mark.parametrize("server_id", [0, 2**31, 2**63, 2**80, -1])
@pytest.mark.parametrize("path", PATHS)
async def test_an_id_nothing_can_have_is_simply_not_there(
    mira: User, mira_client: Client, server_id: int, path: str
) -> None:
    assert (await mira_client.get(f"/api/v1/servers/{server_id}{path}")).status_code == 404


@pytest.mark.parametrize("path", ["", "/1", "/1/activity"])
async def test_nobody_reads_servers_without_signing_in(anonymous: Client, path: str) -> None:
    assert (await anonymous.get(f"/api/v1/servers{path}")).status_code == 401


async def test_no_secret_of_virtfusion_is_in_any_answer(
    services: Services, mira: User, mira_client: Client, books: VirtFusionBooks
) -> None:
    secrets: set[str] = set()
    for number in range(501, 506):
        raw = books.call("GET", f"/servers/{number}?remoteState=true")["data"]
        host = raw["hypervisor"]
        secrets |= {raw["settings"]["encryptedPassword"], host["ip"], host["name"], host["dataDir"], raw["vnc"]["ip"]}
        secrets |= {disk["path"] for disk in raw["storage"]}
    secrets.discard("")
    assert len(secrets) > 10
    answers = json.dumps(await listed(mira_client))
    for server in json.loads(answers)["data"]:
        for path in PATHS:
            answers += (await mira_client.get(f"/api/v1/servers/{server['id']}{path}")).text
        answers += (await mira_client.post(f"/api/v1/servers/{server['id']}/power/restart")).text
    assert not {secret for secret in secrets if secret in answers}
    assert "ncrypted" not in answers


async def test_statements_do_not_grow_with_the_rows(services: Services, people: People, client_for: ClientFor) -> None:
    counts = []
    for rows in (1, 90):
        customer = await people.customer()
        client = await client_for(customer)
        if rows > 1:
            await services.database.run(MAKE_MANY, customer.id, rows)
        await client.get("/api/v1/servers?perPage=100")
        await services.servers.close()
        run: list[str] = []
        connections = list(services.database._pool._all)

        def note(record: Any, run: list[str] = run) -> None:
            run.append(record.query)

        for connection in connections:
            connection.add_query_logger(note)
        page = await listed(client, perPage=100)
        await asyncio.sleep(0.05)  # the driver tells of a query a moment later
        for connection in connections:
            connection.remove_query_logger(note)
        await services.servers.close()
        counts.append(sum("FROM servers" in sql for sql in run))
        assert page["pagination"]["totalItems"] in {0, rows}
    assert counts == [1, 1]


async def test_a_page_is_shown_though_the_view_cannot_be_noted(
    services: Services, mira: User, clock: MovableClock
) -> None:
    record = await services.servers.get_mine(mira.id, await our_id(services, 501))
    nowhere = Servers(Database(Pool("postgresql://skypanel@127.0.0.1:3468/none")), clock)
    nowhere._note_view([record])
    await nowhere.close()


@pytest.mark.parametrize("server_id", [0, -1, 2**63])
async def test_the_service_knows_no_impossible_id_either(services: Services, mira: User, server_id: int) -> None:
    with pytest.raises(ServerNotFound):
        await services.servers.get_mine(mira.id, server_id)


async def test_the_overview_counts_and_shows_the_first_few(services: Services, mira: User) -> None:
    items, counts = await services.servers.overview(mira.id, at_most=3)
    assert [item.name for item in items] == ["api-1", "api-2", "build-runner"]
    assert (counts.total, counts.running) == (5, 3)


async def test_recent_activity_spans_a_persons_servers_and_only_theirs(
    services: Services, mira: User, mira_client: Client, people: People
) -> None:
    for virtfusion_id in (501, 502):
        await mira_client.post(f"/api/v1/servers/{await our_id(services, virtfusion_id)}/power/restart")
    recent = await services.servers.recent_activity(mira.id)
    assert [(act.server_name, act.action, act.actor) for act in recent] == [
        ("api-2", "restart", "you"),
        ("api-1", "restart", "you"),
    ]
    assert await services.servers.recent_activity((await people.customer()).id) == []


async def test_activity_is_paged_newest_first(services: Services, mira: User, mira_client: Client) -> None:
    server_id = await our_id(services, 501)
    empty = (await mira_client.get(f"/api/v1/servers/{server_id}/activity")).json()
    assert (empty["data"], empty["pagination"]["totalItems"]) == ([], 0)
    await mira_client.post(f"/api/v1/servers/{server_id}/power/restart")
    page = (await mira_client.get(f"/api/v1/servers/{server_id}/activity?perPage=1")).json()
    assert page["data"][0]["action"] == "restart"
    assert page["pagination"]["totalItems"] == 1
    assert MIRA not in page["data"][0].values()
