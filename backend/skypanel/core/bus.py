"""News between processes: PostgreSQL's NOTIFY, heard on one connection of its own that reconnects by itself.

A notice is a hint, never the truth: while the connection is down notices are lost, so a listener is told when that
happens (`on_gap`) and must not trust what it kept.
"""

from __future__ import annotations  # the driver's classes are generic to the type checker only

import asyncio
import contextlib
from collections.abc import Callable
from typing import Any

import asyncpg
import structlog

from skypanel.core.pool import connect

log = structlog.get_logger()

Listener = Callable[[str], None]

_LONGEST_PAUSE_SECONDS = 5.0
_PROBE_SECONDS = 15.0


class Bus:
    def __init__(self, dsn: str, *, name: str = "skypanel-bus") -> None:
        self._dsn = dsn
        self._settings = {"application_name": name}
        self._listeners: dict[str, list[Listener]] = {}
        self._on_gap: list[Callable[[], None]] = []
        self._task: asyncio.Task[None] | None = None
        self._lost = asyncio.Event()
        self.is_connected = False

    def on(self, channel: str, listener: Listener) -> None:
        """Call `listener` with the payload of every notice on `channel`. Register before `start`."""
        self._listeners.setdefault(channel, []).append(listener)

    def on_gap(self, callback: Callable[[], None]) -> None:
        """Call `callback` when notices may have been missed."""
        self._on_gap.append(callback)

    async def start(self) -> None:
        """Begin to listen; returns at once, and keeps trying while the database is away."""
        self._task = asyncio.create_task(self._listen_for_ever(), name="bus")

    async def stop(self) -> None:
        if self._task is not None:
            self._task.cancel()
            with contextlib.suppress(asyncio.CancelledError):
                await self._task
            self._task = None

    async def _listen_for_ever(self) -> None:
        pause = 0.1
        while True:
            try:
                connection = await connect(self._dsn, self._settings, timeout_seconds=5.0, command_seconds=30.0)
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError):
                await asyncio.sleep(pause)
                pause = min(pause * 2, _LONGEST_PAUSE_SECONDS)
                continue
            pause = 0.1
            try:
                await self._serve(connection)
            except (OSError, TimeoutError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
                log.warning("bus.lost", error=type(error).__name__)
            finally:
                self._down()
                connection.terminate()

    async def _serve(self, connection: asyncpg.Connection[Any]) -> None:
        self._lost.clear()
        connection.add_termination_listener(lambda _connection: self._lost.set())
        for channel in self._listeners:
            await connection.add_listener(channel, self._heard)
        # Between the loss and this moment notices went unheard.
        self._announce_gap()
        self.is_connected = True
        while not self._lost.is_set():
            with contextlib.suppress(TimeoutError):
                async with asyncio.timeout(_PROBE_SECONDS):
                    await self._lost.wait()
            if not self._lost.is_set():
                # A cable pulled silently is only found by asking.
                await connection.fetchval("SELECT 1", timeout=5.0)

    def _heard(self, _connection: object, _pid: int, channel: str, payload: object) -> None:
        for listener in self._listeners.get(channel, ()):
            listener(str(payload))

    def _down(self) -> None:
        if self.is_connected:
            self.is_connected = False
            self._announce_gap()

    def _announce_gap(self) -> None:
        for callback in self._on_gap:
            callback()
