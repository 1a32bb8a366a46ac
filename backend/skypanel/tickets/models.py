"""The records of tickets, and the rules one record can enforce on itself."""

import unicodedata
from datetime import datetime
from typing import Final, Literal

from msgspec import Struct

from skypanel.core.errors import Invalid
from skypanel.tickets.markdown import render
from skypanel.tickets.turns import Side, Status

Priority = Literal["low", "medium", "high", "urgent"]

LONGEST_SUBJECT: Final = 200
LONGEST_MESSAGE: Final = 20_000
MOST_MESSAGES: Final = 200
"""Messages of one ticket. A thread is read and drawn whole."""
LONGEST_THREAD: Final = 400_000
"""Bytes a ticket may hold before its customer adds to it no more: twenty of the longest messages in plain English.
Drawn, the worst of them are eight times as long."""
MOST_UNCLOSED: Final = 20
"""Unclosed tickets of one person."""
MOST_A_DAY: Final = 50
"""Tickets one person opens within 24 hours: more than anybody needs, and an end to what one can fill."""

# Overrides of the writing direction: with them a subject can be made to read as something else in a list.
_DIRECTION_OVERRIDES: Final = frozenset("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


class Department(Struct, frozen=True):
    """Where a question goes. Only open departments take new tickets."""

    id: int
    name: str


class Ticket(Struct):
    """One ticket, as a row of a list shows it. The server is one of its owner's, and may be gone."""

    id: int
    subject: str
    status: Status
    priority: Priority
    department_id: int
    department_name: str
    server_id: int | None
    server_name: str | None
    created_at: datetime
    updated_at: datetime
    last_message_at: datetime
    last_message_by: Side


class CustomerTicket(Ticket):
    """The same for staff, who see whose it is."""

    customer_id: int
    customer_username: str
    customer_email: str


class Message(Struct):
    """What somebody wrote, in Markdown. `author_name` is a username, or None once its owner is gone."""

    id: int
    author_kind: Side
    author_name: str | None
    body: str
    created_at: datetime


class Thread(Struct):
    """A ticket and everything said in it, oldest first."""

    ticket: Ticket
    messages: list[Message]


class CustomerThread(Struct):
    """The same for staff."""

    ticket: CustomerTicket
    messages: list[Message]


class LockedTicket(Struct):
    """What an act on a ticket is decided by. Nobody else changes it until the transaction ends."""

    user_id: int
    status: Status


class Opening(Struct):
    """What a new ticket was decided by: the names are None where the id names nothing this person may choose, and
    `ticket_id` where there is no ticket.
    """

    unclosed: int
    opened_lately: int
    department_name: str | None
    server_name: str | None
    ticket_id: int | None


class Answer(Struct):
    """What is told about an answer to the one it is for. Never who of the staff wrote it, beyond the name."""

    user_id: int
    email: str
    username: str
    subject: str
    author_name: str | None
    body: str

    @property
    def html(self) -> str:
        """The body, safe to show."""
        return render(self.body)


def subject_of(text: str) -> str:
    """`text` trimmed to a subject: one line with something to read in it. Invalid on the field `subject`."""
    subject = text.strip()
    if not _has_something_to_read(subject):
        raise Invalid(fields={"subject": "Say in a few words what this is about."})
    # Whatever is refused here is not printable either, which is quickly said of a whole text.
    if not subject.isprintable() and any(_breaks_a_line(c) for c in subject):
        raise Invalid(fields={"subject": "Write the subject in one line of plain text."})
    return subject


def _breaks_a_line(character: str) -> bool:
    return unicodedata.category(character) in {"Cc", "Zl", "Zp"} or character in _DIRECTION_OVERRIDES


def message_of(text: str) -> str:
    """`text` with line feeds only and something to read in it. Invalid on the field `message`."""
    message = text.replace("\r\n", "\n").replace("\r", "\n").rstrip()
    if not _has_something_to_read(message):
        raise Invalid(fields={"message": "Write a message."})
    return message


def _has_something_to_read(text: str) -> bool:
    """Whether any character leaves a mark: not only spaces, controls and zero-width marks."""
    return any(unicodedata.category(c)[0] not in "ZC" for c in text)
