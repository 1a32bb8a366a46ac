"""Clocks that tests move."""

from datetime import UTC, datetime, timedelta


class Timepiece:
    """In place of `time.monotonic`: stands still until a test moves it."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def __call__(self) -> float:
        return self.seconds


class MovableClock:
    """The real time plus what a test added."""

    def __init__(self) -> None:
        self._offset = timedelta()

    def now(self) -> datetime:
        return datetime.now(UTC) + self._offset

    def advance(self, *, seconds: float = 0, hours: float = 0, days: float = 0) -> None:
        self._offset += timedelta(seconds=seconds, hours=hours, days=days)
