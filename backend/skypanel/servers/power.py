"""Starting and stopping: intend in our tables, ask VirtFusion, settle what it said."""

from typing import Final

from msgspec import Struct

from skypanel.audit.service import Audit
from skypanel.core import idempotency
from skypanel.core.access import Principal
from skypanel.core.clock import Clock
from skypanel.core.db import Database, Reader, Transaction
from skypanel.core.errors import Refusal, Unavailable
from skypanel.core.http.errors import OutcomeUnknown
from skypanel.core.idempotency import Claim
from skypanel.integrations.virtfusion.client import VirtFusion
from skypanel.integrations.virtfusion.errors import Busy, MissingRecord, PanelUnavailable, Refused
from skypanel.servers import operation_queries
from skypanel.servers.errors import (
    HostInMaintenance,
    PowerFailedBefore,
    PowerOutcomeUnknown,
    PowerRefused,
    PowerUnavailable,
    ServerBusy,
    ServerGone,
    ServerNotFound,
    UnknownPowerAction,
)
from skypanel.servers.jobs import FOLLOW_OPERATION
from skypanel.servers.models import POWER_ACTIONS, PowerAction, PowerSubject, RunningTask, ServerDetailRecord
from skypanel.servers.service import Servers, known_id
from skypanel.servers.snapshot import is_id
from skypanel.servers.verdict import DEADLINE, refusal

_FIRST_LOOK_SECONDS: Final = 1.0
_BUSY_RETRY_SECONDS: Final = 5
_SERVICE_UNAVAILABLE: Final = 503

_MESSAGES: Final[dict[PowerAction, str]] = {
    "boot": "{name} is starting.",
    "shutdown": "{name} was asked to shut down.",
    "restart": "{name} is restarting.",
    "poweroff": "{name} is being switched off.",
}

_IN_PROGRESS: Final[dict[PowerAction, str]] = {
    "boot": "it is starting",
    "shutdown": "it is shutting down",
    "restart": "it is restarting",
    "poweroff": "it is being switched off",
}


class _Intent(Struct, frozen=True):
    """An act that is written down and about to be asked for."""

    operation_id: int
    subject: PowerSubject
    action: PowerAction
    principal: Principal


def power_action(word: str) -> PowerAction:
    """The action of that name; UnknownPowerAction if there is none."""
    for action in POWER_ACTIONS:
        if action == word:
            return action
    raise UnknownPowerAction


def power_message(action: PowerAction, name: str) -> str:
    return _MESSAGES[action].format(name=name)


class Power:
    """One act at a time on one server, whoever asks and however often; none is ever asked for twice."""

    def __init__(self, db: Database, audit: Audit, virtfusion: VirtFusion, servers: Servers, clock: Clock) -> None:
        self._db = db
        self._audit = audit
        self._virtfusion = virtfusion
        self._servers = servers
        self._clock = clock

    async def act(
        self, principal: Principal, server_id: int, action: PowerAction, *, claim: Claim | None = None
    ) -> ServerDetailRecord:
        """Have `action` done to the caller's server; the server with the act under way.

        Refuses with ServerNotFound, or a Conflict that says why it makes no sense now. PowerUnavailable and
        HostInMaintenance: nothing was changed. PowerOutcomeUnknown: it may have been; the operation stays open until
        we know. A repeated `claim` asks for nothing: the server as it is now, or why the act failed.
        """
        intent = await self._intend(principal, known_id(server_id), action, claim)
        if intent is None:
            return await self._servers.get_mine(principal.user_id, server_id)
        try:
            queue_id = await self._virtfusion.power(intent.subject.virtfusion_id, action)
        except OutcomeUnknown as error:
            await self._doubt(intent)
            raise PowerOutcomeUnknown(retry_after_seconds=error.retry_after_seconds) from error
        except (Refused, Unavailable) as error:
            reason, answer = _declined(error)
            await self._fail(intent, reason)
            raise answer from error
        await self._start(intent, queue_id)
        return await self._servers.get_mine(principal.user_id, server_id)

    async def _intend(
        self, principal: Principal, server_id: int, action: PowerAction, claim: Claim | None
    ) -> _Intent | None:
        """Write the act down, unless something stands against it; None if `claim` did so before."""
        now = self._clock.now()
        async with self._db.begin() as tx:
            made = await idempotency.recall(tx, claim)
            if made is not None:
                await _refuse_if_failed(tx, made)
                return None
            subject = await operation_queries.lock_subject(tx, server_id, principal.user_id)
            if subject is None:
                raise ServerNotFound
            if (running := await operation_queries.find_running(tx, server_id)) is not None:
                raise busy_with(running)
            if (conflict := refusal(subject, action, now)) is not None:
                raise conflict
            operation_id = await operation_queries.request(
                tx, subject, principal.user_id, action, now=now, deadline_at=now + DEADLINE
            )
            if operation_id is None:
                raise busy_with(await operation_queries.find_running(tx, server_id))
            await idempotency.remember(tx, claim, operation_id)
            await self._audit.record(
                tx, principal, "servers.power_requested", ("server", server_id), act=action, operation=operation_id
            )
            await operation_queries.watch(tx, server_id, now)
            await tx.notify("live", f"{principal.user_id}:server:{server_id}")
        return _Intent(operation_id, subject, action, principal)

    async def _start(self, intent: _Intent, queue_id: int | None) -> None:
        async with self._db.begin() as tx:
            if await operation_queries.start(tx, intent.operation_id, queue_id if is_id(queue_id) else None):
                await self._follow(tx, intent)

    async def _doubt(self, intent: _Intent) -> None:
        async with self._db.begin() as tx:
            if await operation_queries.doubt(tx, intent.operation_id):
                await self._follow(tx, intent)

    async def _follow(self, tx: Transaction, intent: _Intent) -> None:
        await tx.enqueue(FOLLOW_OPERATION, after_seconds=_FIRST_LOOK_SECONDS, operation_id=intent.operation_id)
        await tx.notify("live", f"{intent.principal.user_id}:server:{intent.subject.id}")

    async def _fail(self, intent: _Intent, reason: str) -> None:
        now = self._clock.now()
        async with self._db.begin() as tx:
            if not await operation_queries.finish(tx, intent.operation_id, "failed", reason, now):
                return
            await self._audit.record(
                tx,
                intent.principal,
                "servers.power_failed",
                ("server", intent.subject.id),
                act=intent.action,
                operation=intent.operation_id,
                reason=reason,
            )
            await tx.notify("live", f"{intent.principal.user_id}:server:{intent.subject.id}")


async def _refuse_if_failed(rd: Reader, operation_id: int) -> None:
    state = await operation_queries.find_state(rd, operation_id)
    if state == "failed":
        raise PowerFailedBefore
    if state == "unknown":
        raise PowerOutcomeUnknown


def busy_with(running: RunningTask | None) -> ServerBusy:
    """The refusal that says what is under way; None: it ended in this very moment."""
    if running is None:
        return ServerBusy(details={"task": None, "retryAfterSeconds": 1})
    return ServerBusy(
        f"This server is busy: {_IN_PROGRESS[running.action]}. Wait until that is done.",
        details={
            "task": {"action": running.action, "startedAt": running.started_at.isoformat()},
            "retryAfterSeconds": _BUSY_RETRY_SECONDS,
        },
    )


def _declined(error: Refused | Unavailable) -> tuple[str, Refusal | Unavailable]:
    """What the history says of a call that changed nothing, and what its caller is told."""
    if isinstance(error, Busy):
        hint = {"task": {"action": "other", "startedAt": None}, "retryAfterSeconds": error.retry_after_seconds}
        return "The server control was busy with something else on this server.", ServerBusy(details=hint)
    if isinstance(error, MissingRecord):
        return "The server control did not know this server any more.", ServerGone()
    if isinstance(error, Refused):
        return "The server control declined it.", PowerRefused()
    if isinstance(error, PanelUnavailable) and error.status == _SERVICE_UNAVAILABLE:
        return "The host was being serviced.", HostInMaintenance(retry_after_seconds=60)
    reason = "The server control could not be reached, so nothing was changed."
    return reason, PowerUnavailable(retry_after_seconds=error.retry_after_seconds)
