"""Every SQL statement about sessions."""

from datetime import datetime, timedelta
from types import NoneType

from skypanel.accounts.models import Session
from skypanel.core.access import Principal
from skypanel.core.db import Reader, Statement, Transaction

# The one statement of every signed-in request: session and person together, and every reason to refuse in the WHERE.
RESOLVE = Statement(
    Principal,
    """
SELECT u.id, u.email, u.username, u.role, u.timezone, u.virtfusion_state, u.created_at,
       s.token_hash, s.id, s.seen_at, s.expires_at
FROM sessions s JOIN users u ON u.id = s.user_id
WHERE s.token_hash = $1 AND s.expires_at > $2 AND s.seen_at > $2 - $3::interval
  AND u.is_verified AND u.suspended_at IS NULL
""",
    params=(bytes, datetime, timedelta),
)
START = Statement(
    NoneType,
    """
INSERT INTO sessions (token_hash, user_id, address, user_agent, created_at, seen_at, expires_at)
VALUES ($1, $2, $3, $4, $5, $5, $6)
""",
    params=(bytes, int, str | None, str, datetime, datetime),
)
SEEN = Statement(
    NoneType, "UPDATE sessions SET seen_at = $2 WHERE token_hash = $1 AND seen_at < $2", params=(bytes, datetime)
)
LIST = Statement(
    Session,
    """
SELECT id, created_at, seen_at, host(address), user_agent FROM sessions
WHERE user_id = $1 AND expires_at > $2 AND seen_at > $2 - $3::interval ORDER BY seen_at DESC LIMIT 100
""",
    params=(int, datetime, timedelta),
)
END = Statement(bytes, "DELETE FROM sessions WHERE token_hash = $1 RETURNING token_hash", params=(bytes,))
END_OWN = Statement(
    bytes, "DELETE FROM sessions WHERE id = $1 AND user_id = $2 RETURNING token_hash", params=(int, int)
)
END_ALL = Statement(bytes, "DELETE FROM sessions WHERE user_id = $1 RETURNING token_hash", params=(int,))
FORGET_PAST = Statement(
    NoneType,
    "DELETE FROM sessions WHERE expires_at < $1 OR seen_at < $1 - $2::interval",
    params=(datetime, timedelta),
)


async def resolve(rd: Reader, token_hash: bytes, at: datetime, idle: timedelta) -> Principal | None:
    return await rd.find(RESOLVE, token_hash, at, idle)


async def start(
    tx: Transaction,
    token_hash: bytes,
    user_id: int,
    address: str | None,
    user_agent: str,
    at: datetime,
    until: datetime,
) -> None:
    await tx.run(START, token_hash, user_id, address, user_agent, at, until)


async def list_sessions(rd: Reader, user_id: int, at: datetime, idle: timedelta) -> list[Session]:
    """The person's living sessions, the latest used first."""
    return await rd.all(LIST, user_id, at, idle)


async def end(tx: Transaction, token_hash: bytes) -> bytes | None:
    return await tx.find(END, token_hash)


async def end_own(tx: Transaction, session_id: int, user_id: int) -> bytes | None:
    """The hash of the person's own session that ended; None if it is not theirs or not there."""
    return await tx.find(END_OWN, session_id, user_id)


async def end_all(tx: Transaction, user_id: int) -> list[bytes]:
    return await tx.all(END_ALL, user_id)


async def forget_past(tx: Transaction, at: datetime, idle: timedelta) -> None:
    await tx.run(FORGET_PAST, at, idle)
