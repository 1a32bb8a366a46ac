"""What a customer and what staff can do with tickets."""

import asyncpg

from skypanel.audit.service import Audit
from skypanel.core import idempotency
from skypanel.core.access import Principal
from skypanel.core.clock import Clock
from skypanel.core.db import Database, Page, Transaction
from skypanel.core.errors import Invalid, Refusal
from skypanel.core.idempotency import Claim
from skypanel.tickets import queries, turns
from skypanel.tickets.errors import TooManyTickets, TooManyTicketsToday
from skypanel.tickets.events import CustomerReplied, TicketAnswered, TicketClosed, TicketOpened, TicketReopened
from skypanel.tickets.models import (
    MOST_A_DAY,
    MOST_UNCLOSED,
    Answer,
    CustomerThread,
    CustomerTicket,
    Department,
    LockedTicket,
    Message,
    Opening,
    Priority,
    Thread,
    Ticket,
    message_of,
    subject_of,
)
from skypanel.tickets.queries import Sort, StaffSort
from skypanel.tickets.turns import Side, Status


class Tickets:
    """Every act locks the ticket, decides by its state, and is in the audit trail; both sides' browsers hear of it.

    Somebody else's ticket is TicketNotFound, whatever is asked of it. Locks are taken in one order: the person's
    allowance, then the ticket.
    """

    def __init__(self, db: Database, audit: Audit, clock: Clock) -> None:
        self._db = db
        self._audit = audit
        self._clock = clock

    # What a customer can do

    async def list_departments(self) -> list[Department]:
        """Where a new ticket may go."""
        return await queries.list_departments(self._db)

    async def open(
        self,
        principal: Principal,
        *,
        subject: str,
        message: str,
        department_id: int,
        priority: Priority,
        server_id: int | None,
        claim: Claim | None = None,
    ) -> Ticket:
        """Ask for help. Invalid names `subject`, `message`, `departmentId` or `serverId` (only one's own server will
        do); TooManyTickets at the 21st unclosed one and TooManyTicketsToday at the 51st within a day, however many
        requests come at once. A repeated `claim` is answered with the ticket it made.
        """
        subject, message, now = subject_of(subject), message_of(message), self._clock.now()
        try:
            opening = await queries.open_ticket(
                self._db,
                self._audit.signature(principal),
                principal.user_id,
                subject,
                priority,
                department_id,
                server_id,
                message,
                now,
                claim=claim,
                jobs=self._db.jobs_of(TicketOpened),
            )
            ticket_id, department_name = _opened(opening)
        except (Refusal, asyncpg.UniqueViolationError):
            # A repeat is not judged again: what was opened may be the very reason why nothing more may be.
            if (made := await idempotency.find_made(self._db, claim)) is None:
                raise
            return await queries.get_owned(self._db, made, principal.user_id)
        return Ticket(
            id=ticket_id,
            subject=subject,
            status="open",
            priority=priority,
            department_id=department_id,
            department_name=department_name,
            server_id=server_id,
            server_name=opening.server_name,
            created_at=now,
            updated_at=now,
            last_message_at=now,
            last_message_by="customer",
        )

    async def list_mine(
        self,
        principal: Principal,
        *,
        status: Status | None = None,
        department_id: int | None = None,
        q: str | None = None,
        sort: Sort = "-lastMessageAt",
        page: int = 1,
        per_page: int = 20,
    ) -> Page[Ticket]:
        return await queries.list_owned(
            self._db,
            principal.user_id,
            status=status,
            department_id=department_id,
            q=(q or "").strip() or None,
            sort=sort,
            page=page,
            per_page=per_page,
        )

    async def read(self, principal: Principal, ticket_id: int) -> Thread:
        ticket = await queries.get_owned(self._db, ticket_id, principal.user_id)
        return Thread(ticket=ticket, messages=await queries.list_messages(self._db, ticket_id))

    async def reply(self, principal: Principal, ticket_id: int, message: str, *, claim: Claim | None = None) -> Message:
        """Write again; the ticket waits for support. TicketClosed, TicketFull, Invalid on `message`.

        A repeated `claim` is answered with the message it made.
        """
        message = message_of(message)
        async with self._db.begin() as tx:
            made = await idempotency.recall(tx, claim)
            if made is not None:
                return await queries.get_message(tx, made, principal.user_id)
            ticket = await queries.lock_owned(tx, ticket_id, principal.user_id)
            said = await self._say(tx, principal, ticket_id, ticket, message, by="customer")
            await idempotency.remember(tx, claim, said.id)
            await self._tell(tx, principal, "replied", ticket_id, ticket.user_id)
            await tx.emit(CustomerReplied(ticket_id=ticket_id, message_id=said.id))
        return said

    async def close(self, principal: Principal, ticket_id: int) -> Ticket:
        """Say that it is settled. TicketAlreadyClosed the second time."""
        async with self._db.begin() as tx:
            ticket = await queries.lock_owned(tx, ticket_id, principal.user_id)
            await self._close(tx, principal, ticket_id, ticket)
            return await queries.get_owned(tx, ticket_id, principal.user_id)

    async def reopen(self, principal: Principal, ticket_id: int) -> Ticket:
        """Say that it is not settled after all. TicketNotClosed, TooManyTickets."""
        async with self._db.begin(queries.allowance(principal.user_id)) as tx:
            ticket = await queries.lock_owned(tx, ticket_id, principal.user_id)
            await self._reopen(tx, principal, ticket_id, ticket)
            return await queries.get_owned(tx, ticket_id, principal.user_id)

    # What staff can do

    async def list_all(
        self,
        *,
        status: Status | None = None,
        department_id: int | None = None,
        q: str | None = None,
        sort: StaffSort = "-lastMessageAt",
        page: int = 1,
        per_page: int = 20,
    ) -> Page[CustomerTicket]:
        """Everybody's tickets; `q` also finds customers. The total stops at 10,000."""
        return await queries.list_any(
            self._db,
            status=status,
            department_id=department_id,
            q=(q or "").strip() or None,
            sort=sort,
            page=page,
            per_page=per_page,
        )

    async def read_any(self, ticket_id: int) -> CustomerThread:
        ticket = await queries.get_any(self._db, ticket_id)
        return CustomerThread(ticket=ticket, messages=await queries.list_messages(self._db, ticket_id))

    async def answer(
        self, principal: Principal, ticket_id: int, message: str, *, claim: Claim | None = None
    ) -> Message:
        """Write to the customer, who is mailed; the ticket waits for them. TicketClosed, TicketFull, Invalid.

        A repeated `claim` is answered with the message it made.
        """
        message = message_of(message)
        async with self._db.begin() as tx:
            made = await idempotency.recall(tx, claim)
            if made is not None:
                return await queries.get_message(tx, made, principal.user_id)
            ticket = await queries.lock_any(tx, ticket_id)
            said = await self._say(tx, principal, ticket_id, ticket, message, by="staff")
            await idempotency.remember(tx, claim, said.id)
            await self._tell(tx, principal, "answered", ticket_id, ticket.user_id)
            await tx.emit(TicketAnswered(ticket_id=ticket_id, message_id=said.id))
        return said

    async def close_any(self, principal: Principal, ticket_id: int) -> CustomerTicket:
        """Close anybody's ticket. TicketAlreadyClosed the second time."""
        async with self._db.begin() as tx:
            ticket = await queries.lock_any(tx, ticket_id)
            await self._close(tx, principal, ticket_id, ticket)
            return await queries.get_any(tx, ticket_id)

    async def reopen_any(self, principal: Principal, ticket_id: int) -> CustomerTicket:
        """Reopen anybody's ticket. TicketNotClosed; TooManyTickets, for the limit is the customer's."""
        owner_id = await queries.get_owner(self._db, ticket_id)
        async with self._db.begin(queries.allowance(owner_id)) as tx:
            ticket = await queries.lock_any(tx, ticket_id)
            await self._reopen(tx, principal, ticket_id, ticket)
            return await queries.get_any(tx, ticket_id)

    # What others need to know

    async def find_answer(self, ticket_id: int, message_id: int) -> Answer | None:
        """What staff wrote in a ticket and whom it is for; None when there is no such message by staff."""
        return await queries.find_answer(self._db, ticket_id, message_id)

    # What both sides do alike, with the ticket locked

    async def _say(
        self, tx: Transaction, principal: Principal, ticket_id: int, ticket: LockedTicket, message: str, *, by: Side
    ) -> Message:
        status, now = turns.after_word(ticket.status, by), self._clock.now()
        message_id = await queries.say(tx, ticket_id, principal.user_id, by, message, status, now)
        return Message(message_id, by, principal.username, message, now)

    async def _close(self, tx: Transaction, principal: Principal, ticket_id: int, ticket: LockedTicket) -> None:
        await queries.set_status(tx, ticket_id, turns.after_closing(ticket.status), self._clock.now())
        await self._tell(tx, principal, "closed", ticket_id, ticket.user_id)
        await tx.emit(TicketClosed(ticket_id=ticket_id))

    async def _reopen(self, tx: Transaction, principal: Principal, ticket_id: int, ticket: LockedTicket) -> None:
        status = turns.after_reopening(ticket.status)
        if await queries.count_unclosed(tx, ticket.user_id) >= MOST_UNCLOSED:
            raise TooManyTickets
        await queries.set_status(tx, ticket_id, status, self._clock.now())
        await self._tell(tx, principal, "reopened", ticket_id, ticket.user_id)
        await tx.emit(TicketReopened(ticket_id=ticket_id))

    async def _tell(self, tx: Transaction, principal: Principal, act: str, ticket_id: int, owner_id: int) -> None:
        """Remember the act, and let the customer's and the staff's browsers fetch the ticket again."""
        await tx.notify("live", f"{owner_id},0:ticket:{ticket_id}")
        await self._audit.record(tx, principal, f"tickets.{act}", ("ticket", ticket_id))


def _opened(opening: Opening) -> tuple[int, str]:
    """The new ticket's number and the department's name, or why there is none."""
    if opening.unclosed >= MOST_UNCLOSED:
        raise TooManyTickets
    if opening.opened_lately >= MOST_A_DAY:
        raise TooManyTicketsToday
    if opening.department_name is None:
        raise Invalid(fields={"departmentId": "Choose a department from the list."})
    if opening.ticket_id is None:
        raise Invalid(fields={"serverId": "Choose one of your servers."})
    return opening.ticket_id, opening.department_name
