"""Protections that can be taken out of a process before it starts, to see whether a check would notice.

The product has no such switch: each of these reaches into it from outside. A name that has moved ends the process,
so a control can never pass because it did nothing.
"""

import asyncio
from collections.abc import Callable
from typing import Any, Final

from skypanel.accounts.linking import VirtFusionLinking
from skypanel.accounts.models import User
from skypanel.app import left_behind, worker
from skypanel.core import idempotency
from skypanel.core.bus import Bus
from skypanel.core.idempotency import Claim
from skypanel.core.jobs import Retry
from skypanel.core.pool import Pool
from skypanel.integrations.virtfusion.errors import ConflictingState
from skypanel.servers.operations import Operations
from skypanel.tickets import queries

_LONGEST_RETRY_SECONDS: Final = 3.0


def hasten() -> None:
    """Not a sabotage: the same protections on a shorter clock, so that a run takes minutes and not an hour."""
    _replace(worker, "_HEARTBEAT_SECONDS", 1.0)
    _replace(left_behind, "DEAD_AFTER_SECONDS", 4.0)
    _replace(left_behind, "LOOK_EVERY_SECONDS", 1.0)
    patient = Retry.wait_seconds

    def wait_seconds(self: Retry, failures: int) -> float | None:
        wait = patient(self, failures)
        return None if wait is None else min(wait, _LONGEST_RETRY_SECONDS)

    _replace(Retry, "wait_seconds", wait_seconds)


def _no_look_before_create() -> None:
    async def create(self: VirtFusionLinking, user: User) -> int | None:
        try:
            created = await self._virtfusion.create_user(user.id, name=user.username, email=user.email)
        except ConflictingState:
            return None
        return created.user.id

    _replace(VirtFusionLinking, "_find_or_create", create)


def _no_rescue() -> None:
    async def never(_application: object, ended: asyncio.Event) -> None:
        await ended.wait()

    _replace(left_behind, "keep_taking_back", never)


def _no_replacement_of_connections() -> None:
    def give_back(self: Pool, connection: Any, *, healthy: bool) -> None:
        self._in_use.pop(connection, None)
        self._pass_on(connection)

    def sound(self: Pool) -> Any:
        return self._idle.pop() if self._idle else None

    _replace(Pool, "_give_back", give_back)
    _replace(Pool, "_sound", sound)


def _no_gap_handling() -> None:
    def announce_nothing(self: Bus) -> None:
        pass

    _replace(Bus, "_announce_gap", announce_nothing)
    Bus.is_connected = property(lambda _: True, lambda _, __: None)  # type: ignore[assignment] # the sabotage itself


def _no_idempotency() -> None:
    async def recall(_tx: object, _claim: Claim | None) -> int | None:
        return None

    async def remember(_tx: object, _claim: Claim | None, _resource_id: int) -> None:
        pass

    open_ticket = queries.open_ticket

    async def open_once_more(*asked: Any, claim: Claim | None, jobs: str) -> Any:
        return await open_ticket(*asked, claim=None, jobs=jobs)

    _replace(idempotency, "recall", recall)
    _replace(idempotency, "remember", remember)
    _replace(queries, "open_ticket", open_once_more)


def _no_follow_up() -> None:
    async def follow(self: Operations, operation_id: int) -> None:
        pass

    async def sweep(self: Operations) -> None:
        pass

    _replace(Operations, "follow", follow)
    _replace(Operations, "sweep", sweep)


def _replace(owner: object, name: str, other: object) -> None:
    if not hasattr(owner, name):
        raise AttributeError(f"{owner!r} has no {name} any more: this control sabotages nothing")
    setattr(owner, name, other)


PROTECTIONS: Final[dict[str, Callable[[], None]]] = {
    "look-before-create": _no_look_before_create,
    "rescue": _no_rescue,
    "connection-replacement": _no_replacement_of_connections,
    "gap-handling": _no_gap_handling,
    "idempotency": _no_idempotency,
    "follow-up": _no_follow_up,
}
