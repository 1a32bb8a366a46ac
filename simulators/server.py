"""A small HTTP/1.1 server for one ASGI application, on asyncio and h11.

Why not a stock server: a fault has to be able to close a connection without an answer, or after the work but before
the answer. ASGI servers turn an application that says nothing into a 500. Here the scope carries
`extensions["simulators.cut"]`, a function that aborts the connection at once.
"""

from __future__ import annotations

import asyncio
import socket
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any
from urllib.parse import unquote

import h11

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]

CUT = "simulators.cut"
MAX_BODY_BYTES = 64 * 1024 * 1024
READ_BYTES = 64 * 1024
IDLE_SECONDS = 75.0


def listen(host: str, port: int) -> socket.socket:
    """Bind a listening socket; `port` 0 picks a free one. Raises OSError when the address cannot be had."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.socket(family, socket.SOCK_STREAM)
    try:
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind((host, port))
        listener.listen(512)
    except OSError:
        listener.close()
        raise
    listener.setblocking(False)
    return listener


async def serve(
    application: Application, listener: socket.socket, stopping: asyncio.Event, *, idle_seconds: float = IDLE_SECONDS
) -> None:
    """Answer requests on `listener` until `stopping` is set; open connections are then dropped, idle ones sooner."""
    connections: set[asyncio.Task[None]] = set()

    async def accepted(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None:  # pragma: no cover - a stream callback always runs as a task
            return
        connections.add(task)
        try:
            await _Connection(application, reader, writer, idle_seconds).run()
        except (ConnectionError, TimeoutError, asyncio.CancelledError):
            pass
        except Exception as error:  # noqa: BLE001 - told to the operator; not every Python's streams do it for us
            told = {"message": "A simulator could not answer", "exception": error, "task": task}
            asyncio.get_running_loop().call_exception_handler(told)
        finally:
            connections.discard(task)
            writer.close()

    server = await asyncio.start_server(accepted, sock=listener)
    await stopping.wait()
    server.close()
    for task in list(connections):
        task.cancel()
    await asyncio.gather(*connections, return_exceptions=True)


class _Connection:
    """One client connection: requests one after another, until either side closes."""

    def __init__(
        self,
        application: Application,
        reader: asyncio.StreamReader,
        writer: asyncio.StreamWriter,
        idle_seconds: float,
    ) -> None:
        self._application = application
        self._reader = reader
        self._writer = writer
        self._idle_seconds = idle_seconds
        self._http = h11.Connection(h11.SERVER, max_incomplete_event_size=128 * 1024)

    async def run(self) -> None:
        """Serve requests until the connection ends; a malformed request gets a 400 and the door."""
        while True:
            try:
                request, body = await self._read_request()
            except h11.RemoteProtocolError as error:
                self._write(h11.Response(status_code=error.error_status_hint, headers=[("Connection", "close")]))
                self._write(h11.EndOfMessage())
                return
            if request is None:
                return
            await _Exchange(self._application, self, request, body).run()
            if self._writer.is_closing() or self._http.our_state is not h11.DONE:
                return
            if self._http.their_state is not h11.DONE:
                return
            self._http.start_next_cycle()

    async def _read_request(self) -> tuple[h11.Request | None, bytes]:
        request: h11.Request | None = None
        body = bytearray()
        while True:
            event = self._http.next_event()
            if event is h11.NEED_DATA:
                if self._http.they_are_waiting_for_100_continue:
                    self._write(h11.InformationalResponse(status_code=100, headers=[]))
                async with asyncio.timeout(self._idle_seconds):
                    self._http.receive_data(await self._reader.read(READ_BYTES))
            elif isinstance(event, h11.Request):
                request = event
            elif isinstance(event, h11.Data):
                body += event.data
                if len(body) > MAX_BODY_BYTES:
                    raise h11.RemoteProtocolError("body too large", error_status_hint=413)
            elif isinstance(event, h11.EndOfMessage):
                return request, bytes(body)
            else:  # ConnectionClosed or PAUSED: nothing more will come
                return None, b""

    async def wait_closed(self) -> None:
        """Return when the client has gone; bytes of a pipelined request are kept for later."""
        while data := await self._reader.read(READ_BYTES):
            self._http.receive_data(data)
        self._http.receive_data(b"")

    async def send(self, event: h11.Event) -> None:
        """Write one HTTP event and let the transport drain."""
        self._write(event)
        await self._writer.drain()

    def abort(self) -> None:
        """Close at once, flushing nothing: the client sees a broken connection."""
        self._writer.transport.abort()

    def address(self, name: str) -> tuple[str, int]:
        """Return the (host, port) of `peername` or `sockname`."""
        found = self._writer.get_extra_info(name) or ("", 0)
        return str(found[0]), int(found[1])

    def _write(self, event: h11.Event) -> None:
        data = self._http.send(event)
        if data and not self._writer.is_closing():
            self._writer.write(data)


class _Exchange:
    """One request and its answer, as ASGI sees it."""

    def __init__(self, application: Application, connection: _Connection, request: h11.Request, body: bytes) -> None:
        self._application = application
        self._connection = connection
        self._request = request
        self._body: bytes | None = body
        self._watcher: asyncio.Task[None] | None = None
        self._has_started = False
        self._has_ended = False
        self._is_cut = False

    async def run(self) -> None:
        """Call the application once; if it says nothing, answer 500 unless the connection was cut on purpose."""
        self._watcher = asyncio.ensure_future(self._connection.wait_closed())
        try:
            await self._application(self._scope(), self._receive, self._send)
        finally:
            self._watcher.cancel()
            await asyncio.gather(self._watcher, return_exceptions=True)
        if self._is_cut:
            return
        if not self._has_started:
            await self._send({"type": "http.response.start", "status": 500, "headers": []})
        if not self._has_ended:
            await self._send({"type": "http.response.body", "body": b""})

    def _cut(self) -> None:
        self._is_cut = True
        self._connection.abort()

    def _scope(self) -> Scope:
        raw_path, _, query = self._request.target.partition(b"?")
        return {
            "type": "http",
            "asgi": {"version": "3.0", "spec_version": "2.3"},
            "http_version": self._request.http_version.decode(),
            "method": self._request.method.decode(),
            "scheme": "http",
            "path": _unquote(raw_path),
            "raw_path": raw_path,
            "query_string": query,
            "root_path": "",
            "headers": [(name, value) for name, value in self._request.headers],
            "client": self._connection.address("peername"),
            "server": self._connection.address("sockname"),
            "extensions": {CUT: self._cut},
        }

    async def _receive(self) -> Message:
        if self._body is not None:
            body, self._body = self._body, None
            return {"type": "http.request", "body": body, "more_body": False}
        if self._watcher is not None:
            await asyncio.wait([self._watcher])
        return {"type": "http.disconnect"}

    async def _send(self, message: Message) -> None:
        if self._is_cut:
            return
        if message["type"] == "http.response.start":
            self._has_started = True
            await self._connection.send(
                h11.Response(status_code=message["status"], headers=list(message.get("headers", [])))
            )
        elif message["type"] == "http.response.body":
            if body := message.get("body", b""):
                await self._connection.send(h11.Data(data=bytes(body)))
            if not message.get("more_body", False):
                self._has_ended = True
                await self._connection.send(h11.EndOfMessage())


def _unquote(raw: bytes) -> str:
    return unquote(raw.decode("latin-1"))
