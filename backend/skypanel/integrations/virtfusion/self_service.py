"""Self service: credit and hourly use as the panel keeps them (section 13).

The panel may have it switched off; then all of it fails.
"""

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Literal

from skypanel.integrations.virtfusion.compute_types import Currency, HourlyStats, Metered, Usage, UsageReport
from skypanel.integrations.virtfusion.panel import Panel, get, given, post, record, rows
from skypanel.integrations.virtfusion.reading import Fields, MissingFieldError
from skypanel.integrations.virtfusion.users import was_there

Range = Literal["d", "w", "2w", "3w", "m"]


class SelfServiceCalls:
    """Credit belongs to a user and serves all their servers. Our own books stay the truth."""

    _panel: Panel

    async def add_credit(
        self, rel: int, tokens: Decimal, *, reference: int | None = None, note: str | None = None
    ) -> int:
        """Add `tokens`; the id of the entry. `reference` is ours, from 1; `note` up to 1,000 characters.

        The panel does not drop repeats: after OutcomeUnknown, compare the balance first.
        """
        body = given(tokens=tokens, reference_1=reference, reference_2=note)
        call = post("/selfService/credit/byUserExtRelationId/{rel}", body, rel=rel)
        return await self._panel.ask(call, record(lambda raw: raw.require_integer("id")))

    async def cancel_credit(self, credit_id: int) -> bool:
        return await was_there(self._panel, "/selfService/credit/{id}", id=credit_id)

    async def list_currencies(self) -> tuple[Currency, ...]:
        return await self._panel.ask(get("/selfService/currencies"), rows(_read_currency))

    async def usage(self, rel: int, *, periods: Sequence[date] = (), over: Range = "m") -> Usage:
        call = get("/selfService/usage/byUserExtRelationId/{rel}", query=_periods(periods, over), rel=rel)
        return await self._panel.ask(call, record(_read_usage))

    async def usage_report(self, rel: int, *, months_ago: int = 0, currency: str | None = None) -> UsageReport:
        """One month's bill, from this month (0) back to 24."""
        query = given(period=months_ago, currency=currency)
        call = get("/selfService/report/byUserExtRelationId/{rel}", query=query, rel=rel)
        return await self._panel.ask(call, record(_read_report))

    async def hourly_stats(self, rel: int, *, periods: Sequence[date] = (), over: Range = "m") -> HourlyStats:
        """Holds the credit balance."""
        call = get("/selfService/hourlyStats/byUserExtRelationId/{rel}", query=_periods(periods, over), rel=rel)
        return await self._panel.ask(call, record(_read_hourly_stats))


def _periods(periods: Sequence[date], over: Range) -> dict[str, str | list[str]]:
    return {"period[]": [day.isoformat() for day in periods], "range": over}


def _metered(raw: Fields, tokens: str) -> Metered:
    return Metered(hours=raw.decimal("hours"), tokens=raw.decimal(tokens))


def _read_currency(raw: Fields) -> Currency:
    value = raw.decimal("value")
    if value is None:
        raise MissingFieldError("value")
    return Currency(
        id=raw.require_integer("id"),
        code=raw.text("code") or "",
        value=value,
        prefix=raw.text("prefix"),
        suffix=raw.text("suffix"),
        is_default=raw.flag("default"),
        is_enabled=raw.flag("enabled"),
    )


def _read_usage(raw: Fields) -> Usage:
    return Usage(
        servers=_metered(raw.map("usageServers"), "token"),
        servers_billable=_metered(raw.map("usageServersBillable"), "token"),
        addons=_metered(raw.map("usageAddons"), "token"),
        addons_billable=_metered(raw.map("usageAddonsBillable"), "token"),
    )


def _read_report(raw: Fields) -> UsageReport:
    usage = raw.map("usage")
    return UsageReport(
        currency=raw.map("currency").text("code"),
        servers_total=_metered(usage.map("serversTotal"), "tokens"),
        monthly_total=_metered(usage.map("monthlyTotal"), "tokens"),
        addons_total=_metered(usage.map("addonsTotal"), "tokens"),
        starts_at=usage.map("period").instant("start"),
        ends_at=usage.map("period").instant("end"),
    )


def _read_hourly_stats(raw: Fields) -> HourlyStats:
    return HourlyStats(
        period=raw.text("period"),
        monthly_total=_metered(raw.map("monthlyTotal"), "tokens"),
        credit=raw.map("credit").decimal("value"),
        currency=raw.map("currency").text("code"),
    )
