"""Every call to another company goes through one `Outbound` for that company."""

import asyncio
import random
import ssl
import time
import zlib
from collections import Counter
from collections.abc import Callable, Mapping
from datetime import datetime
from http.cookiejar import CookieJar, DefaultCookiePolicy

import httpx2
import structlog
from msgspec import Struct, structs

from skypanel.core.clock import Clock
from skypanel.core.db import assert_outside_transaction
from skypanel.core.errors import Unavailable
from skypanel.core.http.breaker import CircuitBreaker, CircuitState
from skypanel.core.http.budget import Budget, BudgetSpent, Priority, present_priority
from skypanel.core.http.call import Answer, Call
from skypanel.core.http.errors import CircuitOpen, NoAnswer, NotSent, OutcomeUnknown, Saturated
from skypanel.core.http.limits import OutboundLimits
from skypanel.core.tls import verifying

_log = structlog.get_logger()

_WORTH_REPEATING = frozenset({429, 502, 503, 504})
_TOO_MANY = 429
_SERVER_ERROR = 500
_LEAST_SHARE_FOR_A_RETRY = 0.2
"""A retry needs at least this part of the whole time, or it would fail for our own lateness."""


class OutboundHealth(Struct, frozen=True, kw_only=True):
    """How one company has been answering. Times are the last answer and the last failure to answer."""

    vendor: str
    state: CircuitState
    last_success_at: datetime | None
    last_failure_at: datetime | None
    under_way: int
    waiting: int
    outcomes: Mapping[str, int]
    """How many attempts ended how since the process started: `2xx` … `5xx`, or the reason there was no answer."""


class _SharedRead:
    """A read under way that several callers wait for."""

    __slots__ = ("task", "waiters")

    def __init__(self, task: asyncio.Task[Answer]) -> None:
        self.task = task
        self.waiters = 0


def is_server_error(answer: Answer) -> bool:
    """The usual sign that a company is in trouble, for its breaker."""
    return answer.status >= _SERVER_ERROR


class Outbound:
    """One company's HTTP client: time-outs, budget, retries, breaker, coalescing of equal reads.

    `send` returns an Answer whatever its status, or raises NotSent, NoAnswer or OutcomeUnknown (core/http/errors.py)
    within `limits.total_seconds` times the call's `patience`. Reads and calls marked idempotent are repeated; nothing
    else ever is. Redirects are answers like any other, TLS is always verified, and nothing of headers, bodies, queries
    or path values is logged.
    Inside a database transaction it raises.
    """

    def __init__(
        self,
        vendor: str,
        base_url: str,
        *,
        clock: Clock,
        limits: OutboundLimits | None = None,
        headers: Mapping[str, str] | None = None,
        is_failure: Callable[[Answer], bool] = is_server_error,
        tls: ssl.SSLContext | None = None,
        monotonic: Callable[[], float] = time.monotonic,
    ) -> None:
        self.vendor = vendor
        self.limits = limits = limits or OutboundLimits()
        self._base = _checked_base(base_url)
        self._clock = clock
        self._is_failure = is_failure
        self._budget = Budget(
            slots=limits.slots,
            background_slots=limits.background_slots,
            queue_length=limits.queue_length,
            calls_per_second=limits.calls_per_second,
            burst=limits.burst,
        )
        self._breaker = CircuitBreaker(
            failures_to_open=limits.failures_to_open,
            open_seconds=limits.open_seconds,
            longest_open_seconds=limits.longest_open_seconds,
            monotonic=monotonic,
        )
        self._client = httpx2.AsyncClient(
            headers={
                "Accept": "application/json",
                "User-Agent": "SkyPANEL",
                **(headers or {}),
                "Accept-Encoding": "gzip",
            },
            verify=verifying(tls),
            timeout=httpx2.Timeout(None, connect=limits.connect_seconds, pool=limits.connect_seconds),
            limits=httpx2.Limits(
                max_connections=limits.slots, max_keepalive_connections=limits.slots, keepalive_expiry=3
            ),
            follow_redirects=False,
            cookies=CookieJar(DefaultCookiePolicy(allowed_domains=[])),
            trust_env=False,
        )
        self._reads: dict[tuple[int, Priority, Call], _SharedRead] = {}
        self._writes = 0
        self._outcomes: Counter[str] = Counter()
        self._last_success_at: datetime | None = None
        self._last_failure_at: datetime | None = None

    def __repr__(self) -> str:
        return f"Outbound({self.vendor}, {self.state})"

    @property
    def state(self) -> CircuitState:
        return self._breaker.state

    def health(self) -> OutboundHealth:
        return OutboundHealth(
            vendor=self.vendor,
            state=self.state,
            last_success_at=self._last_success_at,
            last_failure_at=self._last_failure_at,
            under_way=self._budget.under_way,
            waiting=self._budget.waiting,
            outcomes=dict(self._outcomes),
        )

    async def close(self) -> None:
        """Give up reads under way and close the connections."""
        for read in list(self._reads.values()):
            read.task.cancel()
        self._budget.close()
        await self._client.aclose()

    async def send(self, call: Call) -> Answer:
        assert_outside_transaction(f"{self.vendor} {call.operation}")
        priority = present_priority()
        if call.is_read:
            return await self._shared(call, priority)
        try:
            return await self._until_answered(call, priority)
        finally:
            self._writes += 1

    async def _shared(self, call: Call, priority: Priority) -> Answer:
        """Join an equal read under way, unless something was written since it began: it may not show it."""
        key = (self._writes, priority, call)
        read = self._reads.get(key)
        if read is None:
            read = self._reads[key] = _SharedRead(asyncio.create_task(self._until_answered(call, priority)))
            read.task.add_done_callback(lambda task: self._forget(key, task))
        read.waiters += 1
        try:
            return await asyncio.shield(read.task)
        finally:
            read.waiters -= 1
            if read.waiters == 0 and not read.task.done():
                read.task.cancel()
                self._reads.pop(key, None)

    def _forget(self, key: tuple[int, Priority, Call], task: asyncio.Task[Answer]) -> None:
        read = self._reads.get(key)
        if read is not None and read.task is task:
            del self._reads[key]
        if not task.cancelled():
            task.exception()  # whoever still waits has it; nobody waiting is no reason to complain

    async def _until_answered(self, call: Call, priority: Priority) -> Answer:
        """Try, and try again where that is safe and there is time."""
        total = call.patience * self.limits.total_seconds
        deadline = time.monotonic() + total
        attempts = self.limits.attempts if call.may_be_repeated else 1
        answer: Answer | None = None
        failure: Unavailable | None = None
        unclear: OutcomeUnknown | None = None
        for attempt in range(1, attempts + 1):
            try:
                answer, failure = await self._attempt(call, priority, attempt, deadline), None
            except (Saturated, CircuitOpen) as refused:
                failure = failure or refused
                break
            except Unavailable as error:
                answer, failure = None, error
                unclear = error if isinstance(error, OutcomeUnknown) else unclear
            if answer is not None and answer.status not in _WORTH_REPEATING:
                return answer
            pause = self._pause_before_retry(answer, attempt)
            if attempt == attempts or time.monotonic() + pause > deadline - total * _LEAST_SHARE_FOR_A_RETRY:
                break
            await asyncio.sleep(pause)
        if answer is not None and unclear is None:
            return answer
        raise unclear or failure or AssertionError("neither an answer nor a failure")

    def _pause_before_retry(self, answer: Answer | None, attempt: int) -> float:
        asked = self._asked_to_wait(answer) if answer is not None else None
        jittered = random.uniform(0, self.limits.backoff_seconds * 2**attempt)  # noqa: S311 - spreads load, hides nothing
        return jittered if asked is None else asked + jittered / 4

    def _asked_to_wait(self, answer: Answer) -> float | None:
        asked = answer.retry_after_seconds(self._clock.now())
        return self.limits.pause_seconds if asked is None and answer.status == _TOO_MANY else asked

    async def _attempt(self, call: Call, priority: Priority, attempt: int, deadline: float) -> Answer:
        if self._breaker.refused_for_seconds > 0:
            raise self._circuit_open(call)
        wait = min(self.limits.wait_seconds, deadline - time.monotonic())
        try:
            async with self._budget.place(priority, wait):
                return await self._guarded(call, attempt, deadline)
        except BudgetSpent as spent:
            self._outcomes["saturated"] += 1
            _log.warning(
                "outbound_saturated", vendor=self.vendor, method=call.method, path=call.path, reason=spent.reason
            )
            raise Saturated(
                self.vendor, call.operation, spent.reason, retry_after_seconds=spent.retry_after_seconds
            ) from None

    def _circuit_open(self, call: Call) -> CircuitOpen:
        self._outcomes["circuit open"] += 1
        remaining = self._breaker.refused_for_seconds
        return CircuitOpen(self.vendor, call.operation, "circuit open", retry_after_seconds=remaining)

    async def _guarded(self, call: Call, attempt: int, deadline: float) -> Answer:
        """One exchange, its result told to the breaker, the budget, the health and the log."""
        permit = self._breaker.enter()
        if permit is None:
            raise self._circuit_open(call)
        started = time.monotonic()
        try:
            answer = await self._exchange(call, deadline - started)
        except (NotSent, NoAnswer) as error:
            self._breaker.fail(permit)
            self._last_failure_at = self._clock.now()
            self._report(call, attempt, started, outcome=error.reason, is_failure=True)
            raise
        except BaseException:
            self._breaker.abandon(permit)
            raise
        is_failure = self._is_failure(answer)
        if is_failure:
            self._breaker.fail(permit)
            self._last_failure_at = self._clock.now()
        else:
            self._breaker.succeed(permit)
            self._last_success_at = self._clock.now()
        if answer.status == _TOO_MANY:
            self._budget.pause(min(self._asked_to_wait(answer) or 0.0, self.limits.longest_pause_seconds))
        self._report(
            call, attempt, started, status=answer.status, outcome=f"{answer.status // 100}xx", is_failure=is_failure
        )
        return structs.replace(answer, attempts=attempt)

    def _report(
        self, call: Call, attempt: int, started: float, *, outcome: str, is_failure: bool, status: int | None = None
    ) -> None:
        self._outcomes[outcome] += 1
        (_log.warning if is_failure else _log.info)(
            "outbound_call",
            vendor=self.vendor,
            method=call.method,
            path=call.path,
            status=status,
            outcome=outcome,
            ms=round((time.monotonic() - started) * 1000),
            attempt=attempt,
        )

    async def _exchange(self, call: Call, seconds: float) -> Answer:
        """Send and read the whole answer, or say whether the request left this machine."""
        has_left = False

        async def watch(event: str, _details: object) -> None:
            nonlocal has_left
            has_left = has_left or event.endswith("send_request_headers.started")

        headers = dict(call.headers)
        if call.body is not None:
            headers["Content-Type"] = call.media_type
        request_id = structlog.contextvars.get_contextvars().get("request_id")
        if isinstance(request_id, str):
            headers["X-Request-ID"] = request_id
        reason = "time-out"
        try:
            async with (
                asyncio.timeout(seconds),
                self._client.stream(
                    call.method,
                    self._base + call.target(),
                    headers=headers,
                    content=call.body,
                    extensions={"trace": watch},
                ) as response,
            ):
                body = await self._read(response)
                if body is not None:
                    answer_headers = {name.lower(): value for name, value in response.headers.items()}
                    return Answer(status=response.status_code, headers=answer_headers, body=body)
                reason = "body too long or damaged"
        except TimeoutError:
            pass
        except httpx2.TimeoutException:
            reason = "connection time-out" if not has_left else "time-out"
        except httpx2.HTTPError as error:
            reason = _reason(error)
        if not has_left:
            raise NotSent(self.vendor, call.operation, reason)
        unanswered = NoAnswer if call.is_read else OutcomeUnknown
        raise unanswered(self.vendor, call.operation, reason)

    async def _read(self, response: httpx2.Response) -> bytes | None:
        """The body, decompressed; None if it is longer than we read or cannot be decompressed."""
        limit = self.limits.body_bytes
        body = bytearray()
        async for chunk in response.aiter_raw():
            body += chunk
            if len(body) > limit:
                return None
        encoding = response.headers.get("content-encoding", "identity").lower()
        if encoding == "identity" or not body:
            return bytes(body)
        if encoding != "gzip":
            return None
        stream = zlib.decompressobj(wbits=31)
        try:
            clear = stream.decompress(bytes(body), limit + 1)
        except zlib.error:
            return None
        return clear if len(clear) <= limit and stream.eof else None


def _reason(error: httpx2.HTTPError) -> str:
    """A short word for what broke the connection, from its kind and never from its text."""
    if isinstance(error, httpx2.ConnectError):
        return "no connection"
    if isinstance(error, httpx2.RemoteProtocolError):
        return "cut off"
    if isinstance(error, httpx2.NetworkError):
        return "connection lost"
    return "protocol error"


def _checked_base(base_url: str) -> str:
    url = httpx2.URL(base_url)
    if url.scheme not in {"http", "https"} or not url.host or url.query or url.fragment or url.userinfo:
        raise ValueError("a base URL is http or https with a host, and without credentials, query or fragment")
    return base_url.rstrip("/")
