"""The gate: one ASGI function that every request passes, in this order.

request id · whose address · body limit · cross-site refusal · session · pace · the route · security headers · log and
figures. A refusal of the gate has the same wire form as any other.
"""

import random
import time
from collections.abc import Callable, Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any, Final

from skypanel.accounts.sessions import Sessions
from skypanel.app.http.answers import Answer, json_answer
from skypanel.app.http.asgi import Application, Message, Receive, Scope, Send
from skypanel.app.http.body_guard import LARGEST_BODY, BodyGuard
from skypanel.app.http.doors import Doors
from skypanel.app.http.errors import answer_to, bug_body, error_body
from skypanel.app.http.headers import SAFE_METHODS, client_address, cookie_value, is_cross_site, read_headers
from skypanel.app.http.limits import ANONYMOUS, GUESSED_SESSIONS, SIGNED_IN, LocalLimits
from skypanel.app.http.metrics import Metrics
from skypanel.app.http.request_log import RequestLog
from skypanel.core.access import Principal
from skypanel.core.caller import Caller, place_of, set_caller
from skypanel.core.errors import TooMany, Unavailable

_API: Final = "/api/"
_CURRENT: Final = "/api/v1/"
# The customer's own examples name the one; it answers as the other.
_ALIAS: Final = "/api/v1/user/servers/"
_TODAY: Final = "/api/v1/servers/"

# Streams that never end; asking for their head alone would never be answered to the end.
_WITHOUT_HEAD: Final = frozenset({"/api/v1/events"})
# Whatever word a caller makes up for a method, it must not become a figure of its own.
_METHODS: Final = SAFE_METHODS | {"POST", "PUT", "PATCH", "DELETE"}

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
        given: Mapping[str, object],
        doors: Doors | None,
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
        self._given = given
        self.doors = doors
        self._lifespan = lifespan
        self._pages = pages
        self._sessions = sessions
        self._limits = limits
        self._metrics = metrics
        self._log = log
        self._bodies = BodyGuard()
        self._cookie = cookie.encode()
        self._hops = trusted_hops
        self._origins = frozenset({public_url.encode()})
        self._always = [*_ALWAYS, _TLS_ONLY] if public_url.startswith("https://") else _ALWAYS
        self._data = [*self._always, *_FOR_DATA]

    def lifespan(self) -> AbstractAsyncContextManager[None]:
        """What a server does around serving: the processes' connections and timers start and stop with it."""
        return self._lifespan()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] == "lifespan":
            await self._live(receive, send)
            return
        started = time.perf_counter()
        request_id = _request_id()
        headers = read_headers(scope["headers"])
        set_caller(caller := self._caller(request_id, scope.get("client"), headers))
        path = self._canonical_path(scope)
        is_data = not _is_page(path)
        method: str = scope["method"]
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
                answer = await self._enter(scope, receive, send_with_headers, headers, caller.address)
                if answer is not None:
                    status = answer.status
                    await _send(send, answer, extra, is_head=method == "HEAD")
            else:
                await self._pages(scope, receive, send_with_headers)
        except Exception as error:  # a bug of the gate itself must not look like another server's
            if status:
                raise
            status = 500
            await _send(send, json_answer(status, bug_body(error)), extra, is_head=method == "HEAD")
        finally:
            route = scope.get("path_template") or ("(none)" if is_data else "(page)")
            seconds = time.perf_counter() - started
            self._metrics.count(method if method in _METHODS else "(other)", route, status, seconds)
            self._log.write(caller, scope.get("principal"), method, path, status, seconds)

    async def _live(self, receive: Receive, send: Send) -> None:
        """From the server's start to its end, as ASGI tells of them."""
        phase = "startup"
        await receive()
        try:
            async with self._lifespan():
                await send({"type": "lifespan.startup.complete"})
                phase = "shutdown"
                await receive()
        except Exception as error:
            await send({"type": f"lifespan.{phase}.failed", "message": type(error).__name__})
            raise
        await send({"type": "lifespan.shutdown.complete"})

    def _caller(self, request_id: str, peer: tuple[str, int] | None, headers: Mapping[bytes, bytes]) -> Caller:
        address = client_address(peer[0] if peer else None, headers.get(b"x-forwarded-for", b""), self._hops)
        return Caller(request_id, address, headers.get(b"user-agent", b"").decode("latin-1"))

    async def _enter(
        self, scope: Scope, receive: Receive, send: Send, headers: Mapping[bytes, bytes], address: str | None
    ) -> Answer | None:
        """The answer, or None where the framework has sent one."""
        if scope["method"] == "HEAD" and scope["path"].rstrip("/") not in _WITHOUT_HEAD:
            scope["method"] = "GET"
        method, path, query = scope["method"], scope["path"], scope.get("query_string", b"")
        refusal = self._refuse_early(method, path, query, headers)
        if refusal is not None:
            return refusal
        token = cookie_value(headers.get(b"cookie", b""), self._cookie)
        principal = None if token is None else self._sessions.recall(token)
        if token is not None and principal is None:
            place = f"?{place_of(address)}"
            # After too many that were none, not one more is looked up from there.
            if wait := self._limits.wait(place, GUESSED_SESSIONS):
                return answer_to(TooMany.after(wait))
            try:
                principal = await self._sessions.resolve(token)
            except Unavailable as outage:
                return answer_to(outage)
            if principal is None:
                self._limits.take(place, GUESSED_SESSIONS)
        scope["principal"] = principal
        scope["session_token"] = token
        if not path.startswith("/health") and (wait := self._wait(principal, address)):
            return answer_to(TooMany.after(wait))
        if method not in SAFE_METHODS:
            receive = self._bodies.guarded(receive)
        return await self._answer(scope, receive, send, headers)

    async def _answer(
        self, scope: Scope, receive: Receive, send: Send, headers: Mapping[bytes, bytes]
    ) -> Answer | None:
        """By the shorter way where there is one; else the framework sends it."""
        # What is said twice, in the headers too, is for the framework to make sense of.
        is_plain = len(headers) == len(scope["headers"])
        found = self.doors.find(scope["method"], scope["path"]) if is_plain and self.doors is not None else None
        if found is not None:
            door, ids = found
            arguments = door.arguments(ids, scope.get("query_string", b""), headers)
            if arguments is not None:
                scope["path_template"] = door.template
                return await door.answer(arguments, scope["principal"], receive)
        scope["given"] = self._given
        await self._routes(scope, receive, send)
        return None

    def _refuse_early(self, method: str, path: str, query: bytes, headers: Mapping[bytes, bytes]) -> Answer | None:
        if b"%00" in query or "\x00" in path:
            return _refusal(422, "invalid", "An address cannot hold a NUL character.")
        if method in SAFE_METHODS:
            return None
        length = headers.get(b"content-length", b"")
        if length.isdigit() and int(length) > LARGEST_BODY:
            return _refusal(413, "too_large", f"The request is larger than {LARGEST_BODY} bytes.")
        if is_cross_site(headers, self._origins):
            return _refusal(403, "cross_site", "This request came from another site and was refused.")
        kind = headers.get(b"content-type", b"").partition(b";")[0].strip().lower()
        # A body that comes in pieces declares a type but no length.
        has_body = length != b"0" and (kind or length)
        if has_body and kind != b"application/json":
            return _refusal(415, "unsupported_media_type", "Send JSON with Content-Type: application/json.")
        return None

    def _wait(self, principal: Principal | None, address: str | None) -> float:
        if principal is not None:
            return self._limits.take(principal.user_id, SIGNED_IN)
        return self._limits.take(place_of(address), ANONYMOUS)

    @staticmethod
    def _canonical_path(scope: Scope) -> str:
        """Rewrite the unversioned and the aliased addresses to today's; the path as it then is."""
        path: str = scope["path"]
        if path.startswith(_API) and not path.startswith(_CURRENT) and path != "/api/docs":
            path = _CURRENT + path[len(_API) :]
        if path.startswith(_ALIAS):
            path = _TODAY + path[len(_ALIAS) :]
        if path != scope["path"]:
            scope["path"] = path
            scope["raw_path"] = path.encode()
        return path


def _is_page(path: str) -> bool:
    return not (path.startswith((_API, "/health")) or path in {"/api", "/metrics"})


def _request_id() -> str:
    """Tells requests apart, guards nothing: no need to ask the system for randomness."""
    return f"{random.getrandbits(64):016x}"


async def _send(send: Send, answer: Answer, extra: list[tuple[bytes, bytes]], *, is_head: bool) -> None:
    await send({"type": "http.response.start", "status": answer.status, "headers": answer.headers + extra})
    await send({"type": "http.response.body", "body": b"" if is_head else answer.body})


def _merged(headers: Any, extra: list[tuple[bytes, bytes]]) -> list[tuple[bytes, bytes]]:  # noqa: ANN401 - ASGI's iterable
    """`headers` plus those of `extra` the answer did not set itself."""
    own = {name for name, _ in headers}
    return [*headers, *(pair for pair in extra if pair[0] not in own)]


def _refusal(status: int, code: str, message: str) -> Answer:
    return json_answer(status, error_body(code, message))
