"""Every SQL statement that people's reads run. Each reaches a server only through its owner.

`sync_queries.py` holds what synchronisation runs, `operation_queries.py` what power acts run.
"""

from datetime import datetime
from types import NoneType
from typing import Final

from skypanel.core.db import Database, Page, Reader, Statement
from skypanel.servers.models import (
    OperationRecord,
    RecentOperation,
    ServerCounts,
    ServerDetailRecord,
    ServerRecord,
    Sort,
)
from skypanel.servers.operation_queries import IS_OPEN

_SERVER: Final = """
    s.id, s.name, s.hostname, s.uuid, s.status, s.is_busy, o.action, o.progress, o.created_at,
    abbrev(s.ip_address), abbrev(s.ipv6_address), s.location_name, s.location_country,
    s.plan_name, s.cpu_cores, s.memory_mb, s.disk_gb, s.traffic_gb, s.template_name,
    s.created_at, s.refreshed_at, s.viewed_at
"""
_JOINED: Final = f"""
    FROM servers s LEFT JOIN server_operations o ON o.server_id = s.id AND o.{IS_OPEN}
"""
_ACTOR: Final = "CASE WHEN o.user_id = s.user_id THEN 'you' WHEN o.user_id IS NULL THEN 'system' ELSE 'staff' END"

# One person's servers are few, so sorting them in memory by whichever key costs nothing.
LIST_OWNED = Statement(
    ServerRecord,
    f"""
SELECT {_SERVER}, count(*) OVER () {_JOINED}
WHERE s.user_id = $1 AND s.removed_at IS NULL
  AND ($2::text IS NULL OR s.status = $2)
  AND ($3::text IS NULL OR position(lower($3) IN lower(
        concat_ws(' ', s.name, s.hostname, abbrev(s.ip_address), abbrev(s.ipv6_address)))) > 0)
ORDER BY CASE $4::text WHEN 'status' THEN s.status END, CASE $4 WHEN '-status' THEN s.status END DESC,
         CASE $4 WHEN 'createdAt' THEN s.created_at END, CASE $4 WHEN '-createdAt' THEN s.created_at END DESC,
         CASE $4 WHEN '-name' THEN lower(s.name) END DESC, lower(s.name), s.id
LIMIT $5 OFFSET $6
""",
    params=(int, str | None, str | None, str, int, int),
    is_paged=True,
)
FIND_OWNED = Statement(
    ServerDetailRecord,
    f"""
SELECT {_SERVER}, s.interfaces, s.traffic_used_bytes, s.traffic_limit_gb, s.traffic_starts_at, s.traffic_ends_at,
       s.is_in_maintenance
{_JOINED}
WHERE s.id = $1 AND s.user_id = $2 AND s.removed_at IS NULL
""",
    params=(int, int),
)
COUNT_OWNED = Statement(
    ServerCounts,
    """
SELECT count(*), count(*) FILTER (WHERE status = 'running') FROM servers WHERE user_id = $1 AND removed_at IS NULL
""",
    params=(int,),
)
LIST_OPERATIONS_OWNED = Statement(
    OperationRecord,
    f"""
SELECT o.id, o.action, o.state, {_ACTOR}, o.progress, o.created_at, o.finished_at, o.reason, count(*) OVER ()
FROM servers s JOIN server_operations o ON o.server_id = s.id AND o.created_at >= s.owned_since
WHERE s.id = $1 AND s.user_id = $2 AND s.removed_at IS NULL
ORDER BY o.id DESC LIMIT $3 OFFSET $4
""",
    params=(int, int, int, int),
    is_paged=True,
)
IS_OWNED = Statement(
    bool,
    "SELECT EXISTS (SELECT FROM servers WHERE id = $1 AND user_id = $2 AND removed_at IS NULL)",
    params=(int, int),
)
LIST_RECENT_OWNED = Statement(
    RecentOperation,
    f"""
SELECT o.id, s.id, s.name, o.action, o.state, {_ACTOR}, o.created_at, o.finished_at, o.reason
FROM servers s JOIN server_operations o ON o.server_id = s.id AND o.created_at >= s.owned_since
WHERE s.user_id = $1 AND s.removed_at IS NULL
ORDER BY o.id DESC LIMIT $2
""",
    params=(int, int),
)
# Whoever looks gets fresher data: the turn of a server nobody was watching comes at once. One that is being written
# just now is left out: it is being read, and two that wait for each other's servers would wait for ever.
MARK_VIEWED = Statement(
    NoneType,
    """
UPDATE servers SET viewed_at = $2, next_refresh_at = least(next_refresh_at, $2), is_watched = true
WHERE id IN (
    SELECT id FROM servers WHERE id = ANY($1::bigint[]) AND (viewed_at IS NULL OR viewed_at < $3)
    FOR NO KEY UPDATE SKIP LOCKED)
""",
    params=(list[int], datetime, datetime),
)


async def list_owned(
    rd: Reader, user_id: int, status: str | None, q: str | None, sort: Sort, page: int, per_page: int
) -> Page[ServerRecord]:
    return await rd.page(LIST_OWNED, user_id, status, q, sort, page=page, per_page=per_page)


async def find_owned(rd: Reader, server_id: int, user_id: int) -> ServerDetailRecord | None:
    return await rd.find(FIND_OWNED, server_id, user_id)


async def count_owned(rd: Reader, user_id: int) -> ServerCounts:
    return await rd.one(COUNT_OWNED, user_id)


async def list_operations_owned(
    rd: Reader, server_id: int, user_id: int, page: int, per_page: int
) -> Page[OperationRecord]:
    return await rd.page(LIST_OPERATIONS_OWNED, server_id, user_id, page=page, per_page=per_page)


async def is_owned(rd: Reader, server_id: int, user_id: int) -> bool:
    return await rd.one(IS_OWNED, server_id, user_id)


async def list_recent_owned(rd: Reader, user_id: int, limit: int) -> list[RecentOperation]:
    return await rd.all(LIST_RECENT_OWNED, user_id, limit)


async def mark_viewed(db: Database, server_ids: list[int], now: datetime, not_since: datetime) -> int:
    """Note that the owner looks at these; those noted since `not_since` are left alone."""
    return await db.run(MARK_VIEWED, server_ids, now, not_since)
