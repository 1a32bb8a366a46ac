"""What the callers of one company share: its budget, equal reads, the circuit breaker."""

import asyncio
import time
from datetime import UTC, datetime

import pytest

from skypanel.core.http.budget import in_background
from skypanel.core.http.call import Call
from skypanel.core.http.errors import CircuitOpen, NoAnswer, OutcomeUnknown, Saturated
from tests.support.outbound import READ, WRITE, Make, hang, in_turn, limits
from tests.support.scripted_server import Reply, Request, ScriptedServer

# Budget


async def test_a_saturated_company_is_refused_within_the_wait_and_says_when_again(
    make: Make, server: ScriptedServer
) -> None:
    server.handler = hang
    outbound = make(limits(slots=2, background_slots=2, wait_seconds=0.2))
    busy = [asyncio.create_task(outbound.send(WRITE)) for _ in range(2)]
    await asyncio.sleep(0.1)
    started = time.monotonic()
    with pytest.raises(Saturated) as refused:
        await outbound.send(READ)
    assert time.monotonic() - started < 1
    assert refused.value.retry_after_seconds >= 1
    assert server.most_at_once == 2
    await asyncio.gather(*busy, return_exceptions=True)


async def test_no_more_than_the_slots_are_ever_under_way(make: Make, server: ScriptedServer) -> None:
    async def briefly(_: Request) -> Reply:
        await asyncio.sleep(0.02)
        return Reply()

    server.handler = briefly
    outbound = make(limits(slots=3, background_slots=3))
    await asyncio.gather(*(outbound.send(Call(method="GET", path=f"/{n}")) for n in range(15)))
    assert server.most_at_once == 3


async def test_a_429_holds_every_caller_back_for_its_retry_after(make: Make, server: ScriptedServer) -> None:
    server.handler = in_turn(Reply(status=429, headers={"Retry-After": "0.4"}), Reply())
    outbound = make()
    assert (await outbound.send(WRITE)).status == 429
    started = time.monotonic()
    await outbound.send(Call(method="GET", path="/other"))
    assert time.monotonic() - started >= 0.35


async def test_a_retry_after_beyond_the_wait_is_passed_on_at_once(make: Make, server: ScriptedServer) -> None:
    server.handler = lambda _: Reply(status=429, headers={"Retry-After": "40"})
    outbound = make()
    assert (await outbound.send(READ)).status == 429
    with pytest.raises(Saturated) as refused:
        await outbound.send(READ)
    assert 38 <= refused.value.retry_after_seconds <= 40
    assert len(server.requests) == 1


async def test_a_cancelled_caller_releases_its_slot(make: Make, server: ScriptedServer) -> None:
    server.handler = hang
    outbound = make(limits(slots=1, background_slots=1))
    for call in (READ, WRITE):
        caller = asyncio.create_task(outbound.send(call))
        await asyncio.sleep(0.05)
        assert outbound.health().under_way == 1
        caller.cancel()
        with pytest.raises(asyncio.CancelledError):
            await caller
        await asyncio.sleep(0.02)
        assert outbound.health().under_way == 0
    server.handler = lambda _: Reply()
    assert (await outbound.send(READ)).status == 200


async def test_a_person_is_served_before_background_work_that_waits_longer(make: Make, server: ScriptedServer) -> None:
    gate = asyncio.Event()
    order: list[str] = []

    async def note(request: Request) -> Reply:
        order.append(request.target)
        if request.target == "/first":
            await gate.wait()
        return Reply()

    server.handler = note
    outbound = make(limits(slots=1, background_slots=1))
    tasks = [asyncio.create_task(outbound.send(Call(method="GET", path="/first")))]
    await asyncio.sleep(0.05)
    with in_background():
        tasks.append(asyncio.create_task(outbound.send(Call(method="GET", path="/batch"))))
    await asyncio.sleep(0.01)
    tasks.append(asyncio.create_task(outbound.send(Call(method="GET", path="/person"))))
    await asyncio.sleep(0.01)
    gate.set()
    await asyncio.gather(*tasks)
    assert order == ["/first", "/person", "/batch"]


# Equal reads


async def test_equal_reads_at_once_are_one_request(make: Make, server: ScriptedServer) -> None:
    async def slowly(_: Request) -> Reply:
        await asyncio.sleep(0.05)
        return Reply(body=b"7")

    server.handler = slowly
    outbound = make()
    answers = await asyncio.gather(*(outbound.send(READ) for _ in range(20)))
    assert {answer.body for answer in answers} == {b"7"}
    assert len(server.requests) == 1
    await outbound.send(READ)
    assert len(server.requests) == 2


async def test_different_queries_are_different_requests(make: Make, server: ScriptedServer) -> None:
    outbound = make()
    await asyncio.gather(*(outbound.send(Call(method="GET", path="/x", query=(("page", str(n)),))) for n in range(3)))
    assert len(server.requests) == 3


async def test_the_first_caller_leaving_does_not_take_the_answer_from_the_others(
    make: Make, server: ScriptedServer
) -> None:
    async def slowly(_: Request) -> Reply:
        await asyncio.sleep(0.1)
        return Reply(body=b"7")

    server.handler = slowly
    outbound = make()
    first, second = (asyncio.create_task(outbound.send(READ)) for _ in range(2))
    await asyncio.sleep(0.02)
    first.cancel()
    assert (await second).body == b"7"
    assert len(server.requests) == 1


async def test_a_read_after_a_write_does_not_join_one_from_before_it(make: Make, server: ScriptedServer) -> None:
    state = b"old"

    async def answer(request: Request) -> Reply:
        nonlocal state
        if request.method == "POST":
            state = b"new"
            return Reply()
        seen = state
        await asyncio.sleep(0.1)
        return Reply(body=seen)

    server.handler = answer
    outbound = make()
    early = asyncio.create_task(outbound.send(READ))
    await asyncio.sleep(0.03)
    await outbound.send(WRITE)
    assert (await outbound.send(READ)).body == b"new"
    assert (await early).body == b"old"


async def test_a_failure_of_a_shared_read_reaches_every_caller(make: Make, server: ScriptedServer) -> None:
    server.handler = lambda _: Reply(cut="before")
    outbound = make(limits(attempts=1))
    results = await asyncio.gather(*(outbound.send(READ) for _ in range(3)), return_exceptions=True)
    assert [type(result) for result in results] == [NoAnswer] * 3


# The breaker around it


async def test_the_circuit_opens_after_failures_in_a_row_and_recovers_by_itself(
    make: Make, server: ScriptedServer
) -> None:
    server.handler = lambda _: Reply(cut="before")
    outbound = make(limits(failures_to_open=3, attempts=1))
    for _ in range(3):
        with pytest.raises(OutcomeUnknown):
            await outbound.send(WRITE)
    assert outbound.health().state == "open"
    with pytest.raises(CircuitOpen) as refused:
        await outbound.send(READ)
    assert refused.value.retry_after_seconds == 1
    assert len(server.requests) == 3
    server.handler = lambda _: Reply()
    await asyncio.sleep(0.35)
    assert outbound.health().state == "half-open"
    assert (await outbound.send(READ)).status == 200
    assert outbound.health().state == "closed"


async def test_an_open_circuit_answers_at_once(make: Make, server: ScriptedServer) -> None:
    server.handler = hang
    outbound = make(limits(failures_to_open=1, total_seconds=0.3, wait_seconds=0.1))
    with pytest.raises(NoAnswer):
        await outbound.send(READ)
    started = time.monotonic()
    with pytest.raises(CircuitOpen):
        await outbound.send(READ)
    assert time.monotonic() - started < 0.25


async def test_callers_queued_when_it_opens_are_refused_without_a_call(make: Make, server: ScriptedServer) -> None:
    async def late_cut(_: Request) -> Reply:
        await asyncio.sleep(0.1)
        return Reply(cut="before")

    server.handler = late_cut
    outbound = make(limits(slots=1, background_slots=1, failures_to_open=1, attempts=1))
    calls = [asyncio.create_task(outbound.send(Call(method="GET", path=f"/{n}"))) for n in range(4)]
    results = await asyncio.gather(*calls, return_exceptions=True)
    assert [type(result) for result in results] == [NoAnswer, CircuitOpen, CircuitOpen, CircuitOpen]
    assert len(server.requests) == 1


async def test_refusals_of_the_company_do_not_open_the_circuit(make: Make, server: ScriptedServer) -> None:
    server.handler = lambda _: Reply(status=422)
    outbound = make(limits(failures_to_open=2))
    for _ in range(5):
        await outbound.send(WRITE)
    assert outbound.health().state == "closed"


async def test_health_tells_when_it_last_answered_and_last_failed(make: Make, server: ScriptedServer) -> None:
    outbound = make()
    health = outbound.health()
    assert (health.state, health.last_success_at, health.last_failure_at) == ("closed", None, None)
    before = datetime.now(UTC)
    await outbound.send(READ)
    server.handler = lambda _: Reply(status=500)
    await outbound.send(READ)
    health = outbound.health()
    assert health.last_success_at is not None
    assert health.last_failure_at is not None
    assert before <= health.last_success_at <= health.last_failure_at
    assert health.outcomes == {"2xx": 1, "5xx": 1}
    assert repr(outbound) == "Outbound(acme, closed)"
