"""A tiny HTTP server in the test's own loop whose every answer the test writes, down to cut connections."""

import asyncio
import contextlib
import socket
import struct
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Self

import msgspec
from msgspec import Struct


class Request(Struct):
    """One request as it came. Header names are lower case; `target` is path and query."""

    method: str
    target: str
    headers: dict[str, str]
    body: bytes

    def json(self) -> Any:
        return msgspec.json.decode(self.body)


class Reply(Struct):
    """What to answer. `cut` closes the connection instead: "before" anything, "within" the body, or by a "reset"."""

    status: int = 200
    body: bytes = b"{}"
    headers: Mapping[str, str] = {}
    cut: str | None = None


Handler = Callable[[Request], Awaitable[Reply] | Reply]


def always(reply: Reply) -> Handler:
    """The same answer to everything."""
    return lambda _: reply


def json_reply(value: object, status: int = 200, headers: Mapping[str, str] | None = None) -> Reply:
    return Reply(status=status, body=msgspec.json.encode(value), headers=headers or {})


class ScriptedServer:
    """`handler` answers each request; `requests` keeps them; `most_at_once` is the highest concurrency seen."""

    def __init__(self, handler: Handler) -> None:
        self.handler = handler
        self.requests: list[Request] = []
        self.under_way = 0
        self.most_at_once = 0
        self._server: asyncio.Server | None = None
        self._tasks: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        assert self._server is not None
        return f"http://127.0.0.1:{self._server.sockets[0].getsockname()[1]}"

    async def __aenter__(self) -> Self:
        self._server = await asyncio.start_server(self._serve, "127.0.0.1", 0)
        return self

    async def __aexit__(self, *_: object) -> None:
        assert self._server is not None
        self._server.close()
        for task in list(self._tasks):
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self._server.wait_closed()

    async def _serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        assert task is not None
        self._tasks.add(task)
        try:
            with contextlib.suppress(asyncio.IncompleteReadError, ConnectionError, asyncio.CancelledError):
                while await self._exchange(reader, writer):
                    pass
        finally:
            self._tasks.discard(task)
            writer.close()

    async def _exchange(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> bool:
        head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
        method, target, _ = head[0].split(" ")
        headers = {name.lower(): value for name, _, value in (line.partition(": ") for line in head[1:] if line)}
        body = await reader.readexactly(int(headers.get("content-length", "0")))
        request = Request(method, target, headers, body)
        self.requests.append(request)
        self.under_way += 1
        self.most_at_once = max(self.most_at_once, self.under_way)
        try:
            reply = self.handler(request)
            if not isinstance(reply, Reply):
                reply = await reply
        finally:
            self.under_way -= 1
        if reply.cut == "before":
            return False
        if reply.cut == "reset":
            connection = writer.get_extra_info("socket")
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
            writer.transport.abort()
            return False
        lines = [f"HTTP/1.1 {reply.status} Scripted", f"content-length: {len(reply.body)}"]
        lines += [f"{name}: {value}" for name, value in reply.headers.items()]
        sent = reply.body[: len(reply.body) // 2] if reply.cut == "within" else reply.body
        writer.write("\r\n".join([*lines, "", ""]).encode() + sent)
        await writer.drain()
        return reply.cut is None
