"""Every SQL statement of notifications."""

from datetime import datetime
from types import NoneType

from skypanel.core.db import Statement, Transaction
from skypanel.notifications.models import Kind, Mail

OWE = Statement(
    NoneType,
    """
INSERT INTO mails (user_id, kind, cause, created_at)
SELECT id, $2::text, $3::text, $4::timestamptz FROM users
WHERE id = $1 AND ($5::bigint IS NULL
    OR (SELECT count(*) FROM mails
        WHERE user_id = $1 AND kind = $2 AND created_at > $4 - interval '1 hour') < $5)
ON CONFLICT (cause) DO NOTHING
""",
    params=(int, str, str, datetime, int | None),
)
FIND_FOR_UPDATE = Statement(
    Mail, "SELECT id, state, attempted_at FROM mails WHERE cause = $1 FOR UPDATE", params=(str,)
)
SET_ATTEMPTED = Statement(NoneType, "UPDATE mails SET attempted_at = $2 WHERE id = $1", params=(int, datetime | None))
SET_SENT = Statement(
    NoneType,
    """
UPDATE mails SET state = 'sent', sent_at = $3, provider_id = $2, attempted_at = NULL
WHERE id = $1 AND state = 'requested'
""",
    params=(int, str | None, datetime),
)
SET_REFUSED = Statement(
    NoneType,
    "UPDATE mails SET state = 'refused', attempted_at = NULL WHERE id = $1 AND state = 'requested'",
    params=(int,),
)
FORGET_OLD = Statement(NoneType, "DELETE FROM mails WHERE created_at < $1 AND state <> 'requested'", params=(datetime,))


async def owe(tx: Transaction, user_id: int, kind: Kind, cause: str, at: datetime, most_an_hour: int | None) -> None:
    """Note that we owe this mail, unless it is noted already, the person is gone, or had `most_an_hour` of the kind."""
    await tx.run(OWE, user_id, kind, cause, at, most_an_hour)


async def find_for_update(tx: Transaction, cause: str) -> Mail | None:
    """The mail of this cause, locked."""
    return await tx.find(FIND_FOR_UPDATE, cause)


async def set_attempted(tx: Transaction, mail_id: int, at: datetime | None) -> None:
    """It is being handed over since `at`, or (None) certainly was not taken."""
    await tx.run(SET_ATTEMPTED, mail_id, at)


async def set_sent(tx: Transaction, mail_id: int, provider_id: str | None, at: datetime) -> None:
    await tx.run(SET_SENT, mail_id, provider_id, at)


async def set_refused(tx: Transaction, mail_id: int) -> None:
    """It will never be sent."""
    await tx.run(SET_REFUSED, mail_id)


async def forget_old(tx: Transaction, before: datetime) -> int:
    """Delete settled mails from before that instant; how many."""
    return await tx.run(FORGET_OLD, before)
