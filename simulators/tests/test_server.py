"""The small HTTP server: what the faults and clients lean on."""

from __future__ import annotations

import asyncio
from typing import Any

from simulators.server import CUT, Application, Receive, Scope, Send, listen, serve
from simulators.tests.support import PATIENCE_SECONDS


async def hello(scope: Scope, receive: Receive, send: Send) -> None:
    """Answer with the path; cut on `/cut`, say nothing on `/silent`, raise on `/broken`."""
    await receive()
    if scope["path"] == "/cut":
        scope["extensions"][CUT]()
    elif scope["path"] == "/broken":
        raise ValueError("broken on purpose")
    elif scope["path"] != "/silent":
        await send({"type": "http.response.start", "status": 200, "headers": []})
        await send({"type": "http.response.body", "body": scope["path"].encode()})


def exchange(
    application: Application, *requests: bytes, idle_seconds: float = 5.0
) -> tuple[bytes, list[dict[str, Any]]]:
    """Send requests on one connection, read until it ends; return what came and what the event loop complained of."""
    complaints: list[dict[str, Any]] = []

    async def run() -> bytes:
        asyncio.get_running_loop().set_exception_handler(lambda _, context: complaints.append(context))
        stopping = asyncio.Event()
        listener = listen("127.0.0.1", 0)
        port = listener.getsockname()[1]
        server = asyncio.create_task(serve(application, listener, stopping, idle_seconds=idle_seconds))
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        received = b""
        try:
            for request in requests:
                writer.write(request)
            async with asyncio.timeout(PATIENCE_SECONDS):
                while piece := await reader.read(4096):
                    received += piece
        except ConnectionError:
            received += b"<reset>"
        writer.close()
        stopping.set()
        await server
        return received

    return asyncio.run(run()), complaints


def get(path: bytes, more: bytes = b"") -> bytes:
    return b"GET " + path + b" HTTP/1.1\r\nHost: x\r\n" + more + b"\r\n"


def test_an_idle_connection_is_closed_without_a_complaint() -> None:
    received, complaints = exchange(hello, get(b"/a"), idle_seconds=3.0)
    assert received.endswith(b"/a\r\n0\r\n\r\n")
    assert complaints == []


def test_pipelined_requests_are_answered_in_order() -> None:
    received, complaints = exchange(hello, get(b"/a") + get(b"/b"), get(b"/c", b"Connection: close\r\n"))
    assert received.count(b"HTTP/1.1 200") == 3
    assert received.index(b"/a") < received.index(b"/b") < received.index(b"/c")
    assert complaints == []


def test_a_cut_sends_not_one_byte() -> None:
    received, _ = exchange(hello, get(b"/cut"))
    assert received in {b"", b"<reset>"}


def test_an_application_that_says_nothing_is_a_500() -> None:
    received, _ = exchange(hello, get(b"/silent", b"Connection: close\r\n"))
    assert received.startswith(b"HTTP/1.1 500")


def test_a_broken_application_is_told_to_the_operator() -> None:
    _, complaints = exchange(hello, get(b"/broken"), idle_seconds=3.0)
    assert any(isinstance(context.get("exception"), ValueError) for context in complaints)


def test_a_client_that_expects_100_is_told_to_continue() -> None:
    head = b"POST /a HTTP/1.1\r\nHost: x\r\nContent-Length: 2\r\nExpect: 100-continue\r\nConnection: close\r\n\r\n"
    received, _ = exchange(hello, head, b"ok")
    assert b" 200 " in received


def test_escaped_paths_arrive_unescaped() -> None:
    received, _ = exchange(hello, get(b"/a%20b%C3%BC", b"Connection: close\r\n"))
    assert "/a bü".encode() in received
