"""Laravel's length-aware paginator, flat and not under `meta` (section 1.3)."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

from simulators.virtfusion.gateway import Call
from simulators.virtfusion.wire import Answer, Json

Item = TypeVar("Item")


def paginate(call: Call, path: str, items: Sequence[Item], show: Callable[[Item], Json]) -> Answer:
    """Return one page of `items`: `results` 1 to 200 (20 by default), `page` from 1.

    The links drop every other query parameter, as the vendor's examples do.
    """
    size = call.query.integer("results", 1, 200) or 20
    page = max(1, call.query.integer("page") or 1)
    call.query.check()
    last = max(1, -(-len(items) // size))
    shown = [show(item) for item in items[(page - 1) * size : page * size]]
    address = call.base_url + path

    def link(number: int) -> str | None:
        return f"{address}?page={number}" if 1 <= number <= last else None

    numbered = [{"url": link(n), "label": str(n), "active": n == page} for n in range(1, last + 1)]
    before = {"url": link(page - 1), "label": "&laquo; Previous", "active": False}
    after = {"url": link(page + 1), "label": "Next &raquo;", "active": False}
    return Answer(
        200,
        {
            "current_page": page,
            "data": shown,
            "first_page_url": link(1),
            "from": (page - 1) * size + 1 if shown else None,
            "last_page": last,
            "last_page_url": link(last),
            "links": [before, *numbered, after],
            "next_page_url": link(page + 1),
            "path": address,
            "per_page": size,
            "prev_page_url": link(page - 1),
            "to": (page - 1) * size + len(shown) if shown else None,
            "total": len(items),
        },
    )
