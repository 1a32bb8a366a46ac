"""Every SQL statement of tickets.

A customer's ticket is only ever reached through a statement that takes its owner (`…_OWNED`).
"""

from datetime import datetime
from types import NoneType
from typing import Final, Literal

from skypanel.audit.models import Signature
from skypanel.core.db import Database, Page, Reader, Statement, Transaction, Turn
from skypanel.core.idempotency import Claim
from skypanel.tickets.errors import TicketFull, TicketNotFound
from skypanel.tickets.models import (
    LONGEST_THREAD,
    MOST_A_DAY,
    MOST_MESSAGES,
    MOST_UNCLOSED,
    Answer,
    CustomerTicket,
    Department,
    LockedTicket,
    Message,
    Opening,
    Priority,
    Ticket,
)
from skypanel.tickets.turns import Side, Status

Sort = Literal["-lastMessageAt", "lastMessageAt", "-createdAt", "createdAt"]
StaffSort = Literal["-lastMessageAt", "lastMessageAt"]

_TICKET: Final = """
    t.id, t.subject, t.status, t.priority, t.department_id, d.name, s.id, s.name,
    t.created_at, t.updated_at, t.last_message_at, t.last_message_by
"""
_CUSTOMER: Final = "u.id, u.username, u.email"
_JOINED: Final = """
    FROM tickets t
    JOIN departments d ON d.id = t.department_id
    LEFT JOIN servers s ON s.id = t.server_id AND s.user_id = t.user_id
"""
_JOINED_CUSTOMER: Final = "JOIN users u ON u.id = t.user_id"

LIST_DEPARTMENTS = Statement(
    Department, "SELECT id, name FROM departments WHERE is_open ORDER BY position, id LIMIT 100"
)

GET_OWNED = Statement(Ticket, f"SELECT {_TICKET} {_JOINED} WHERE t.id = $1 AND t.user_id = $2", params=(int, int))
GET_ANY = Statement(
    CustomerTicket, f"SELECT {_TICKET}, {_CUSTOMER} {_JOINED} {_JOINED_CUSTOMER} WHERE t.id = $1", params=(int,)
)
LIST_MESSAGES = Statement(
    Message,
    """
SELECT m.id, m.author_kind, u.username, m.body, m.created_at
FROM ticket_messages m LEFT JOIN users u ON u.id = m.author_id
WHERE m.ticket_id = $1 ORDER BY m.id LIMIT $2
""",
    params=(int, int),
)
GET_MESSAGE_BY = Statement(
    Message,
    """
SELECT m.id, m.author_kind, u.username, m.body, m.created_at
FROM ticket_messages m JOIN users u ON u.id = m.author_id
WHERE m.id = $1 AND m.author_id = $2
""",
    params=(int, int),
)

_OF_ONE_PERSON: Final = f"""
SELECT {_TICKET}, count(*) OVER () {_JOINED}
WHERE t.user_id = $1
  AND ($2::text IS NULL OR t.status = $2)
  AND ($3::bigint IS NULL OR t.department_id = $3)
  AND ($4::text IS NULL OR position(lower($4) IN lower(t.subject)) > 0 OR t.id::text = ltrim($4, '#'))
"""
_OF_ONE_PERSON_PARAMS: Final = (int, str | None, int | None, str | None, int, int)
LIST_OWNED_LATEST_WORD_FIRST = Statement(
    Ticket,
    f"{_OF_ONE_PERSON} ORDER BY t.last_message_at DESC, t.id DESC LIMIT $5 OFFSET $6",
    params=_OF_ONE_PERSON_PARAMS,
    is_paged=True,
)
LIST_OWNED_LATEST_WORD_LAST = Statement(
    Ticket,
    f"{_OF_ONE_PERSON} ORDER BY t.last_message_at, t.id LIMIT $5 OFFSET $6",
    params=_OF_ONE_PERSON_PARAMS,
    is_paged=True,
)
LIST_OWNED_NEWEST_FIRST = Statement(
    Ticket,
    f"{_OF_ONE_PERSON} ORDER BY t.created_at DESC, t.id DESC LIMIT $5 OFFSET $6",
    params=_OF_ONE_PERSON_PARAMS,
    is_paged=True,
)
LIST_OWNED_OLDEST_FIRST = Statement(
    Ticket,
    f"{_OF_ONE_PERSON} ORDER BY t.created_at, t.id LIMIT $5 OFFSET $6",
    params=_OF_ONE_PERSON_PARAMS,
    is_paged=True,
)
_OWNED: Final[dict[Sort, Statement[Ticket]]] = {
    "-lastMessageAt": LIST_OWNED_LATEST_WORD_FIRST,
    "lastMessageAt": LIST_OWNED_LATEST_WORD_LAST,
    "-createdAt": LIST_OWNED_NEWEST_FIRST,
    "createdAt": LIST_OWNED_OLDEST_FIRST,
}

# Everybody's tickets are many, so the total is counted up to 10,000 and not beyond: nobody pages further, one filters.
_ANY_WHERE: Final = """
WHERE ($1::text IS NULL OR t.status = $1)
  AND ($2::bigint IS NULL OR t.department_id = $2)
  AND ($3::text IS NULL OR position(lower($3) IN lower(t.subject)) > 0 OR t.id::text = ltrim($3, '#')
       OR EXISTS (SELECT FROM users w WHERE w.id = t.user_id
                  AND (position(lower($3) IN lower(w.username)) > 0 OR position(lower($3) IN lower(w.email)) > 0)))
"""
_OF_EVERYBODY: Final = f"""
SELECT {_TICKET}, {_CUSTOMER},
    (SELECT count(*) FROM (SELECT FROM tickets t {_ANY_WHERE} LIMIT 10000) AS counted)
{_JOINED} {_JOINED_CUSTOMER} {_ANY_WHERE}
"""
_OF_EVERYBODY_PARAMS: Final = (str | None, int | None, str | None, int, int)
LIST_ANY_LATEST_WORD_FIRST = Statement(
    CustomerTicket,
    f"{_OF_EVERYBODY} ORDER BY t.last_message_at DESC, t.id DESC LIMIT $4 OFFSET $5",
    params=_OF_EVERYBODY_PARAMS,
    is_paged=True,
)
LIST_ANY_LATEST_WORD_LAST = Statement(
    CustomerTicket,
    f"{_OF_EVERYBODY} ORDER BY t.last_message_at, t.id LIMIT $4 OFFSET $5",
    params=_OF_EVERYBODY_PARAMS,
    is_paged=True,
)
_ANY: Final[dict[StaffSort, Statement[CustomerTicket]]] = {
    "-lastMessageAt": LIST_ANY_LATEST_WORD_FIRST,
    "lastMessageAt": LIST_ANY_LATEST_WORD_LAST,
}

LOCK_OWNED = Statement(
    LockedTicket, "SELECT user_id, status FROM tickets WHERE id = $1 AND user_id = $2 FOR UPDATE", params=(int, int)
)
LOCK_ANY = Statement(LockedTicket, "SELECT user_id, status FROM tickets WHERE id = $1 FOR UPDATE", params=(int,))
FIND_OWNER = Statement(int, "SELECT user_id FROM tickets WHERE id = $1", params=(int,))
COUNT_UNCLOSED = Statement(int, "SELECT unclosed FROM count_tickets_in_turn($1, now())", params=(int,))
# The whole act. Opens it only if it may be opened, and says in either case what decided that. By being one statement it
# is a transaction by itself, at a quarter of the round trips; nothing of it stays where the key is taken.
OPEN = Statement(
    Opening,
    f"""
WITH facts AS MATERIALIZED (
    SELECT unclosed, opened_lately,
           (SELECT name FROM departments WHERE id = $4 AND is_open FOR KEY SHARE) AS department_name,
           (SELECT name FROM servers WHERE id = $5 AND user_id = $1 AND removed_at IS NULL FOR KEY SHARE) AS server_name
    FROM count_tickets_in_turn($1, $7::timestamptz)
), opened AS (
    INSERT INTO tickets (user_id, subject, priority, department_id, server_id, status, last_message_by,
                         created_at, updated_at, last_message_at)
    SELECT $1, $2::text, $3::text, $4, $5, 'open', 'customer', $7, $7, $7 FROM facts
    WHERE unclosed < {MOST_UNCLOSED} AND opened_lately < {MOST_A_DAY}
      AND department_name IS NOT NULL AND ($5::bigint IS NULL OR server_name IS NOT NULL)
    RETURNING id
), said AS (
    INSERT INTO ticket_messages (ticket_id, author_id, author_kind, body, created_at)
    SELECT id, $1, 'customer', $6::text, $7 FROM opened
), told AS MATERIALIZED (
    SELECT id,
           claim_key($1, $8::text, $9::bytea, id),
           record_act($1, $10::text, 'tickets.opened', 'ticket', id, $11::text, $12::text, '{{}}'),
           enqueue_jobs($13::text, jsonb_build_object('ticket_id', id)),
           pg_notify('live', $1 || ',0:ticket:' || id)
    FROM opened
)
SELECT unclosed, opened_lately, department_name, server_name, told.id FROM facts LEFT JOIN told ON true
""",
    params=(
        *(int, str, str, int, int | None, str, datetime),
        *(str | None, bytes | None),
        *(str, str | None, str | None),
        str,
    ),
)
SAY = Statement(
    int,
    """
WITH said AS (
    INSERT INTO ticket_messages (ticket_id, author_id, author_kind, body, created_at)
    SELECT $1::bigint, $2::bigint, $3::text, $4::text, $6::timestamptz
    FROM (SELECT count(*) AS messages, coalesce(sum(octet_length(body)), 0) AS bytes
          FROM ticket_messages WHERE ticket_id = $1) AS thread
    WHERE messages < $7 AND ($3 = 'staff' OR bytes + octet_length($4) <= $8)
    RETURNING id
), turned AS (
    UPDATE tickets SET status = $5, last_message_by = $3, last_message_at = $6, updated_at = $6
    WHERE id = $1 AND EXISTS (SELECT FROM said)
)
SELECT id FROM said
""",
    params=(int, int, str, str, str, datetime, int, int),
)
SET_STATUS = Statement(
    NoneType, "UPDATE tickets SET status = $2, updated_at = $3 WHERE id = $1", params=(int, str, datetime)
)
FIND_ANSWER = Statement(
    Answer,
    """
SELECT u.id, u.email, u.username, t.subject, a.username, m.body
FROM ticket_messages m
JOIN tickets t ON t.id = m.ticket_id
JOIN users u ON u.id = t.user_id
LEFT JOIN users a ON a.id = m.author_id
WHERE m.ticket_id = $1 AND m.id = $2 AND m.author_kind = 'staff'
""",
    params=(int, int),
)


async def list_departments(rd: Reader) -> list[Department]:
    """Those that take new tickets, in the operator's order; at most 100."""
    return await rd.all(LIST_DEPARTMENTS)


async def get_owned(rd: Reader, ticket_id: int, user_id: int) -> Ticket:
    """The ticket if it is this person's, else TicketNotFound."""
    ticket = await rd.find(GET_OWNED, ticket_id, user_id)
    if ticket is None:
        raise TicketNotFound
    return ticket


async def get_any(rd: Reader, ticket_id: int) -> CustomerTicket:
    """Anybody's ticket, for staff; else TicketNotFound."""
    ticket = await rd.find(GET_ANY, ticket_id)
    if ticket is None:
        raise TicketNotFound
    return ticket


async def list_messages(rd: Reader, ticket_id: int) -> list[Message]:
    """All of them, oldest first. The caller has made sure the ticket may be read."""
    return await rd.all(LIST_MESSAGES, ticket_id, MOST_MESSAGES)


async def get_message(rd: Reader, message_id: int, author_id: int) -> Message:
    """A message this person wrote, else TicketNotFound."""
    message = await rd.find(GET_MESSAGE_BY, message_id, author_id)
    if message is None:
        raise TicketNotFound
    return message


async def list_owned(
    rd: Reader,
    user_id: int,
    *,
    status: Status | None,
    department_id: int | None,
    q: str | None,
    sort: Sort,
    page: int,
    per_page: int,
) -> Page[Ticket]:
    """One person's tickets. `q` is a part of the subject, or the number with or without `#`."""
    return await rd.page(_OWNED[sort], user_id, status, department_id, q, page=page, per_page=per_page)


async def list_any(
    rd: Reader,
    *,
    status: Status | None,
    department_id: int | None,
    q: str | None,
    sort: StaffSort,
    page: int,
    per_page: int,
) -> Page[CustomerTicket]:
    """Everybody's tickets, for staff. `q` is a part of subject, username or address, or the number.

    The total stops at 10,000.
    """
    return await rd.page(_ANY[sort], status, department_id, q, page=page, per_page=per_page)


async def lock_owned(tx: Transaction, ticket_id: int, user_id: int) -> LockedTicket:
    """Lock the ticket if it is this person's, else TicketNotFound."""
    locked = await tx.find(LOCK_OWNED, ticket_id, user_id)
    if locked is None:
        raise TicketNotFound
    return locked


async def lock_any(tx: Transaction, ticket_id: int) -> LockedTicket:
    """Lock anybody's ticket, for staff; else TicketNotFound."""
    locked = await tx.find(LOCK_ANY, ticket_id)
    if locked is None:
        raise TicketNotFound
    return locked


async def get_owner(rd: Reader, ticket_id: int) -> int:
    """Whose ticket it is (this never changes); else TicketNotFound."""
    user_id = await rd.find(FIND_OWNER, ticket_id)
    if user_id is None:
        raise TicketNotFound
    return user_id


def allowance(user_id: int) -> Turn:
    """Nobody else adds to this person's unclosed tickets while it is held. Not the row in `users`: signing in must not
    wait for it.
    """
    return Turn("tickets", user_id)


async def count_unclosed(tx: Transaction, user_id: int) -> int:
    """How many of this person's tickets wait for somebody. Takes their `allowance`, if it is not held already."""
    return await tx.one(COUNT_UNCLOSED, user_id)


async def open_ticket(
    db: Database,
    by: Signature,
    user_id: int,
    subject: str,
    priority: Priority,
    department_id: int,
    server_id: int | None,
    body: str,
    at: datetime,
    *,
    claim: Claim | None,
    jobs: str,
) -> Opening:
    """Open it if the person may, and have `jobs` (lines for `enqueue_jobs`) run with its id; `ticket_id` is None where
    something else in the answer forbids it. UniqueViolationError, and no ticket, where the claim's key is taken.
    """
    asked = (user_id, subject, priority, department_id, server_id, body, at)
    key = (None, None) if claim is None else (claim.key, claim.request_hash)
    return await db.one(OPEN, *asked, *key, by.actor_kind, by.address, by.request_id, jobs)


async def say(
    tx: Transaction, ticket_id: int, author_id: int, by: Side, body: str, status: Status, at: datetime
) -> int:
    """Add a message to a locked ticket, which becomes `status`; the message's id.

    TicketFull past MOST_MESSAGES and, for the customer, past LONGEST_THREAD: staff can always answer what was written.
    """
    message_id = await tx.find(SAY, ticket_id, author_id, by, body, status, at, MOST_MESSAGES, LONGEST_THREAD)
    if message_id is None:
        raise TicketFull
    return message_id


async def set_status(tx: Transaction, ticket_id: int, status: Status, at: datetime) -> None:
    """Of a locked ticket."""
    await tx.run(SET_STATUS, ticket_id, status, at)


async def find_answer(rd: Reader, ticket_id: int, message_id: int) -> Answer | None:
    """What staff wrote and for whom; None when there is no such message by staff."""
    return await rd.find(FIND_ANSWER, ticket_id, message_id)
