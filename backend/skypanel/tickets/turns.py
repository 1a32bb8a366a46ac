"""Whose turn it is: which acts each state of a ticket permits, and what becomes of it.

    open       waiting for support
    answered   waiting for the customer
    closed     waiting for nobody

A word from the customer makes it open, a word from staff makes it answered; a closed one takes neither until it is
reopened, and then it waits for support.
"""

from typing import Literal

from skypanel.tickets.errors import TicketAlreadyClosed, TicketClosed, TicketNotClosed

Status = Literal["open", "answered", "closed"]
Side = Literal["customer", "staff"]


def after_word(status: Status, by: Side) -> Status:
    """The state after `by` wrote something; TicketClosed when nothing may be written."""
    if status == "closed":
        raise TicketClosed
    return "open" if by == "customer" else "answered"


def after_closing(status: Status) -> Status:
    """The state after either side closed it; TicketAlreadyClosed the second time."""
    if status == "closed":
        raise TicketAlreadyClosed
    return "closed"


def after_reopening(status: Status) -> Status:
    """The state after either side reopened it; TicketNotClosed when there is nothing to reopen."""
    if status != "closed":
        raise TicketNotClosed
    return "open"
