"""Every SQL statement of the audit trail."""

from types import NoneType
from typing import Any

from skypanel.core.db import Statement, Transaction

# What is to be told at the commit goes along: nearly every act is both recorded and told.
RECORD = Statement(
    NoneType,
    """
INSERT INTO audit_events (actor_id, actor_kind, action, target_kind, target_id, address, request_id, details)
SELECT $1::bigint, $2::text, $3::text, $4::text, $5::bigint, $6::inet, $7::text, $8::jsonb
FROM (
    SELECT count(pg_notify(notice.channel, notice.payload)::text) AS sent
    FROM unnest($9::text[], $10::text[]) AS notice (channel, payload)
) AS told
WHERE told.sent >= 0
""",
    params=(int | None, str, str, str, int | None, str | None, str | None, dict, list[str], list[str]),
)


async def record(
    tx: Transaction,
    actor_id: int | None,
    actor_kind: str,
    action: str,
    target_kind: str,
    target_id: int | None,
    address: str | None,
    request_id: str | None,
    details: dict[str, Any],
) -> None:
    notices = tx.take_notices()
    await tx.run(RECORD, actor_id, actor_kind, action, target_kind, target_id, address, request_id, details, *notices)
