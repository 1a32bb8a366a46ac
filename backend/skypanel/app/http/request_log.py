"""One JSON line a request, written in small batches: a line each would cost more than the request's own JSON."""

import sys
import time
from typing import BinaryIO, Final

import msgspec
from msgspec import Struct

from skypanel.core.access import Principal
from skypanel.core.caller import Caller

_MOST_BYTES: Final = 16_384
_LONGEST_WAIT_SECONDS: Final = 0.25
# The ends of timestamps. Making one costs as much as the rest of a line.
_MILLISECONDS: Final = tuple(f".{number:03d}Z" for number in range(1000))
_append: Final = msgspec.json.Encoder().encode_into


class Line(Struct, frozen=True):
    """What is logged of a request. The path without its query: a query may hold what must not be kept."""

    timestamp: str
    event: str
    request_id: str | None
    method: str
    path: str
    status: int
    ms: float
    address: str | None
    user_id: int | None


class RequestLog:
    def __init__(self, stream: BinaryIO | None = None, *, is_on: bool = True) -> None:
        self._stream = stream or sys.stderr.buffer
        # Lines that wait, not what they are made of: objects kept for later are memory the next request cannot reuse.
        self._lines = bytearray()
        self._flushed_at = 0.0
        self._second = 0
        self._stamp = ""
        self._is_on = is_on

    def write(
        self, caller: Caller, principal: Principal | None, method: str, path: str, status: int, seconds: float
    ) -> None:
        if not self._is_on:
            return
        now = time.time()
        user_id = None if principal is None else principal.user_id
        ms = int(seconds * 100_000) / 100
        line = Line(self._time(now), "request", caller.request_id, method, path, status, ms, caller.address, user_id)
        _append(line, self._lines, -1)
        self._lines += b"\n"
        if len(self._lines) >= _MOST_BYTES or now - self._flushed_at > _LONGEST_WAIT_SECONDS:
            self.flush()

    def flush(self) -> None:
        """Write what waits. Also called by a timer, so that the last lines of a quiet minute are not kept back."""
        if not self._lines:
            return
        self._flushed_at = time.time()
        lines, self._lines = self._lines, bytearray()
        self._stream.write(lines)
        self._stream.flush()

    def _time(self, at: float) -> str:
        second = int(at)
        if second != self._second:
            self._second = second
            self._stamp = time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(second))
        return self._stamp + _MILLISECONDS[int((at - second) * 1000)]
