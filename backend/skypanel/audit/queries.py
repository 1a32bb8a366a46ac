"""Every SQL statement of the audit trail."""

from types import NoneType
from typing import Any

import msgspec

from skypanel.audit.models import Signature
from skypanel.core.db import SENT_NOTICES, Statement, Transaction

# What is to be told at the commit goes along: nearly every act is both recorded and told. Address and details are text
# until they arrive, because the driver takes them apart with great care and at great length.
RECORD = Statement(
    NoneType,
    f"""
SELECT record_act($1, $2, $3, $4, $5, $6, $7, $8) FROM ({SENT_NOTICES.format(notices="$9")}) AS told WHERE sent >= 0
""",
    params=(int | None, str, str, str, int | None, str | None, str | None, str, str),
)


async def record(
    tx: Transaction, by: Signature, action: str, target_kind: str, target_id: int | None, details: dict[str, Any]
) -> None:
    told = msgspec.json.encode(details).decode()
    notices = tx.take_notices()
    await tx.run(
        RECORD,
        by.actor_id,
        by.actor_kind,
        action,
        target_kind,
        target_id,
        by.address,
        by.request_id,
        told,
        notices,
    )
