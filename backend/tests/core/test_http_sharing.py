"""What the callers of one company share: its budget, equal reads, the circuit breaker."""

import asyncio
import time
from datetime import UTC, datetime

import pytest

from skypanel.core.http.budget import in_background
from skypanel.core.http.call import Call
from skypanel.core.http.errors import CircuitOpen, NoAnswer, OutcomeUnknown, Saturated
from tests.support.clock import Timepiece
from tests.support.outbound import READ, WRITE, Make, hang, in_turn, limits
from tests.support.scripted_server import Reply, Request, ScriptedServer
from tests.support.waiting import until

# Budget


async def test_a_saturated_company_is_refused_within_the_wait_and_says_when_again(
    make: Make, server: ScriptedServer
) -> None:
    server.handler = hang
    outbound = make(limits(slots=2, background_slots=2, wait_seconds=0.2))
    busy = [asyncio.create_task(outbound.send(WRITE)) for _ in range(2)]
    await until(lambda: server.under_way == 2, "two calls under way")
    with pytest.raises(Saturated) as refused:
        await outbound.send(READ)
    assert refused.value.retry_after_seconds >= 1
    assert server.most_at_once == 2
    for call in busy:
        call.cancel()
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
    started = time.monotonic()
    assert (await outbound.send(WRITE)).status == 429
    await outbound.send(Call(method="GET", path="/other"))
    assert time.monotonic() - started >= 0.4


async def test_a_retry_after_beyond_the_wait_is_passed_on_at_once(make: Make, server: ScriptedServer) -> None:
    server.handler = lambda _: Reply(status=429, headers={"Retry-After": "400"})
    outbound = make(limits(longest_pause_seconds=1000))
    assert (await outbound.send(READ)).status == 429
    with pytest.raises(Saturated) as refused:
        await outbound.send(READ)
    assert 300 <= refused.value.retry_after_seconds <= 400
    assert len(server.requests) == 1


async def test_a_cancelled_caller_releases_its_slot(make: Make, server: ScriptedServer) -> None:
    server.handler = hang
    outbound = make(limits(slots=1, background_slots=1))
    for call in (READ, WRITE):
        caller = asyncio.create_task(outbound.send(call))
        await until(lambda: outbound.health().under_way == 1, "a call under way")
        caller.cancel()
        with pytest.raises(asyncio.CancelledError):
            await caller
        await until(lambda: outbound.health().under_way == 0, "the end of the call")
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
    await until(lambda: order == ["/first"], "the first call")
    with in_background():
        tasks.append(asyncio.create_task(outbound.send(Call(method="GET", path="/batch"))))
    await until(lambda: outbound.health().waiting == 1, "a call that waits")
    tasks.append(asyncio.create_task(outbound.send(Call(method="GET", path="/person"))))
    await until(lambda: outbound.health().waiting == 2, "another call that waits")
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
    gate = asyncio.Event()

    async def once_told(_: Request) -> Reply:
        await gate.wait()
        return Reply(body=b"7")

    server.handler = once_told
    outbound = make()
    first, second = (asyncio.create_task(outbound.send(READ)) for _ in range(2))
    await until(lambda: server.under_way == 1, "the request")
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    gate.set()
    assert (await second).body == b"7"
    assert len(server.requests) == 1


async def test_a_read_after_a_write_does_not_join_one_from_before_it(make: Make, server: ScriptedServer) -> None:
    state = b"old"
    gate = asyncio.Event()

    async def answer(request: Request) -> Reply:
        nonlocal state
        if request.method == "POST":
            state = b"new"
            return Reply()
        seen = state
        await gate.wait()
        return Reply(body=seen)

    server.handler = answer
    outbound = make()
    early = asyncio.create_task(outbound.send(READ))
    await until(lambda: server.under_way == 1, "the first read")
    await outbound.send(WRITE)
    late = asyncio.create_task(outbound.send(READ))
    await until(lambda: server.under_way == 2, "the second read")
    gate.set()
    assert ((await early).body, (await late).body) == (b"old", b"new")


async def test_a_failure_of_a_shared_read_reaches_every_caller(make: Make, server: ScriptedServer) -> None:
    server.handler = lambda _: Reply(cut="before")
    outbound = make(limits(attempts=1))
    results = await asyncio.gather(*(outbound.send(READ) for _ in range(3)), return_exceptions=True)
    assert [type(result) for result in results] == [NoAnswer] * 3


# The breaker around it


async def test_the_circuit_opens_after_failures_in_a_row_and_recovers_by_itself(
    make: Make, server: ScriptedServer, timepiece: Timepiece
) -> None:
    server.handler = lambda _: Reply(cut="before")
    outbound = make(limits(failures_to_open=3, attempts=1, open_seconds=10))
    for _ in range(3):
        with pytest.raises(OutcomeUnknown):
            await outbound.send(WRITE)
    assert outbound.health().state == "open"
    with pytest.raises(CircuitOpen) as refused:
        await outbound.send(READ)
    assert refused.value.retry_after_seconds == 10
    assert len(server.requests) == 3
    server.handler = lambda _: Reply()
    timepiece.seconds += 10
    assert outbound.health().state == "half-open"
    assert (await outbound.send(READ)).status == 200
    assert outbound.health().state == "closed"


async def test_an_open_circuit_answers_without_asking(make: Make, server: ScriptedServer) -> None:
    server.handler = lambda _: Reply(cut="before")
    outbound = make(limits(failures_to_open=1, attempts=1))
    with pytest.raises(NoAnswer):
        await outbound.send(READ)
    server.handler = hang
    for call in (READ, WRITE):
        with pytest.raises(CircuitOpen):
            await outbound.send(call)
    assert len(server.requests) == 1


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
