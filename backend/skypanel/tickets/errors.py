"""Every way tickets can say no."""

from skypanel.core.errors import Conflict, NotFound


class TicketNotFound(NotFound):
    """It does not exist, or it is somebody else's."""

    code = "ticket_not_found"
    message = "This ticket does not exist."


class TicketClosed(Conflict):
    code = "ticket_closed"
    message = "This ticket is closed. Reopen it to reply."


class TicketAlreadyClosed(Conflict):
    code = "ticket_already_closed"
    message = "This ticket is already closed."


class TicketNotClosed(Conflict):
    code = "ticket_not_closed"
    message = "This ticket is not closed, so there is nothing to reopen."


class TicketFull(Conflict):
    """A thread is read whole, so it must end somewhere."""

    code = "ticket_full"
    message = "This ticket has become too long. Open a new one and mention the number of this one."


class TooManyTickets(Conflict):
    """A person has as many unclosed tickets as one person may have."""

    code = "too_many_tickets"
    message = "You have too many unclosed tickets. Close one that is settled, or continue in one of them."


class TooManyTicketsToday(Conflict):
    """A person has opened as many tickets within a day as one person may."""

    code = "too_many_tickets_today"
    message = "You have opened too many tickets within a day. Continue in one of them, or come back tomorrow."
