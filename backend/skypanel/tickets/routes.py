"""What customers reach under /tickets and /ticket-departments."""

from typing import Annotated

from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery, JSONBody, QueryParameter

from skypanel.core.access import SIGNED_IN, Principal, allows
from skypanel.core.idempotency import KeyReused, claim_of
from skypanel.core.wire import MAX_ID, Data, IdempotencyKey, Listed, PageNumber, PathId, PerPage, Search, listed
from skypanel.tickets.errors import (
    TicketAlreadyClosed,
    TicketClosed,
    TicketFull,
    TicketNotClosed,
    TicketNotFound,
    TooManyTickets,
    TooManyTicketsToday,
)
from skypanel.tickets.queries import Sort
from skypanel.tickets.schemas import (
    MessageView,
    Named,
    OpenTicket,
    TicketDetail,
    TicketView,
    WriteMessage,
    message_view,
    ticket_detail,
)
from skypanel.tickets.service import Tickets
from skypanel.tickets.turns import Status

StatusFilter = Annotated[Status | None, QueryParameter(description="Only tickets that wait like this.")]
DepartmentFilter = Annotated[int | None, QueryParameter(name="departmentId", ge=1, le=MAX_ID)]


@get("/ticket-departments", opt=allows(SIGNED_IN), summary="List where a new ticket may go", tags=["Tickets"])
async def list_departments(tickets: NamedDependency[Tickets]) -> Data[list[Named]]:
    return Data([Named(department.id, department.name) for department in await tickets.list_departments()])


@get("/", opt=allows(SIGNED_IN), summary="List your tickets")
async def list_tickets(
    principal: NamedDependency[Principal],
    tickets: NamedDependency[Tickets],
    status: StatusFilter = None,
    department_id: DepartmentFilter = None,
    q: Search = None,
    sort: FromQuery[Sort] = "-lastMessageAt",
    page: PageNumber = 1,
    per_page: PerPage = 20,
) -> Listed[TicketView]:
    found = await tickets.list_mine(
        principal, status=status, department_id=department_id, q=q, sort=sort, page=page, per_page=per_page
    )
    return listed([TicketView.of(t) for t in found.items], total=found.total, page=page, per_page=per_page)


@post("/", opt=allows(SIGNED_IN, TooManyTickets, TooManyTicketsToday, KeyReused), summary="Ask for help")
async def open_ticket(
    principal: NamedDependency[Principal],
    tickets: NamedDependency[Tickets],
    data: JSONBody[OpenTicket],
    idempotency_key: IdempotencyKey = None,
) -> Data[TicketView]:
    ticket = await tickets.open(
        principal,
        subject=data.subject,
        message=data.message,
        department_id=data.department_id,
        priority=data.priority,
        server_id=data.server_id,
        claim=claim_of(principal.user_id, idempotency_key, "tickets.open", data),
    )
    return Data(TicketView.of(ticket))


@get("/{ticket_id:int}", opt=allows(SIGNED_IN, TicketNotFound), summary="Read a ticket and everything said in it")
async def read_ticket(
    principal: NamedDependency[Principal], tickets: NamedDependency[Tickets], ticket_id: PathId
) -> Data[TicketDetail]:
    return Data(await ticket_detail(await tickets.read(principal, ticket_id), reader_id=principal.user_id))


@post(
    "/{ticket_id:int}/messages",
    opt=allows(SIGNED_IN, TicketNotFound, TicketClosed, TicketFull, KeyReused),
    summary="Reply",
)
async def reply(
    principal: NamedDependency[Principal],
    tickets: NamedDependency[Tickets],
    ticket_id: PathId,
    data: JSONBody[WriteMessage],
    idempotency_key: IdempotencyKey = None,
) -> Data[MessageView]:
    claim = claim_of(principal.user_id, idempotency_key, f"tickets.reply:{ticket_id}", data)
    return Data(await message_view(await tickets.reply(principal, ticket_id, data.message, claim=claim)))


@post(
    "/{ticket_id:int}/close",
    status_code=200,
    opt=allows(SIGNED_IN, TicketNotFound, TicketAlreadyClosed),
    summary="Close a ticket",
)
async def close_ticket(
    principal: NamedDependency[Principal], tickets: NamedDependency[Tickets], ticket_id: PathId
) -> Data[TicketView]:
    return Data(TicketView.of(await tickets.close(principal, ticket_id)), message="The ticket is closed.")


@post(
    "/{ticket_id:int}/reopen",
    status_code=200,
    opt=allows(SIGNED_IN, TicketNotFound, TicketNotClosed, TooManyTickets),
    summary="Reopen a closed ticket",
)
async def reopen_ticket(
    principal: NamedDependency[Principal], tickets: NamedDependency[Tickets], ticket_id: PathId
) -> Data[TicketView]:
    return Data(TicketView.of(await tickets.reopen(principal, ticket_id)), message="The ticket is open again.")


router = Router(
    "/tickets",
    route_handlers=[list_tickets, open_ticket, read_ticket, reply, close_ticket, reopen_ticket],
    tags=["Tickets"],
)
