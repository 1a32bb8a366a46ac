"""The gate: one ASGI function that every request passes, in this order.

request id · whose address · body limit · cross-site refusal · pace · session · the route · security headers · log and
figures. A refusal of the gate has the same wire form as any other.
"""

import asyncio
import secrets
import time
from collections.abc import Awaitable, Callable, MutableMapping
from contextlib import AbstractAsyncContextManager
from typing import Any, Final

from skypanel.accounts.sessions import Sessions
from skypanel.app.errors import BodyTooLargeError, BodyTooSlowError, bug_body, error_body
from skypanel.app.http.headers import SAFE_METHODS, Seen, client_address, cookie_value, is_cross_site, read_headers
from skypanel.app.http.limits import ANONYMOUS, GUESSED_SESSIONS, SIGNED_IN, LocalLimits
from skypanel.app.http.metrics import Metrics
from skypanel.app.http.request_log import RequestLog
from skypanel.core.access import Principal
from skypanel.core.caller import Caller, place_of, set_caller
from skypanel.core.errors import Unavailable

Scope = MutableMapping[str, Any]
Message = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[Message]]
Send = Callable[[Message], Awaitable[None]]
Application = Callable[[Any, Any, Any], Awaitable[None]]  # an ASGI application, however exactly it types its messages

LARGEST_BODY: Final = 1_048_576
_API: Final = "/api/"
_CURRENT: Final = "/api/v1/"
# The customer's own examples name these; they answer as today's addresses.
_ALIASES: Final = (("/api/v1/user/servers/", "/api/v1/servers/"),)

# Streams that never end; asking for their head alone would never be answered to the end.
_WITHOUT_HEAD: Final = frozenset({"/api/v1/events"})
# Whatever word a caller makes up for a method, it must not become a figure of its own.
_METHODS: Final = SAFE_METHODS | {"POST", "PUT", "PATCH", "DELETE"}
_SLOWEST_BODY_SECONDS: Final = 30.0

_ALWAYS: Final[list[tuple[bytes, bytes]]] = [
    # The server would put its own name here.
    (b"server", b""),
    (b"x-content-type-options", b"nosniff"),
    (b"x-frame-options", b"DENY"),
    (b"referrer-policy", b"no-referrer"),
    (b"cross-origin-opener-policy", b"same-origin"),
    (b"cross-origin-resource-policy", b"same-origin"),
    (b"permissions-policy", b"camera=(), geolocation=(), microphone=(), payment=(), usb=()"),
]
_FOR_DATA: Final[list[tuple[bytes, bytes]]] = [
    (b"cache-control", b"no-store"),
    (b"content-security-policy", b"default-src 'none'; frame-ancestors 'none'"),
]
_TLS_ONLY: Final = (b"strict-transport-security", b"max-age=63072000; includeSubDomains; preload")


class Gate:
    def __init__(
        self,
        routes: Application,
        lifespan: Callable[[], AbstractAsyncContextManager[None]],
        pages: Application,
        sessions: Sessions,
        limits: LocalLimits,
        metrics: Metrics,
        log: RequestLog,
        *,
        public_url: str,
        cookie: str,
        trusted_hops: int,
    ) -> None:
        self._routes = routes
        self._lifespan = lifespan
        self._pages = pages
        self._sessions = sessions
        self._limits = limits
        self._metrics = metrics
        self._log = log
        self._cookie = cookie.encode()
        self._hops = trusted_hops
        self._origins = frozenset({public_url.encode()})
        self._always = [*_ALWAYS, _TLS_ONLY] if public_url.startswith("https://") else _ALWAYS
        self._data = [*self._always, *_FOR_DATA]

    def lifespan(self) -> AbstractAsyncContextManager[None]:
        """What a server does around serving: the processes' connections and timers start and stop with it."""
        return self._lifespan()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._routes(scope, receive, send)
            return
        started = time.perf_counter()
        request_id = secrets.token_hex(8)
        seen = read_headers(scope["headers"])
        peer = scope.get("client")
        address = client_address(peer[0] if peer else None, seen.forwarded_for, self._hops)
        set_caller(caller := Caller(request_id, address, seen.user_agent.decode("latin-1")))
        path = self._canonical_path(scope)
        is_data = not _is_page(path)
        method: str = scope["method"]
        if method == "HEAD" and is_data and path.rstrip("/") not in _WITHOUT_HEAD:
            scope["method"] = "GET"
        status = 0
        extra = [*(self._data if is_data else self._always), (b"x-request-id", request_id.encode())]

        async def send_with_headers(message: Message) -> None:
            nonlocal status
            if message["type"] == "http.response.start":
                status = message["status"]
                message["headers"] = _merged(message.get("headers", []), extra)
            elif method == "HEAD":
                message["body"] = b""
            await send(message)

        try:
            if is_data:
                await self._enter(scope, receive, send_with_headers, seen, address)
            else:
                await self._pages(scope, receive, send_with_headers)
        except Exception as error:  # a bug of the gate itself must not look like another server's
            if status:
                raise
            await _answer(send_with_headers, 500, bug_body(error))
        finally:
            route = scope.get("path_template") or ("(none)" if is_data else "(page)")
            seconds = time.perf_counter() - started
            self._metrics.count(method if method in _METHODS else "(other)", route, status, seconds)
            self._log.write(caller, scope.get("principal"), method, path, status, seconds)

    async def _enter(self, scope: Scope, receive: Receive, send: Send, seen: Seen, address: str | None) -> None:
        refusal = self._refuse_early(scope, seen)
        if refusal is not None:
            await _answer(send, *refusal)
            return
        token = cookie_value(seen.cookie, self._cookie)
        if token is not None and (wait := self._wait_to_look_up(token, address)):
            await _answer_too_many(send, wait)
            return
        try:
            principal = None if token is None else await self._look_up(token, address)
        except Unavailable as outage:
            await _answer(send, 503, error_body(outage.code, outage.text, {"retryAfterSeconds": 2}), retry_after=2)
            return
        scope["principal"] = principal
        scope["session_token"] = token
        if not scope["path"].startswith("/health"):
            wait = self._wait(principal, address)
            if wait:
                await _answer_too_many(send, wait)
                return
        await self._routes(scope, _limited(receive) if scope["method"] not in SAFE_METHODS else receive, send)

    def _refuse_early(self, scope: Scope, seen: Seen) -> tuple[int, bytes] | None:
        if b"%00" in scope.get("query_string", b"") or "\x00" in scope["path"]:
            return 422, error_body("invalid", "An address cannot hold a NUL character.")
        if scope["method"] in SAFE_METHODS:
            return None
        if seen.content_length.isdigit() and int(seen.content_length) > LARGEST_BODY:
            return 413, error_body("too_large", f"The request is larger than {LARGEST_BODY} bytes.")
        if is_cross_site(seen, self._origins):
            return 403, error_body("cross_site", "This request came from another site and was refused.")
        kind = seen.content_type.partition(b";")[0].strip().lower()
        # A body that comes in pieces declares a type but no length.
        has_body = seen.content_length != b"0" and (kind or seen.content_length)
        if has_body and kind != b"application/json":
            return 415, error_body("unsupported_media_type", "Send JSON with Content-Type: application/json.")
        return None

    def _wait_to_look_up(self, token: str, address: str | None) -> float:
        """Seconds to wait before one more session may be asked for from there, after too many that were none."""
        wait = self._limits.wait(f"?{place_of(address)}", GUESSED_SESSIONS)
        return wait if wait and not self._sessions.is_remembered(token) else 0.0

    async def _look_up(self, token: str, address: str | None) -> Principal | None:
        principal = await self._sessions.resolve(token)
        if principal is None:
            self._limits.take(f"?{place_of(address)}", GUESSED_SESSIONS)
        return principal

    def _wait(self, principal: Principal | None, address: str | None) -> float:
        if principal is not None:
            return self._limits.take(f"u{principal.user_id}", SIGNED_IN)
        return self._limits.take(place_of(address), ANONYMOUS)

    @staticmethod
    def _canonical_path(scope: Scope) -> str:
        """Rewrite the unversioned and the aliased addresses to today's; the path as it then is."""
        path: str = scope["path"]
        if path.startswith(_API) and not path.startswith(_CURRENT) and path != "/api/docs":
            path = _CURRENT + path[len(_API) :]
        for alias, today in _ALIASES:
            if path.startswith(alias):
                path = today + path[len(alias) :]
        if path != scope["path"]:
            scope["path"] = path
            scope["raw_path"] = path.encode()
        return path


def _is_page(path: str) -> bool:
    return not (path.startswith((_API, "/health")) or path in {"/api", "/metrics"})


def _merged(headers: Any, extra: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:  # noqa: ANN401 - ASGI's iterable
    """`headers` plus those of `extra` the answer did not set itself."""
    own = {name for name, _ in headers}
    return [*headers, *(pair for pair in extra if pair[0] not in own)]


def _limited(receive: Receive) -> Receive:
    """`receive` that neither lets a body without a declared length grow past the limit nor waits for one for ever."""
    read = 0
    is_read = False
    deadline = time.monotonic() + _SLOWEST_BODY_SECONDS

    async def receive_some() -> Message:
        nonlocal read, is_read
        if is_read:
            return await receive()  # nothing comes any more but the caller's leaving
        try:
            async with asyncio.timeout(deadline - time.monotonic()):
                message = await receive()
        except TimeoutError as error:
            raise BodyTooSlowError from error
        is_read = not message.get("more_body", False)
        read += len(message.get("body", b""))
        if read > LARGEST_BODY:
            raise BodyTooLargeError
        return message

    return receive_some


async def _answer_too_many(send: Send, wait: float) -> None:
    seconds = max(1, round(wait + 0.5))
    details = {"retryAfterSeconds": seconds}
    body = error_body("too_many_requests", "Too many requests. Wait a moment and try again.", details)
    await _answer(send, 429, body, retry_after=seconds)


async def _answer(send: Send, status: int, body: bytes, *, retry_after: int | None = None) -> None:
    headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
    if retry_after is not None:
        headers.append((b"retry-after", str(retry_after).encode()))
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body})
