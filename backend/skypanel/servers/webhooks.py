"""What VirtFusion tells us by itself: kept as a hint, applied by reading its API."""

import hashlib
from collections.abc import Mapping
from datetime import timedelta
from typing import Final

import structlog

from skypanel.core.clock import Clock
from skypanel.core.db import Database
from skypanel.core.http.budget import in_background
from skypanel.integrations.virtfusion.errors import Refused
from skypanel.integrations.virtfusion.webhooks import MalformedWebhookError, is_authentic, parse
from skypanel.servers import sync_queries
from skypanel.servers.errors import WebhookMalformed, WebhookTokenWrong
from skypanel.servers.jobs import APPLY_WEBHOOK, SYNC_FLEET
from skypanel.servers.models import Hint
from skypanel.servers.refresh import Refresh
from skypanel.servers.snapshot import is_id
from skypanel.servers.verdict import CLOCKS_DIFFER_BY

_log = structlog.get_logger()

MAX_BODY_BYTES: Final = 1_000_000
_KEPT_FOR: Final = timedelta(days=30)
_FORGOTTEN_AT_ONCE: Final = 5000
# VirtFusion names no delivery; these and the body are what a repeat has in common with the first.
_IDENTIFYING: Final = (
    "x-virtfusion-hook",
    "x-virtfusion-created",
    "x-virtfusion-hook-event",
    "x-virtfusion-event",
    "x-virtfusion-event-status",
)


class Webhooks:
    """Takes VirtFusion's deliveries. There is no signature, so the body decides nothing: it says what to read again."""

    def __init__(self, db: Database, refresh: Refresh, clock: Clock, *, token: str) -> None:
        """Without a `token` every delivery is refused."""
        self._db = db
        self._refresh = refresh
        self._clock = clock
        self._token = token

    def authenticate(self, authorization: str | None) -> None:
        """WebhookTokenWrong unless the header carries our token; compared in constant time."""
        if not is_authentic(authorization, self._token):
            raise WebhookTokenWrong

    async def receive(self, headers: Mapping[str, str], body: bytes) -> bool:
        """Keep the hint and queue its work, both or neither; False for a delivery that was taken before.

        WebhookMalformed if it names no event. Call `authenticate` first.
        """
        try:
            webhook = parse(headers, body)
        except MalformedWebhookError as error:
            raise WebhookMalformed from error
        named = webhook.server_id if webhook.event.startswith("server.") else webhook.user_id
        subject_id = named if is_id(named) else None
        async with self._db.begin() as tx:
            hint_id = await sync_queries.take_hint(
                tx, _digest(headers, body), webhook.event, subject_id, self._clock.now()
            )
            if hint_id is None:
                return False
            await tx.enqueue(APPLY_WEBHOOK, hint_id=hint_id)
        return True

    async def apply(self, hint_id: int) -> None:
        """Read again what the hint is about; nothing if that was done. Raises Unavailable to be tried again later."""
        hint = await sync_queries.find_hint(self._db, hint_id)
        if hint is None or hint.handled_at is not None:
            return
        with in_background():
            needs_list = await self._needs_list(hint)
        async with self._db.begin() as tx:
            if needs_list:
                await tx.enqueue(SYNC_FLEET)
            await sync_queries.mark_handled(tx, hint_id, self._clock.now())

    async def prune(self) -> None:
        """Forget hints of a month ago and longer. One that was never applied says nothing any more either."""
        await sync_queries.forget_hints(self._db, self._clock.now() - _KEPT_FOR, _FORGOTTEN_AT_ONCE)

    async def _needs_list(self, hint: Hint) -> bool:
        """Read the server the hint is about; True if only the fleet list can tell what it means.

        News of users matters to us as far as it changes who owns what, and the list says that.
        """
        kind = hint.event.partition(".")[0]
        if kind != "server" or hint.subject_id is None:
            return kind in {"server", "user"}
        known = await sync_queries.find_by_virtfusion_id(self._db, hint.subject_id)
        if known is None:
            return True
        if known.refreshed_at is not None and known.refreshed_at > hint.received_at + CLOCKS_DIFFER_BY:
            return False  # read since, so we show it already
        try:
            await self._refresh.refresh(known.id)
        except Refused as error:
            _log.info("servers.hint_declined", server_id=known.id, status=error.status)
            return True
        return False


def _digest(headers: Mapping[str, str], body: bytes) -> bytes:
    lowered = {name.lower(): value for name, value in headers.items()}
    digest = hashlib.sha256()
    for name in _IDENTIFYING:
        digest.update(lowered.get(name, "").encode() + b"\0")
    digest.update(body)
    return digest.digest()
