"""Power through the front door: one act at a time, asked for once, and told as it went."""

import asyncio
from typing import Any

import httpx2
import pytest

from skypanel.accounts.models import User
from skypanel.app.build import Services
from skypanel.core.db import Statement
from skypanel.servers.models import POWER_ACTIONS
from skypanel.servers.operations import Operations
from skypanel.servers.power import busy_with
from tests.servers.conftest import (
    TOM,
    Client,
    ClientFor,
    VirtFusionBooks,
    our_id,
    quick_operations,
    read_all,
)
from tests.support.clock import MovableClock
from tests.support.notices import Notices
from tests.support.people import People
from tests.support.simulators import SimulatorProcess

OPEN = Statement(
    int, "SELECT id FROM server_operations WHERE state IN ('requested', 'running', 'unknown') ORDER BY id LIMIT 1"
)
COUNT = Statement(int, "SELECT count(*) FROM server_operations")
AUDITED = Statement(
    str, "SELECT action || ' ' || actor_kind FROM audit_events WHERE target_kind = 'server' ORDER BY id"
)
QUEUED = Statement(int, "SELECT count(*) FROM procrastinate_jobs WHERE task_name = 'servers.follow_operation'")
SET_BUSY = Statement(int, "UPDATE servers SET is_busy = true WHERE id = $1 RETURNING id")
SET_READ_LONG_AGO = Statement(
    int, "UPDATE servers SET refreshed_at = refreshed_at - interval '1 hour' WHERE id = $1 RETURNING id"
)


async def power(client: Client, server_id: int, action: str, **headers: str) -> httpx2.Response:
    return await client.post(f"/api/v1/servers/{server_id}/power/{action}", headers=headers)


async def shown(client: Client, server_id: int) -> dict[str, Any]:
    found: dict[str, Any] = (await client.get(f"/api/v1/servers/{server_id}")).json()["data"]
    return found


async def last_act(client: Client, server_id: int) -> dict[str, Any]:
    found: dict[str, Any] = (await client.get(f"/api/v1/servers/{server_id}/activity")).json()["data"][0]
    return found


async def follow(services: Services, operations: Operations) -> None:
    operation_id = await services.database.find(OPEN)
    assert operation_id is not None
    await operations.follow(operation_id)


async def test_an_act_is_accepted_followed_and_ends_in_the_history(
    services: Services, mira: User, mira_client: Client, operations: Operations, books: VirtFusionBooks
) -> None:
    server_id = await our_id(services, 504)
    answer = await power(mira_client, server_id, "boot")
    assert answer.status_code == 202
    assert answer.json()["message"] == "staging is starting."
    assert answer.json()["data"]["task"]["action"] == "boot"
    assert answer.json()["data"]["task"]["startedAt"]
    await follow(services, operations)
    server = await shown(mira_client, server_id)
    assert (server["status"], server["task"]) == ("running", None)
    act = await last_act(mira_client, server_id)
    assert (act["action"], act["state"], act["actor"], act["progress"], act["reason"]) == (
        *("boot", "succeeded", "you", 100),
        None,
    )
    assert act["finishedAt"]
    assert books.effects(504) == ["server.power.boot"]
    assert await services.database.all(AUDITED) == [
        "servers.power_requested customer",
        "servers.power_succeeded system",
    ]


@pytest.mark.parametrize(("action", "status"), [("shutdown", "off"), ("poweroff", "off"), ("restart", "running")])
async def test_every_act_reaches_virtfusion_once_and_shows_its_result(
    services: Services,
    mira: User,
    mira_client: Client,
    operations: Operations,
    books: VirtFusionBooks,
    action: str,
    status: str,
) -> None:
    server_id = await our_id(services, 501)
    assert (await power(mira_client, server_id, action)).status_code == 202
    await follow(services, operations)
    assert (await shown(mira_client, server_id))["status"] == status
    assert (await last_act(mira_client, server_id))["state"] == "succeeded"
    assert books.effects(501) == [f"server.power.{action}"]


async def test_the_jobs_alone_bring_an_act_to_its_end(
    services: Services, mira: User, mira_client: Client, run_jobs: Any
) -> None:
    server_id = await our_id(services, 504)
    await power(mira_client, server_id, "boot")
    await asyncio.sleep(1.1)
    await run_jobs()
    assert (await shown(mira_client, server_id))["status"] == "running"
    assert (await last_act(mira_client, server_id))["state"] == "succeeded"


async def test_fifty_parallel_clicks_make_one_act(
    services: Services, mira: User, mira_client: Client, books: VirtFusionBooks
) -> None:
    server_id = await our_id(services, 501)
    answers = await asyncio.gather(*(power(mira_client, server_id, "restart") for _ in range(50)))
    assert sorted(answer.status_code for answer in answers) == [202] + [409] * 49
    refused = next(answer.json()["error"] for answer in answers if answer.status_code == 409)
    assert refused["code"] == "server_busy"
    assert refused["details"]["task"]["action"] == "restart"
    assert await services.database.one(COUNT) == 1
    assert books.effects(501) == ["server.power.restart"]


async def test_different_acts_on_one_server_do_not_cross(
    services: Services, mira: User, mira_client: Client, books: VirtFusionBooks
) -> None:
    server_id = await our_id(services, 501)
    answers = await asyncio.gather(
        *(power(mira_client, server_id, action) for action in ("restart", "shutdown", "poweroff") * 5)
    )
    assert [answer.status_code for answer in answers].count(202) == 1
    assert len(books.effects(501)) == 1


async def test_a_second_act_is_told_what_is_under_way(services: Services, mira: User, mira_client: Client) -> None:
    server_id = await our_id(services, 501)
    await power(mira_client, server_id, "shutdown")
    error = (await power(mira_client, server_id, "restart")).json()["error"]
    assert (error["code"], error["details"]["task"]["action"]) == ("server_busy", "shutdown")
    assert error["details"]["retryAfterSeconds"] >= 1
    assert "shutting down" in error["message"]


@pytest.mark.parametrize(
    ("virtfusion_id", "action", "code"),
    [
        (501, "boot", "already_running"),
        (504, "shutdown", "already_off"),
        (504, "poweroff", "already_off"),
        (504, "restart", "already_off"),
        (505, "boot", "server_not_ready"),
    ],
)
async def test_an_act_that_makes_no_sense_is_refused_without_a_call(
    services: Services,
    mira: User,
    mira_client: Client,
    books: VirtFusionBooks,
    virtfusion_id: int,
    action: str,
    code: str,
) -> None:
    answer = await power(mira_client, await our_id(services, virtfusion_id), action)
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, code)
    assert books.calls() == {}
    assert await services.database.one(COUNT) == 0


@pytest.mark.parametrize(("name", "code"), [("old-shop", "server_suspended"), ("sandbox", "server_failed")])
async def test_suspended_and_failed_servers_say_so(
    services: Services,
    people: People,
    client_for: ClientFor,
    books: VirtFusionBooks,
    name: str,
    code: str,
) -> None:
    owner = await people.customer(virtfusion_id=TOM if name == "old-shop" else 104)
    await read_all(services)
    client = await client_for(owner)
    listed = (await client.get("/api/v1/servers", params={"q": name})).json()["data"]
    answer = await power(client, listed[0]["id"], "boot")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, code)


async def test_booting_what_may_have_stopped_since_we_looked_is_passed_on(
    services: Services, mira: User, mira_client: Client, books: VirtFusionBooks
) -> None:
    server_id = await our_id(services, 501)
    await services.database.one(SET_READ_LONG_AGO, server_id)
    assert (await power(mira_client, server_id, "boot")).status_code == 202


async def test_a_server_busy_by_virtfusions_doing_is_refused_by_what_we_know(
    services: Services, mira: User, mira_client: Client, books: VirtFusionBooks
) -> None:
    server_id = await our_id(services, 501)
    await services.database.one(SET_BUSY, server_id)
    answer = await power(mira_client, server_id, "restart")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "server_busy")
    assert books.calls() == {}


async def test_a_server_busy_by_virtfusions_word_is_refused_and_the_history_says_why(
    services: Services, mira: User, mira_client: Client, books: VirtFusionBooks
) -> None:
    server_id = await our_id(services, 501)
    books.profile(powerSeconds=600)
    books.call("POST", "/servers/501/power/restart")
    answer = await power(mira_client, server_id, "restart")
    assert (answer.status_code, answer.json()["error"]["code"]) == (409, "server_busy")
    assert answer.json()["error"]["details"]["retryAfterSeconds"] >= 1
    act = await last_act(mira_client, server_id)
    assert act["state"] == "failed"
    assert "busy" in act["reason"]
    assert books.effects(501) == ["server.power.restart"]
    assert (await services.database.all(AUDITED))[-1] == "servers.power_failed customer"


@pytest.mark.parametrize(
    ("fault", "status", "code"),
    [
        ({"status": 422, "body": {"errors": ["panel secret words"]}}, 409, "power_refused"),
        ({"status": 404, "body": {"msg": "server not found"}}, 409, "server_gone"),
        ({"status": 404, "body": {"message": "Not Found"}}, 503, "virtfusion_unavailable"),
        ({"status": 401, "body": ""}, 503, "virtfusion_unavailable"),
        ({"status": 429, "headers": {"retry-after": "7"}, "body": {}}, 503, "virtfusion_unavailable"),
        ({"status": 503, "body": {"msg": "The hypervisor is in maintenance mode."}}, 503, "host_in_maintenance"),
    ],
)
async def test_a_refusal_of_virtfusions_changes_nothing_and_keeps_its_words_to_itself(
    services: Services,
    mira: User,
    mira_client: Client,
    books: VirtFusionBooks,
    simulators: SimulatorProcess,
    fault: dict[str, Any],
    status: int,
    code: str,
) -> None:
    server_id = await our_id(services, 501)
    simulators.faults({"company": "virtfusion", "path": "/servers/501/power/*", "kind": "status", **fault})
    answer = await power(mira_client, server_id, "restart")
    assert (answer.status_code, answer.json()["error"]["code"]) == (status, code)
    assert "panel secret words" not in answer.text
    assert ("retry-after" in answer.headers) == (status == 503)
    assert (await last_act(mira_client, server_id))["state"] == "failed"
    assert (await shown(mira_client, server_id))["task"] is None
    simulators.faults()
    assert books.effects(501) == []
    if code != "virtfusion_unavailable":  # those may have made our client pause
        assert (await power(mira_client, server_id, "restart")).status_code == 202


@pytest.mark.parametrize("queue_id", [2**63, 10**30, 0, -1])
async def test_a_number_of_the_queue_that_cannot_be_one_leaves_the_act_to_be_followed_by_its_server(
    services: Services, mira: User, mira_client: Client, simulators: SimulatorProcess, queue_id: int
) -> None:
    server_id = await our_id(services, 501)
    told = {"data": {"queueId": queue_id}}
    simulators.faults(
        {"company": "virtfusion", "path": "/servers/501/power/*", "kind": "status", "status": 200, "body": told}
    )
    assert (await power(mira_client, server_id, "restart")).status_code == 202
    assert (await last_act(mira_client, server_id))["state"] == "running"


async def test_a_repeated_idempotency_key_asks_virtfusion_once(
    services: Services, mira: User, mira_client: Client, operations: Operations, books: VirtFusionBooks
) -> None:
    server_id = await our_id(services, 501)
    key = {"Idempotency-Key": "one click"}
    first = await power(mira_client, server_id, "restart", **key)
    second = await power(mira_client, server_id, "restart", **key)
    assert (first.status_code, second.status_code) == (202, 202)
    other = await power(mira_client, server_id, "shutdown", **key)
    assert (other.status_code, other.json()["error"]["code"]) == (409, "idempotency_key_reused")
    await follow(services, operations)
    assert (await power(mira_client, server_id, "restart", **key)).status_code == 202
    assert books.effects(501) == ["server.power.restart"]


async def test_a_repeated_key_of_a_failed_act_says_that_it_failed(
    services: Services, mira: User, mira_client: Client, simulators: SimulatorProcess
) -> None:
    server_id = await our_id(services, 501)
    simulators.faults({"company": "virtfusion", "path": "/servers/501/power/*", "kind": "status", "status": 422})
    key = {"Idempotency-Key": "one click"}
    assert (await power(mira_client, server_id, "restart", **key)).json()["error"]["code"] == "power_refused"
    assert (await power(mira_client, server_id, "restart", **key)).json()["error"]["code"] == "power_failed_before"


def test_a_server_whose_act_ended_in_this_moment_is_still_refused_and_may_be_tried_at_once() -> None:
    assert busy_with(None).details == {"task": None, "retryAfterSeconds": 1}


@pytest.mark.parametrize("action", [*POWER_ACTIONS, "explode"])
async def test_a_strangers_server_does_not_exist(
    services: Services, mira: User, people: People, client_for: ClientFor, books: VirtFusionBooks, action: str
) -> None:
    stranger = await client_for(await people.customer())
    for server_id in (await our_id(services, 501), 2**62, 2**70):
        assert (await power(stranger, server_id, action)).status_code == 404
    assert books.calls() == {}
    assert await services.database.one(COUNT) == 0


async def test_nobody_changes_power_unasked_who(services: Services, mira: User, anonymous: Client) -> None:
    assert (await power(anonymous, await our_id(services, 501), "poweroff")).status_code == 401


async def test_the_old_address_of_the_seed_works(services: Services, mira: User, mira_client: Client) -> None:
    server_id = await our_id(services, 504)
    answer = await mira_client.post(f"/api/user/servers/{server_id}/power/boot")
    assert answer.status_code == 202


async def test_the_browser_hears_of_every_step(
    services: Services, mira: User, mira_client: Client, operations: Operations, live: Notices
) -> None:
    server_id = await our_id(services, 504)
    await power(mira_client, server_id, "boot")
    asked = len(await live.so_far())
    assert asked >= 1
    await follow(services, operations)
    assert len(await live.so_far()) > asked
    assert set(await live.so_far()) == {f"{mira.id}:server:{server_id}"}


async def test_progress_is_shown_while_it_lasts_and_never_goes_back(
    services: Services, mira: User, mira_client: Client, books: VirtFusionBooks, simulators: SimulatorProcess
) -> None:
    server_id = await our_id(services, 501)
    books.profile(powerSeconds=1000)
    await power(mira_client, server_id, "restart")
    looking_once = quick_operations(services, look_for_seconds=0)
    seen: list[int] = []
    for _ in range(3):
        simulators.advance(300)
        await follow(services, looking_once)
        seen.append((await shown(mira_client, server_id))["task"]["progress"])
    assert 0 < seen[0] < seen[1] < seen[2] < 100
    simulators.advance(300)
    await follow(services, looking_once)
    assert (await shown(mira_client, server_id))["task"] is None


@pytest.mark.parametrize("action", ["restart", "shutdown"])
async def test_an_act_whose_number_virtfusion_leaves_out_is_followed_by_the_server(
    services: Services,
    mira: User,
    mira_client: Client,
    operations: Operations,
    books: VirtFusionBooks,
    simulators: SimulatorProcess,
    action: str,
) -> None:
    server_id = await our_id(services, 501)
    simulators.faults({"company": "virtfusion", "path": "/servers/*/power/*", "kind": "empty"})
    assert (await power(mira_client, server_id, action)).status_code == 202
    await follow(services, operations)
    assert (await last_act(mira_client, server_id))["state"] == "succeeded"
    assert books.effects(501) == [f"server.power.{action}"]


async def test_time_passing_does_not_fail_an_act_that_is_merely_slow(
    services: Services,
    mira: User,
    mira_client: Client,
    operations: Operations,
    books: VirtFusionBooks,
    clock: MovableClock,
) -> None:
    server_id = await our_id(services, 501)
    books.profile(powerSeconds=1.5)
    await power(mira_client, server_id, "restart")
    clock.advance(seconds=120)
    await follow(services, operations)
    assert (await last_act(mira_client, server_id))["state"] == "succeeded"
