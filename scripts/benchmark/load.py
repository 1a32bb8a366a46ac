"""The load: keep-alive connections that each ask again as soon as they are answered. A process of its own.

`python -m scripts.benchmark.load` reads one `Order` as JSON from standard input and writes one `Figures` to standard
output. It does as little as a client can, so that on a shared machine it takes little from the server.
"""

import asyncio
import base64
import sys
import time
import uuid
from collections import Counter
from typing import Final, cast

import msgspec
import uvloop

from scripts.benchmark.processes import cpu_seconds

# Stands in a request for a key that was never sent, as long as the one a browser makes.
ANOTHER_KEY: Final = b"a-key-as-long-as-that-of-the-browser"


class Order(msgspec.Struct):
    """What to send for how long. `requests` holds one list a connection, sent in turn, base64.

    `most` ends a connection's asking after so many. `trees` are chief processes by name; the processor time each one's
    tree uses is reported.
    """

    host: str
    port: int
    requests: list[list[str]]
    warm_seconds: float
    seconds: float
    trees: dict[str, int]
    most: int | None = None


class Figures(msgspec.Struct):
    """What came of it, of the measured seconds alone. Latencies are in milliseconds, `cpu` in seconds.

    `asked` counts every request that was sent, the warm-up's too.
    """

    requests: int
    asked: int
    seconds: float
    p50: float
    p99: float
    statuses: dict[int, int]
    cpu: dict[str, float]
    errors: int


class Tally:
    """The answers of the measured seconds."""

    def __init__(self) -> None:
        self.is_open = False
        self.asked = 0
        self.latencies: list[float] = []
        self.statuses: Counter[int] = Counter()
        self.errors = 0


class Connection(asyncio.Protocol):
    """One browser that never thinks."""

    def __init__(self, requests: list[bytes], tally: Tally, most: int | None) -> None:
        self._requests = requests
        self._tally = tally
        self._most = most
        self._asked = 0
        self._has_key = any(ANOTHER_KEY in request for request in requests)
        self._keys = uuid.uuid4().hex[:24].encode()
        self._sent_at = 0.0
        self._received = b""
        self._transport: asyncio.Transport | None = None

    def connection_made(self, transport: asyncio.BaseTransport) -> None:
        self._transport = cast("asyncio.Transport", transport)
        self._ask()

    def data_received(self, data: bytes) -> None:
        self._received = received = self._received + data if self._received else data
        end = received.find(b"\r\n\r\n")
        if end < 0 or len(received) < end + 4 + _content_length(received, end):
            return
        self._received = b""
        if self._tally.is_open:
            self._tally.latencies.append(time.perf_counter() - self._sent_at)
            self._tally.statuses[int(received[9:12])] += 1
        self._ask()

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - the protocol's signature
        if self._tally.is_open:
            self._tally.errors += 1

    def _ask(self) -> None:
        if self._transport is not None and self._asked != self._most:
            request = self._requests[self._asked % len(self._requests)]
            if self._has_key:
                request = request.replace(ANOTHER_KEY, b"%s%012d" % (self._keys, self._asked))
            self._sent_at = time.perf_counter()
            self._transport.write(request)
            self._asked += 1
            self._tally.asked += 1


def _content_length(received: bytes, end: int) -> int:
    at = received.find(b"content-length:", 0, end)
    if at < 0:
        at = received.find(b"Content-Length:", 0, end)
    return 0 if at < 0 else int(received[at + 15 : received.find(b"\r", at)])


async def run(order: Order) -> Figures:
    """Warm up, then measure."""
    tally = Tally()
    loop = asyncio.get_running_loop()
    opened = []
    for encoded in order.requests:
        requests = [base64.b64decode(text) for text in encoded]
        connection = Connection(requests, tally, order.most)
        opened.append(await loop.create_connection(lambda c=connection: c, order.host, order.port))  # type: ignore[misc]
    await asyncio.sleep(order.warm_seconds)
    cpu_before = {name: cpu_seconds(root) for name, root in order.trees.items()}
    began = time.perf_counter()
    tally.is_open = True
    await asyncio.sleep(order.seconds)
    tally.is_open = False
    seconds = time.perf_counter() - began
    cpu = {name: cpu_seconds(root) - cpu_before[name] for name, root in order.trees.items()}
    for transport, _ in opened:
        transport.close()
    ordered = sorted(tally.latencies) or [0.0]
    return Figures(
        requests=len(tally.latencies),
        asked=tally.asked,
        seconds=seconds,
        p50=ordered[len(ordered) // 2] * 1000,
        p99=ordered[len(ordered) * 99 // 100] * 1000,
        statuses=dict(tally.statuses),
        cpu=cpu,
        errors=tally.errors,
    )


if __name__ == "__main__":
    figures = uvloop.run(run(msgspec.json.decode(sys.stdin.buffer.read(), type=Order)))
    sys.stdout.buffer.write(msgspec.json.encode(figures))
