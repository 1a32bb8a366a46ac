"""The way in: bearer, permission, rate limit, parsing, the handler, and the answer on the wire (section 1)."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable
from math import ceil
from urllib.parse import parse_qsl

import msgspec
from msgspec import Struct
from starlette.requests import Request
from starlette.responses import Response

from simulators.virtfusion.panel import Panel
from simulators.virtfusion.records import Token
from simulators.virtfusion.timeline import settle
from simulators.virtfusion.wire import Answer, Fields, Json, RefusedError

API = "/api/v1"


class Call(Struct):
    """One authenticated request as a handler sees it."""

    panel: Panel
    method: str
    path: str
    params: dict[str, str]
    query: Fields
    body: Fields
    base_url: str

    def number(self, name: str) -> int:
        """Return a numeric path parameter (the route's pattern has made sure that it is one)."""
        return int(self.params[name])

    def changed(self, operation: str, **facts: object) -> None:
        """Log that this call took effect."""
        self.panel.took_effect(self.method, self.path, operation, facts)


Handler = Callable[[Call], Answer]


class Operation(Struct, frozen=True):
    """One line of the contract: method, path below the API's base, and what answers it."""

    method: str
    path: str
    handler: Handler

    @property
    def area(self) -> str:
        """The permission area, guessed to be the first word of the path."""
        return self.path.split("/")[1]


class Gateway:
    """Turns operations into endpoints of one panel."""

    def __init__(self, panel: Panel) -> None:
        """Keep the windows of the per-token rate limits; they start empty."""
        self._panel = panel
        self._windows: dict[str, tuple[int, int]] = {}

    def endpoint(self, operation: Operation) -> Callable[[Request], Awaitable[Response]]:
        """Return the Starlette endpoint of one operation."""

        async def answer(request: Request) -> Response:
            panel = self._panel
            query = _query(request.url.query)
            if operation.path.endswith("{server_id:int}") and query.get("remoteState") == "true":
                await asyncio.sleep(panel.state.profile.remote_state_seconds)
            settle(panel)
            headers: dict[str, str] = {}
            try:
                headers = self._admit(request, operation)
                call = Call(
                    panel=panel,
                    method=request.method,
                    path=request.url.path,
                    params={name: str(value) for name, value in request.path_params.items()},
                    query=Fields(query),
                    body=Fields(await _body(request)),
                    base_url=_base_url(request),
                )
                found = operation.handler(call)
            except RefusedError as refusal:
                found = refusal.answer
            panel.save()
            return render(found, headers)

        return answer

    def _admit(self, request: Request, operation: Operation) -> dict[str, str]:
        """Check the bearer, its permission and its rate; return the rate headers of a limited token."""
        scheme, _, name = request.headers.get("authorization", "").partition(" ")
        token = self._panel.state.tokens.get(name)
        if token is None or scheme != "Bearer":
            raise RefusedError(Answer(401))  # section 1.2: no JSON, no body
        headers = self._count(name, token)
        if operation.path != "/connect" and not {"*", operation.area} & set(token.areas):
            # Guessed: the body of a 403.
            raise RefusedError(Answer(403, {"msg": "This token does not have the required permission."}))
        return headers

    def _count(self, name: str, token: Token) -> dict[str, str]:
        """Laravel's fixed window of a minute; headers and body of the 429 are guessed to be Laravel's own."""
        limit = token.requests_per_minute
        if limit is None:
            return {}
        now = self._panel.now
        minute = int(now // 60)
        started, used = self._windows.get(name, (minute, 0))
        used = used + 1 if started == minute else 1
        self._windows[name] = (minute, used)
        headers = {"X-RateLimit-Limit": str(limit), "X-RateLimit-Remaining": str(max(0, limit - used))}
        if used > limit:
            wait = max(1, ceil(60 - now % 60))
            headers |= {"Retry-After": str(wait), "X-RateLimit-Reset": str(int(now + wait))}
            raise RefusedError(Answer(429, {"message": "Too Many Attempts."}, headers))
        return headers


def render(answer: Answer, headers: dict[str, str]) -> Response:
    """Put an answer on the wire; one without a body has no content type either."""
    merged = {**headers, **answer.headers}
    if answer.body is msgspec.UNSET:
        return Response(status_code=answer.status, headers=merged)
    return Response(msgspec.json.encode(answer.body), answer.status, merged, "application/json")


def unknown_path(method: str, path: str) -> Response:
    """A path the API does not have: 404 without `msg`, so that it is never taken for a deleted record (section 1.2)."""
    del method
    return render(Answer(404, {"message": f"The route {path.lstrip('/')} could not be found."}), {})


def _base_url(request: Request) -> str:
    url = request.url
    return f"{url.scheme}://{url.netloc}{url.path.partition(API)[0]}{API}"


def _query(raw: str) -> Json:
    found: Json = {}
    for name, value in parse_qsl(raw, keep_blank_values=True):
        if name.endswith("[]"):
            found.setdefault(name.removesuffix("[]"), []).append(value)
        else:
            found[name] = value
    return found


async def _body(request: Request) -> Json:
    """Read a JSON object; anything else, and what is not called JSON, counts as no fields (guessed, after Laravel)."""
    raw = await request.body()
    if not request.headers.get("content-type", "").startswith("application/json"):
        return {}
    try:
        value = msgspec.json.decode(raw) if raw else {}
    except msgspec.DecodeError:
        return {}
    return value if isinstance(value, dict) else {}
