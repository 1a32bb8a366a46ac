"""Acts whose answer never came, and processes killed between two steps: looked up, never repeated, never stuck."""

import asyncio
import contextlib
from typing import Any

import pytest

from skypanel.accounts.models import User
from skypanel.app.build import Services
from skypanel.core.access import Principal
from skypanel.core.db import Statement
from skypanel.core.http.limits import OutboundLimits
from skypanel.integrations.virtfusion.client import VirtFusion
from skypanel.servers.errors import PowerOutcomeUnknown, PowerUnavailable
from skypanel.servers.operations import NOT_DONE, UNCONFIRMED, Operations
from skypanel.servers.power import Power
from tests.servers.conftest import Client, VirtFusionBooks, our_id, principal, quick_operations
from tests.servers.test_power import AUDITED, COUNT, OPEN, QUEUED, follow, last_act, power, shown
from tests.support.clock import MovableClock
from tests.support.simulators import SimulatorProcess
from tests.support.waiting import PATIENCE_SECONDS, until

STATE = Statement(str, "SELECT state FROM server_operations ORDER BY id DESC LIMIT 1")
LOSE_JOBS = Statement(int, "DELETE FROM procrastinate_jobs")
CLOSE = Statement(
    int,
    """
UPDATE server_operations SET state = 'failed', reason = 'closed', finished_at = now() WHERE state = 'requested'
""",
)
POWER_PATH = "/servers/*/power/*"


def losing(kind: str, **more: Any) -> dict[str, Any]:
    return {"company": "virtfusion", "path": POWER_PATH, "kind": kind, **more}


@pytest.mark.parametrize(("virtfusion_id", "action"), [(504, "boot"), (501, "shutdown"), (501, "restart")])
async def test_an_act_whose_answer_was_lost_is_found_to_have_happened_and_is_not_repeated(
    services: Services,
    mira: User,
    mira_client: Client,
    operations: Operations,
    books: VirtFusionBooks,
    simulators: SimulatorProcess,
    virtfusion_id: int,
    action: str,
) -> None:
    server_id = await our_id(services, virtfusion_id)
    simulators.faults(losing("lose-answer"))
    answer = await power(mira_client, server_id, action)
    assert (answer.status_code, answer.json()["error"]["code"]) == (503, "power_outcome_unknown")
    assert int(answer.headers["retry-after"]) >= 1
    assert (await last_act(mira_client, server_id))["state"] == "unknown"
    # Clicking again while we find out does nothing.
    assert (await power(mira_client, server_id, action)).json()["error"]["code"] == "server_busy"
    simulators.faults()
    await follow(services, operations)
    assert (await last_act(mira_client, server_id))["state"] == "succeeded"
    assert books.effects(virtfusion_id) == [f"server.power.{action}"]


@pytest.mark.parametrize("fault", [{"kind": "cut"}, {"kind": "status", "status": 500}, {"kind": "status"}])
@pytest.mark.parametrize(("virtfusion_id", "action"), [(504, "boot"), (501, "poweroff"), (501, "restart")])
async def test_an_act_that_never_arrived_is_found_not_to_have_happened(
    services: Services,
    mira: User,
    mira_client: Client,
    operations: Operations,
    books: VirtFusionBooks,
    simulators: SimulatorProcess,
    clock: MovableClock,
    virtfusion_id: int,
    action: str,
    fault: dict[str, Any],
) -> None:
    server_id = await our_id(services, virtfusion_id)
    simulators.faults({"company": "virtfusion", "path": POWER_PATH, **fault})
    assert (await power(mira_client, server_id, action)).json()["error"]["code"] == "power_outcome_unknown"
    simulators.faults()
    # Within the grace it may still arrive: nothing is decided.
    await quick_operations(services, look_for_seconds=0.2).follow(await services.database.one(OPEN))
    assert await services.database.one(STATE) == "unknown"
    clock.advance(seconds=46)
    await follow(services, operations)
    act = await last_act(mira_client, server_id)
    assert (act["state"], act["reason"]) == ("failed", NOT_DONE)
    assert books.effects(virtfusion_id) == []
    assert (await power(mira_client, server_id, action)).status_code == 202


async def test_an_act_that_takes_effect_after_its_caller_gave_up_is_counted_as_done(
    services: Services,
    mira: User,
    mira_client: Client,
    operations: Operations,
    books: VirtFusionBooks,
    simulators: SimulatorProcess,
) -> None:
    server_id = await our_id(services, 501)
    simulators.faults(losing("late", seconds=1.0))
    assert (await power(mira_client, server_id, "shutdown")).status_code == 503
    simulators.faults()
    await follow(services, operations)
    assert (await last_act(mira_client, server_id))["state"] == "succeeded"
    assert (await shown(mira_client, server_id))["status"] == "off"
    assert books.effects(501) == ["server.power.shutdown"]


async def test_a_virtfusion_that_hangs_is_given_up_in_time(
    services: Services, mira: User, mira_client: Client, simulators: SimulatorProcess
) -> None:
    server_id = await our_id(services, 501)
    simulators.faults(losing("hang", seconds=600))
    virtfusion = impatient(services, services.config.virtfusion.api_url)
    acting = Power(services.database, services.audit, virtfusion, services.servers, services.clock)
    with pytest.raises(PowerOutcomeUnknown):
        await acting.act(principal(mira), server_id, "restart")
    assert await services.database.one(STATE) == "unknown"
    await virtfusion.close()


async def test_a_virtfusion_that_cannot_be_reached_changes_nothing_and_says_so(
    services: Services, mira: User, mira_client: Client
) -> None:
    server_id = await our_id(services, 501)
    virtfusion = impatient(services, "http://127.0.0.1:3469/api/v1")
    acting = Power(services.database, services.audit, virtfusion, services.servers, services.clock)
    with pytest.raises(PowerUnavailable) as refused:
        await acting.act(principal(mira), server_id, "restart")
    assert refused.value.retry_after_seconds >= 1
    act = await last_act(mira_client, server_id)
    assert act["state"] == "failed"
    assert "could not be reached" in act["reason"]
    # VirtFusion is back: nothing has to be restarted.
    assert (await power(mira_client, server_id, "restart")).status_code == 202
    await virtfusion.close()


async def test_an_outage_is_a_clear_answer_and_ends_by_itself(
    services: Services, mira: User, mira_client: Client, simulators: SimulatorProcess, operations: Operations
) -> None:
    server_id = await our_id(services, 501)
    simulators.faults({"company": "virtfusion", "kind": "status", "status": 503, "body": "<h1>down</h1>"})
    answer = await power(mira_client, server_id, "restart")
    assert answer.status_code == 503
    assert "retry-after" in answer.headers
    assert "down" not in answer.json()["error"]["message"]
    assert (await mira_client.get("/api/v1/servers")).status_code == 200
    simulators.faults()
    await asyncio.sleep(0.1)
    answer = await power(mira_client, await our_id(services, 502), "restart")
    assert answer.status_code in {202, 503}
    async with asyncio.timeout(PATIENCE_SECONDS):
        while answer.status_code == 503:
            await asyncio.sleep(0.5)
            answer = await power(mira_client, await our_id(services, 502), "restart")
    assert answer.status_code in {202, 409}


async def test_a_caller_killed_before_the_call_leaves_nothing_open(
    services: Services,
    mira: User,
    mira_client: Client,
    operations: Operations,
    books: VirtFusionBooks,
    simulators: SimulatorProcess,
    clock: MovableClock,
) -> None:
    server_id = await our_id(services, 501)
    simulators.faults(losing("hang", seconds=600))
    await killed_while_asking(services, simulators, principal(mira), server_id)
    simulators.faults()
    assert await services.database.one(STATE) == "requested"
    await operations.sweep()
    assert await services.database.one(STATE) == "requested"  # its caller might still be waiting
    clock.advance(seconds=46)
    await operations.sweep()
    assert (await services.database.one(STATE), await services.database.one(QUEUED)) == ("unknown", 1)
    await follow(services, operations)
    assert (await last_act(mira_client, server_id))["state"] == "failed"
    assert books.effects(501) == []


async def test_a_caller_killed_between_call_and_record_leaves_an_act_that_is_found_out(
    services: Services,
    mira: User,
    mira_client: Client,
    operations: Operations,
    books: VirtFusionBooks,
    simulators: SimulatorProcess,
    clock: MovableClock,
) -> None:
    server_id = await our_id(services, 501)
    simulators.faults(losing("delay", seconds=4))
    await killed_while_asking(services, simulators, principal(mira), server_id)
    simulators.faults()
    await until(lambda: books.effects(501) == ["server.power.shutdown"], "the act itself")
    assert await services.database.one(STATE) == "requested"
    clock.advance(seconds=46)
    await operations.sweep()
    await follow(services, operations)
    assert (await last_act(mira_client, server_id))["state"] == "succeeded"
    assert books.effects(501) == ["server.power.shutdown"]


async def test_a_follower_killed_at_work_is_replaced(
    services: Services, mira: User, mira_client: Client, operations: Operations, clock: MovableClock, run_jobs: Any
) -> None:
    server_id = await our_id(services, 504)
    await power(mira_client, server_id, "boot")
    following = asyncio.create_task(quick_operations(services).follow(await services.database.one(OPEN)))
    await asyncio.sleep(0.05)
    following.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await following
    await services.database.run(LOSE_JOBS)
    clock.advance(seconds=40)
    await operations.sweep()
    await run_jobs()
    assert (await last_act(mira_client, server_id))["state"] == "succeeded"


async def test_no_act_outlives_its_deadline_though_virtfusion_never_answers(
    services: Services,
    mira: User,
    mira_client: Client,
    operations: Operations,
    simulators: SimulatorProcess,
    clock: MovableClock,
) -> None:
    server_id = await our_id(services, 501)
    simulators.faults(losing("cut"), {"company": "virtfusion", "kind": "status", "status": 503, "body": ""})
    await power(mira_client, server_id, "restart")
    clock.advance(seconds=331)
    await operations.sweep()
    act = await last_act(mira_client, server_id)
    assert (act["state"], act["reason"]) == ("failed", UNCONFIRMED)
    assert (await services.database.all(AUDITED))[-1] == "servers.power_failed system"


async def test_an_outage_while_an_act_is_followed_decides_nothing_before_the_deadline(
    services: Services,
    mira: User,
    mira_client: Client,
    simulators: SimulatorProcess,
    clock: MovableClock,
) -> None:
    server_id = await our_id(services, 501)
    await power(mira_client, server_id, "restart")
    operation_id = await services.database.one(OPEN)
    simulators.faults({"company": "virtfusion", "kind": "cut"})
    await services.database.run(LOSE_JOBS)
    await quick_operations(services, look_for_seconds=0.3).follow(operation_id)
    assert (await services.database.one(STATE), await services.database.one(QUEUED)) == ("running", 1)
    clock.advance(seconds=301)
    await quick_operations(services, look_for_seconds=0.3).follow(operation_id)
    act = await last_act(mira_client, server_id)
    assert (act["state"], act["reason"]) == ("failed", UNCONFIRMED)


@pytest.mark.parametrize(
    ("then", "status"),
    [([], 202), ([losing("lose-answer")], 503), ([losing("status", status=422)], 409)],
)
async def test_an_answer_that_comes_after_the_act_was_closed_reopens_nothing(
    services: Services,
    mira: User,
    mira_client: Client,
    simulators: SimulatorProcess,
    then: list[dict[str, Any]],
    status: int,
) -> None:
    server_id = await our_id(services, 501)
    simulators.faults(losing("delay", seconds=4), *then)
    asking = asyncio.create_task(power(mira_client, server_id, "restart"))
    await is_asked(simulators)
    assert await services.database.run(CLOSE) == 1
    assert (await asking).status_code == status
    act = await last_act(mira_client, server_id)
    assert (act["state"], act["reason"]) == ("failed", "closed")


async def test_a_repeated_key_of_an_act_in_doubt_says_that_it_is_in_doubt(
    services: Services, mira: User, mira_client: Client, simulators: SimulatorProcess, books: VirtFusionBooks
) -> None:
    server_id = await our_id(services, 501)
    simulators.faults(losing("lose-answer"))
    key = {"Idempotency-Key": "one click"}
    for _ in range(2):
        answer = await power(mira_client, server_id, "restart", **key)
        assert (answer.status_code, answer.json()["error"]["code"]) == (503, "power_outcome_unknown")
    simulators.faults()
    assert books.effects(501) == ["server.power.restart"]


async def test_at_the_deadline_the_server_has_the_last_word(
    services: Services,
    mira: User,
    mira_client: Client,
    operations: Operations,
    simulators: SimulatorProcess,
    clock: MovableClock,
) -> None:
    server_id = await our_id(services, 504)
    await power(mira_client, server_id, "boot")

    async def is_up() -> bool:
        return (await services.virtfusion.get_server(504, remote_state=True)).status == "running"

    await until(is_up, "the server")
    endless = {"data": {"id": 901, "progress": 50, "failed": False, "finished": None, "started": None}}
    simulators.faults({"company": "virtfusion", "path": "/queue/*", "kind": "status", "status": 200, "body": endless})
    clock.advance(seconds=301)
    await follow(services, operations)
    assert (await last_act(mira_client, server_id))["state"] == "succeeded"


async def test_a_job_virtfusion_has_forgotten_is_judged_by_the_server(
    services: Services, mira: User, mira_client: Client, operations: Operations, simulators: SimulatorProcess
) -> None:
    server_id = await our_id(services, 504)
    await power(mira_client, server_id, "boot")
    simulators.faults(
        {"company": "virtfusion", "path": "/queue/*", "kind": "status", "status": 404, "body": {"msg": "not found"}}
    )
    await follow(services, operations)
    assert (await last_act(mira_client, server_id))["state"] == "succeeded"


async def test_a_job_that_failed_at_virtfusion_says_so_in_our_words(
    services: Services, mira: User, mira_client: Client, operations: Operations, simulators: SimulatorProcess
) -> None:
    server_id = await our_id(services, 504)
    await power(mira_client, server_id, "boot")
    failed = {
        "id": 901,
        "progress": 40,
        "failed": True,
        "finished": "2026-03-04T10:00:00+00:00",
        "errors": {"exception": {"message": "/opt/secret/path exploded"}},
    }
    rule = {"company": "virtfusion", "path": "/queue/*", "kind": "status", "status": 200, "body": {"data": failed}}
    simulators.faults(rule)
    await follow(services, operations)
    answer = await mira_client.get(f"/api/v1/servers/{server_id}/activity")
    assert answer.json()["data"][0]["state"] == "failed"
    assert "secret" not in answer.text


async def test_a_server_deleted_under_way_ends_its_act(
    services: Services,
    mira: User,
    mira_client: Client,
    operations: Operations,
    books: VirtFusionBooks,
    simulators: SimulatorProcess,
) -> None:
    server_id = await our_id(services, 504)
    await power(mira_client, server_id, "boot")
    gone = {"kind": "status", "status": 404, "body": {"msg": "server not found"}}
    simulators.faults(
        {"company": "virtfusion", "path": "/queue/*", **gone}, {"company": "virtfusion", "path": "/servers/504", **gone}
    )
    await follow(services, operations)
    assert (await last_act(mira_client, server_id))["state"] == "failed"


async def test_following_an_ended_act_again_changes_nothing(
    services: Services, mira: User, mira_client: Client, operations: Operations, books: VirtFusionBooks
) -> None:
    server_id = await our_id(services, 504)
    await power(mira_client, server_id, "boot")
    operation_id = await services.database.one(OPEN)
    await asyncio.gather(*(quick_operations(services).follow(operation_id) for _ in range(3)))
    before = await last_act(mira_client, server_id)
    await operations.follow(operation_id)
    assert await last_act(mira_client, server_id) == before
    assert (await services.database.all(AUDITED)).count("servers.power_succeeded system") == 1
    assert await services.database.one(COUNT) == 1


def impatient(services: Services, url: str) -> VirtFusion:
    limits = OutboundLimits(connect_seconds=4, total_seconds=4, wait_seconds=3)
    return VirtFusion(url, services.config.virtfusion.api_key, clock=services.clock, limits=limits)


async def is_asked(simulators: SimulatorProcess) -> None:
    """Wait until VirtFusion has the call, and what befalls it has begun."""
    await until(lambda: bool(simulators.rules()[0]["hits"]), "the call")


async def killed_while_asking(services: Services, simulators: SimulatorProcess, who: Principal, server_id: int) -> None:
    """A process that dies while its call is under way: nothing after the call is ever done."""
    acting = asyncio.create_task(services.power.act(who, server_id, "shutdown"))
    await is_asked(simulators)
    acting.cancel()
    with contextlib.suppress(asyncio.CancelledError):
        await acting
