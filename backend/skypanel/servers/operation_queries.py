"""Every SQL statement of power acts. An operation that has ended is never changed again."""

from datetime import datetime
from types import NoneType
from typing import Final

from skypanel.core.db import Reader, Statement, Transaction
from skypanel.servers.models import OpenOperation, PowerAction, PowerSubject, RunningTask

# In the words of the index that allows a server one open act at a time.
IS_OPEN: Final = "state IN ('requested', 'running', 'unknown')"

# Locked: whoever is handing the server to somebody else right now is waited for, and the former owner is then too late.
LOCK_SUBJECT = Statement(
    PowerSubject,
    """
SELECT id, virtfusion_id, status, is_busy, last_task_at, refreshed_at
FROM servers WHERE id = $1 AND user_id = $2 AND removed_at IS NULL FOR NO KEY UPDATE
""",
    params=(int, int),
)
# Whoever comes second waits for the first to commit and then inserts nothing.
REQUEST = Statement(
    int,
    f"""
INSERT INTO server_operations (server_id, user_id, action, task_before_at, created_at, deadline_at)
VALUES ($1, $2, $3, $4, $5, $6)
ON CONFLICT (server_id) WHERE {IS_OPEN} DO NOTHING RETURNING id
""",
    params=(int, int, str, datetime | None, datetime, datetime),
)
FIND_RUNNING = Statement(
    RunningTask,
    f"SELECT action, created_at FROM server_operations WHERE server_id = $1 AND {IS_OPEN}",
    params=(int,),
)
_OPEN: Final = f"""
SELECT o.id, o.server_id, s.user_id, s.virtfusion_id, o.action, o.virtfusion_queue_id, o.task_before_at, o.progress,
       o.created_at, o.deadline_at
FROM server_operations o JOIN servers s ON s.id = o.server_id
WHERE o.{IS_OPEN}
"""
FIND_OPEN = Statement(OpenOperation, f"{_OPEN} AND o.id = $1", params=(int,))
START = Statement(
    int,
    f"""
UPDATE server_operations SET state = 'running', virtfusion_queue_id = $2 WHERE id = $1 AND {IS_OPEN} RETURNING id
""",
    params=(int, int | None),
)
DOUBT = Statement(
    int,
    "UPDATE server_operations SET state = 'unknown' WHERE id = $1 AND state = 'requested' RETURNING id",
    params=(int,),
)
PROGRESS = Statement(
    int,
    f"UPDATE server_operations SET progress = $2 WHERE id = $1 AND progress < $2 AND {IS_OPEN} RETURNING id",
    params=(int, int),
)
FINISH = Statement(
    int,
    f"""
UPDATE server_operations
SET state = $2, reason = $3, finished_at = $4, progress = CASE WHEN $2 = 'succeeded' THEN 100 ELSE progress END
WHERE id = $1 AND {IS_OPEN} RETURNING id
""",
    params=(int, str, str | None, datetime),
)
FIND_STATE = Statement(str, "SELECT state FROM server_operations WHERE id = $1", params=(int,))
# Left behind: asked for so long ago that no caller waits for it any more, or followed by nobody since.
LIST_LEFT_BEHIND = Statement(
    OpenOperation, f"{_OPEN} AND o.created_at < $1 ORDER BY o.created_at LIMIT $2", params=(datetime, int)
)
WATCH = Statement(
    NoneType,
    "UPDATE servers SET is_watched = true, next_refresh_at = least(next_refresh_at, $2) WHERE id = $1",
    params=(int, datetime),
)


async def lock_subject(tx: Transaction, server_id: int, user_id: int) -> PowerSubject | None:
    """The server, if it is this person's and stays so until the transaction ends."""
    return await tx.find(LOCK_SUBJECT, server_id, user_id)


async def request(
    tx: Transaction,
    subject: PowerSubject,
    user_id: int,
    action: PowerAction,
    *,
    now: datetime,
    deadline_at: datetime,
) -> int | None:
    """The new operation's id; None if one is open on this server."""
    return await tx.find(REQUEST, subject.id, user_id, action, subject.last_task_at, now, deadline_at)


async def find_running(rd: Reader, server_id: int) -> RunningTask | None:
    return await rd.find(FIND_RUNNING, server_id)


async def find_open(rd: Reader, operation_id: int) -> OpenOperation | None:
    return await rd.find(FIND_OPEN, operation_id)


async def start(tx: Transaction, operation_id: int, queue_id: int | None) -> bool:
    """VirtFusion took it; False if it has ended meanwhile."""
    return await tx.find(START, operation_id, queue_id) is not None


async def doubt(tx: Transaction, operation_id: int) -> bool:
    """Nobody knows whether it was taken."""
    return await tx.find(DOUBT, operation_id) is not None


async def advance(tx: Transaction, operation_id: int, progress: int) -> bool:
    """Progress never goes back; False if there is none."""
    return await tx.find(PROGRESS, operation_id, progress) is not None


async def finish(tx: Transaction, operation_id: int, state: str, reason: str | None, now: datetime) -> bool:
    """End it; False if it had ended already."""
    return await tx.find(FINISH, operation_id, state, reason, now) is not None


async def find_state(rd: Reader, operation_id: int) -> str | None:
    """None where it is gone, together with its server and whoever had that."""
    return await rd.find(FIND_STATE, operation_id)


async def list_left_behind(rd: Reader, before: datetime, at_most: int) -> list[OpenOperation]:
    return await rd.all(LIST_LEFT_BEHIND, before, at_most)


async def watch(tx: Transaction, server_id: int, now: datetime) -> None:
    """Have the server read before the others, as soon as possible."""
    await tx.run(WATCH, server_id, now)
