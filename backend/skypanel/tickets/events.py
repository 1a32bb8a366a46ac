"""Facts tickets announces. Each carries ids only; who wants more reads it."""

from skypanel.core.jobs import Event


class TicketOpened(Event, frozen=True):
    ticket_id: int


class CustomerReplied(Event, frozen=True):
    """The customer wrote again; the ticket waits for support."""

    ticket_id: int
    message_id: int


class TicketAnswered(Event, frozen=True):
    """Staff wrote; the ticket waits for the customer."""

    ticket_id: int
    message_id: int


class TicketClosed(Event, frozen=True):
    ticket_id: int


class TicketReopened(Event, frozen=True):
    ticket_id: int
