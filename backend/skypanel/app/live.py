"""Live updates: server-sent events, fed by the notices that transactions send at commit.

An event names what changed (`server`, `ticket`, `account`) and its id; the browser asks again for what it shows. Three
are about the stream itself: `ready`, `refresh` (something may have been missed: ask again for everything) and
`session-ended`.
"""

import asyncio
import time
from collections.abc import AsyncGenerator, AsyncIterator
from typing import Final

import msgspec
from litestar import Router, get
from litestar.di import NamedDependency
from litestar.response import Stream

from skypanel.accounts.sessions import Sessions
from skypanel.core.access import SIGNED_IN, Principal, allows
from skypanel.core.bus import Bus
from skypanel.core.errors import TooMany, Unavailable

CHANNEL: Final = "live"
STAFF: Final = 0
_MOST_STREAMS: Final = 10
_MOST_WAITING: Final = 100
# A stream outlives a session nobody announced the end of (it ran out, a notice was lost) by no more than this.
LOOKS_AGAIN_SECONDS: Final = 15.0
_END: Final = b": the end\n\n"
_HEARTBEAT: Final = b": still here\n\n"


class TooManyStreams(TooMany):
    code = "too_many_streams"
    message = "Too many windows are open. Close one to get live updates here."


class _Stream:
    """One browser window: what waits to be sent to it, bounded."""

    def __init__(self, principal: Principal) -> None:
        self.principal = principal
        self.must_look = False
        self._waiting: asyncio.Queue[bytes] = asyncio.Queue(_MOST_WAITING)
        self._is_over = False

    def put(self, event: bytes) -> None:
        if self._is_over:
            return
        if self._waiting.full():
            # A window that does not read gets one "ask again for everything" instead of what it missed.
            self._empty()
            event = _event("refresh", None)
        self._waiting.put_nowait(event)

    def end(self) -> None:
        """The last word, which nothing that waits or comes later can push aside."""
        if not self._is_over:
            self._is_over = True
            self._empty()
            self._waiting.put_nowait(_END)

    def look(self) -> None:
        """Have the session behind it looked at before anything more is sent."""
        self.must_look = True
        self.put(_HEARTBEAT)

    async def next(self, until: float) -> bytes:
        """What to send next; a heartbeat if nothing comes until then."""
        try:
            async with asyncio.timeout(max(0.0, until - time.monotonic())):
                return await self._waiting.get()
        except TimeoutError:
            self.must_look = True
            return _HEARTBEAT

    def _empty(self) -> None:
        while not self._waiting.empty():
            self._waiting.get_nowait()


class Live:
    """The windows of this process, by person; staff also under STAFF."""

    def __init__(self, bus: Bus, sessions: Sessions, *, look_again_seconds: float = LOOKS_AGAIN_SECONDS) -> None:
        self._streams: dict[int, set[_Stream]] = {}
        self._sessions = sessions
        self._look_again_seconds = look_again_seconds
        bus.on(CHANNEL, self._heard)
        bus.on_gap(self._missed)
        sessions.on_end(self._session_ended)
        sessions.on_change(self._person_changed)

    async def stream(self, principal: Principal) -> AsyncIterator[bytes]:
        """The events of one window, until it closes or its session ends. TooManyStreams past ten a person."""
        audiences = [principal.user_id, *([STAFF] if principal.is_staff else [])]
        if len(self._streams.get(principal.user_id, ())) >= _MOST_STREAMS:
            raise TooManyStreams
        following = self._follow(_Stream(principal), audiences)
        # Begun here: one that is dropped before it began would never leave its place.
        await anext(following)
        return following

    async def _follow(self, stream: _Stream, audiences: list[int]) -> AsyncGenerator[bytes, None]:
        for audience in audiences:
            self._streams.setdefault(audience, set()).add(stream)
        try:
            yield b""
            yield b"retry: 2000\n" + _event("ready", None)
            look_at = time.monotonic() + self._look_again_seconds
            while True:
                event = await stream.next(look_at)
                if stream.must_look or time.monotonic() >= look_at:
                    stream.must_look = False
                    look_at = time.monotonic() + self._look_again_seconds
                    event = await self._look(stream.principal) or event
                yield _event("session-ended", None) if event == _END else event
                if event in {_END, _COME_BACK}:
                    return
        finally:
            self._leave(stream, audiences)

    async def _look(self, known: Principal) -> bytes | None:
        """Look whether the stream may go on: None, or what to say before it ends."""
        try:
            found = await self._sessions.read_anew(known)
        except Unavailable:
            return None  # nobody knows; while the database is away there are no news either
        if found is None:
            return _END
        return None if found.role == known.role else _COME_BACK

    def _leave(self, stream: _Stream, audiences: list[int]) -> None:
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
        audiences, topic, subject = payload.split(":")
        streams = {each for one in audiences.split(",") for each in self._streams.get(int(one), ())}
        if streams:
            event = _event(topic, int(subject))
            for stream in streams:
                stream.put(event)

    def _missed(self) -> None:
        for streams in self._streams.values():
            for stream in streams:
                stream.look()
                stream.put(_event("refresh", None))

    def _session_ended(self, session_hash: bytes) -> None:
        for streams in self._streams.values():
            for stream in streams:
                if stream.principal.session_hash == session_hash:
                    stream.end()

    def _person_changed(self, user_id: int) -> None:
        for stream in self._streams.get(user_id, ()):
            stream.look()


def _event(name: str, subject: int | None) -> bytes:
    data = msgspec.json.encode({} if subject is None else {"id": subject})
    return b"event: " + name.encode() + b"\ndata: " + data + b"\n\n"


# Whoever has other rights now gets a stream that fits them: the browser asks again after two seconds.
_COME_BACK: Final = _event("refresh", None) + b": come back\n\n"


@get(
    "/events",
    opt=allows(SIGNED_IN, TooManyStreams),
    summary="Follow what changes, live",
    description="Server-sent events: `ready` as the first one; `server`, `ticket` and `account` with the id of what "
    "changed; `refresh` when something may have been missed; `session-ended` as the last one.",
    media_type="text/event-stream",
)
async def events(principal: NamedDependency[Principal], live: NamedDependency[Live]) -> Stream:
    headers = {"cache-control": "no-store", "x-accel-buffering": "no"}
    return Stream(await live.stream(principal), media_type="text/event-stream", headers=headers)


router = Router("", route_handlers=[events], tags=["Live"])
