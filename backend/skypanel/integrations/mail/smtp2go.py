"""SMTP2GO's HTTP API. A 200 may still be a refusal: the body decides."""

from datetime import UTC, timedelta
from email.headerregistry import Address
from http import HTTPStatus

import msgspec
import structlog

from skypanel.core.clock import Clock
from skypanel.core.http.call import Answer, Call
from skypanel.core.http.errors import OutcomeUnknown
from skypanel.core.http.limits import OutboundLimits
from skypanel.core.http.outbound import Outbound, OutboundHealth
from skypanel.integrations.mail.errors import MailDeferred, MailMisconfigured, Undeliverable
from skypanel.integrations.mail.message import (
    MESSAGE_ID_HEADER,
    MailMessage,
    Receipt,
    compose,
    extra_headers,
    parse_sender,
)

LIMITS = OutboundLimits(
    total_seconds=15, slots=4, background_slots=4, calls_per_second=5, burst=10, pause_seconds=60, queue_length=200
)
"""A 429 here carries no Retry-After, and the vendor may shut an address out for a minute: so we pause for one."""
_SLOW_DOWN_SECONDS = 60
_NON_VALIDATING = "NON_VALIDATING_IN_PAYLOAD"
_MOST_EVENTS = 100
_LOOKED_BACK = timedelta(days=2)
"""Longer than anybody tries a mail again; left out, the vendor looks back to the last midnight only."""
_FROM_BETWEEN = frozenset({HTTPStatus.BAD_GATEWAY, HTTPStatus.GATEWAY_TIMEOUT})
"""Said by somebody who passed the message on and had no answer either."""

_log = structlog.get_logger()


class Smtp2GoMailer:
    """Sends through `POST /email/send`. Never repeats a send by itself: the vendor knows no idempotency key."""

    def __init__(
        self, base_url: str, api_key: str, sender: str, *, clock: Clock, limits: OutboundLimits | None = None
    ) -> None:
        """`base_url` ends in `/v3`; `sender` is `Name <address>`."""
        self._clock = clock
        self._sender: Address = parse_sender(sender)
        self._outbound = Outbound(
            "smtp2go", base_url, clock=clock, limits=limits or LIMITS, headers={"X-Smtp2go-Api-Key": api_key}
        )

    @property
    def health(self) -> OutboundHealth:
        return self._outbound.health()

    async def close(self) -> None:
        await self._outbound.close()

    async def send(self, message: MailMessage) -> Receipt:
        mail = compose(message, self._sender, self._clock.now())  # refuses what must not go out
        body = {
            "sender": str(self._sender),
            "to": [str(mail["To"])],
            "subject": str(mail["Subject"]),
            "text_body": message.text,
            **({} if message.html is None else {"html_body": message.html}),
            "custom_headers": [{"header": name, "value": value} for name, value in extra_headers(message)],
        }
        call = Call(method="POST", path="/email/send", body=msgspec.json.encode(body))
        answer = await self._outbound.send(call)
        data = _data(answer)
        if answer.status in _FROM_BETWEEN:
            raise OutcomeUnknown("smtp2go", call.operation, f"answered {answer.status}")
        if not answer.is_success:
            raise _refusal(call, answer, data)
        if data.get("failed") or data.get("failures"):
            raise Undeliverable("recipient refused")
        provider_id = data.get("email_id")
        if not data.get("succeeded") and not isinstance(provider_id, str):
            raise OutcomeUnknown("smtp2go", call.operation, "unreadable answer")
        return Receipt(provider_id if isinstance(provider_id, str) else None)

    async def was_accepted(self, message: MailMessage) -> bool | None:
        """Look among the recipient's mail of the last two days for our id.

        The vendor's search runs about two minutes behind, so a no before that is not final. None when it shows mail
        to this person with this subject and no headers to tell by.
        """
        since = self._clock.now().astimezone(UTC) - _LOOKED_BACK
        body = {
            "start_date": since.strftime("%Y-%m-%dT%H:%M:%SZ"),
            "search_recipient": message.to,
            "only_latest": True,
            "limit": _MOST_EVENTS,
            "include_headers": True,
            "custom_headers": [MESSAGE_ID_HEADER],
        }
        call = Call(method="POST", path="/activity/search", body=msgspec.json.encode(body), is_idempotent=True)
        answer = await self._outbound.send(call)
        data = _data(answer)
        if not answer.is_success:
            raise _refusal(call, answer, data)
        listed = data.get("events")
        if not isinstance(listed, list):
            return None
        events = [event for event in listed if isinstance(event, dict)]
        if any(message.id.encode() in msgspec.json.encode(event) for event in events):
            return True
        is_like_it = any(event.get("subject") == message.subject and not event.get("headers") for event in events)
        return None if is_like_it else False


def _data(answer: Answer) -> dict[str, object]:
    """The answer's `data`, or its top level: the vendor publishes errors in both places."""
    try:
        body = msgspec.json.decode(answer.body)
    except (ValueError, RecursionError):
        return {}
    if not isinstance(body, dict):
        return {}
    data = body.get("data")
    return data if isinstance(data, dict) else body


def _refusal(call: Call, answer: Answer, data: dict[str, object]) -> Exception:
    """What a status outside 2xx means; `error_code` goes before the status."""
    code = str(data.get("error_code") or "").rpartition(".")[2]
    status = answer.status
    _log.warning("mail_refused", vendor="smtp2go", status=status, error_code=code or None)
    if status == HTTPStatus.TOO_MANY_REQUESTS:
        return MailDeferred("rate limited", retry_after_seconds=_SLOW_DOWN_SECONDS)
    if status >= HTTPStatus.INTERNAL_SERVER_ERROR:
        return MailDeferred("provider failing")
    if code == _NON_VALIDATING or (status == HTTPStatus.BAD_REQUEST and not code):
        field = _field(data)
        return MailMisconfigured("sender refused") if field == "sender" else Undeliverable(f"{field} not accepted")
    return MailMisconfigured(code.lower() or f"{call.path} answered {status}")


def _field(data: dict[str, object]) -> str:
    errors = data.get("field_validation_errors")
    name = errors.get("fieldname") if isinstance(errors, dict) else None
    return name if isinstance(name, str) and name.isidentifier() else "content"
