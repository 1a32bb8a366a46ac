"""The outbound client against a server that answers exactly as each test says, over real sockets."""

import asyncio
import gzip
import socket
import ssl
import time
from collections.abc import AsyncIterator, Callable
from datetime import UTC, datetime

import pytest
import structlog

from skypanel.core import db
from skypanel.core.clock import SystemClock
from skypanel.core.errors import Unavailable
from skypanel.core.http.budget import in_background
from skypanel.core.http.call import Call
from skypanel.core.http.errors import CircuitOpen, NoAnswer, NotSent, OutcomeUnknown, Saturated
from skypanel.core.http.limits import OutboundLimits
from skypanel.core.http.outbound import Outbound
from tests.support.scripted_server import Handler, Reply, Request, ScriptedServer

QUICK = OutboundLimits(
    connect_seconds=0.5, total_seconds=1.5, wait_seconds=0.5, backoff_seconds=0.01, open_seconds=0.3, pause_seconds=0.1
)
READ = Call(method="GET", path="/things/{id}", values=(("id", "7"),))
WRITE = Call(method="POST", path="/things", body=b"{}")
REPEATABLE = Call(method="PUT", path="/things", body=b"{}", is_idempotent=True)

Make = Callable[..., Outbound]


@pytest.fixture
async def server() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer(lambda _: Reply()) as running:
        yield running


@pytest.fixture
async def make(server: ScriptedServer) -> AsyncIterator[Make]:
    made: list[Outbound] = []

    def outbound(
        limits: OutboundLimits = QUICK, url: str | None = None, headers: dict[str, str] | None = None
    ) -> Outbound:
        client = Outbound("acme", url or server.url, clock=SystemClock(), limits=limits, headers=headers)
        made.append(client)
        return client

    yield outbound
    for client in made:
        await client.close()


def in_turn(*replies: Reply) -> Handler:
    """Each reply once, the last for ever."""
    left = list(replies)
    return lambda _: left.pop(0) if len(left) > 1 else left[0]


def limits(**changes: float) -> OutboundLimits:
    return OutboundLimits(
        **{
            **{name: getattr(QUICK, name) for name in QUICK.__struct_fields__},
            **changes,
        }
    )


async def hang(_: Request) -> Reply:
    await asyncio.sleep(30)
    return Reply()


def closed_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


# Answers and what is repeated


async def test_an_answer_of_any_status_is_an_answer(make: Make, server: ScriptedServer) -> None:
    server.handler = lambda _: Reply(status=418, body=b"tea", headers={"X-Kind": "Pot"})
    answer = await make().send(READ)
    assert (answer.status, answer.body, answer.headers["x-kind"]) == (418, b"tea", "Pot")


@pytest.mark.parametrize("status", [429, 502, 503, 504])
async def test_a_read_is_repeated_after_a_passing_failure(make: Make, server: ScriptedServer, status: int) -> None:
    server.handler = in_turn(Reply(status=status, headers={"Retry-After": "0"}), Reply(body=b"1"))
    answer = await make().send(READ)
    assert (answer.status, answer.body, answer.attempts) == (200, b"1", 2)


async def test_a_read_whose_connection_is_cut_is_repeated(make: Make, server: ScriptedServer) -> None:
    server.handler = in_turn(Reply(cut="before"), Reply(cut="within", body=b"12345678"), Reply(body=b"1"))
    assert (await make().send(READ)).attempts == 3


async def test_repeating_ends_with_the_last_answer(make: Make, server: ScriptedServer) -> None:
    server.handler = lambda _: Reply(status=503)
    assert (await make().send(READ)).status == 503
    assert len(server.requests) == QUICK.attempts


@pytest.mark.parametrize("reply", [Reply(status=503), Reply(status=429), Reply(status=502), Reply(cut="before")])
async def test_a_post_is_never_repeated(make: Make, server: ScriptedServer, reply: Reply) -> None:
    server.handler = lambda _: reply
    try:
        await make().send(WRITE)
    except Unavailable:
        assert reply.cut
    assert len(server.requests) == 1


async def test_a_write_marked_idempotent_is_repeated(make: Make, server: ScriptedServer) -> None:
    server.handler = in_turn(Reply(cut="before"), Reply(status=201))
    assert (await make().send(REPEATABLE)).status == 201


async def test_a_repeated_write_that_was_unclear_once_stays_unclear(make: Make, server: ScriptedServer) -> None:
    server.handler = in_turn(Reply(cut="before"), Reply(status=503))
    with pytest.raises(OutcomeUnknown):
        await make().send(REPEATABLE)


async def test_an_ordinary_refusal_is_not_repeated(make: Make, server: ScriptedServer) -> None:
    server.handler = lambda _: Reply(status=500)
    await make().send(READ)
    assert len(server.requests) == 1


async def test_redirects_are_not_followed(make: Make, server: ScriptedServer) -> None:
    server.handler = lambda _: Reply(status=302, headers={"Location": server.url + "/elsewhere"})
    assert (await make().send(READ)).status == 302
    assert [request.target for request in server.requests] == ["/things/7"]


async def test_cookies_of_one_call_are_not_sent_with_the_next(make: Make, server: ScriptedServer) -> None:
    server.handler = lambda _: Reply(headers={"Set-Cookie": "session=abc; Path=/"})
    outbound = make()
    await outbound.send(READ)
    await outbound.send(READ)
    assert "cookie" not in server.requests[1].headers


# What can have happened


async def test_a_refused_connection_means_nothing_was_sent(make: Make) -> None:
    with pytest.raises(NotSent) as refused:
        await make(url=f"http://127.0.0.1:{closed_port()}").send(WRITE)
    assert not isinstance(refused.value, OutcomeUnknown)
    assert refused.value.reason == "no connection"


async def test_a_connection_that_is_not_accepted_in_time_means_nothing_was_sent(make: Make) -> None:
    with socket.socket() as deaf:
        deaf.bind(("127.0.0.1", 0))
        deaf.listen(0)
        waiting = [socket.socket() for _ in range(4)]
        for each in waiting:  # fill the backlog, so that the next connection hangs
            each.setblocking(False)
            each.connect_ex(deaf.getsockname())
        with pytest.raises(NotSent, match="connection time-out"):
            await make(url=f"http://127.0.0.1:{deaf.getsockname()[1]}").send(WRITE)
        for each in waiting:
            each.close()


@pytest.mark.parametrize(
    "reply", [Reply(cut="before"), Reply(cut="within", body=b"12345678"), Reply(cut="reset"), Reply(status=1)]
)
async def test_a_write_without_a_whole_answer_may_have_taken_effect(
    make: Make, server: ScriptedServer, reply: Reply
) -> None:
    server.handler = lambda _: reply
    with pytest.raises(OutcomeUnknown):
        await make().send(WRITE)


async def test_a_write_that_hangs_is_unknown_within_the_time_out(make: Make, server: ScriptedServer) -> None:
    server.handler = hang
    started = time.monotonic()
    with pytest.raises(OutcomeUnknown, match="time-out"):
        await make().send(WRITE)
    assert time.monotonic() - started < QUICK.total_seconds + 1


async def test_a_read_without_an_answer_is_no_outcome_to_worry_about(make: Make, server: ScriptedServer) -> None:
    server.handler = lambda _: Reply(cut="before")
    with pytest.raises(NoAnswer) as failed:
        await make().send(READ)
    assert not isinstance(failed.value, OutcomeUnknown)


async def test_a_call_may_ask_for_more_or_less_patience(make: Make, server: ScriptedServer) -> None:
    server.handler = hang
    started = time.monotonic()
    with pytest.raises(NoAnswer):
        await make(limits(wait_seconds=0.1)).send(Call(method="GET", path="/slow", patience=0.2))
    assert time.monotonic() - started < 0.8


async def test_a_body_over_the_limit_is_not_read_to_its_end(make: Make, server: ScriptedServer) -> None:
    server.handler = lambda _: Reply(body=b"x" * 300_000)
    with pytest.raises(NoAnswer, match="too long"):
        await make(limits(body_bytes=100_000, attempts=1)).send(READ)


async def test_a_small_body_that_unpacks_to_a_huge_one_is_refused(make: Make, server: ScriptedServer) -> None:
    bomb = gzip.compress(b"0" * 5_000_000)
    server.handler = lambda _: Reply(body=bomb, headers={"Content-Encoding": "gzip"})
    with pytest.raises(NoAnswer, match="too long"):
        await make(limits(body_bytes=100_000, attempts=1)).send(READ)


async def test_a_compressed_body_is_unpacked(make: Make, server: ScriptedServer) -> None:
    server.handler = lambda _: Reply(body=gzip.compress(b"[1]"), headers={"Content-Encoding": "gzip"})
    assert (await make().send(READ)).body == b"[1]"


@pytest.mark.parametrize("encoding", ["gzip", "br"])
async def test_a_body_in_an_encoding_it_is_not_is_no_answer(make: Make, server: ScriptedServer, encoding: str) -> None:
    server.handler = lambda _: Reply(body=b"plain", headers={"Content-Encoding": encoding})
    with pytest.raises(NoAnswer):
        await make(limits(attempts=1)).send(READ)


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


# Guards


async def test_calling_inside_a_transaction_raises_and_sends_nothing(make: Make, server: ScriptedServer) -> None:
    token = db._open_transaction.set(True)
    try:
        for call in (READ, WRITE):
            with pytest.raises(db.TransactionOpenError, match="acme"):
                await make().send(call)
    finally:
        db._open_transaction.reset(token)
    assert server.requests == []


async def test_the_request_id_travels_along(make: Make, server: ScriptedServer) -> None:
    outbound = make()
    with structlog.contextvars.bound_contextvars(request_id="r-123"):
        await outbound.send(READ)
    await outbound.send(WRITE)
    assert server.requests[0].headers["x-request-id"] == "r-123"
    assert "x-request-id" not in server.requests[1].headers


async def test_the_log_names_the_template_and_nothing_that_was_sent_or_answered(
    make: Make, server: ScriptedServer
) -> None:
    server.handler = lambda _: Reply(body=b'"answer-secret"', headers={"X-Answer": "answer-secret"})
    outbound = make(headers={"Authorization": "Bearer call-secret"})
    call = Call(
        method="POST",
        path="/things/{id}",
        values=(("id", "call-secret"),),
        query=(("token", "call-secret"),),
        body=b'"call-secret"',
        headers=(("X-Also", "call-secret"),),
    )
    with structlog.testing.capture_logs() as logs:
        await outbound.send(call)
        server.handler = lambda _: Reply(cut="before")
        with pytest.raises(OutcomeUnknown) as failed:
            await outbound.send(call)
    assert "secret" not in repr(logs) + repr(outbound) + repr(failed.value) + str(failed.value)
    event = logs[0]
    assert (event["event"], event["vendor"], event["method"]) == ("outbound_call", "acme", "POST")
    assert (event["path"], event["status"], event["attempt"]) == ("/things/{id}", 200, 1)
    assert isinstance(event["ms"], int)
    assert (logs[1]["log_level"], logs[1]["outcome"]) == ("warning", "cut off")


@pytest.mark.parametrize(
    "url", ["ftp://host", "https://", "https://user:pw@host", "https://host/?a=b", "https://host/#x"]
)
async def test_a_base_url_that_cannot_be_one_is_refused(make: Make, url: str) -> None:
    with pytest.raises(ValueError, match="base URL"):
        make(url=url)


async def test_tls_verification_cannot_be_switched_off() -> None:
    context = ssl.create_default_context()
    context.check_hostname = False
    with pytest.raises(ValueError, match="TLS"):
        Outbound("acme", "https://localhost", clock=SystemClock(), tls=context)


async def test_a_circuit_that_opens_between_tries_leaves_the_last_answer(make: Make, server: ScriptedServer) -> None:
    server.handler = lambda _: Reply(status=503, headers={"Retry-After": "0"})
    outbound = make(limits(failures_to_open=2))
    answer = await outbound.send(READ)
    assert (answer.status, answer.attempts, outbound.health().state) == (503, 2, "open")


async def test_closing_ends_reads_under_way(make: Make, server: ScriptedServer) -> None:
    server.handler = hang
    outbound = make()
    reader = asyncio.create_task(outbound.send(READ))
    await asyncio.sleep(0.05)
    await outbound.close()
    with pytest.raises(asyncio.CancelledError):
        await reader
