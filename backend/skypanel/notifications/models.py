"""The records of notifications."""

from datetime import datetime, timedelta
from typing import Final, Literal

from msgspec import Struct

Kind = Literal["verification", "registration_repeated", "password_reset", "password_changed", "ticket_answered"]
State = Literal["requested", "sent", "refused"]

# What a stranger can have sent to somebody else's mailbox ends here: mails of that kind to one person in an hour.
MOST_AN_HOUR: Final[dict[Kind, int]] = {
    "verification": 6,
    "registration_repeated": 1,
    "password_reset": 6,
}
# The provider's search runs about two minutes behind: only then is "not found" an answer.
SETTLES_AFTER: Final = timedelta(seconds=150)
KEPT_FOR: Final = timedelta(days=90)


class Mail(Struct, frozen=True):
    """A mail we owe somebody. `attempted_at` is set while its fate at the provider is open."""

    id: int
    state: State
    attempted_at: datetime | None


class Recipient(Struct, frozen=True):
    email: str
    username: str


class Letter(Struct, frozen=True):
    """A finished text: the same words plain and as HTML."""

    subject: str
    text: str
    html: str
