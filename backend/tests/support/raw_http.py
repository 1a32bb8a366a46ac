"""HTTP/1.1 by hand: bytes out, bytes in. For requests that no client library would agree to send."""

import socket
from typing import Any, Self

import msgspec
from msgspec import Struct

from tests.support.waiting import PATIENCE_SECONDS

Headers = list[tuple[bytes, bytes]]
_CONTINUE = 100


class Answer(Struct):
    """One answer as it came. Header names are lower case; `body` is without its transfer coding."""

    status: int
    headers: list[tuple[str, str]]
    body: bytes

    def all_of(self, name: str) -> list[str]:
        return [value for known, value in self.headers if known == name]

    def header(self, name: str) -> str:
        return next(iter(self.all_of(name)), "")

    def json(self) -> Any:
        return msgspec.json.decode(self.body)


class ClosedError(Exception):
    """The server closed the connection instead of answering."""


class RawConnection:
    """One connection that is kept while the server keeps it. `ClosedError` where no answer comes."""

    def __init__(self, host: str, port: int, *, timeout_seconds: float = PATIENCE_SECONDS) -> None:
        self._address = (host, port)
        self._timeout = timeout_seconds
        self._socket: socket.socket | None = None
        self._read = b""

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        if self._socket is not None:
            self._socket.close()
            self._socket = None
        self._read = b""

    def send(self, data: bytes) -> None:
        if self._socket is None:
            self._socket = socket.create_connection(self._address, timeout=self._timeout)
        self._socket.sendall(data)

    def exchange(self, request: bytes, *, is_head: bool = False) -> Answer:
        """Send `request` and read one answer; on a kept connection the server had closed, once more on a new one."""
        was_open = self._socket is not None
        try:
            self.send(request)
            return self.receive(is_head=is_head)
        except (OSError, ClosedError) as error:
            self.close()
            if not was_open or isinstance(error, TimeoutError):
                raise
        self.send(request)
        return self.receive(is_head=is_head)

    def receive(self, *, is_head: bool = False) -> Answer:
        """The next answer; of a stream of events only the first piece, and the connection ends."""
        status = _CONTINUE
        while status == _CONTINUE:
            head = self._until(b"\r\n\r\n").decode("latin-1").split("\r\n")
            status = int(head[0].split(" ")[1])
        headers = [(name.lower(), value.strip()) for name, _, value in (line.partition(":") for line in head[1:])]
        answer = Answer(status, headers, b"")
        is_stream = answer.header("content-type").startswith("text/event-stream")
        if is_head or status in {204, 304}:
            pass
        elif "chunked" in answer.header("transfer-encoding"):
            answer.body = self._chunks(only_first=is_stream)
        elif length := answer.header("content-length"):
            answer.body = self._exactly(int(length))
        if is_stream or answer.header("connection").lower() == "close":
            self.close()
        return answer

    def _chunks(self, *, only_first: bool) -> bytes:
        body = b""
        while size := int(self._until(b"\r\n"), 16):
            body += self._exactly(size)
            self._exactly(2)
            if only_first:
                return body
        self._until(b"\r\n")
        return body

    def _until(self, end: bytes) -> bytes:
        while end not in self._read:
            self._more()
        found, _, self._read = self._read.partition(end)
        return found

    def _exactly(self, size: int) -> bytes:
        while len(self._read) < size:
            self._more()
        found, self._read = self._read[:size], self._read[size:]
        return found

    def _more(self) -> None:
        if self._socket is None:
            raise ClosedError("the connection was closed")
        piece = self._socket.recv(65_536)
        if not piece:
            self.close()
            raise ClosedError("the connection was closed before the answer was whole")
        self._read += piece


def request_bytes(method: str, target: bytes | str, headers: Headers, body: bytes | None = None) -> bytes:
    """A request as bytes, `Host` and `Content-Length` added where `headers` do not have them."""
    path = target.encode("latin-1") if isinstance(target, str) else target
    names = {name.lower() for name, _ in headers}
    lines = [method.encode("latin-1") + b" " + path + b" HTTP/1.1"]
    if b"host" not in names:
        lines.append(b"Host: portal.test")
    lines += [name + b": " + value for name, value in headers]
    if body is not None and not names & {b"content-length", b"transfer-encoding"}:
        lines.append(b"Content-Length: %d" % len(body))
    return b"\r\n".join(lines) + b"\r\n\r\n" + (body or b"")
