"""`/activity/search`: what became of sent mail (docs/integrations/mail.md §1). Here all of it was delivered."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from simulators.mail.mailbox import Caught, Mailbox, plain

Json = dict[str, Any]
LIMIT, MOST_EVENTS = 100, 1000


def search(mailbox: Mailbox, body: Json, start: datetime | None, end: datetime | None, limit: int) -> Json:
    """Return the events of mail that fits, newest first (guessed: the order).

    From `start`, or the last midnight in UTC, to before `end`, or now.
    """
    begin = start or datetime.fromtimestamp(mailbox.now, UTC).replace(hour=0, minute=0, second=0, microsecond=0)
    found = [
        message
        for message in mailbox.newest_first(None)
        if begin <= datetime.fromisoformat(message.created_at)
        and (end is None or datetime.fromisoformat(message.created_at) < end)
        and _fits(message, body)
    ]
    return {
        "total_events": len(found),
        "continue_token": None if len(found) <= limit else str(limit),
        "events": [_event(message, body) for message in found[:limit]],
    }


def _fits(message: Caught, body: Json) -> bool:
    """Headers are not looked into."""
    fields = {
        "sender": message.sender,
        "recipient": message.to,
        "subject": message.subject,
        "email_id": message.email_id,
    }
    for name, value in fields.items():
        if str(body.get(f"search_{name}") or "").lower() not in value.lower():
            return False
    free = str(body.get("search") or "").lower()
    return any(free in value.lower() for value in fields.values())


def _event(message: Caught, body: Json) -> Json:
    own = {"From": message.sender, "To": message.to, "Subject": message.subject, **message.headers}
    asked = {str(name).lower() for name in body.get("custom_headers") or []}
    return {
        "event": "delivered",
        "date": message.created_at,
        "email_id": message.email_id,
        "from": plain(message.sender),
        "sender": plain(message.sender),
        "recipient": message.to,
        "to": message.to,
        "subject": message.subject,
        "smtp_response": "250 Message received",
        "headers": "\r\n".join(f"{name}: {value}" for name, value in own.items())
        if body.get("include_headers")
        else "",
        "custom_headers": {name: value for name, value in own.items() if name.lower() in asked},
    }
