"""Live updates: server-sent events, fed by the notices that transactions send at commit.

An event names what changed (`server`, `ticket`, `account`) and its id; the browser asks again for what it shows. Two
are about the stream itself: `refresh` (something may have been missed: ask again for everything) and `session-ended`.
"""

import asyncio
from collections.abc import AsyncIterator
from typing import Final

import msgspec
from litestar import Router, get
from litestar.di import NamedDependency
from litestar.response import Stream

from skypanel.accounts.sessions import Sessions
from skypanel.core.access import SIGNED_IN, Principal, allows
from skypanel.core.bus import Bus
from skypanel.core.errors import TooMany

CHANNEL: Final = "live"
STAFF: Final = 0
_MOST_STREAMS: Final = 10
_MOST_WAITING: Final = 100
_HEARTBEAT_SECONDS: Final = 15.0
_END: Final = b""


class TooManyStreams(TooMany):
    code = "too_many_streams"
    message = "Too many windows are open. Close one to get live updates here."


class _Stream:
    """One browser window: what waits to be sent to it, bounded."""

    def __init__(self, principal: Principal) -> None:
        self.session_hash = principal.session_hash
        self.waiting: asyncio.Queue[bytes] = asyncio.Queue(_MOST_WAITING)

    def put(self, event: bytes) -> None:
        if self.waiting.full():
            # A window that does not read gets one "ask again for everything" instead of what it missed.
            while not self.waiting.empty():
                self.waiting.get_nowait()
            event = _event("refresh", None)
        self.waiting.put_nowait(event)


class Live:
    """The windows of this process, by person; staff also under STAFF."""

    def __init__(self, bus: Bus, sessions: Sessions) -> None:
        self._streams: dict[int, set[_Stream]] = {}
        bus.on(CHANNEL, self._heard)
        bus.on_gap(self._missed)
        sessions.on_end(self._session_ended)

    async def stream(self, principal: Principal) -> AsyncIterator[bytes]:
        """The events of one window, until it closes or its session ends. TooManyStreams past ten a person."""
        audiences = [principal.user_id, *([STAFF] if principal.is_staff else [])]
        if len(self._streams.get(principal.user_id, ())) >= _MOST_STREAMS:
            raise TooManyStreams
        stream = _Stream(principal)
        for audience in audiences:
            self._streams.setdefault(audience, set()).add(stream)
        return self._follow(stream, audiences)

    async def _follow(self, stream: _Stream, audiences: list[int]) -> AsyncIterator[bytes]:
        try:
            yield b"retry: 2000\n" + _event("ready", None)
            while True:
                try:
                    async with asyncio.timeout(_HEARTBEAT_SECONDS):
                        event = await stream.waiting.get()
                except TimeoutError:
                    event = b": still here\n\n"
                if event == _END:
                    yield _event("session-ended", None)
                    return
                yield event
        finally:
            for audience in audiences:
                streams = self._streams.get(audience)
                if streams is not None:
                    streams.discard(stream)
                    if not streams:
                        del self._streams[audience]

    def close(self) -> None:
        """End every stream, for the process to stop."""
        for stream in {stream for streams in self._streams.values() for stream in streams}:
            stream.put(_event("refresh", None))

    def _heard(self, payload: str) -> None:
        audience, topic, subject = payload.split(":")
        event = _event(topic, int(subject))
        for stream in self._streams.get(int(audience), ()):
            stream.put(event)

    def _missed(self) -> None:
        for streams in self._streams.values():
            for stream in streams:
                stream.put(_event("refresh", None))

    def _session_ended(self, session_hash: bytes) -> None:
        for streams in self._streams.values():
            for stream in streams:
                if stream.session_hash == session_hash:
                    stream.put(_END)


def _event(name: str, subject: int | None) -> bytes:
    data = msgspec.json.encode({} if subject is None else {"id": subject})
    return b"event: " + name.encode() + b"\ndata: " + data + b"\n\n"


@get(
    "/events",
    opt=allows(SIGNED_IN, TooManyStreams),
    summary="Follow what changes, live",
    description="Server-sent events: `server`, `ticket` and `account` with the id of what changed; `refresh` when "
    "something may have been missed; `session-ended` as the last one.",
    media_type="text/event-stream",
)
async def events(principal: NamedDependency[Principal], live: NamedDependency[Live]) -> Stream:
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return Stream(await live.stream(principal), media_type="text/event-stream", headers=headers)


router = Router("", route_handlers=[events], tags=["Live"])
