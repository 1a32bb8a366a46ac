"""The outbound client against a server that answers exactly as each test says, over real sockets."""

import asyncio
import gzip
import socket
import ssl

import pytest
import structlog

from skypanel.core import db
from skypanel.core.clock import SystemClock
from skypanel.core.errors import Unavailable
from skypanel.core.http.call import Call
from skypanel.core.http.errors import NoAnswer, NotSent, OutcomeUnknown
from skypanel.core.http.outbound import Outbound
from tests.support.outbound import QUICK, READ, REPEATABLE, WRITE, Make, closed_port, hang, in_turn, limits
from tests.support.scripted_server import Reply, ScriptedServer
from tests.support.waiting import until

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


async def test_a_proxy_that_the_environment_names_is_sent_nothing(
    make: Make, server: ScriptedServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Our token would pass through it."""
    for name in ("HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    for name in ("NO_PROXY", "no_proxy", "http_proxy", "https_proxy", "all_proxy"):
        monkeypatch.delenv(name, raising=False)
    assert (await make().send(Call(method="GET", path="/a"))).status == 200
    assert len(server.requests) == 1


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
            await make(limits(connect_seconds=0.5), url=f"http://127.0.0.1:{deaf.getsockname()[1]}").send(WRITE)
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
    with pytest.raises(OutcomeUnknown, match="time-out"):
        await make(limits(total_seconds=4, wait_seconds=2)).send(WRITE)
    assert server.under_way == 1


async def test_a_read_without_an_answer_is_no_outcome_to_worry_about(make: Make, server: ScriptedServer) -> None:
    server.handler = lambda _: Reply(cut="before")
    with pytest.raises(NoAnswer) as failed:
        await make().send(READ)
    assert not isinstance(failed.value, OutcomeUnknown)


async def test_a_call_may_ask_for_more_or_less_patience(make: Make, server: ScriptedServer) -> None:
    server.handler = hang
    with pytest.raises(NoAnswer):
        await make(limits(total_seconds=400)).send(Call(method="GET", path="/slow", patience=0.01))
    assert server.under_way == 1


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
    await until(lambda: server.under_way == 1, "the read")
    await outbound.close()
    with pytest.raises(asyncio.CancelledError):
        await reader
