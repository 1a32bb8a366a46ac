"""The figures one company's calls are held to."""

from msgspec import Struct

_MEBIBYTE = 1024 * 1024


class OutboundLimits(Struct, frozen=True, kw_only=True):
    """Time-outs, budget, retries and breaker for one company. Seconds unless named otherwise; per process."""

    connect_seconds: float = 3.0
    """Longest wait for a connection, TLS included."""
    total_seconds: float = 10.0
    """Longest time a caller is kept, over the queue, every attempt and the pauses between them."""
    wait_seconds: float = 3.0
    """Longest part of it spent waiting for a place; shorter than `total_seconds`."""

    slots: int = 8
    """Calls under way at once."""
    background_slots: int = 5
    """How many of them background work may hold."""
    queue_length: int = 64
    """Calls waiting at once; the next is refused on the spot."""
    calls_per_second: float = 20.0
    burst: int = 40
    """The token bucket: how fast it fills and how much it holds."""
    pause_seconds: float = 5.0
    """How long everybody waits after a 429 that does not say."""
    longest_pause_seconds: float = 120.0
    """The most we believe of a `Retry-After`."""

    attempts: int = 3
    """Tries of a call that may be repeated."""
    backoff_seconds: float = 0.25
    """The pause before the second try is drawn from 0 to twice this; it doubles with each."""

    failures_to_open: int = 5
    """Failures in a row that open the circuit."""
    open_seconds: float = 10.0
    """How long it stays open the first time; a failed probe doubles it, up to `longest_open_seconds`."""
    longest_open_seconds: float = 30.0

    body_bytes: int = 8 * _MEBIBYTE
    """The largest answer we read, also after decompression."""

    def __post_init__(self) -> None:
        if not 0 < self.wait_seconds < self.total_seconds:
            raise ValueError("wait_seconds must be positive and shorter than total_seconds")
        if not 0 < self.background_slots <= self.slots:
            raise ValueError("background_slots must be between 1 and slots")
        if self.calls_per_second <= 0 or self.burst < 1 or self.attempts < 1:
            raise ValueError("calls_per_second, burst and attempts must be positive")
