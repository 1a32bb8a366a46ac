"""Work that happens after the answer, and the news that causes it.

A `Job` is a name with a policy; what runs for it is bound in `app/worker.py`. It is enqueued by `tx.enqueue` in the
transaction that wants it, so it exists exactly when that transaction committed. Delivery is at least once: every
handler is repeatable and takes ids, never records.
"""

import random
from collections.abc import Iterable

from msgspec import Struct


class Retry(Struct, frozen=True):
    """How often and how late a failed job is tried again: `first_seconds` doubled each time up to `longest_seconds`,
    each wait shortened by up to a quarter at random so that an outage does not end in a stampede. After `attempts`
    failures the job is dead: staff see it and can retry it.
    """

    attempts: int = 12
    first_seconds: float = 2.0
    longest_seconds: float = 900.0

    def wait_seconds(self, failures: int) -> float | None:
        """Seconds to wait after the `failures`-th failure (from 1), or None when the job is dead."""
        if failures >= self.attempts:
            return None
        wait: float = min(self.first_seconds * 2 ** (failures - 1), self.longest_seconds)
        return wait * random.uniform(0.75, 1.0)  # noqa: S311 - jitter, not a secret


class Job(Struct, frozen=True):
    """`name` is `<domain>.<imperative>`. `schedule` is a cron line, seconds as an optional sixth field; however many
    workers run, each tick happens once. With `is_single`, a second one with the same arguments is not queued while
    one waits.
    """

    name: str
    queue: str = "default"
    retry: Retry = Retry()
    schedule: str | None = None
    is_single: bool = False

    @property
    def line(self) -> str:
        """As `enqueue_jobs` reads it; neither word has a blank."""
        return f"{self.queue} {self.name} single" if self.is_single else f"{self.queue} {self.name}"


def lines_of(jobs: Iterable[Job]) -> str:
    """All of them, as `enqueue_jobs` reads them; empty where there are none."""
    return "\n".join(job.line for job in jobs)


class Event(Struct, frozen=True):
    """A fact, named in the past tense; its fields are ids. Who acts upon it stands in `app/subscriptions.py`."""
