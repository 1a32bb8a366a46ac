"""The proxy between the portal and another company does to a connection what it says, and nothing else."""

import asyncio
import time
from collections.abc import AsyncIterator

import httpx2
import pytest

from tests.chaos.fault_proxy import FaultProxy, Moment, Verdict
from tests.support.scripted_server import Reply, ScriptedServer, always
from tests.support.waiting import PATIENCE_SECONDS


@pytest.fixture
async def server() -> AsyncIterator[ScriptedServer]:
    async with ScriptedServer(always(Reply(body=b"x" * 4000))) as running:
        yield running


@pytest.fixture
async def proxy(server: ScriptedServer) -> AsyncIterator[FaultProxy]:
    async with FaultProxy(int(server.url.rpartition(":")[2])) as running:
        yield running


@pytest.fixture
async def client(proxy: FaultProxy) -> AsyncIterator[httpx2.AsyncClient]:
    async with httpx2.AsyncClient(base_url=proxy.url, timeout=PATIENCE_SECONDS, trust_env=False) as running:
        yield running


async def test_without_faults_an_exchange_passes_unchanged(client: httpx2.AsyncClient, server: ScriptedServer) -> None:
    for _ in range(3):
        assert len((await client.post("/call", content=b"body")).content) == 4000
    assert [request.body for request in server.requests] == [b"body"] * 3


async def test_latency_is_added_each_way(client: httpx2.AsyncClient, proxy: FaultProxy) -> None:
    proxy.latency_seconds = 0.1
    began = time.monotonic()
    await client.get("/")
    assert time.monotonic() - began >= 0.2


async def test_an_answer_is_cut_after_so_many_bytes(client: httpx2.AsyncClient, proxy: FaultProxy) -> None:
    proxy.answer_bytes = 500
    with pytest.raises(httpx2.RemoteProtocolError):
        await client.get("/")


async def test_a_slow_line_takes_its_time(client: httpx2.AsyncClient, proxy: FaultProxy) -> None:
    await client.get("/")
    proxy.bytes_per_second = 20_000
    began = time.monotonic()
    await asyncio.gather(client.get("/"), client.get("/"))
    await client.get("/")
    assert time.monotonic() - began >= 0.15


async def test_down_refuses_and_up_serves_again_on_the_same_port(client: httpx2.AsyncClient, proxy: FaultProxy) -> None:
    await client.get("/")
    await proxy.down()
    with pytest.raises(httpx2.ConnectError):
        await client.get("/")
    await proxy.up()
    assert (await client.get("/")).status_code == 200


async def test_a_blackhole_answers_nothing_until_it_is_healed(
    client: httpx2.AsyncClient, proxy: FaultProxy, server: ScriptedServer
) -> None:
    proxy.is_blackhole = True
    with pytest.raises(httpx2.ReadTimeout):
        await client.get("/", timeout=httpx2.Timeout(PATIENCE_SECONDS, read=0.3))
    assert server.requests == []
    proxy.heal()
    assert (await client.get("/")).status_code == 200


@pytest.mark.parametrize(("moment", "reached"), [("asked", 0), ("answered", 1)])
async def test_a_watcher_cuts_exactly_before_the_call_or_after_its_effect(
    client: httpx2.AsyncClient, proxy: FaultProxy, server: ScriptedServer, moment: Moment, reached: int
) -> None:
    seen: list[tuple[Moment, str]] = []

    async def watch(when: Moment, line: str) -> Verdict:
        seen.append((when, line))
        return "reset" if when == moment else "pass"

    proxy.watcher = watch
    with pytest.raises(httpx2.HTTPError):
        await client.post("/users", json={})
    assert len(server.requests) == reached
    assert seen[0] == ("asked", "POST /users HTTP/1.1")
    assert seen[-1][0] == moment
