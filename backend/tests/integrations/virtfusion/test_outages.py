"""The panel slow, dead, lying and back again: what callers get, and when (docs/integrations/virtfusion.md, 1.2)."""

import asyncio
import time
from collections.abc import AsyncIterator

import msgspec
import pytest
import structlog

from skypanel.core import db
from skypanel.core.clock import SystemClock
from skypanel.core.errors import Unavailable
from skypanel.core.http.errors import CircuitOpen, NoAnswer, NotSent, OutcomeUnknown, Saturated
from skypanel.integrations.virtfusion.client import VirtFusion
from skypanel.integrations.virtfusion.errors import PanelUnavailable
from skypanel.integrations.virtfusion.types import NewServer
from tests.integrations.conftest import QUICK
from tests.support.simulators import VIRTFUSION_TOKEN, SimulatorProcess
from tests.support.waiting import until

SERVER = 501


def fault(kind: str, path: str = "*", **more: object) -> dict[str, object]:
    return {"company": "virtfusion", "path": path, "kind": kind, **more}


def state(client: VirtFusion) -> str:
    return client.health.state


@pytest.fixture
async def hasty(simulators: SimulatorProcess) -> AsyncIterator[VirtFusion]:
    """A client that gives up after four seconds and opens its circuit on the third failure."""
    limits = msgspec.structs.replace(
        QUICK, total_seconds=4, wait_seconds=0.2, failures_to_open=3, slots=2, background_slots=1
    )
    client = VirtFusion(simulators.virtfusion_url, VIRTFUSION_TOKEN, clock=SystemClock(), limits=limits)
    yield client
    await client.close()


async def test_a_panel_that_hangs_is_answered_for_by_our_time_out(
    hasty: VirtFusion, simulators: SimulatorProcess
) -> None:
    simulators.faults(fault("hang", seconds=600))
    with pytest.raises(NoAnswer, match="time-out"):
        await hasty.get_server(SERVER)
    with pytest.raises(OutcomeUnknown, match="time-out"):
        await hasty.power(SERVER, "restart")


async def test_the_circuit_opens_half_opens_and_recovers_without_a_restart(
    hasty: VirtFusion, simulators: SimulatorProcess
) -> None:
    simulators.faults(fault("cut"))
    for _ in range(3):
        with pytest.raises(NoAnswer):
            await hasty.power(SERVER, "restart")
    assert state(hasty) == "open"
    with pytest.raises(CircuitOpen) as refused:
        await hasty.find_user(2)
    assert simulators.rules()[0]["hits"] == 3
    assert refused.value.retry_after_seconds >= 1
    simulators.faults()
    await until(lambda: state(hasty) == "half-open", "a half-open circuit")
    assert await hasty.find_user(2) is not None
    assert state(hasty) == "closed"


async def test_a_panel_of_500s_opens_the_circuit_too(hasty: VirtFusion, simulators: SimulatorProcess) -> None:
    simulators.faults(fault("status", status=500, body="<html>"))
    for _ in range(3):
        with pytest.raises(PanelUnavailable):
            await hasty.get_server(SERVER)
    assert state(hasty) == "open"


@pytest.mark.parametrize("kind", ["lose-answer", "late"])
async def test_a_lost_answer_is_an_unknown_outcome_and_the_work_was_done_once(
    virtfusion: VirtFusion, simulators: SimulatorProcess, kind: str
) -> None:
    user = await virtfusion.find_user(2)
    assert user is not None
    simulators.faults(fault(kind, "/servers", method="POST", seconds=0.2))
    with pytest.raises(OutcomeUnknown):
        await virtfusion.create_server(NewServer(package_id=1, user_id=user.id, group_id=1))
    await until(lambda: bool(simulators.effects("server.create")), "the work")
    simulators.faults()
    assert len(await virtfusion.list_servers_of(user.id)) == 6
    assert len(simulators.effects("server.create")) == 1


@pytest.mark.parametrize("status", [429, 500, 502, 503, 504])
async def test_no_write_is_repeated_by_itself(
    virtfusion: VirtFusion, simulators: SimulatorProcess, status: int
) -> None:
    simulators.faults(fault("status", "/servers/*/power/*", status=status))
    with pytest.raises(Unavailable):
        await virtfusion.power(SERVER, "restart")
    assert simulators.rules()[0]["hits"] == 1


async def test_a_read_survives_a_stumble(virtfusion: VirtFusion, simulators: SimulatorProcess) -> None:
    simulators.faults(fault("status", status=502, times=1), fault("cut", times=1))
    assert (await virtfusion.get_server(SERVER)).id == SERVER


async def test_a_429_is_waited_out_as_long_as_it_asks(virtfusion: VirtFusion, simulators: SimulatorProcess) -> None:
    simulators.faults(fault("status", status=429, headers={"Retry-After": "1"}, times=1))
    started = time.monotonic()
    await virtfusion.get_server(SERVER)
    assert time.monotonic() - started >= 1.0


async def test_too_many_callers_at_once_are_refused_in_time(hasty: VirtFusion, simulators: SimulatorProcess) -> None:
    simulators.faults(fault("delay", seconds=3))
    results = await asyncio.gather(*(hasty.get_server(500 + n) for n in range(1, 13)), return_exceptions=True)
    refused = [result for result in results if isinstance(result, Saturated)]
    assert len(refused) == 10
    assert all(result.retry_after_seconds >= 1 for result in refused)


async def test_nobody_at_the_address_means_nothing_was_sent(simulators: SimulatorProcess) -> None:
    nobody = VirtFusion("http://127.0.0.1:9/api/v1", VIRTFUSION_TOKEN, clock=SystemClock(), limits=QUICK)
    try:
        with pytest.raises(NotSent) as refused:
            await nobody.create_server(NewServer(package_id=1, user_id=1, group_id=1))
        assert not isinstance(refused.value, OutcomeUnknown)
    finally:
        await nobody.close()


async def test_the_panel_is_not_called_inside_a_transaction(virtfusion: VirtFusion) -> None:
    token = db._open_transaction.set(True)
    try:
        with pytest.raises(db.TransactionOpenError, match="virtfusion"):
            await virtfusion.get_server(SERVER)
    finally:
        db._open_transaction.reset(token)


async def test_no_secret_appears_in_a_log_a_repr_or_an_error(
    virtfusion: VirtFusion, simulators: SimulatorProcess
) -> None:
    with structlog.testing.capture_logs() as logs:
        password = await virtfusion.reset_user_password(2)
        link = await virtfusion.login_link(2)
        console = await virtfusion.open_vnc(SERVER)
        reset = await virtfusion.reset_server_password(SERVER)
        simulators.faults(fault("cut"))
        with pytest.raises(NoAnswer) as failed:
            await virtfusion.find_user(2)
    assert console.password is not None
    assert reset.password is not None
    shown = "".join(map(repr, [logs, password, link, console, reset, virtfusion, failed.value, virtfusion.health]))
    secrets = [password, link.url, console.password, reset.password]
    for value in (*(secret.reveal() for secret in secrets), VIRTFUSION_TOKEN, "customer@demo.example"):
        assert value not in shown
    assert {event["path"] for event in logs if event["event"] == "outbound_call"} >= {"/users/{rel}/byExtRelation"}
