"""What crosses the wire, where it differs from the records."""

import asyncio
from datetime import datetime
from typing import Annotated, Any, Final, Self

from skypanel.core.wire import Body, Id, View, text
from skypanel.tickets.drawing import in_turn
from skypanel.tickets.markdown import render
from skypanel.tickets.models import (
    LONGEST_MESSAGE,
    LONGEST_SUBJECT,
    CustomerThread,
    CustomerTicket,
    Message,
    Priority,
    Thread,
    Ticket,
)
from skypanel.tickets.turns import Side, Status

# More characters than this are rendered in a thread, so that one long ticket does not hold everybody up.
_RENDERED_AT_ONCE: Final = 4_000

MessageText = Annotated[str, text(longest=LONGEST_MESSAGE)]


class OpenTicket(Body):
    """A new ticket. `message` is Markdown; `serverId` one of one's own servers."""

    subject: Annotated[str, text(longest=LONGEST_SUBJECT)]
    message: MessageText
    department_id: Id
    priority: Priority = "medium"
    server_id: Id | None = None


class WriteMessage(Body):
    """One more message, in Markdown."""

    message: MessageText


class Named(View):
    """What a ticket belongs to."""

    id: int
    name: str


class Customer(View):
    """Whose ticket it is; only staff are told."""

    id: int
    username: str
    email: str


class Author(View):
    kind: Side
    name: str


class TicketView(View):
    """`status` says who is waited for: `open` support, `answered` the customer, `closed` nobody."""

    id: int
    subject: str
    status: Status
    priority: Priority
    department: Named
    server: Named | None
    created_at: datetime
    updated_at: datetime
    last_message_at: datetime
    last_message_by: Side

    @classmethod
    def of(cls, ticket: Ticket, **more: Any) -> Self:  # noqa: ANN401 - the fields a subclass adds
        return cls(
            id=ticket.id,
            subject=ticket.subject,
            status=ticket.status,
            priority=ticket.priority,
            department=Named(ticket.department_id, ticket.department_name),
            server=None if ticket.server_id is None else Named(ticket.server_id, ticket.server_name or ""),
            created_at=ticket.created_at,
            updated_at=ticket.updated_at,
            last_message_at=ticket.last_message_at,
            last_message_by=ticket.last_message_by,
            **more,
        )


class MessageView(View):
    """`body` is the Markdown as written, `html` the same made safe to show."""

    id: int
    author: Author
    body: str
    html: str
    created_at: datetime

    @classmethod
    def of(cls, message: Message) -> Self:
        name = message.author_name or ("Support" if message.author_kind == "staff" else "Customer")
        return cls(
            id=message.id,
            author=Author(message.author_kind, name),
            body=message.body,
            html=render(message.body),
            created_at=message.created_at,
        )


class TicketDetail(TicketView):
    """Messages oldest first."""

    messages: list[MessageView]


class CustomerTicketView(TicketView):
    customer: Customer


class CustomerTicketDetail(CustomerTicketView):
    """Messages oldest first."""

    messages: list[MessageView]


def customer_ticket_view(ticket: CustomerTicket) -> CustomerTicketView:
    return CustomerTicketView.of(ticket, customer=_customer(ticket))


async def ticket_detail(thread: Thread, *, reader_id: int) -> TicketDetail:
    """The thread drawn for `reader_id`; TooMany where more of theirs wait to be drawn than they have windows."""
    async with in_turn(reader_id):
        messages = await _message_views(thread.messages)
    return TicketDetail.of(thread.ticket, messages=messages)


async def customer_ticket_detail(thread: CustomerThread, *, reader_id: int) -> CustomerTicketDetail:
    """The same for staff."""
    async with in_turn(reader_id):
        messages = await _message_views(thread.messages)
    return CustomerTicketDetail.of(thread.ticket, customer=_customer(thread.ticket), messages=messages)


def _customer(ticket: CustomerTicket) -> Customer:
    return Customer(ticket.customer_id, ticket.customer_username, ticket.customer_email)


async def message_view(message: Message) -> MessageView:
    [view] = await _message_views([message])
    return view


async def _message_views(messages: list[Message]) -> list[MessageView]:
    if sum(len(message.body) for message in messages) <= _RENDERED_AT_ONCE:
        return [MessageView.of(message) for message in messages]
    return await asyncio.to_thread(lambda: [MessageView.of(message) for message in messages])
