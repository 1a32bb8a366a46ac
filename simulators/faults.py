"""The middleware every call to a company passes: it counts the call and lets the faults in force have their way."""

from __future__ import annotations

import asyncio
import time

import msgspec
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from simulators.company import Company
from simulators.fault_rules import Rule, Switchboard
from simulators.server import CUT

DEFAULT_SECONDS = {"delay": 2.0, "hang": 30.0, "late": 2.0}
GLANCE_SECONDS = 0.05


class ConnectionCutError(Exception):
    """Raised instead of cutting where there is no connection to cut (an in-process transport)."""


class FaultMiddleware:
    """ASGI middleware around the mounted companies. Steering pages are never faulted or counted."""

    def __init__(self, app: ASGIApp, companies: list[Company], switchboard: Switchboard) -> None:
        """Wrap `app`, which has each company mounted under its name."""
        self._app = app
        self._companies = {company.name: company for company in companies}
        self._switchboard = switchboard
        self._late: set[asyncio.Task[None]] = set()

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass the request on, or not, as the rules say."""
        found = self._company(scope)
        if found is None:
            await self._app(scope, receive, send)
            return
        company, path = found
        below_api = path.removeprefix(company.api) or "/"
        company.calls.begin(company.template(scope["method"], below_api))
        try:
            await self._obey(company, [path, below_api], scope, receive, send)
        finally:
            company.calls.end()

    def _company(self, scope: Scope) -> tuple[Company, str] | None:
        if scope["type"] != "http":
            return None
        name, slash, rest = scope["path"].removeprefix("/").partition("/")
        company = self._companies.get(name)
        path = slash + rest
        if company is None or not (path + "/").startswith(company.api + "/"):
            return None
        return company, path

    async def _obey(self, company: Company, paths: list[str], scope: Scope, receive: Receive, send: Send) -> None:
        body = await _read(receive)
        receive = _Replay(body, receive)
        for rule in self._switchboard.matching(company.name, scope["method"], paths):
            if not self._switchboard.strikes(rule):
                continue
            if rule.kind == "delay":
                await asyncio.sleep(_seconds(rule))
                continue
            await self._strike(rule, scope, receive, send, body)
            return
        await self._app(scope, receive, send)

    async def _strike(self, rule: Rule, scope: Scope, receive: _Replay, send: Send, body: bytes) -> None:
        if rule.kind == "hang":
            await self._hang(rule, receive)
            cut(scope)
        elif rule.kind == "cut":
            cut(scope)
        elif rule.kind == "lose-answer":
            await self._app(scope, receive, _swallow)
            cut(scope)
        elif rule.kind == "late":
            self._start_late(rule, scope, body)
            cut(scope)
        elif rule.kind == "empty":
            await self._empty(rule, scope, receive, send)
        elif rule.kind == "garbage":
            headers = {"content-type": "application/json", **rule.headers}
            await _answer(send, 200, b"<!doctype html><title>Welcome</title>{not json", headers)
        else:
            await _answer(send, rule.status, *_status_body(rule))

    async def _hang(self, rule: Rule, receive: _Replay) -> None:
        """Say nothing until the rule is cleared, the client leaves, or the bound is reached; the work is never done."""
        left = asyncio.ensure_future(receive.wait_disconnected())
        deadline = time.monotonic() + _seconds(rule)
        try:
            while time.monotonic() < deadline and self._switchboard.is_in_force(rule) and not left.done():
                await asyncio.wait([left], timeout=GLANCE_SECONDS)
        finally:
            left.cancel()

    async def _empty(self, rule: Rule, scope: Scope, receive: _Replay, send: Send) -> None:
        """Do the work, and leave out what it answers; a refusal goes out as it is."""
        answered: list[Message] = []

        async def keep(message: Message) -> None:
            answered.append(message)

        await self._app(scope, receive, keep)
        status = next((message["status"] for message in answered if "status" in message), 500)
        if status < 300:
            await _answer(send, rule.status if rule.status < 300 else status, b"", rule.headers)
            return
        for message in answered:
            await send(message)

    def _start_late(self, rule: Rule, scope: Scope, body: bytes) -> None:
        """Do the work after the connection has long been cut."""

        async def work() -> None:
            await asyncio.sleep(_seconds(rule))
            await self._app({**scope, "extensions": {}}, _Replay(body, None), _swallow)

        task = asyncio.create_task(work())
        self._late.add(task)
        task.add_done_callback(self._late.discard)


class _Replay:
    """A `receive` that hands out a body already read, then waits for the client to leave."""

    def __init__(self, body: bytes, upstream: Receive | None) -> None:
        self._body: bytes | None = body
        self._upstream = upstream

    async def __call__(self) -> Message:
        if self._body is not None:
            body, self._body = self._body, None
            return {"type": "http.request", "body": body, "more_body": False}
        return await self.wait_disconnected()

    async def wait_disconnected(self) -> Message:
        if self._upstream is None:
            return {"type": "http.disconnect"}
        while (message := await self._upstream())["type"] != "http.disconnect":
            pass
        return message


def cut(scope: Scope) -> None:
    """Close the client's connection at once, without a word."""
    abort = scope.get("extensions", {}).get(CUT)
    if abort is None:
        raise ConnectionCutError("a fault cut the connection")
    abort()


def _seconds(rule: Rule) -> float:
    return DEFAULT_SECONDS.get(rule.kind, 0.0) if rule.seconds is None else rule.seconds


def _status_body(rule: Rule) -> tuple[bytes, dict[str, str]]:
    """A string body goes out as it is, anything else as JSON, none at all as an empty body."""
    if rule.body is msgspec.UNSET or rule.body is None:
        return b"", rule.headers
    if isinstance(rule.body, str):
        kind = "text/html; charset=utf-8" if rule.body.lstrip().startswith("<") else "text/plain; charset=utf-8"
        return rule.body.encode(), {"content-type": kind, **rule.headers}
    return msgspec.json.encode(rule.body), {"content-type": "application/json", **rule.headers}


async def _read(receive: Receive) -> bytes:
    body = bytearray()
    while True:
        message = await receive()
        if message["type"] != "http.request":
            return bytes(body)
        body += message.get("body", b"")
        if not message.get("more_body", False):
            return bytes(body)


async def _swallow(message: Message) -> None:
    del message


async def _answer(send: Send, status: int, body: bytes, headers: dict[str, str]) -> None:
    named = {name.lower(): value for name, value in headers.items()}
    if status >= 200 and status not in {204, 304}:
        named["content-length"] = str(len(body))
    else:
        body = b""
    raw = [(name.encode("latin-1"), value.encode("latin-1")) for name, value in named.items()]
    await send({"type": "http.response.start", "status": status, "headers": raw})
    await send({"type": "http.response.body", "body": body})
