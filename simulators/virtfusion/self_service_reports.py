"""Self-service usage, report and hourly statistics (section 13): servers in tokens, at guessed rates."""

from __future__ import annotations

import calendar
import re
from datetime import UTC, datetime, timedelta

from simulators.virtfusion.dates import moment, plain_form
from simulators.virtfusion.gateway import Call
from simulators.virtfusion.records import User
from simulators.virtfusion.self_service import CURRENCIES, balance, currency
from simulators.virtfusion.users import related
from simulators.virtfusion.wire import Answer, Json, data, invalid

RANGES = ("d", "w", "2w", "3w", "m")
TOKENS_PER_GB_HOUR = 0.7  # guessed
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")


def usage(call: Call) -> Answer:
    """`GET /selfService/usage/byUserExtRelationId/{rel}`: totals, and the same four figures for each period."""
    user = related(call)
    _check_span(call)
    start, end = _month(call.panel.now, 0)
    figures = _figures(call, user, start)
    total_hours = int((end - start).total_seconds() // 3600)
    elapsed = min(call.panel.now, end.timestamp()) - start.timestamp()
    period = {
        **figures,
        "period": start.strftime("%Y-%m-%d"),
        "range": "month",
        "start": plain_form(start.timestamp()),
        "end": plain_form(end.timestamp() - 1),
        "timezone": user.timezone,
        "currentPeriod": True,
        "hoursInMonthPeriod": total_hours,
        "monthToHourRate": total_hours,
        "monthToHourRateType": "month",
        "days": int(elapsed // 86_400),
        "hours": int(elapsed // 3600),
        "minutes": int(elapsed // 60),
        "seconds": int(elapsed),
        "servers": _servers(call, user, start),
    }
    person = {
        "id": user.id,
        "relationalId": user.ext_relation_id,
        "currency": "USD",
        "timezone": user.timezone,
        "name": user.name,
        "email": user.email,
    }
    return data({"user": person, **figures, "periods": [period]})


def report(call: Call) -> Answer:
    """`GET /selfService/report/byUserExtRelationId/{rel}`: `period` 0 is this month; false where there is nothing."""
    user = related(call)
    back = call.query.integer("period", 0, 24) or 0
    code = call.query.text("currency", 3, 3) or "USD"
    call.query.check()
    row = next((row for row in CURRENCIES if row[1] == code), None)
    if row is None:
        raise invalid("The selected currency is invalid.")
    start, end = _month(call.panel.now, back)
    servers = _servers(call, user, start) if back == 0 else []
    hours, tokens = _sum(servers)
    total: Json | bool = {"hours": hours, "value": _money(tokens, row[2]), "tokens": tokens} if servers else False
    return data(
        {
            "usage": {
                "servers": servers,
                "serversTotal": total,
                "hourConversionRate": 730,
                "monthlyTotal": total,
                "addonsTotal": False,
                "taxStatus": False,
                "success": True,
                "history": [],
                "breakdown": [],
                "term": start.strftime("%B %Y"),
                "previousTerm": back + 1 if back < 24 else False,
                "nextTerm": back - 1 if back else False,
                "period": {
                    "ymd": start.strftime("%Y-%m-%d"),
                    "start": plain_form(start.timestamp()),
                    "end": plain_form(end.timestamp() - 1),
                },
                "showHourlyRate": True,
                "showMonthlyRate": True,
            },
            "currency": {**currency(row), "currentValue": row[2], "default": currency(CURRENCIES[0])},
            "limits": {"success": True, "packs": []},
        }
    )


def hourly_stats(call: Call) -> Answer:
    """`GET /selfService/hourlyStats/byUserExtRelationId/{rel}`: the one place with the balance, `credit.value`."""
    user = related(call)
    _check_span(call)
    start, _ = _month(call.panel.now, 0)
    servers = _servers(call, user, start)
    hours, tokens = _sum(servers)
    row = CURRENCIES[0]
    return data(
        {
            "periodId": 0,
            "period": start.strftime("%B %Y"),
            "previousPeriod": 1,
            "nextPeriod": False,
            "monthlyTotal": {"hours": hours, "value": _money(tokens, row[2]), "tokens": tokens},
            "servers": len(servers),
            "credit": {"value": f"{balance(call, user):.2f}"},
            "currency": {
                "code": row[1],
                "prefix": row[3],
                "suffix": row[4],
                "value": row[2],
                "currentValue": row[2],
            },
        }
    )


def _check_span(call: Call) -> None:
    call.query.choice("range", RANGES)
    periods = call.query.raw("period")
    for value in periods if isinstance(periods, list) else []:
        if not DATE.fullmatch(str(value)):
            call.query.refuse("The period must be a date (YYYY-MM-DD).")
    call.query.check()


def _month(now: float, back: int) -> tuple[datetime, datetime]:
    """Return the first instant of a calendar month `back` months ago, and of the one after it."""
    today = moment(now)
    years, index = divmod(today.month - 1 - back, 12)
    start = datetime(today.year + years, index + 1, 1, tzinfo=UTC)
    return start, start + timedelta(days=calendar.monthrange(start.year, start.month)[1])


def _figures(call: Call, user: User, start: datetime) -> Json:
    hours, tokens = _sum(_servers(call, user, start))
    counted = {"hours": hours, "token": tokens, "tokenReal": tokens}
    nothing = {"hours": 0, "token": 0, "tokenReal": 0}
    return {
        "usageServers": counted,
        "usageServersBillable": counted,
        "usageAddons": nothing,
        "usageAddonsBillable": nothing,
    }


def _servers(call: Call, user: User, start: datetime) -> list[Json]:
    found: list[Json] = []
    for server in call.panel.state.servers.values():
        if server.owner_id == user.id:
            hours = int((call.panel.now - max(start.timestamp(), server.created)) // 3600)
            tokens = round(hours * server.memory / 1024 * TOKENS_PER_GB_HOUR, 4)
            found.append({"id": server.id, "name": server.name, "hours": hours, "tokens": tokens})
    return found


def _sum(servers: list[Json]) -> tuple[int, float]:
    return sum(row["hours"] for row in servers), round(sum(row["tokens"] for row in servers), 4)


def _money(tokens: float, rate: str) -> str:
    return f"{tokens * float(rate):.4f}"
