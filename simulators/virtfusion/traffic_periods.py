"""Traffic months: they start on the day of the month the server was created (section 9.4)."""

from __future__ import annotations

import calendar
from datetime import UTC, datetime, timedelta

from msgspec import Struct

from simulators.virtfusion.dates import moment


class Period(Struct, frozen=True):
    """One traffic month of a server; `month` counts from its creation, first is 1."""

    month: int
    start: datetime
    end: datetime

    @property
    def start_plain(self) -> str:
        """The start as traffic statistics write it."""
        return self.start.strftime("%Y-%m-%d %H:%M:%S")

    @property
    def end_plain(self) -> str:
        """The last second, as traffic statistics write it."""
        return self.end.strftime("%Y-%m-%d %H:%M:%S")

    @property
    def start_zulu(self) -> str:
        """The start as the server object writes it."""
        return self.start.strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    @property
    def end_zulu(self) -> str:
        """The last microsecond, as the server object writes it."""
        return self.end.strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def period(created: float, month: int) -> Period:
    """Return the month-th period; a day that a month lacks falls on its last day (guessed)."""
    return Period(month, _start(created, month), _start(created, month + 1) - timedelta(microseconds=1))


def period_at(created: float, now: float) -> Period:
    """Return the period that holds `now`."""
    born, today = moment(created), moment(now)
    month = max(1, (today.year - born.year) * 12 + today.month - born.month)
    while period(created, month).end < today:
        month += 1
    return period(created, month)


def _start(created: float, month: int) -> datetime:
    born = moment(created)
    years, index = divmod(born.month - 1 + month - 1, 12)
    year = born.year + years
    day = min(born.day, calendar.monthrange(year, index + 1)[1])
    return datetime(year, index + 1, day, tzinfo=UTC)
