"""Caught mail: one message per recipient, newest last, kept across a restart."""

from __future__ import annotations

from email.utils import parseaddr

import msgspec
from msgspec import Struct, field

from simulators.clock import SimulatedClock, iso
from simulators.store import Store

STREAM = "mail.messages"
KEPT = 5000


class Caught(Struct, rename={"sender": "from", "created_at": "createdAt", "email_id": "emailId"}):
    """One message as one recipient got it. `to` is the plain address; `headers` are the custom ones as sent."""

    id: int
    to: str
    subject: str
    text: str
    html: str
    created_at: str
    sender: str
    email_id: str
    headers: dict[str, str] = field(default_factory=dict)
    attachments: list[str] = field(default_factory=list)


class Draft(Struct):
    """A message as the API was given it."""

    sender: str
    recipients: list[str]
    subject: str
    text: str
    html: str
    headers: dict[str, str]
    attachments: list[str]


class Mailbox:
    """Every message anybody got."""

    def __init__(self, clock: SimulatedClock, store: Store) -> None:
        """Take up what was caught before a restart."""
        self._clock = clock
        self._store = store
        self.messages = [msgspec.msgpack.decode(body, type=Caught) for _, body in store.load(STREAM)]
        self._last_id = self.messages[-1].id if self.messages else 0

    @property
    def now(self) -> float:
        """Return the simulated instant."""
        return self._clock.now()

    def catch(self, draft: Draft, email_id: str, recipients: list[str]) -> None:
        """Keep one copy for each of `recipients`, durably."""
        for recipient in recipients:
            self._last_id += 1
            message = Caught(
                id=self._last_id,
                to=plain(recipient),
                subject=draft.subject,
                text=draft.text,
                html=draft.html,
                created_at=iso(self._clock.now()),
                sender=draft.sender,
                email_id=email_id,
                headers=draft.headers,
                attachments=draft.attachments,
            )
            self.messages.append(message)
            self._store.put(STREAM, message.id, msgspec.msgpack.encode(message))
        for old in self.messages[:-KEPT]:
            self._store.delete(STREAM, old.id)
        del self.messages[:-KEPT]
        self._store.commit()

    def newest_first(self, to: str | None) -> list[Caught]:
        """Return the messages for one plain address (in any case), or all."""
        wanted = None if to is None else plain(to)
        return [
            message for message in reversed(self.messages) if wanted is None or message.to.lower() == wanted.lower()
        ]

    def find(self, message_id: int) -> Caught | None:
        """Return one message, or None."""
        return next((message for message in self.messages if message.id == message_id), None)

    def clear(self) -> None:
        """Throw everything away, durably; ids go on counting."""
        self.messages.clear()
        self._store.clear(STREAM)
        self._store.commit()


def plain(address: str) -> str:
    """Return the bare address of `Ada <ada@example.org>`."""
    return parseaddr(address)[1] or address
