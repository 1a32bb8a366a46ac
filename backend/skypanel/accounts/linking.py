"""The person's counterpart in VirtFusion: made after verification, found again by our id and address, never doubled.

Three steps: intend (our row says `requested`), call (look first, then create), settle (`linked` or `conflict`). An
outage of VirtFusion delays this and nothing else; the look before the create makes every repeat harmless.
"""

from datetime import timedelta
from typing import Final

import structlog

from skypanel.accounts import queries
from skypanel.accounts.jobs import CREATE_VIRTFUSION_USER
from skypanel.accounts.models import User
from skypanel.accounts.sessions import Sessions
from skypanel.audit.service import Audit
from skypanel.core.clock import Clock
from skypanel.core.db import Database
from skypanel.core.http.budget import in_background
from skypanel.integrations.virtfusion.client import VirtFusion
from skypanel.integrations.virtfusion.errors import ConflictingState
from skypanel.integrations.virtfusion.types import User as VirtFusionUser

log = structlog.get_logger()

_LEFT_BEHIND: Final = timedelta(minutes=15)


class VirtFusionLinking:
    def __init__(self, db: Database, clock: Clock, virtfusion: VirtFusion, sessions: Sessions, audit: Audit) -> None:
        self._db = db
        self._clock = clock
        self._virtfusion = virtfusion
        self._sessions = sessions
        self._audit = audit

    async def create(self, user_id: int) -> None:
        """Job: see to it that the verified person `user_id` has an account there. Safe to repeat at any point."""
        user = await self._intend(user_id)
        if user is None:
            return
        with in_background():
            virtfusion_id = await self._find_or_create(user)
        await self._settle(user_id, virtfusion_id)

    async def adopt_left_behind(self) -> None:
        """Job: ask again for everybody whose account has been missing too long, whatever became of the first job."""
        async with self._db.begin() as tx:
            for user_id in await queries.list_unlinked(tx, self._clock.now() - _LEFT_BEHIND):
                await tx.enqueue(CREATE_VIRTFUSION_USER, user_id=user_id)

    async def _intend(self, user_id: int) -> User | None:
        async with self._db.begin() as tx:
            user = await queries.find_for_update(tx, user_id)
            if user is None or not user.is_verified or user.virtfusion_state in {"linked", "conflict"}:
                return None
            if user.suspended_at is not None:
                return None  # made once they may come in again: `adopt_left_behind` asks then
            await queries.set_virtfusion(tx, user_id, "requested", None, self._clock.now())
            return user

    async def _find_or_create(self, user: User) -> int | None:
        """VirtFusion's id of the person, or None when their address or their number belongs to somebody else there."""
        found = await self._virtfusion.find_user(user.id)
        if found is None:
            try:
                return (await self._virtfusion.create_user(user.id, name=user.username, email=user.email)).user.id
            except ConflictingState:
                # Our own earlier call may have landed between the look and the create.
                found = await self._virtfusion.find_user(user.id)
        return found.id if found is not None and _is_the_same(found, user) else None

    async def _settle(self, user_id: int, virtfusion_id: int | None) -> None:
        state = "conflict" if virtfusion_id is None else "linked"
        async with self._db.begin() as tx:
            await queries.set_virtfusion(tx, user_id, state, virtfusion_id, self._clock.now())
            await self._audit.record(tx, None, f"accounts.virtfusion_{state}", ("user", user_id))
            await self._sessions.changed(tx, user_id)
            await tx.notify("live", f"{user_id}:account:{user_id}")
        if virtfusion_id is None:
            log.warning("virtfusion.belongs_to_another", user_id=user_id)


def _is_the_same(found: VirtFusionUser, user: User) -> bool:
    """Whether the account there is this person's. Its number alone says nothing: another system on the same panel may
    have numbered its own customers alike, and whoever signs up here with such a number would be given their servers.
    """
    return found.email.strip().casefold() == user.email.casefold()
