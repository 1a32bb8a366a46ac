"""Every SQL statement of synchronisation: the fleet list, the turns of single servers, and the webhook inbox.

A read that began before the one whose answer we hold never overwrites it: `refreshed_at` is when the read began, and
each of these statements compares it. What a list changes bears no such instant, so an older list is told by
`updated_at`, when something was last written. Instants come from the caller's clock.
"""

from datetime import datetime, timedelta
from types import NoneType
from typing import Any, Final
from uuid import UUID

from skypanel.core.db import Database, Reader, Statement, Transaction
from skypanel.servers.models import Change, DueServer, Hint, Known, Pointer
from skypanel.servers.operation_queries import IS_OPEN
from skypanel.servers.snapshot import FleetRow, Snapshot, TrafficReading

# A server's live state is not in the list: where the two cannot both be true, its own turn comes at once.
UPSERT_FLEET = Statement(
    Change,
    """
WITH known AS (SELECT id, user_id FROM servers WHERE virtfusion_id = ANY($1::bigint[]))
INSERT INTO servers (user_id, virtfusion_id, uuid, name, status, created_at, updated_at, owned_since, next_refresh_at)
SELECT u.id, listed.virtfusion_id, listed.uuid, listed.name, listed.status, coalesce(listed.created_at, $8), $8, $8, $8
FROM unnest($1::bigint[], $2::uuid[], $3::bigint[], $4::text[], $5::text[], $6::timestamptz[])
    AS listed (virtfusion_id, uuid, owner_id, name, status, created_at)
JOIN users u ON u.virtfusion_id = listed.owner_id
ORDER BY listed.virtfusion_id
ON CONFLICT (virtfusion_id) DO UPDATE SET
    user_id = EXCLUDED.user_id,
    uuid = EXCLUDED.uuid,
    owned_since = CASE WHEN servers.user_id = EXCLUDED.user_id THEN servers.owned_since ELSE $8 END,
    missing_since = NULL,
    removed_at = NULL,
    next_refresh_at = least(servers.next_refresh_at, $8),
    updated_at = $8
WHERE greatest(servers.refreshed_at, servers.updated_at) < $7
  AND (servers.user_id <> EXCLUDED.user_id OR servers.uuid <> EXCLUDED.uuid
       OR servers.missing_since IS NOT NULL OR servers.removed_at IS NOT NULL
       OR (EXCLUDED.status <> 'unknown' AND EXCLUDED.status <> servers.status)
       OR (EXCLUDED.status = 'unknown' AND servers.status IN ('suspended', 'provisioning')))
RETURNING servers.id, servers.user_id,
    coalesce((SELECT known.user_id FROM known WHERE known.id = servers.id), servers.user_id), true
""",
    params=(
        list[int],
        list[UUID],
        list[int],
        list[str],
        list[str],
        list[datetime | None],
        datetime,
        datetime,
    ),
)
# Listed, but its owner is not a customer of ours (any more): it is nobody's to see.
HIDE_DISOWNED = Statement(
    Change,
    """
UPDATE servers s SET removed_at = $4, updated_at = $4
FROM unnest($1::bigint[], $2::bigint[]) AS listed (virtfusion_id, owner_id)
WHERE s.virtfusion_id = listed.virtfusion_id AND s.removed_at IS NULL
  AND greatest(s.refreshed_at, s.updated_at) < $3
  AND NOT EXISTS (SELECT FROM users u WHERE u.virtfusion_id = listed.owner_id)
RETURNING s.id, s.user_id, s.user_id, true
""",
    params=(list[int], list[int], datetime, datetime),
)
MARK_MISSING = Statement(
    NoneType,
    """
UPDATE servers s SET missing_since = $3
WHERE s.removed_at IS NULL AND s.missing_since IS NULL AND greatest(s.refreshed_at, s.updated_at) < $2
  AND NOT EXISTS (SELECT FROM unnest($1::bigint[]) AS listed (id) WHERE listed.id = s.virtfusion_id)
""",
    params=(list[int], datetime, datetime),
)
# Missing already before this list was begun, and missing in it: the second complete list without it.
LIST_MISSING_TWICE = Statement(
    Pointer,
    """
SELECT s.id, s.virtfusion_id FROM servers s
WHERE s.missing_since < $2 AND s.removed_at IS NULL
  AND NOT EXISTS (SELECT FROM unnest($1::bigint[]) AS listed (id) WHERE listed.id = s.virtfusion_id)
ORDER BY s.missing_since, s.id LIMIT $3
""",
    params=(list[int], datetime, int),
)
REMOVE = Statement(
    Change,
    """
UPDATE servers SET removed_at = $3, is_busy = false, is_watched = false, updated_at = $3
WHERE id = $1 AND removed_at IS NULL AND missing_since IS NOT NULL AND (refreshed_at IS NULL OR refreshed_at < $2)
RETURNING id, user_id, user_id, true
""",
    params=(int, datetime, datetime),
)

# Watched servers first, but never so many that the others get no turn. Whoever claims them has until $2.
CLAIM_DUE = Statement(
    DueServer,
    """
WITH watched AS (
    SELECT id FROM servers
    WHERE is_watched AND removed_at IS NULL AND next_refresh_at <= $6
    ORDER BY next_refresh_at LIMIT $3 FOR UPDATE SKIP LOCKED
), others AS (
    SELECT id FROM servers
    WHERE NOT is_watched AND removed_at IS NULL AND next_refresh_at <= $6
    ORDER BY next_refresh_at LIMIT $4 - (SELECT count(*) FROM watched) FOR UPDATE SKIP LOCKED
)
UPDATE servers s SET next_refresh_at = $2
FROM (SELECT id FROM watched UNION ALL SELECT id FROM others) AS due
WHERE s.id = due.id
RETURNING s.id, s.virtfusion_id,
    s.traffic_read_at IS NULL OR s.traffic_read_at <= $5
    OR coalesce(s.traffic_ends_at < $1 AND s.traffic_read_at < s.traffic_ends_at, false)
""",
    params=(datetime, datetime, int, int, datetime, datetime),
)
FIND_BY_VIRTFUSION_ID = Statement(
    Known, "SELECT id, refreshed_at FROM servers WHERE virtfusion_id = $1 AND removed_at IS NULL", params=(int,)
)
FIND_POINTER = Statement(
    Pointer, "SELECT id, virtfusion_id FROM servers WHERE id = $1 AND removed_at IS NULL", params=(int,)
)
_VISIBLE: Final = """
    (row_.user_id, row_.removed_at IS NULL, row_.name, row_.hostname, row_.status, row_.is_busy,
     row_.is_in_maintenance, row_.ip_address, row_.ipv6_address, row_.location_name, row_.location_country,
     row_.cpu_cores, row_.memory_mb, row_.disk_gb, row_.traffic_gb, row_.template_name, row_.interfaces)
"""
SETTLE = Statement(
    Change,
    f"""
WITH old AS (
    SELECT s.*, (SELECT u.id FROM users u WHERE u.virtfusion_id = $4) AS owner_id,
           $8 OR EXISTS (SELECT FROM server_operations o WHERE o.server_id = s.id AND o.{IS_OPEN}) AS has_work,
           coalesce(s.viewed_at > $21, false) AS is_viewed
    FROM servers s WHERE s.id = $1 FOR UPDATE OF s
)
UPDATE servers new SET
    user_id = coalesce(old.owner_id, old.user_id),
    owned_since = CASE WHEN old.owner_id <> old.user_id THEN $3 ELSE old.owned_since END,
    removed_at = CASE WHEN $4::bigint IS NULL THEN old.removed_at
                      WHEN old.owner_id IS NULL THEN coalesce(old.removed_at, $3) END,
    missing_since = NULL,
    name = $5, hostname = $6, status = $7, is_busy = $8, is_in_maintenance = $9,
    ip_address = $10, ipv6_address = $11, location_name = $12, location_country = $13,
    cpu_cores = $14, memory_mb = $15, disk_gb = $16, traffic_gb = $17, template_name = $18, interfaces = $19,
    last_task_at = $20,
    refreshed_at = $2,
    updated_at = $3,
    is_watched = old.has_work OR old.is_viewed,
    next_refresh_at = CASE WHEN old.has_work THEN $22::timestamptz WHEN old.is_viewed THEN $23 ELSE $24 END
FROM old
WHERE new.id = old.id AND (old.refreshed_at IS NULL OR old.refreshed_at <= $2)
  AND old.owned_since <= $2 AND (old.removed_at IS NULL OR old.removed_at <= $2)
RETURNING new.id, new.user_id, old.user_id,
    {_VISIBLE.replace("row_", "new")} IS DISTINCT FROM {_VISIBLE.replace("row_", "old")}
""",
    params=(
        *(int, datetime, datetime, int | None),
        *(str, str | None, str, bool, bool),
        *(str | None, str | None, str | None, str | None),
        *(int, int, int, int, str | None, list, datetime | None),
        *(datetime, datetime, datetime, datetime),
    ),
)
SETTLE_TRAFFIC = Statement(
    NoneType,
    """
UPDATE servers SET traffic_used_bytes = $3, traffic_limit_gb = $4, traffic_starts_at = $5, traffic_ends_at = $6,
                   traffic_read_at = $2
WHERE id = $1 AND (traffic_read_at IS NULL OR traffic_read_at <= $2)
""",
    params=(int, datetime, int | None, int | None, datetime | None, datetime | None),
)
SKIP_TRAFFIC = Statement(
    NoneType,
    "UPDATE servers SET traffic_read_at = greatest(traffic_read_at, $2) WHERE id = $1",
    params=(int, datetime),
)
POSTPONE = Statement(
    NoneType,
    "UPDATE servers SET next_refresh_at = $2 WHERE id = $1",
    params=(int, datetime),
)

TAKE_HINT = Statement(
    int,
    """
INSERT INTO webhook_inbox (source, digest, event, subject_id, received_at) VALUES ('virtfusion', $1, $2, $3, $4)
ON CONFLICT (source, digest) DO NOTHING RETURNING id
""",
    params=(bytes, str, int | None, datetime),
)
FIND_HINT = Statement(
    Hint,
    "SELECT event, subject_id, received_at, handled_at FROM webhook_inbox WHERE id = $1",
    params=(int,),
)
MARK_HANDLED = Statement(
    NoneType, "UPDATE webhook_inbox SET handled_at = $2 WHERE id = $1 AND handled_at IS NULL", params=(int, datetime)
)
FORGET_HINTS = Statement(
    NoneType,
    """
DELETE FROM webhook_inbox WHERE id IN (
    SELECT id FROM webhook_inbox WHERE received_at < $1 ORDER BY received_at LIMIT $2)
""",
    params=(datetime, int),
)


async def upsert_fleet(tx: Transaction, rows: list[FleetRow], started_at: datetime, now: datetime) -> list[Change]:
    """Take in one part of a complete list, begun at `started_at`: only servers of our customers."""
    return await tx.all(
        UPSERT_FLEET,
        [row.virtfusion_id for row in rows],
        [row.uuid for row in rows],
        [row.owner_id for row in rows],
        [row.name for row in rows],
        [row.status for row in rows],
        [row.created_at for row in rows],
        started_at,
        now,
    )


async def hide_disowned(tx: Transaction, rows: list[FleetRow], started_at: datetime, now: datetime) -> list[Change]:
    ids, owners = [row.virtfusion_id for row in rows], [row.owner_id for row in rows]
    return await tx.all(HIDE_DISOWNED, ids, owners, started_at, now)


async def mark_missing(tx: Transaction, listed_ids: list[int], started_at: datetime, now: datetime) -> int:
    return await tx.run(MARK_MISSING, listed_ids, started_at, now)


async def list_missing_twice(rd: Reader, listed_ids: list[int], started_at: datetime, limit: int) -> list[Pointer]:
    return await rd.all(LIST_MISSING_TWICE, listed_ids, started_at, limit)


async def remove(tx: Transaction, server_id: int, started_at: datetime, now: datetime) -> Change | None:
    """Stop showing a server that was missing; None if it was read again since `started_at`."""
    return await tx.find(REMOVE, server_id, started_at, now)


async def claim_due(
    tx: Transaction,
    now: datetime,
    claimed_until: datetime,
    *,
    most_watched: int,
    most: int,
    traffic_before: datetime,
    due_until: datetime,
) -> list[DueServer]:
    return await tx.all(CLAIM_DUE, now, claimed_until, most_watched, most, traffic_before, due_until)


async def find_by_virtfusion_id(rd: Reader, virtfusion_id: int) -> Known | None:
    return await rd.find(FIND_BY_VIRTFUSION_ID, virtfusion_id)


async def find_pointer(rd: Reader, server_id: int) -> Pointer | None:
    return await rd.find(FIND_POINTER, server_id)


async def settle(
    tx: Transaction,
    server_id: int,
    snapshot: Snapshot,
    *,
    started_at: datetime,
    now: datetime,
    viewed_within: timedelta,
    delays: tuple[timedelta, timedelta, timedelta],
) -> Change | None:
    """Show what a read begun at `started_at` found; None if a later one was settled already.

    `delays` are those to the next read of a busy, a viewed and an unattended server.
    """
    shown: tuple[Any, ...] = (
        *(snapshot.owner_id, snapshot.name, snapshot.hostname, snapshot.status, snapshot.is_busy),
        *(snapshot.is_in_maintenance, snapshot.address, snapshot.address_v6),
        *(snapshot.location_name, snapshot.location_country),
        *(snapshot.cpu_cores, snapshot.memory_mb, snapshot.disk_gb, snapshot.traffic_gb),
        *(snapshot.template_name, snapshot.interfaces, snapshot.last_task_at),
    )
    turns = [now + delay for delay in delays]
    return await tx.find(SETTLE, server_id, started_at, now, *shown, now - viewed_within, *turns)


async def settle_traffic(db: Database, server_id: int, reading: TrafficReading | None, *, started_at: datetime) -> None:
    """Show the present period; None where VirtFusion has none."""
    shown = (
        (None, None, None, None)
        if reading is None
        else (reading.used_bytes, reading.limit_gb, reading.starts_at, reading.ends_at)
    )
    await db.run(SETTLE_TRAFFIC, server_id, started_at, *shown)


async def skip_traffic(db: Database, server_id: int, started_at: datetime) -> None:
    """Leave the period that is shown: VirtFusion was asked, and did not say."""
    await db.run(SKIP_TRAFFIC, server_id, started_at)


async def postpone(db: Database, server_id: int, until: datetime) -> None:
    """Have its next turn come at `until`."""
    await db.run(POSTPONE, server_id, until)


async def take_hint(
    tx: Transaction, digest: bytes, event: str, subject_id: int | None, received_at: datetime
) -> int | None:
    """The new hint's id; None if this delivery was taken before."""
    return await tx.find(TAKE_HINT, digest, event, subject_id, received_at)


async def find_hint(rd: Reader, hint_id: int) -> Hint | None:
    return await rd.find(FIND_HINT, hint_id)


async def mark_handled(tx: Transaction, hint_id: int, now: datetime) -> None:
    await tx.run(MARK_HANDLED, hint_id, now)


async def forget_hints(db: Database, before: datetime, at_most: int) -> int:
    return await db.run(FORGET_HINTS, before, at_most)
