"""Traffic used, extra allowance, and backups (sections 9.4 and 9.5)."""

from __future__ import annotations

from math import sin

from simulators.virtfusion.dates import offset_form, zulu_form
from simulators.virtfusion.gateway import Call
from simulators.virtfusion.records import Server, TrafficBlock
from simulators.virtfusion.traffic_periods import Period, period, period_at
from simulators.virtfusion.wire import Answer, Json, created, data, gone, missing

MONTHS_SHOWN = 12
MONTHS_AHEAD = 25


def read_traffic(call: Call) -> Answer:
    """`GET …/traffic`: monthly totals, newest first; counters in bytes, limits in GB."""
    server, now = _server(call), call.panel.now
    newest = period_at(server.created, now).month
    months = range(newest, max(0, newest - MONTHS_SHOWN), -1)
    return data({"monthly": [_month(server, period(server.created, number), now) for number in months]})


def list_blocks(call: Call) -> Answer:
    """`GET …/traffic/blocks`: what is assigned, and the 25 months a block can be put in."""
    server, now = _server(call), call.panel.now
    current = period_at(server.created, now)
    ahead = [period(server.created, current.month + offset) for offset in range(MONTHS_AHEAD)]
    return data(
        {
            "assigned": [_block(server, block, current.month) for block in server.blocks],
            "available": {
                "total": len(ahead),
                "current": _span(current),
                "months": {str(one.month): _span(one) for one in ahead},
            },
        }
    )


def add_block(call: Call) -> Answer:
    """`POST …/traffic/blocks` → 201, empty: `amount` GB for one of the available months."""
    server = _server(call)
    current = period_at(server.created, call.panel.now).month
    month = call.body.need_integer("month", current, current + MONTHS_AHEAD - 1)
    amount = call.body.need_integer("amount", 1)
    call.body.check()
    block = TrafficBlock(call.panel.next_id("traffic-block"), month, amount, call.panel.now)
    server.blocks.append(block)
    call.changed("server.trafficBlock.add", serverId=server.id, blockId=block.id, month=month, amount=amount)
    return created()


def remove_block(call: Call) -> Answer:
    """`DELETE …/traffic/blocks/{blockId}` → 204."""
    server, block_id = _server(call), call.number("block_id")
    if all(block.id != block_id for block in server.blocks):
        raise missing("traffic block")
    server.blocks = [block for block in server.blocks if block.id != block_id]
    call.changed("server.trafficBlock.remove", serverId=server.id, blockId=block_id)
    return gone()


def list_backups(call: Call) -> Answer:
    """`GET /backups/server/{serverId}`, not paginated."""
    server = _server(call)
    return data(
        [
            {
                "id": backup.id,
                "serverId": server.id,
                "storage": {"id": 1, "name": "Frankfurt backup", "enabled": True},
                "deleting": False,
                "restoring": False,
                "progress": False,
                "complete": True,
                "deleteAfter": None,
                "created": offset_form(backup.created),
                "updated": offset_form(backup.created + 900),
            }
            for backup in server.backups
        ]
    )


def _server(call: Call) -> Server:
    return call.panel.server(call.number("server_id"))


def _month(server: Server, span: Period, now: float) -> Json:
    received, sent = _bytes(server, span, now)
    blocks = [{"id": block.id, "traffic": block.traffic} for block in server.blocks if block.month == span.month]
    return {
        "month": span.month,
        "start": span.start_plain,
        "end": span.end_plain,
        "rx": received,
        "tx": sent,
        "total": received + sent,
        "limit": server.traffic,
        "blocks": blocks,
    }


def _bytes(server: Server, span: Period, now: float) -> tuple[int, int]:
    """Return bytes in and out: some share of the allowance, growing through the period, none before the build."""
    if server.built is None:
        return 0, 0
    start, end = span.start.timestamp(), span.end.timestamp()
    elapsed = max(0.0, min(now, end) - max(start, server.built)) / (end - start)
    share = 0.25 + 0.15 * sin(server.id * 7 + span.month)
    total = int(max(server.traffic, 100) * 1_000_000_000 * share * elapsed)
    return total * 3 // 10, total * 7 // 10


def _block(server: Server, block: TrafficBlock, current: int) -> Json:
    span = period(server.created, block.month)
    return {
        "id": block.id,
        "current": block.month == current,
        "month": block.month,
        "traffic": block.traffic,
        "start": span.start_plain,
        "end": span.end_plain,
        "added": zulu_form(block.added),
    }


def _span(span: Period) -> Json:
    return {"month": span.month, "start": span.start_plain, "end": span.end_plain}
