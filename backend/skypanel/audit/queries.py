"""Every SQL statement of the audit trail."""

from types import NoneType
from typing import Any

from skypanel.core.db import SENT_NOTICES, Statement, Transaction

# What is to be told at the commit goes along: nearly every act is both recorded and told. The address is text until it
# arrives, because the driver takes it apart with great care and at great length.
RECORD = Statement(
    NoneType,
    f"""
INSERT INTO audit_events (actor_id, actor_kind, action, target_kind, target_id, address, request_id, details)
SELECT $1::bigint, $2::text, $3::text, $4::text, $5::bigint, $6::text::inet, $7::text, $8::jsonb
FROM ({SENT_NOTICES.format(notices="$9")}) AS told
WHERE told.sent >= 0
""",
    params=(int | None, str, str, str, int | None, str | None, str | None, dict, str),
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
    await tx.run(RECORD, actor_id, actor_kind, action, target_kind, target_id, address, request_id, details, notices)
