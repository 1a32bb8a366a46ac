"""Every SQL statement of the audit trail."""

from types import NoneType
from typing import Any

from skypanel.core.db import Statement, Transaction

RECORD = Statement(
    NoneType,
    """
INSERT INTO audit_events (actor_id, actor_kind, action, target_kind, target_id, address, request_id, details)
VALUES ($1, $2, $3, $4, $5, $6, $7, $8)
""",
    params=(int | None, str, str, str, int | None, str | None, str | None, dict),
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
    await tx.run(RECORD, actor_id, actor_kind, action, target_kind, target_id, address, request_id, details)
