"""What the panel sends to us (section 14): is it from the panel, and what does it say. Decides nothing.

There is no signature, only a bearer that anyone who has seen it can send: treat a webhook as a hint to read the API.
"""

import base64
import hmac
from collections.abc import Mapping
from datetime import datetime

import msgspec
from msgspec import Struct

from skypanel.integrations.virtfusion.reading import Fields

_BEARER = "bearer "
_LONGEST_EVENT = 100


class MalformedWebhookError(ValueError):
    """The body is not a JSON object that names an event."""


class Webhook(Struct, frozen=True, kw_only=True):
    """One delivery. The panel sends no id by which a repeat could be told."""

    event: str
    is_success: bool
    created_at: datetime | None
    server_id: int | None
    user_id: int | None
    user_relation: int | None


def is_authentic(authorization: str | None, token: str) -> bool:
    """Whether the Authorization header carries the base64 of `token`. Constant time; no token configured means no."""
    if not token or authorization is None or authorization[: len(_BEARER)].lower() != _BEARER:
        return False
    sent = authorization[len(_BEARER) :].strip()
    return hmac.compare_digest(_unpadded(sent.encode()), _unpadded(base64.b64encode(token.encode())))


def parse(headers: Mapping[str, str], body: bytes) -> Webhook:
    """Read a delivery whose sender is known. The body goes before the headers where they differ.

    `headers` may be in any case. Fields the panel leaves out are None; only the event's name is demanded.
    """
    try:
        raw = Fields(msgspec.json.decode(body))
    except (ValueError, RecursionError):
        raw = Fields(None)
    lowered = Fields({name.lower(): value for name, value in headers.items()})
    event = raw.text("event") or (lowered.text("x-virtfusion-event") if raw.names() else None)
    if event is None:
        raise MalformedWebhookError("no event")
    status = raw.text("eventStatus") or lowered.text("x-virtfusion-event-status") or ""
    server = raw.map("data", "server")
    user = _user(raw.map("data"))
    return Webhook(
        event=_event_name(event),
        is_success=status.lower() == "success",
        created_at=raw.instant("created") or lowered.instant("x-virtfusion-created"),
        server_id=server.integer("id"),
        user_id=user.integer("id") or server.integer("ownerId"),
        user_relation=user.integer("extRelationId") or server.map("owner").integer("extRelationId"),
    )


def _user(data: Fields) -> Fields:
    """Whom it is about; where the panel tells of a change, as they are after it (guessed: in which of two forms)."""
    forms = (data.map("user"), data.map("user.after"), data.map("user", "after"))
    return next((user for user in forms if "id" in user), Fields(None))


def _event_name(event: str) -> str:
    """The panel's own list prints one event with a doubled first letter."""
    name = "".join(c for c in event[:_LONGEST_EVENT].lower() if c.isprintable()).strip()
    return "server." + name.removeprefix("sserver.") if name.startswith("sserver.") else name


def _unpadded(token: bytes) -> bytes:
    return token.rstrip(b"=")
