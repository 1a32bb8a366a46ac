"""What staff reach under /admin/tickets."""

from litestar import Router, get, post
from litestar.di import NamedDependency
from litestar.params import FromQuery, JSONBody

from skypanel.core.access import Permission, Principal, allows, requires
from skypanel.core.idempotency import KeyReused, claim_of
from skypanel.core.wire import Data, IdempotencyKey, Listed, PageNumber, PathId, PerPage, Search, listed
from skypanel.tickets.errors import (
    TicketAlreadyClosed,
    TicketClosed,
    TicketFull,
    TicketNotClosed,
    TicketNotFound,
    TooManyTickets,
)
from skypanel.tickets.queries import StaffSort
from skypanel.tickets.routes import DepartmentFilter, StatusFilter
from skypanel.tickets.schemas import (
    CustomerTicketDetail,
    CustomerTicketView,
    MessageView,
    WriteMessage,
    customer_ticket_detail,
    customer_ticket_view,
    message_view,
)
from skypanel.tickets.service import Tickets

READ = requires(Permission.TICKETS_READ)
ANSWER = requires(Permission.TICKETS_ANSWER)


@get("/", opt=allows(READ), summary="List everybody's tickets; the total stops at 10,000")
async def list_tickets(
    tickets: NamedDependency[Tickets],
    status: StatusFilter = None,
    department_id: DepartmentFilter = None,
    q: Search = None,
    sort: FromQuery[StaffSort] = "-lastMessageAt",
    page: PageNumber = 1,
    per_page: PerPage = 20,
) -> Listed[CustomerTicketView]:
    found = await tickets.list_all(
        status=status, department_id=department_id, q=q, sort=sort, page=page, per_page=per_page
    )
    return listed([customer_ticket_view(t) for t in found.items], total=found.total, page=page, per_page=per_page)


@get("/{ticket_id:int}", opt=allows(READ, TicketNotFound), summary="Read anybody's ticket")
async def read_ticket(
    principal: NamedDependency[Principal], tickets: NamedDependency[Tickets], ticket_id: PathId
) -> Data[CustomerTicketDetail]:
    return Data(await customer_ticket_detail(await tickets.read_any(ticket_id), reader_id=principal.user_id))


@post(
    "/{ticket_id:int}/messages",
    opt=allows(ANSWER, TicketNotFound, TicketClosed, TicketFull, KeyReused),
    summary="Answer the customer",
)
async def answer(
    principal: NamedDependency[Principal],
    tickets: NamedDependency[Tickets],
    ticket_id: PathId,
    data: JSONBody[WriteMessage],
    idempotency_key: IdempotencyKey = None,
) -> Data[MessageView]:
    claim = claim_of(principal.user_id, idempotency_key, f"tickets.answer:{ticket_id}", data)
    return Data(await message_view(await tickets.answer(principal, ticket_id, data.message, claim=claim)))


@post(
    "/{ticket_id:int}/close",
    status_code=200,
    opt=allows(ANSWER, TicketNotFound, TicketAlreadyClosed),
    summary="Close anybody's ticket",
)
async def close_ticket(
    principal: NamedDependency[Principal], tickets: NamedDependency[Tickets], ticket_id: PathId
) -> Data[CustomerTicketView]:
    closed = await tickets.close_any(principal, ticket_id)
    return Data(customer_ticket_view(closed), message="The ticket is closed.")


@post(
    "/{ticket_id:int}/reopen",
    status_code=200,
    opt=allows(ANSWER, TicketNotFound, TicketNotClosed, TooManyTickets),
    summary="Reopen anybody's ticket",
)
async def reopen_ticket(
    principal: NamedDependency[Principal], tickets: NamedDependency[Tickets], ticket_id: PathId
) -> Data[CustomerTicketView]:
    reopened = await tickets.reopen_any(principal, ticket_id)
    return Data(customer_ticket_view(reopened), message="The ticket is open again.")


router = Router(
    "/admin/tickets",
    route_handlers=[list_tickets, read_ticket, answer, close_ticket, reopen_ticket],
    tags=["Staff: tickets"],
)
