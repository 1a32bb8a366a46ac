"""Counters and one histogram of requests, in the form Prometheus reads.

Each web process counts for itself and leaves its figures in a shared directory every few seconds; whoever is asked
adds them all up. Those of a process that ended stay: a sum that fell would look like a restart of everything, and
every rate made of it would jump. A new server begins with an empty directory.
"""

import contextlib
import secrets
import time
from bisect import bisect_left
from pathlib import Path
from typing import Final

import msgspec

BOUNDS: Final = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 2.5, 5.0)
_PUBLISH_SECONDS: Final = 5.0

Key = tuple[str, str, int]
Figures = dict[Key, list[float]]


class Metrics:
    """Requests by method, route template and status: how many, how long in all, and how many under each bound."""

    def __init__(self, directory: Path) -> None:
        self._figures: Figures = {}
        self._directory = directory
        self._file = directory / f"{secrets.token_hex(8)}.json"
        self._published_at = 0.0

    def count(self, method: str, route: str, status: int, seconds: float) -> None:
        key = (method, route, status)
        row = self._figures.get(key)
        if row is None:
            row = self._figures[key] = [0.0] * (len(BOUNDS) + 2)
        row[0] += 1
        row[1] += seconds
        if seconds <= BOUNDS[-1]:
            row[2 + bisect_left(BOUNDS, seconds)] += 1

    def publish(self) -> None:
        """Leave this process's figures for the others; at most every few seconds."""
        if time.monotonic() - self._published_at < _PUBLISH_SECONDS:
            return
        self._published_at = time.monotonic()
        self._file.parent.mkdir(parents=True, exist_ok=True)
        draft = self._file.with_suffix(".new")
        draft.write_bytes(msgspec.json.encode([[*key, *row] for key, row in self._figures.items()]))
        draft.replace(self._file)

    def render(self) -> str:
        """All processes' figures as Prometheus text."""
        total: Figures = {key: list(row) for key, row in self._figures.items()}
        for file in self._others():
            for method, route, status, *row in msgspec.json.decode(file.read_bytes()):
                known = total.setdefault((method, route, status), [0.0] * (len(BOUNDS) + 2))
                total[method, route, status] = [a + b for a, b in zip(known, row, strict=True)]
        lines = [
            "# HELP http_request_duration_seconds Time to answer.",
            "# TYPE http_request_duration_seconds histogram",
        ]
        for (method, route, status), row in sorted(total.items()):
            lines.extend(_histogram(f'method="{method}",route="{route}",status="{status}"', row))
        return "\n".join(lines) + "\n"

    def _others(self) -> list[Path]:
        return [file for file in self._directory.glob("*.json") if file != self._file]


def begin_anew(directory: Path) -> None:
    """Forget the figures of an earlier server; called before the first web process starts."""
    for file in directory.glob("*.json"):
        with contextlib.suppress(OSError):
            file.unlink()


def _histogram(labels: str, row: list[float]) -> list[str]:
    lines, below = [], 0.0
    for bound, count in zip(BOUNDS, row[2:], strict=True):
        below += count
        lines.append(f'http_request_duration_seconds_bucket{{{labels},le="{bound}"}} {below:g}')
    lines.append(f'http_request_duration_seconds_bucket{{{labels},le="+Inf"}} {row[0]:g}')
    lines.append(f"http_request_duration_seconds_sum{{{labels}}} {row[1]:.6f}")
    lines.append(f"http_request_duration_seconds_count{{{labels}}} {row[0]:g}")
    return lines
