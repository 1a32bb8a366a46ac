"""A TCP proxy between the portal and another company, with every way a network can fail.

It knows just enough of HTTP/1.1 to tell a watcher which request passes and when its answer comes, so that a process
can be killed exactly between the two.
"""

import asyncio
import contextlib
from collections.abc import Awaitable, Callable
from typing import Final, Literal, Self

Moment = Literal["asked", "answered"]
Verdict = Literal["pass", "reset", "swallow"]
Watcher = Callable[[Moment, str], Awaitable[Verdict]]
"""Called with the request line; "reset" cuts the connection instead of passing the bytes on, "swallow" loses them."""

_CHUNK_BYTES: Final = 65_536
_METHODS: Final = (b"GET ", b"POST ", b"PUT ", b"PATCH ", b"DELETE ")


async def passing(_moment: Moment, _line: str) -> Verdict:
    """The watcher that lets everything pass."""
    return "pass"


class FaultProxy:
    """Listens on a port of its own and carries bytes to `port`. Faults may be changed while connections are open.

    `latency_seconds` is added to every chunk either way; `bytes_per_second` limits answers; `answer_bytes` cuts an
    answer after so many bytes; `is_blackhole` swallows everything and closes nothing.
    """

    def __init__(self, port: int, *, host: str = "127.0.0.1") -> None:
        self.latency_seconds = 0.0
        self.bytes_per_second: float | None = None
        self.answer_bytes: int | None = None
        self.is_blackhole = False
        self.watcher: Watcher = passing
        self.port = 0
        self._host = host
        self._target = port
        self._server: asyncio.Server | None = None
        self._open: set[asyncio.Task[None]] = set()

    @property
    def url(self) -> str:
        return f"http://{self._host}:{self.port}"

    async def __aenter__(self) -> Self:
        await self.up()
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.down()

    async def up(self) -> None:
        """Listen; after `down`, on the same port as before."""
        if self._server is None:
            self._server = await asyncio.start_server(self._accept, self._host, self.port)
            self.port = self._server.sockets[0].getsockname()[1]

    async def down(self) -> None:
        """Refuse connections, and reset those that are open."""
        if self._server is not None:
            self._server.close()
            self._server = None
        self.reset()
        await asyncio.gather(*self._open, return_exceptions=True)

    def reset(self) -> None:
        """Reset every open connection; new ones are welcome."""
        for task in self._open:
            task.cancel()

    def heal(self) -> None:
        """No faults any more; whoever waits in a blackhole is reset."""
        self.latency_seconds, self.bytes_per_second, self.answer_bytes = 0.0, None, None
        self.watcher = passing
        if self.is_blackhole:
            self.is_blackhole = False
            self.reset()

    async def _accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        task = asyncio.current_task()
        if task is None:
            return
        self._open.add(task)
        try:
            await self._carry(reader, writer)
        except (OSError, asyncio.CancelledError):
            pass  # a reset, theirs or ours
        finally:
            self._open.discard(task)
            writer.transport.abort()

    async def _carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        answers, requests = await asyncio.open_connection(self._host, self._target)
        try:
            exchange = _Exchange(self)
            there = asyncio.create_task(exchange.ask(reader, requests))
            back = asyncio.create_task(exchange.answer(answers, writer))
            try:
                await asyncio.wait({there, back}, return_when=asyncio.FIRST_COMPLETED)
            finally:
                there.cancel()
                back.cancel()
                await asyncio.gather(there, back, return_exceptions=True)
        finally:
            requests.transport.abort()


class _Exchange:
    """One connection: what is asked, and what comes back."""

    def __init__(self, proxy: FaultProxy) -> None:
        self._proxy = proxy
        self._line = ""
        self._is_answered = True
        self._answered_bytes = 0

    async def ask(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while chunk := await reader.read(_CHUNK_BYTES):
            verdict: Verdict = "pass"
            if chunk.startswith(_METHODS):
                self._line = chunk.partition(b"\r\n")[0].decode("latin-1")
                self._is_answered, self._answered_bytes = False, 0
                verdict = await self._proxy.watcher("asked", self._line)
            if not await self._pass(chunk, writer, verdict):
                return

    async def answer(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while chunk := await reader.read(_CHUNK_BYTES):
            verdict: Verdict = "pass"
            if not self._is_answered:
                self._is_answered = True
                verdict = await self._proxy.watcher("answered", self._line)
            limit, self._answered_bytes = self._proxy.answer_bytes, self._answered_bytes + len(chunk)
            if limit is not None and self._answered_bytes > limit:
                await self._pass(chunk[: max(0, limit - self._answered_bytes + len(chunk))], writer, verdict)
                return
            if not await self._pass(chunk, writer, verdict):
                return
            if self._proxy.bytes_per_second is not None:
                await asyncio.sleep(len(chunk) / self._proxy.bytes_per_second)

    async def _pass(self, chunk: bytes, writer: asyncio.StreamWriter, verdict: Verdict) -> bool:
        """Whether the connection goes on."""
        if verdict == "reset":
            return False
        if self._proxy.latency_seconds:
            await asyncio.sleep(self._proxy.latency_seconds)
        if verdict == "pass" and not self._proxy.is_blackhole:
            writer.write(chunk)
            with contextlib.suppress(ConnectionError):
                await writer.drain()
        return True
