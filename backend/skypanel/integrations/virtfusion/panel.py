"""Speaking HTTP with the panel: one place where calls are worded and answers become JSON or errors."""

from collections.abc import Callable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, TypeVar
from urllib.parse import urlsplit

import msgspec
from msgspec import Struct

from skypanel.core.clock import Clock
from skypanel.core.http.call import Answer, Call, path_values, query_pairs
from skypanel.core.http.limits import OutboundLimits
from skypanel.core.http.outbound import Outbound
from skypanel.integrations.virtfusion.errors import Failure, ListChanged, error_from, has_msg, unreadable
from skypanel.integrations.virtfusion.reading import Fields, MissingFieldError
from skypanel.integrations.virtfusion.secret import Secret

LIMITS = OutboundLimits(connect_seconds=5, total_seconds=10, wait_seconds=3, body_bytes=24 * 1024 * 1024)
"""What we allow the panel unless the operator says otherwise."""
_SLOW = 2.0
"""The patience for creating, building, the live state, the console and the firewall with `sync`."""
_LARGEST_PAGE = 200
_MOST_PAGES = 1000
_TRIES_FOR_A_WHOLE_LIST = 2

Value = TypeVar("Value")
Query = Mapping[str, str | int | bool | Sequence[str | int] | None]
Body = Mapping[str, Any]
_encoder = msgspec.json.Encoder(decimal_format="number")


def get(path: str, *, query: Query | None = None, is_slow: bool = False, **values: int | str) -> Call:
    """A read. `values` fill the placeholders of `path`."""
    return _call("GET", path, values, query, None, is_slow=is_slow)


def post(
    path: str, body: Body | None = None, *, query: Query | None = None, is_slow: bool = False, **values: int | str
) -> Call:
    return _call("POST", path, values, query, body, is_slow=is_slow)


def put(path: str, body: Body | None = None, *, query: Query | None = None, **values: int | str) -> Call:
    return _call("PUT", path, values, query, body, is_slow=False)


def delete(path: str, body: Body | None = None, *, query: Query | None = None, **values: int | str) -> Call:
    """Some deletes carry a body."""
    return _call("DELETE", path, values, query, body, is_slow=False)


def _call(
    method: str, path: str, values: Mapping[str, int | str], query: Query | None, body: Body | None, *, is_slow: bool
) -> Call:
    return Call(
        method=method,
        path=path,
        values=path_values(values),
        query=query_pairs(query or {}),
        body=None if body is None else _encoder.encode(body),
        patience=_SLOW if is_slow else 1.0,
    )


def given(**fields: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON values
    """The body made of those fields that have a value."""
    return {name: value for name, value in fields.items() if value is not None}


class Panel:
    """The panel's API at one address with one token. Answers are `Fields`; anything but 2xx raises."""

    def __init__(self, base_url: str, token: Secret, *, clock: Clock, limits: OutboundLimits | None = None) -> None:
        self._clock = clock
        parts = urlsplit(base_url)
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.outbound = Outbound(
            "virtfusion",
            base_url,
            clock=clock,
            limits=limits or LIMITS,
            headers={"Authorization": f"Bearer {token.reveal()}"},
            is_failure=is_panel_failure,
        )

    def __repr__(self) -> str:
        return f"Panel({self.origin})"

    async def ask(self, call: Call, read: Callable[[Fields], Value]) -> Value:
        """Make a call whose answer we need, and `read` it.

        A success that is not what the contract says is Unreadable for a read and PanelOutcomeUnknown for a write.
        """
        answer = await self._send(call)
        body = _decoded(answer)
        if not isinstance(body, dict):
            raise unreadable(call, answer.status)
        try:
            return read(Fields(body))
        except MissingFieldError:
            raise unreadable(call, answer.status) from None

    async def tell(self, call: Call) -> Fields:
        """Make a call of which any success will do: its body, or an empty one where there is none to read."""
        return Fields(_decoded(await self._send(call)))

    async def probe(self, call: Call) -> None:
        """Make a read whose answer says no more than that this is the panel: JSON or nothing, not somebody's page."""
        answer = await self._send(call)
        if answer.body.strip() and _decoded(answer) is None:
            raise unreadable(call, answer.status)

    async def whole_list(
        self, call: Call, read: Callable[[Fields], Value], *, page_size: int = _LARGEST_PAGE
    ) -> list[Value]:
        """Every row of every page, or an error: a partial list would look like deletions.

        Pages are asked for by number. If the total changes under way, or rows are doubled or short, it starts over
        once; then ListChanged.
        """
        for _ in range(_TRIES_FOR_A_WHOLE_LIST):
            rows = await self._pages(call, page_size)
            if rows is None:
                continue
            try:
                return [read(row) for row in rows]
            except MissingFieldError:
                raise unreadable(call, HTTPStatus.OK) from None
        raise ListChanged(Failure(operation=call.operation, status=HTTPStatus.OK))

    async def _pages(self, call: Call, page_size: int) -> list[Fields] | None:
        """The rows of all pages; None if the list changed while we read it."""
        rows: list[Fields] = []
        total: int | None = None
        number = last = 1
        while number <= last:
            query = (*call.query, ("results", str(page_size)), ("page", str(number)))
            page = await self.ask(msgspec.structs.replace(call, query=query), _page)
            if (total is not None and total != page.total) or page.last > _MOST_PAGES:
                return None
            total, last = page.total, page.last
            rows += page.rows
            number += 1
        ids = [row.integer("id") for row in rows if "id" in row]
        return rows if len(rows) == total and len(set(ids)) == len(ids) else None

    async def _send(self, call: Call) -> Answer:
        answer = await self.outbound.send(call)
        if not answer.is_success:
            raise error_from(call, answer, self._clock.now())
        return answer


class _Page(Struct, frozen=True):
    rows: list[Fields]
    last: int
    total: int


def _page(body: Fields) -> _Page:
    return _Page(
        rows=body.require_each("data"), last=body.require_integer("last_page"), total=body.require_integer("total")
    )


def rows(read: Callable[[Fields], Value]) -> Callable[[Fields], tuple[Value, ...]]:
    """A reader of `{"data": […]}`; the list must be there, for an answer without one is not an empty list."""
    return lambda body: tuple(read(row) for row in body.require_each("data"))


def record(read: Callable[[Fields], Value]) -> Callable[[Fields], Value]:
    """A reader of `{"data": {…}}`, which must be there and have something in it."""

    def read_record(body: Fields) -> Value:
        found = body.map("data")
        if not found.names():
            raise MissingFieldError("data")
        return read(found)

    return read_record


def is_panel_failure(answer: Answer) -> bool:
    """Whether the panel is in trouble. A worded 503 is about one hypervisor, not about the panel."""
    is_worded = answer.status == HTTPStatus.SERVICE_UNAVAILABLE and has_msg(answer)
    return answer.status >= HTTPStatus.INTERNAL_SERVER_ERROR and not is_worded


def _decoded(answer: Answer) -> object:
    try:
        return msgspec.json.decode(answer.body)
    except (ValueError, RecursionError):
        return None
